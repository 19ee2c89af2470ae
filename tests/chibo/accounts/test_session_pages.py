"""Where one is signed in: seeing it, ending it; and the same for accounts one administers."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Role
from chibo.accounts.models import PortalSession
from chibo.accounts.sessions import public_id
from chibo.audit.models import SYSTEM, Entry
from chibo.clock import now
from tests.cast import assemble
from tests.chibo.factories import PASSWORD, AssignmentFactory, UserFactory
from tests.chibo.factors.holders import code, give_app, knock
from tests.clock import TODAY

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Safari/537.36 Edg/130.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"


@pytest.fixture
def cast():
    return assemble()


def _browser(user, agent=WINDOWS, address="192.0.2.1"):
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    client.force_login(user, backend=BACKEND)
    PortalSession.objects.filter(session_key=client.session.session_key).update(
        agent=agent, address=address
    )
    return client


def _name(client) -> str:
    return public_id(client.session.session_key)


def _is_in(client) -> bool:
    return client.get(reverse("sessions")).status_code == 200


def _last():
    return Entry.objects.order_by("-pk")[0]


@pytest.fixture
def mine(cast):
    return _browser(cast.people["secretary"])


@pytest.fixture
def phone(cast):
    return _browser(cast.people["secretary"], PHONE, "203.0.113.9")


@pytest.fixture
def neighbour(cast):
    return _browser(cast.people["neighbour"], address="198.51.100.1")


def test_one_sees_ones_own_live_sessions_and_which_is_this_one(mine, phone, neighbour, cast):
    old = _browser(cast.people["secretary"], "Mozilla/5.0 (X11; Linux) Firefox/130.0")
    PortalSession.objects.filter(public_id=_name(old)).update(
        seen_at=now() - datetime.timedelta(hours=2)
    )
    page = mine.get(reverse("sessions")).content.decode()
    assert ("Edge trên Windows" in page, "Safari trên iPhone" in page) == (True, True)
    assert ("203.0.113.9" in page, "198.51.100.1" in page, "Firefox" in page) == (
        True,
        False,
        False,
    )
    assert page.count("Phiên này") == 1
    assert reverse("end_session", args=[_name(phone)]) in page
    assert reverse("end_session", args=[_name(mine)]) not in page
    assert mine.session.session_key not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty(cast, count, django_assert_num_queries):
    browsers = [_browser(cast.people["secretary"]) for _ in range(count)]
    with django_assert_num_queries(6):
        browsers[-1].get(reverse("sessions"))


def test_one_ends_another_of_ones_sessions_and_it_is_written_down(mine, phone, cast):
    name = _name(phone)
    answer = mine.post(reverse("end_session", args=[name]))
    assert (answer.status_code, answer.url) == (302, reverse("sessions"))
    assert (_is_in(mine), _is_in(phone)) == (True, False)
    entry, user = _last(), cast.people["secretary"]
    assert (entry.verb, entry.actor_id, entry.subject_id) == ("end_session", user.pk, str(user.pk))
    assert entry.values == {"session": name}


def test_the_ended_browser_still_asks_its_own_person_to_go_on(mine, phone, cast):
    mine.post(reverse("end_session", args=[_name(phone)]))
    page = phone.post("/chu-lon/").content.decode()
    assert f"<strong>{cast.people['secretary'].full_name}</strong>" in page


def test_nobody_ends_a_session_of_another_by_this_page(mine, neighbour):
    for name in (_name(neighbour), "0" * 32):
        assert mine.post(reverse("end_session", args=[name])).status_code == 404
    assert _is_in(neighbour)


def test_ending_the_session_one_is_in_is_going_out(mine):
    answer = mine.post(reverse("end_session", args=[_name(mine)]))
    assert (answer.status_code, answer.url) == (302, "/dang-nhap/")
    assert not _is_in(mine)


def test_one_ends_all_the_others_at_once(mine, phone, neighbour, cast):
    third = _browser(cast.people["secretary"])
    page = mine.post(reverse("end_other_sessions"), follow=True).content.decode()
    assert "Đã kết thúc 2 phiên khác." in page
    assert [_is_in(one) for one in (mine, phone, third, neighbour)] == [True, False, False, True]
    assert (_last().verb, _last().values) == ("end_sessions", {"count": 2})


# Accounts one administers ------------------------------------------------------------------------


@pytest.fixture
def administrator(cast):
    return _browser(cast.people["administrator"])


def test_an_administrator_sees_and_ends_the_sessions_of_an_account(administrator, phone, cast):
    user = cast.people["secretary"]
    page = administrator.get(reverse("account_sessions", args=[user.pk])).content.decode()
    assert "Safari trên iPhone" in page
    end = reverse("end_account_session", args=[user.pk, _name(phone)])
    assert end in page
    assert administrator.post(end).status_code == 302
    assert not _is_in(phone)
    entry = _last()
    assert (entry.verb, entry.actor_id) == ("end_session", cast.people["administrator"].pk)
    assert entry.subject_id == str(user.pk)


def test_an_administrator_ends_all_of_them_at_once(administrator, mine, phone, neighbour, cast):
    user = cast.people["secretary"]
    assert administrator.post(reverse("end_account_sessions", args=[user.pk])).status_code == 302
    assert [_is_in(one) for one in (mine, phone, neighbour, administrator)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert (_last().verb, _last().values) == ("end_sessions", {"count": 2})


def test_an_account_that_reaches_beyond_keeps_its_sessions_to_itself(administrator, phone, cast):
    user = cast.people["secretary"]
    AssignmentFactory(user=user, organization=cast.places["elsewhere"], role=Role.CLERK)
    page = administrator.get(reverse("account_sessions", args=[user.pk])).content.decode()
    assert "còn vai trò ở nơi khác" in page
    assert ("iPhone" in page, "203.0.113.9" in page, "Chi bộ Nơi khác" in page) == (False,) * 3
    before = Entry.objects.count()
    for end in (
        reverse("end_account_session", args=[user.pk, _name(phone)]),
        reverse("end_account_sessions", args=[user.pk]),
    ):
        assert administrator.post(end).status_code == 302
    assert _is_in(phone)
    assert Entry.objects.count() == before


def test_a_session_is_found_by_its_own_account_only(administrator, phone, cast):
    end = reverse("end_account_session", args=[cast.people["clerk"].pk, _name(phone)])
    assert administrator.post(end).status_code == 404
    stranger = UserFactory()
    assert administrator.get(reverse("account_sessions", args=[stranger.pk])).status_code == 404
    assert _is_in(phone)


# The log -----------------------------------------------------------------------------------------


def test_coming_in_and_going_out_are_written_down_with_the_address(cast):
    user = cast.people["secretary"]
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.post("/dang-nhap/", {"username": user.username, "password": "sai"})
    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    client.post("/dang-xuat/")
    entries = Entry.objects.filter(verb__startswith="sign_").order_by("pk")
    assert [(one.verb, one.actor_id, one.subject_id, one.values) for one in entries] == [
        (verb, user.pk, str(user.pk), {"address": "192.0.2.7"}) for verb in ("sign_in", "sign_out")
    ]


def _chains_of(user) -> set[int]:
    """Return in which chains the coming and going of somebody is written down."""
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    client.post("/dang-xuat/")
    found = Entry.objects.filter(verb__startswith="sign_", actor_id=user.pk)
    return set(found.values_list("chain_key", flat=True))


def test_coming_in_is_written_in_the_chain_of_the_place_of_ones_first_running_role(cast):
    own, elsewhere = cast.places["own"], cast.places["elsewhere"]
    two, over, later = UserFactory(), UserFactory(), UserFactory()
    for user, place, begins, ends in (
        (two, own, TODAY, None),
        (two, elsewhere, TODAY, None),
        (over, elsewhere, datetime.date(2026, 1, 1), TODAY),
        (over, own, TODAY, None),
        (later, own, datetime.date(2026, 11, 23), None),
    ):
        AssignmentFactory(user=user, organization=place, starts_on=begins, ends_on=ends)
    assert (_chains_of(two), _chains_of(over)) == ({own.pk}, {own.pk})
    assert (_chains_of(later), _chains_of(UserFactory())) == ({SYSTEM}, {SYSTEM})


def test_a_code_is_written_where_the_coming_in_is(cast):
    user = cast.people["clerk"]
    give_app(user)
    client = Client(REMOTE_ADDR="192.0.2.7")
    knock(client, user)
    client.post("/dang-nhap/", {"code": code()})
    found = Entry.objects.filter(verb__in=["use_authenticator", "sign_in"], actor_id=user.pk)
    assert [one.chain_key for one in found] == [cast.places["own"].pk] * 2
