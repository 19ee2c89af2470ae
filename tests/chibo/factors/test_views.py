"""«Bảo mật tài khoản»: seeing, adding, naming and taking away one's own second factors."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from chibo.accounts.models import Authenticator
from chibo.factors.views import NEW_APP
from tests.chibo.factories import AssignmentFactory, UserFactory
from tests.chibo.factors.device import Device
from tests.chibo.factors.holders import (
    asked,
    code,
    give_app,
    give_codes,
    give_passkey,
    wrong_code,
)

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
CODE = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b")


@pytest.fixture
def user():
    return UserFactory(username="do.an", full_name="Đỗ An")


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def text(answer) -> str:
    return answer.content.decode()


def secret_on(page: str) -> str:
    found = re.search(r'id="khoa-bi-mat">([A-Z2-7 ]+)<', page)
    assert found is not None
    return found[1].replace(" ", "")


def stale(client):
    """Let the session be one whose person showed who they are an hour ago."""
    session = client.session
    session["shown_at"] -= 3_600
    session.save()


def test_the_page_says_what_there_is_and_nothing_of_others(client, user):
    page = text(client.get(reverse("security")))
    assert "Chưa bật" in page
    give_app(user)
    give_passkey(UserFactory(), Device())
    codes = give_codes(user)
    page = text(client.get(reverse("security")))
    assert "Đang bật" in page
    assert "còn 10/10 mã" in page
    assert page.count("Đổi tên") == 1
    assert not [found for found in codes if found in page]


@pytest.mark.parametrize("count", [1, 9])
def test_the_page_costs_the_same_with_one_and_with_nine(
    client, user, count, django_assert_num_queries
):
    for _ in range(count):
        give_passkey(user, Device())
    with django_assert_num_queries(5):
        client.get(reverse("security"))


def test_an_app_is_shown_and_nothing_stored_before_its_code(client, user):
    page = text(client.get(reverse("add_app")))
    assert "<svg" in page
    assert 'class="qr"' in page
    assert "style=" not in page
    assert len(secret_on(page)) == 32
    assert secret_on(text(client.get(reverse("add_app")))) == secret_on(page)
    assert client.session[NEW_APP].startswith("enc:")
    page = text(client.post(reverse("add_app"), {"name": "Máy", "code": wrong_code()}))
    assert "Mã chưa đúng." in page
    assert 'value="Máy"' in page
    assert Authenticator.objects.count() == 0


def test_the_right_code_adds_the_app_and_brings_recovery_codes_once(client, user):
    secret = secret_on(text(client.get(reverse("add_app"))))
    answer = client.post(reverse("add_app"), {"name": "Máy", "code": code(secret)})
    codes = CODE.findall(text(answer))
    assert len(codes) == 10
    assert "no-store" in answer["Cache-Control"]
    assert user.authenticators.get(kind="app").secret == secret
    assert NEW_APP not in client.session
    assert not [found for found in codes if found in text(client.get(reverse("security")))]
    assert secret_on(text(client.get(reverse("add_app")))) != secret


def test_the_code_that_added_an_app_does_not_open_the_door(client, user):
    secret = secret_on(text(client.get(reverse("add_app"))))
    shown = code(secret)
    client.post(reverse("add_app"), {"name": "Máy", "code": shown})
    other = Client()
    other.post("/dang-nhap/", {"username": "do.an", "password": "một câu dễ nhớ 26"})
    assert "đã dùng rồi" in text(other.post("/dang-nhap/", {"code": shown}))


def test_a_second_app_keeps_the_recovery_codes(client, user):
    give_app(user)
    give_codes(user)
    secret = secret_on(text(client.get(reverse("add_app"))))
    answer = client.post(reverse("add_app"), {"name": "Máy", "code": code(secret)})
    assert (answer.status_code, answer.url) == (302, reverse("security"))
    assert user.authenticators.count() == 12


def test_a_passkey_is_added_by_what_the_browser_made(client, user):
    device = Device()
    options = asked(client.get(reverse("add_passkey")), "data-passkey-create")
    answer = client.post(reverse("add_passkey"), {"name": "Máy", "passkey": device.make(options)})
    assert len(CODE.findall(text(answer))) == 10
    kept = user.authenticators.get(kind="passkey")
    assert (kept.credential, kept.name) == (device.credential, "Máy")


@pytest.mark.parametrize(
    "forgery",
    [
        {"origin": "https://testserver"},
        {"origin": "http://evil.example"},
        {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    ],
)
def test_a_key_made_for_something_else_is_refused(client, user, forgery):
    options = asked(client.get(reverse("add_passkey")), "data-passkey-create")
    answer = client.post(
        reverse("add_passkey"), {"name": "Máy", "passkey": Device().make(options, **forgery)}
    )
    assert "Chưa nhận được khóa này." in text(answer)
    assert user.authenticators.count() == 0


def test_a_key_is_made_in_answer_to_one_page(client, user):
    options = asked(client.get(reverse("add_passkey")), "data-passkey-create")
    made = Device().make(options)
    client.get(reverse("add_passkey"))
    answer = client.post(reverse("add_passkey"), {"name": "Máy", "passkey": made})
    assert "Chưa nhận được khóa này." in text(answer)


def test_an_id_too_long_to_keep_is_refused(client, user):
    options = asked(client.get(reverse("add_passkey")), "data-passkey-create")
    made = Device(credential_id=bytes(400)).make(options)
    answer = client.post(reverse("add_passkey"), {"name": "Máy", "passkey": made})
    assert "Chưa nhận được khóa này." in text(answer)


def test_a_factor_is_renamed(client, user):
    app = give_app(user)
    url = reverse("rename_authenticator", args=[app.pk])
    assert 'value="Điện thoại"' in text(client.get(url))
    assert client.post(url, {"name": "Máy bàn"}).url == reverse("security")
    assert "Máy bàn" in text(client.get(reverse("security")))


def test_a_factor_is_removed_and_so_are_its_codes(client, user):
    app = give_app(user)
    give_codes(user)
    page = text(client.post(reverse("remove_authenticator", args=[app.pk]), follow=True))
    assert "Đã bỏ «Điện thoại»." in page
    assert user.authenticators.count() == 0


def test_the_last_factor_stays_where_a_role_demands_it(client, user, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"secretary"})
    AssignmentFactory(user=user)
    app = give_app(user)
    page = text(client.post(reverse("remove_authenticator", args=[app.pk]), follow=True))
    assert "Vai trò Bí thư phải có xác thực hai bước" in page
    assert user.has_second_factor()


@pytest.mark.parametrize("name", ["rename_authenticator", "remove_authenticator"])
def test_anothers_factor_and_a_recovery_code_are_not_found(client, user, name):
    theirs = give_app(UserFactory())
    give_app(user)
    give_codes(user)
    recovery = user.authenticators.filter(kind="recovery")[0]
    for one in (theirs, recovery):
        assert client.post(reverse(name, args=[one.pk]), {"name": "Khác"}).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk, name="Điện thoại").exists()
    assert user.authenticators.count() == 11


def test_new_codes_are_shown_once_and_void_the_old_ones(client, user):
    give_app(user)
    old = give_codes(user)
    answer = client.post(reverse("renew_recovery_codes"))
    codes = CODE.findall(text(answer))
    assert len(set(codes) | set(old)) == 20
    assert "no-store" in answer["Cache-Control"]


def test_codes_without_a_factor_are_refused(client, user):
    page = text(client.post(reverse("renew_recovery_codes"), follow=True))
    assert "Thêm một cách trước." in page
    assert user.authenticators.count() == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("add_app", {"name": "Máy", "code": "123456"}),
        ("add_passkey", {"name": "Máy", "passkey": "{}"}),
        ("renew_recovery_codes", {}),
        ("remove_authenticator", {}),
    ],
)
def test_what_changes_the_way_in_asks_again_who_one_is(client, user, name, data):
    app = give_app(user)
    before = give_codes(user)
    stale(client)
    url = reverse(name, args=[app.pk] if name.startswith("remove") else [])
    answer = client.post(url, data)
    assert not CODE.findall(text(answer))
    assert "Đã bỏ" not in text(answer)
    assert user.authenticators.count() == 11
    assert user.authenticators.filter(used_at__isnull=True, kind="recovery").count() == len(before)


def test_the_menu_leads_to_the_page(client):
    assert f'href="{reverse("security")}"' in text(client.get(reverse("regulations")))
