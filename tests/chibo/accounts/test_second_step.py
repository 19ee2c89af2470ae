"""What one shows at the door after the password: codes, recovery codes, passkeys, and forgeries."""

import datetime
import json

import pytest
from axes.models import AccessAttempt
from django.test import Client

from chibo.accounts import forms, passkeys
from chibo.accounts.models import User
from chibo.audit.models import Entry
from chibo.clock import now
from tests.chibo.factories import UserFactory
from tests.chibo.factors.device import Device
from tests.chibo.factors.holders import (
    DOOR,
    SECRET,
    asked,
    code,
    give_app,
    give_codes,
    give_passkey,
    is_in,
    knock,
    wrong_code,
)

pytestmark = pytest.mark.django_db

NO_CODE = "Mã chưa đúng hoặc đã dùng rồi."
NO_KEY = "Chưa nhận được khóa truy cập này."
TOO_LATE = "Đã quá 5 phút từ khi ghi mật khẩu."


@pytest.fixture
def user():
    return UserFactory(username="do.an", full_name="Đỗ An")


@pytest.fixture
def app(user):
    return give_app(user)


@pytest.fixture
def device(user):
    made = Device()
    give_passkey(user, made)
    return made


def text(answer) -> str:
    return answer.content.decode()


# Codes of an app ---------------------------------------------------------------------------------


def test_the_right_password_alone_lets_nobody_in_who_has_a_second_factor(client, user, app):
    answer = knock(client, user)
    assert answer.status_code == 200
    assert "Mật khẩu đúng. Còn một bước" in text(answer)
    assert 'name="code"' in text(answer)
    assert 'name="password"' not in text(answer)
    assert "Dùng khóa truy cập" not in text(answer)
    assert not is_in(client)


def test_the_code_alone_is_asked_then_and_leads_to_where_one_was_going(client, user, app):
    page = knock(client, user, next="/quy-dinh/")
    assert '<input type="hidden" name="next" value="/quy-dinh/">' in text(page)
    answer = client.post(DOOR, {"code": code(), "next": "/quy-dinh/"})
    assert (answer.status_code, answer.url) == (302, "/quy-dinh/")
    assert is_in(client)
    assert {forms.HALF_IN, passkeys.CHALLENGE} & set(client.session.keys()) == set()


def test_the_session_is_a_new_one_once_one_is_in(client, user, app):
    knock(client, user)
    before = client.session.session_key
    client.post(DOOR, {"code": code()})
    assert client.session.session_key != before


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(client, user, app, steps):
    knock(client, user)
    assert client.post(DOOR, {"code": code(steps=steps)}).status_code == 302


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "٠٠٠٠٠٠", "\x00", "x" * 5_000])
def test_what_is_no_code_is_refused_in_words_and_asked_again(client, user, app, typed):
    knock(client, user)
    page = client.post(DOOR, {"code": typed})
    assert page.status_code == 200
    assert 'id="id_code_error"' in text(page)
    assert 'name="code"' in text(page)
    assert not is_in(client)


def test_a_code_is_used_once(client, user, app):
    knock(client, user)
    shown = code()
    assert client.post(DOOR, {"code": shown}).status_code == 302
    other = Client()
    knock(other, user)
    assert NO_CODE in text(other.post(DOOR, {"code": shown}))
    assert NO_CODE in text(other.post(DOOR, {"code": code(steps=-1)}))
    assert not is_in(other)
    assert other.post(DOOR, {"code": code(steps=1)}).status_code == 302


def test_a_code_of_somebody_elses_app_is_refused(client, user, app):
    give_app(UserFactory(), secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    knock(client, user)
    answer = client.post(DOOR, {"code": code("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")})
    assert NO_CODE in text(answer)


def test_wrong_codes_shut_the_door_even_for_the_right_one(client, user, app):
    knock(client, user)
    answers = [client.post(DOOR, {"code": wrong_code()}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(DOOR, {"code": code()}).status_code == 429
    assert not is_in(client)
    assert knock(Client(), user).status_code == 429


def test_the_right_password_does_not_forget_the_wrong_codes(client, user, app):
    for _ in range(4):
        knock(client, user)
        assert client.post(DOOR, {"code": wrong_code()}).status_code == 200
    knock(client, user)
    assert client.post(DOOR, {"code": wrong_code()}).status_code == 429


def test_an_empty_code_is_no_failure(client, user, app):
    knock(client, user)
    for _ in range(6):
        assert client.post(DOOR, {"code": ""}).status_code == 200
    assert AccessAttempt.objects.count() == 0
    assert client.post(DOOR, {"code": code()}).status_code == 302


# Half in -----------------------------------------------------------------------------------------


def test_a_code_without_a_password_opens_nothing(client, user, app):
    page = client.post(DOOR, {"code": code(), "username": "do.an"})
    assert TOO_LATE in text(page)
    assert 'name="password"' in text(page)
    assert not is_in(client)


def test_being_half_in_is_of_one_browser(client, user, app):
    knock(client, user)
    other = Client()
    assert TOO_LATE in text(other.post(DOOR, {"code": code()}))
    assert not is_in(other)


def test_being_half_in_passes_after_five_minutes(client, user, app, monkeypatch):
    knock(client, user)
    session = client.session
    session[forms.HALF_IN] = {
        **session[forms.HALF_IN],
        "at": session[forms.HALF_IN]["at"] - forms.HALF_IN_FOR - 1,
    }
    session.save()
    assert TOO_LATE in text(client.post(DOOR, {"code": code()}))
    assert forms.HALF_IN not in client.session
    assert not is_in(client)


def test_a_changed_password_ends_being_half_in(client, user, app):
    knock(client, user)
    kept = User.objects.get(pk=user.pk)
    kept.set_password("một câu thật khác 27")
    kept.save()
    assert TOO_LATE in text(client.post(DOOR, {"code": code()}))
    assert not is_in(client)


def test_an_account_that_goes_out_of_use_while_half_in_stays_outside(client, user, app):
    knock(client, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert TOO_LATE in text(client.post(DOOR, {"code": code()}))
    assert not is_in(client)


def test_a_holder_is_asked_for_their_own_factor_alone(rf, user, app):
    request = rf.post("/", {"code": code()})
    request.session = {forms.HALF_IN: _half(UserFactory())}
    form = forms.SignInForm(request, request.POST, holder=user)
    assert (form.is_valid(), form.step) == (False, "first")
    request.session = {forms.HALF_IN: _half(user)}
    form = forms.SignInForm(request, request.POST, holder=user)
    assert form.is_valid()
    assert form.user == user


def _half(user):
    return {"user": user.pk, "at": now().timestamp(), "hash": user.get_session_auth_hash()}


def test_the_form_says_its_step_and_takes_a_prefix(rf, user, app):
    request = rf.post("/", {"in-password": "một câu dễ nhớ 26"})
    request.session = {}
    form = forms.SignInForm(request, request.POST, holder=user, prefix="in")
    assert (form.is_valid(), form.step, form.factors, form.user) == (
        False,
        "second",
        {"app"},
        None,
    )
    request.POST = {"in-code": code()}
    form = forms.SignInForm(request, request.POST, holder=user, prefix="in")
    assert (form.is_valid(), form.step, form.user) == (True, "first", user)


# Recovery codes ----------------------------------------------------------------------------------


def test_a_recovery_code_opens_the_door_once(client, user, app):
    first, second, *_ = give_codes(user)
    knock(client, user)
    assert client.post(DOOR, {"code": first.upper().replace("-", " ")}).status_code == 302
    other = Client()
    knock(other, user)
    assert NO_CODE in text(other.post(DOOR, {"code": first}))
    assert other.post(DOOR, {"code": second}).status_code == 302


def test_recovery_codes_of_another_person_or_of_before_are_void(client, user, app):
    old = give_codes(user)[0]
    other = UserFactory()
    give_app(other)
    theirs = give_codes(other)[0]
    give_codes(user)
    knock(client, user)
    for void in (old, theirs):
        assert NO_CODE in text(client.post(DOOR, {"code": void}))
    assert not is_in(client)


# Passkeys ----------------------------------------------------------------------------------------


def test_a_passkey_stands_for_the_code(client, user, device):
    page = knock(client, user)
    options = asked(page)
    assert [one["id"] for one in json.loads(options)["allowCredentials"]] == [device.credential]
    device.counter = 1
    answer = client.post(DOOR, {"code": "", "passkey": device.sign(options)})
    assert answer.status_code == 302
    assert is_in(client)
    assert user.authenticators.get().counter == 1


FORGERIES = {
    "another origin": {"origin": "http://testserver.evil.example"},
    "another port": {"origin": "http://testserver:8000"},
    "another scheme": {"origin": "https://testserver"},
    "another challenge": {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    "another party": {"party": "evil.example"},
    "an answer to something else": {"type_": "webauthn.create"},
    "nobody at the device": {"present": False},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_answer_is_refused_and_counted(client, user, device, forgery):
    options = asked(knock(client, user))
    page = client.post(DOOR, {"code": "", "passkey": device.sign(options, **FORGERIES[forgery])})
    assert NO_KEY in text(page)
    assert not is_in(client)
    assert AccessAttempt.objects.get().failures_since_start == 1


def test_a_key_that_claims_anothers_id_is_refused(client, user, device):
    options = asked(knock(client, user))
    thief = Device(credential_id=device.credential_id)
    assert NO_KEY in text(client.post(DOOR, {"code": "", "passkey": thief.sign(options)}))


def test_a_passkey_of_another_person_is_refused(client, user, device):
    other = Device()
    give_passkey(UserFactory(), other)
    options = asked(knock(client, user))
    assert NO_KEY in text(client.post(DOOR, {"code": "", "passkey": other.sign(options)}))
    assert not is_in(client)


def test_what_was_asked_once_is_answered_once(client, user, device):
    options = asked(knock(client, user))
    signed = device.sign(options)
    assert client.post(DOOR, {"code": "", "passkey": signed}).status_code == 302
    client.post("/dang-xuat/")
    knock(client, user)
    assert NO_KEY in text(client.post(DOOR, {"code": "", "passkey": signed}))


@pytest.mark.parametrize(("kept", "said"), [(5, 5), (5, 4), (5, 0)])
def test_a_counter_that_stands_still_or_goes_back_is_refused(client, user, kept, said):
    made = Device(counter=kept)
    give_passkey(user, made)
    options = asked(knock(client, user))
    made.counter = said
    assert NO_KEY in text(client.post(DOOR, {"code": "", "passkey": made.sign(options)}))
    assert user.authenticators.get().counter == kept


NONSENSE = ["{}", "[]", "null", "[" * 9_000, '{"id": 5}', '{"id": "x", "rawId": "ư"}', "x" * 30_000]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda text: text[:12])
def test_nonsense_for_an_answer_is_refused(client, user, device, nonsense):
    knock(client, user)
    page = client.post(DOOR, {"code": "", "passkey": nonsense})
    assert page.status_code == 200
    assert NO_KEY in text(page)


# A passkey alone ---------------------------------------------------------------------------------


def test_a_passkey_whose_device_knows_its_holder_needs_no_password(client, user, device):
    options = client.post("/dang-nhap/khoa-truy-cap/").content.decode()
    assert json.loads(options)["userVerification"] == "required"
    assert "allowCredentials" not in json.loads(options)
    answer = client.post(DOOR, {"username": "", "password": "", "passkey": device.sign(options)})
    assert answer.status_code == 302
    assert is_in(client)


def test_a_passkey_alone_is_refused_where_the_device_did_not_ask_who_holds_it(client, device):
    options = client.post("/dang-nhap/khoa-truy-cap/").content.decode()
    page = client.post(DOOR, {"passkey": device.sign(options, verified=False)})
    assert NO_KEY in text(page)
    assert not is_in(client)


def test_what_was_asked_for_the_second_step_is_not_enough_alone(client, user, device):
    options = asked(knock(client, user))
    page = client.post(DOOR, {"username": "", "passkey": device.sign(options)})
    assert NO_KEY in text(page)
    assert not is_in(client)


def test_an_unknown_passkey_is_refused_in_the_same_words(client):
    options = client.post("/dang-nhap/khoa-truy-cap/").content.decode()
    assert NO_KEY in text(client.post(DOOR, {"passkey": Device().sign(options)}))


def test_a_passkey_of_an_account_out_of_use_stays_outside(client, user, device):
    User.objects.filter(pk=user.pk).update(is_active=False)
    options = client.post("/dang-nhap/khoa-truy-cap/").content.decode()
    assert NO_KEY in text(client.post(DOOR, {"passkey": device.sign(options)}))
    assert not is_in(client)


def test_a_holder_is_not_asked_again_by_another_persons_passkey(rf, user, device):
    request = rf.post("/")
    request.session = {}
    options, kept = passkeys.ask_alone(request, known=[], at=now())
    request.COOKIES["passkey"] = kept
    request.POST = {"passkey": device.sign(options)}
    form = forms.SignInForm(request, request.POST, holder=UserFactory())
    assert not form.is_valid()
    form = forms.SignInForm(request, request.POST, holder=user)
    assert form.is_valid()


def _alone(client) -> str:
    return client.post("/dang-nhap/khoa-truy-cap/").content.decode()


def test_asking_writes_nothing_and_leaves_a_cookie_for_five_minutes(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        _alone(client)
    assert "sessionid" not in client.cookies
    kept = client.cookies["passkey"]
    assert (kept["max-age"], kept["httponly"], kept["samesite"], kept["path"]) == (
        300,
        True,
        "Strict",
        "/",
    )


def test_an_answer_is_taken_once_though_the_cookie_is_sent_again(client, user, device):
    signed = device.sign(_alone(client))
    kept = client.cookies["passkey"].value
    assert client.post(DOOR, {"passkey": signed}).status_code == 302
    for thief in (Client(), client):
        thief.post("/dang-xuat/")
        thief.cookies["passkey"] = kept
        assert NO_KEY in text(thief.post(DOOR, {"passkey": signed}))
        assert not is_in(thief)


def test_an_answer_to_what_another_browser_was_asked_is_refused(client, user, device):
    other = Client()
    signed = device.sign(_alone(other))
    assert NO_KEY in text(client.post(DOOR, {"passkey": signed}))
    _alone(client)
    assert NO_KEY in text(client.post(DOOR, {"passkey": signed}))


@pytest.mark.parametrize("forged", ["", "x", "eyJ9:1:2", "\x00"])
def test_a_forged_cookie_is_no_question(client, user, device, forged):
    signed = device.sign(_alone(client))
    client.cookies["passkey"] = forged
    assert NO_KEY in text(client.post(DOOR, {"passkey": signed}))
    assert not is_in(client)


def test_what_was_asked_too_long_ago_is_answered_no_more(client, user, device, monkeypatch):
    signed = device.sign(_alone(client))
    later = now() + datetime.timedelta(seconds=passkeys.ALONE_FOR)
    monkeypatch.setattr("chibo.accounts.forms.now", lambda: later)
    assert NO_KEY in text(client.post(DOOR, {"passkey": signed}))
    assert not is_in(client)


def test_the_cookie_of_a_key_alone_does_not_stand_for_the_second_step(client, user, device):
    options = _alone(client)
    knock(client, user)
    page = client.post(DOOR, {"code": "", "passkey": device.sign(options)})
    assert NO_KEY in text(page)
    assert not is_in(client)


# Traces and costs --------------------------------------------------------------------------------


def test_the_log_says_what_was_used_and_never_a_secret(client, user, app):
    recovery = give_codes(user)[0]
    knock(client, user)
    shown = code()
    client.post(DOOR, {"code": shown})
    entry = Entry.objects.exclude(verb="sign_in").order_by("-pk")[0]
    assert (entry.verb, entry.actor_id, entry.values) == (
        "use_authenticator",
        user.pk,
        {"kind": "app"},
    )
    log = json.dumps([*Entry.objects.values("verb", "values")], default=str)
    assert [found for found in (shown, SECRET, recovery) if found in log] == []


def test_the_steps_of_the_door_cost_this_many_statements(
    client, user, app, django_assert_num_queries
):
    with django_assert_num_queries(1):
        client.get(DOOR)
    with django_assert_num_queries(9):
        knock(client, user)
    with django_assert_num_queries(18):
        client.post(DOOR, {"code": wrong_code()})
    with django_assert_num_queries(35):
        client.post(DOOR, {"code": code()})
