"""What comes first: one's own password, and a second factor where a role asks for it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from chibo.access import Role, Scope, known_roles
from chibo.accounts import actions as accounts
from chibo.accounts.models import User
from chibo.accounts.provider import VOUCHED
from tests.chibo.factories import PASSWORD, OrganizationFactory, UserFactory, holder
from tests.chibo.factors.holders import give_app, knock
from tests.clock import MORNING, TODAY

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
DEMANDED = frozenset({"secretary", "administrator"})


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def cell():
    return OrganizationFactory()


@pytest.fixture
def secretary(cell, settings):
    settings.SECOND_FACTOR_ROLES = DEMANDED
    return holder(Role.SECRETARY, cell)


@pytest.mark.parametrize("name", ["desk", "roll", "search", "regulations", "organizations"])
def test_a_role_that_demands_a_factor_is_led_to_set_one_up(secretary, name):
    answer = client_of(secretary).get(reverse(name))
    assert (answer.status_code, answer.url) == (302, reverse("security"))


def test_the_page_says_why(secretary):
    page = client_of(secretary).get("/", follow=True).content.decode()
    assert "Vai trò Bí thư phải có xác thực hai bước." in page


def test_nothing_is_written_before_either(secretary, cell):
    answer = client_of(secretary).post(reverse("keep_draft", args=["thu"]), {"a": "b"})
    assert (answer.status_code, answer.url) == (302, reverse("security"))


@pytest.mark.parametrize(
    ("name", "method", "status"),
    [
        ("security", "get", 200),
        ("add_app", "get", 200),
        ("add_passkey", "get", 200),
        ("change_password", "get", 200),
        ("health", "get", 200),
        ("large_text", "post", 302),
        ("sign_out", "post", 302),
    ],
)
def test_what_helps_and_the_way_out_stay_open(secretary, name, method, status):
    answer = getattr(client_of(secretary), method)(reverse(name))
    assert answer.status_code == status
    assert answer.get("Location") != reverse("security")


def test_with_a_factor_the_pages_open(secretary):
    client = client_of(secretary)
    give_app(secretary)
    assert client.get(reverse("regulations")).status_code == 200


def test_a_page_part_takes_the_whole_page_along(secretary):
    answer = client_of(secretary).get(reverse("roll"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("security")


@pytest.mark.parametrize("role", [Role.CLERK, Role.MEMBER, Role.DEPUTY])
def test_other_roles_and_strangers_work_on(cell, settings, role):
    settings.SECOND_FACTOR_ROLES = DEMANDED
    for user in (holder(role, cell), UserFactory()):
        assert client_of(user).get(reverse("regulations")).status_code == 200


def test_what_is_demanded_of_who_came_by_single_sign_on_is_the_providers_business(secretary):
    client = client_of(secretary)
    session = client.session
    session[VOUCHED] = True
    session.save()
    assert client.get(reverse("desk")).status_code == 200


def test_nobody_is_led_anywhere_where_no_role_demands_it(cell):
    assert client_of(holder(Role.ADMINISTRATOR, cell)).get("/").status_code == 200


def test_people_without_such_a_role_pay_nothing_and_the_others_ask_once(
    cell, settings, secretary, django_assert_num_queries
):
    url = reverse("regulations")
    clerk, give = client_of(holder(Role.CLERK, cell)), client_of(secretary)
    give_app(secretary)
    give.get(url)  # from now on the session knows
    for client in (clerk, give):
        with django_assert_num_queries(6):
            client.get(url)
    settings.SECOND_FACTOR_ROLES = frozenset()
    for client in (clerk, give):
        with django_assert_num_queries(6):
            client.get(url)


def test_who_signs_in_next_in_the_same_browser_is_asked_anew(secretary, cell):
    client = client_of(secretary)
    give_app(secretary)
    assert client.get(reverse("regulations")).status_code == 200
    client.force_login(holder(Role.SECRETARY, cell), backend=BACKEND)
    assert client.get(reverse("regulations")).url == reverse("security")


# Temporary passwords ---------------------------------------------------------------------------------


def _temporary(cell) -> User:
    return accounts.open_account_at(
        by=None,
        username="moi",
        full_name="Người Mới",
        password=PASSWORD,
        role=Role.CLERK,
        organization=cell,
        starts_on=TODAY,
        is_temporary=True,
    )


def test_a_temporary_password_is_changed_first(cell, client):
    user = _temporary(cell)
    answer = knock(client, user)
    answer = client.get(answer.url)
    assert (answer.status_code, answer.url) == (302, reverse("change_password"))
    assert client.get(reverse("security")).url == reverse("change_password")
    page = client.get(reverse("change_password")).content.decode()
    assert "Đổi mật khẩu tạm trước đã" in page


def test_once_it_is_changed_the_pages_open(cell, client):
    knock(client, _temporary(cell))
    new = "một câu thật khác 27"
    client.post(reverse("change_password"), {"old": PASSWORD, "new": new, "again": new})
    assert client.get("/").status_code == 200
    assert not User.objects.get(username="moi").password_is_temporary
    assert "Đổi mật khẩu tạm" not in client.get(reverse("change_password")).content.decode()


def test_the_same_password_again_is_no_change(cell, client):
    knock(client, _temporary(cell))
    data = {"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}
    page = client.post(reverse("change_password"), data).content.decode()
    assert "Mật khẩu mới giống mật khẩu hiện nay." in page
    assert User.objects.get(username="moi").password_is_temporary


def test_a_renewed_password_is_temporary_and_ends_all_sessions(cell):
    user = holder(Role.CLERK, cell)
    client = client_of(user)
    accounts.renew_password(
        by=None, scope=Scope.whole(), user=user, password="một câu tạm 2026", at=MORNING
    )
    assert User.objects.get(pk=user.pk).password_is_temporary
    assert not user.sessions.filter(seen_at__isnull=False).exists()
    assert client.get(reverse("regulations")).url.startswith(reverse("sign_in"))


# The setting ------------------------------------------------------------------------------------------


def test_roles_are_known_by_their_values():
    assert known_roles({"secretary", "administrator"}) == {Role.SECRETARY, Role.ADMINISTRATOR}
    assert known_roles(set()) == frozenset()


def test_a_role_that_is_none_stops_the_start_and_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"no such role: bithu\. Roles: secretary, "):
        known_roles({"secretary", "bithu"})
