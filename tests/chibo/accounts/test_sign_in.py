"""Signing in and out in earnest: through the pages, the session and the counter of failures."""

import json

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.test import Client
from django.urls import reverse

from chibo import settings as production
from chibo.accounts.models import User
from chibo.audit.models import Entry
from tests.chibo.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."
DOOR = "/dang-nhap/"


@pytest.fixture
def user():
    return UserFactory(username="do.an", full_name="Đỗ An")


def _sign_in(client, password=PASSWORD, username="do.an", **more):
    return client.post(DOOR, {"username": username, "password": password, **more})


def _is_in(client):
    return client.post(reverse("keep_draft", args=["thu"]), {"a": "b"}).status_code == 200


def test_the_right_password_opens_a_session(client, user):
    assert not _is_in(client)
    answer = _sign_in(client)
    assert (answer.status_code, answer.url) == (302, "/")
    assert _is_in(client)


def test_the_user_name_may_be_typed_with_capitals_and_blanks(client, user):
    assert _sign_in(client, username=" DO.An ").status_code == 302


@pytest.mark.parametrize("username", ["do.an", "khong-co"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(client, user, username):
    answer = _sign_in(client, password="sai", username=username)
    assert answer.status_code == 200
    assert WRONG in answer.content.decode()
    assert not _is_in(client)


def test_what_was_typed_stays_but_never_the_password(client, user):
    page = _sign_in(client, password="sai-hoan-toan").content.decode()
    assert 'value="do.an"' in page
    assert "sai-hoan-toan" not in page


def test_empty_fields_are_explained(client, user):
    page = _sign_in(client, password="", username="").content.decode()
    assert "Ghi tên đăng nhập do văn phòng đảng ủy cấp." in page
    assert "Ghi mật khẩu." in page


def test_after_five_failures_the_door_stays_shut_even_for_the_right_password(client, user):
    answers = [_sign_in(client, password="sai").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    refused = _sign_in(client)
    assert refused.status_code == 429
    assert "Đã thử quá nhiều lần" in refused.content.decode()
    assert "Chờ 15 phút rồi thử lại." in refused.content.decode()
    assert not _is_in(client)


def test_the_shut_door_concerns_one_name_at_one_address(client, user):
    UserFactory(username="do.binh")
    for _ in range(5):
        _sign_in(client, password="sai")
    assert _sign_in(Client(), username="do.binh").status_code == 302
    assert _sign_in(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_a_forged_forwarding_header_does_not_open_the_door_again(client, user):
    for n in range(5):
        client.post(
            DOOR,
            {"username": "do.an", "password": "sai"},
            headers={"x-forwarded-for": f"203.0.113.{n}"},
        )
    assert _sign_in(client).status_code == 429


def test_success_forgets_the_failures(client, user):
    for _ in range(4):
        _sign_in(client, password="sai")
    _sign_in(client)
    assert _sign_in(Client(), password="sai").status_code == 200


def test_one_comes_back_to_where_one_was_going(client, user):
    assert _sign_in(client, next="/dang-vien/?q=an").url == "/dang-vien/?q=an"


def test_the_way_back_is_kept_through_a_failure(client, user):
    answer = client.post(f"{DOOR}?next=/to-chuc/", {"username": "do.an", "password": "sai"})
    assert '<input type="hidden" name="next" value="/to-chuc/">' in answer.content.decode()


@pytest.mark.parametrize(
    "wanted",
    [
        "https://vi-du.example/",
        "//vi-du.example/",
        "/\\vi-du.example",
        "javascript:alert(1)",
        "http:///vi-du.example",
    ],
)
def test_nobody_is_sent_to_another_site(client, user, wanted):
    assert _sign_in(client, next=wanted).url == "/"
    assert client.get(DOOR, {"next": wanted}).url == "/"


def test_who_is_in_does_not_see_the_door_again(client, user):
    _sign_in(client)
    assert client.get(DOOR).status_code == 302


def test_a_new_session_is_begun_at_the_door(client, user):
    client.get(DOOR)
    client.session["before"] = 1
    before = client.session.session_key
    _sign_in(client)
    assert client.session.session_key != before


def test_an_account_that_is_not_in_use_stays_outside(client, user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert WRONG in _sign_in(client).content.decode()


def test_an_account_that_goes_out_of_use_is_out_at_once(client, user):
    _sign_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not _is_in(client)


def test_signing_out_ends_the_session_and_takes_a_deed_not_a_link(client, user):
    _sign_in(client)
    assert client.get("/dang-xuat/").status_code == 405
    assert _is_in(client)
    answer = client.post("/dang-xuat/")
    assert (answer.status_code, answer.url) == (302, DOOR)
    assert not _is_in(client)


def test_a_form_without_its_token_is_refused(user):
    strict = Client(enforce_csrf_checks=True)
    assert _sign_in(strict).status_code == 403
    assert not _is_in(strict)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client, user):
    other = Client()
    _sign_in(client)
    _sign_in(other)
    new = "một câu thật khác 27"
    client.post("/doi-mat-khau/", {"old": PASSWORD, "new": new, "again": new})
    assert _is_in(client)
    assert not _is_in(other)


@pytest.mark.parametrize("new", ["ngắn", "password12", "nguyen.van.an1", "1234567890"])
def test_a_weak_password_is_refused(client, new):
    user = UserFactory(username="nguyen.van.an")
    _sign_in(client, username="nguyen.van.an")
    client.post("/doi-mat-khau/", {"old": PASSWORD, "new": new, "again": new})
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_the_session_cookie_is_out_of_reach_of_scripts(client, user):
    cookie = _sign_in(client).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_no_password_is_kept_anywhere_but_as_a_hash(client, user):
    _sign_in(client, password="mot-mat-khau-sai")
    _sign_in(client)
    kept = json.dumps(
        [
            *Entry.objects.values(),
            *AccessAttempt.objects.values(),
            *AccessLog.objects.values(),
            *AccessFailureLog.objects.values(),
            *User.objects.values(),
        ],
        default=str,
        ensure_ascii=False,
    )
    assert "mot-mat-khau-sai" not in kept
    assert PASSWORD not in kept


def test_an_unknown_name_costs_as_much_as_a_wrong_password(client, user, monkeypatch):
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, password: hashed.append(password))
    _sign_in(client, username="khong-co")
    assert len(hashed) == 1


def test_the_site_knows_no_key_and_no_password_by_itself():
    assert len(production.SECRET_KEY) >= 40
    assert "insecure" not in production.SECRET_KEY
    assert production.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert production.SESSION_COOKIE_HTTPONLY is True
