"""How long a session lets one in, what its row says, and from which address one comes."""

import datetime

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from chibo.access import Role
from chibo.accounts.models import PortalSession
from chibo.accounts.sessions import SessionStore, address_of, public_id
from chibo.clock import now
from tests.chibo.factories import PASSWORD, OrganizationFactory, UserFactory, holder

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
MINUTE = datetime.timedelta(minutes=1)
HOUR = 60 * MINUTE
PAGE = "/phien-dang-nhap/"
AGENT = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36"


@pytest.fixture
def user():
    return holder(Role.SECRETARY, OrganizationFactory(), user__username="do.an")


@pytest.fixture
def client(user):
    client = Client(headers={"user-agent": AGENT})
    client.post("/dang-nhap/", {"username": "do.an", "password": PASSWORD})
    return client


def _row(client) -> PortalSession:
    return PortalSession.objects.get(session_key=client.cookies["sessionid"].value)


def _is_in(client) -> bool:
    return client.get(PAGE).status_code == 200


def _age(**columns):
    PortalSession.objects.update(**{name: now() - since for name, since in columns.items()})


def test_the_row_says_whose_it_is_from_where_and_since_when(client, user):
    row = _row(client)
    assert (row.user, row.address, row.agent) == (user, "127.0.0.1", AGENT)
    assert row.public_id == public_id(row.session_key)
    assert now() - row.started_at < MINUTE
    assert now() - row.seen_at < MINUTE


@pytest.mark.parametrize(
    ("columns", "alive"),
    [
        ({"seen_at": 59 * MINUTE, "started_at": 2 * HOUR}, True),
        ({"seen_at": 60 * MINUTE, "started_at": 2 * HOUR}, False),
        ({"seen_at": MINUTE, "started_at": 12 * HOUR - MINUTE}, True),
        ({"seen_at": MINUTE, "started_at": 12 * HOUR}, False),
    ],
)
def test_an_hour_without_use_or_twelve_hours_end_a_session(client, columns, alive):
    _age(**columns)
    assert _is_in(client) is alive


def test_how_long_one_may_rest_is_a_setting(client, settings):
    settings.SESSION_IDLE = 5 * MINUTE
    _age(seen_at=6 * MINUTE)
    assert not _is_in(client)


def test_one_that_is_over_stays_over_and_still_says_whose_it_was(client, user):
    _age(seen_at=2 * HOUR)
    before = _row(client).seen_at
    for _ in range(2):
        client.get("/nhiem-vu/")
        client.post("/nhap/thu/", {"a": "b"}, headers={"accept": "application/json"})
    row = _row(client)
    assert (row.user, row.seen_at) == (user, before)
    assert client.cookies["sessionid"].value == row.session_key


def test_what_is_put_into_one_that_is_over_is_kept_and_opens_nothing(client, user):
    _age(seen_at=2 * HOUR)
    store = SessionStore(client.cookies["sessionid"].value)
    assert "shown_at" not in store
    store["challenge"] = "abc"
    store.save()
    again = SessionStore(client.cookies["sessionid"].value)
    assert (again["challenge"], again.whose, again.is_over) == ("abc", user.pk, True)
    assert "_auth_user_id" not in again
    assert not _is_in(client)


def test_one_that_was_ended_elsewhere_is_not_brought_back_by_a_page_on_its_way(client):
    store = SessionStore(client.cookies["sessionid"].value)
    store["place"] = 1
    PortalSession.objects.update(seen_at=None)
    with pytest.raises(UpdateError):
        store.save()
    assert not _is_in(client)
    assert _row(client).seen_at is None


def test_using_a_session_is_noted_once_in_five_minutes(client):
    def updates():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.post("/nhap/thu/", {"a": "b"})
        return [one["sql"] for one in asked if '"chibo_portalsession" SET' in one["sql"]]

    _age(seen_at=4 * MINUTE)
    assert updates() == []
    _age(seen_at=6 * MINUTE)
    assert len(updates()) == 1
    assert now() - _row(client).seen_at < MINUTE
    assert updates() == []


def test_an_ordinary_read_asks_for_session_and_person_first_and_writes_nothing(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/quy-dinh/")
    statements = [one["sql"] for one in asked]
    tables = [one.split('"')[1] for one in statements[:2]]
    assert tables == ["chibo_portalsession", "chibo_user"]
    assert [one for one in statements if not one.startswith("SELECT")] == []
    assert sum("chibo_portalsession" in one for one in statements) == 1


def test_coming_in_and_going_out_cost_a_fixed_number_of_statements(user):
    client = Client()
    UserFactory.create_batch(3)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.post("/dang-nhap/", {"username": "do.an", "password": PASSWORD})
        costs.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            client.post("/dang-xuat/")
        costs.append(len(asked))
    assert costs == [21, 13, 21, 13]


def test_the_age_of_a_row_decides_when_it_is_cleared_away(client):
    PortalSession.objects.update(expire_date=now() - 10_000 * HOUR)
    call_command("clearsessions")
    assert not PortalSession.objects.exists()


# From where --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 192.0.2.8", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "khong-phai", ""),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_only_what_ones_own_proxies_wrote_is_believed(settings, proxies, header, address):
    settings.PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header).get("/")
    assert address_of(request) == address


def test_who_comes_without_an_address_has_none():
    assert address_of(RequestFactory(REMOTE_ADDR="").get("/")) == ""
