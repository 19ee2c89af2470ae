"""Single sign-on in earnest, against a provider on this machine that can lie in every way."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Role
from chibo.accounts import actions, provider
from chibo.accounts.models import User
from chibo.audit.models import Entry
from chibo.reasons import Refusal
from tests.chibo.accounts.fake_provider import CLIENT_ID, CLIENT_SECRET, FakeProvider
from tests.chibo.factories import PASSWORD, AssignmentFactory, UserFactory, holder

pytestmark = pytest.mark.django_db

OUT, BACK = "/dang-nhap/mot-lan/", "/dang-nhap/mot-lan/ve/"
SAID = "Chưa đăng nhập được"


@pytest.fixture(scope="module")
def there():
    made = FakeProvider()
    yield made
    made.close()


@pytest.fixture
def site(there, settings):
    """The site with single sign-on by the fake provider, which tells the truth again."""
    settings.OIDC_ISSUER = there.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
    settings.OIDC_NAME = "tài khoản cơ quan"
    there.metadata, there.key = {}, there.published
    provider._registered.cache_clear()
    return there


@pytest.fixture
def user():
    return UserFactory(username="do.an", full_name="Đỗ An")


def _is_in(client):
    return client.post(reverse("keep_draft", args=["thu"]), {"a": "b"}).status_code == 200


def _sent_out(client, **asked):
    answer = client.get(OUT, asked)
    assert answer.status_code == 302
    return answer.url


def _come_back(client, there, *, asked=None, **claims):
    return client.get(BACK, there.grant(_sent_out(client, **(asked or {})), **claims))


def _stays_outside(client, answer, status=403):
    assert (answer.status_code, SAID in answer.content.decode()) == (status, True)
    assert not _is_in(client)


# The good path -----------------------------------------------------------------------------------


def test_without_a_provider_there_is_no_button_and_no_page(client):
    assert "mot-lan" not in client.get("/dang-nhap/").content.decode()
    assert client.get(OUT).status_code == 404
    assert client.get(BACK).status_code == 404


def test_the_button_says_what_the_provider_is_called_and_keeps_the_way(client, site):
    page = client.get("/dang-nhap/?next=/dang-vien/?q=a%26b").content.decode()
    assert "Đăng nhập bằng tài khoản cơ quan" in page
    assert 'href="/dang-nhap/mot-lan/?next=%2Fdang-vien%2F%3Fq%3Da%26b"' in page


def test_one_is_sent_to_the_provider_with_all_that_protects_the_way(client, site):
    url = urlsplit(_sent_out(client))
    asked = parse_qs(url.query)
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{site.issuer}/authorize"
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]
    assert asked["scope"] == ["openid profile"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20
    assert len(asked["code_challenge"][0]) == 43


def test_who_has_an_account_of_that_name_is_let_in_and_bound(client, site, user):
    answer = _come_back(client, site, asked={"next": "/to-chuc/?q=1"}, preferred_username="Do.An ")
    assert (answer.status_code, answer.url) == (302, "/to-chuc/?q=1")
    assert client.get("/doi-mat-khau/").context["me"] == user
    user.refresh_from_db()
    assert user.identity == f"{site.issuer} subject-1"
    entry = Entry.objects.get(verb="bind_identity")
    assert (entry.actor_id, entry.subject_id) == (user.pk, str(user.pk))


def test_who_is_bound_is_known_by_the_subject_whatever_the_name(client, site, user):
    _come_back(Client(), site)
    assert _come_back(client, site, preferred_username="ten-khac").status_code == 302
    assert _is_in(client)
    assert Entry.objects.filter(verb="bind_identity").count() == 1


def test_signing_in_begins_a_new_session_and_shows_who_one_is_as_of_the_providers_time(
    client, site, user
):
    then = int(time.time()) - 4000
    _sent_out(client)
    before = client.session.session_key
    _come_back(client, site, auth_time=then)
    assert client.session.session_key != before
    assert client.session["shown_at"] == then
    assert client.session[provider.VOUCHED] is True


def test_a_provider_that_does_not_say_when_proves_nothing_for_sensitive_deeds(client, site, user):
    _come_back(client, site, auth_time=None)
    assert _is_in(client)
    assert client.session["shown_at"] == 0


def test_another_claim_may_name_the_account(client, site, settings, user):
    settings.OIDC_CLAIM = "employee"
    assert _come_back(client, site, preferred_username="x", employee="do.an").status_code == 302


@pytest.mark.parametrize(("verified", "status"), [(True, 302), (False, 403), (None, 403)])
def test_an_address_binds_only_where_the_provider_vouches_for_it(
    client, site, settings, verified, status
):
    UserFactory(username="do.an@vi-du.example")
    settings.OIDC_CLAIM = "email"
    answer = _come_back(client, site, email="do.an@vi-du.example", email_verified=verified)
    assert answer.status_code == status


def test_keys_that_the_provider_changed_are_asked_again(client, site, user):
    _come_back(Client(), site)
    site.rotate("hai")
    assert _come_back(client, site).status_code == 302


@pytest.mark.parametrize("came_since", [False, True])
def test_a_key_that_the_provider_withdrew_opens_nothing_once_it_is_asked_again(
    client, site, user, monkeypatch, came_since
):
    old = site.key
    _come_back(Client(), site)
    site.rotate(f"ba {came_since}")
    if came_since:
        assert _come_back(Client(), site).status_code == 302
    else:
        monkeypatch.setattr(provider, "FRESH_FOR", -1)
    site.key = old
    _stays_outside(client, _come_back(client, site))


def test_wrong_passwords_lock_the_password_and_not_who_the_provider_vouches_for(client, site, user):
    for _ in range(6):
        Client().post("/dang-nhap/", {"username": "do.an", "password": "sai"})
    locked = Client().post("/dang-nhap/", {"username": "do.an", "password": PASSWORD})
    assert locked.status_code == 429
    assert _come_back(client, site).status_code == 302
    assert _is_in(client)


# Lies --------------------------------------------------------------------------------------------


LIES = {
    "another nonce": {"nonce": "khac"},
    "no nonce": {"nonce": None},
    "for another client": {"aud": "cong-khac"},
    "for another client, said to be presented by this one": {"aud": "cong-khac", "azp": CLIENT_ID},
    "presented by another client": {"aud": [CLIENT_ID, "cong-khac"], "azp": "cong-khac"},
    "from another issuer": {"iss": "http://vi-du.example"},
    "no issuer": {"iss": None},
    "expired": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
    "without an end": {"exp": None},
    "from the future": {"iat": int(time.time()) + 7200, "nbf": int(time.time()) + 7200},
    "nobody": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is no text": {"sub": 7},
    "a subject without end": {"sub": "x" * 401},
    "unsigned": {"signed": "none"},
    "signed by the shared secret": {"signed": "HS256"},
    "signed by the public key as a secret": {"signed": "public key"},
    "signed by another key": {"signed": "another key"},
    "no token": {"signed": "not at all"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_opens_nothing_and_binds_nobody(client, site, user, lie):
    answer = _come_back(client, site, **LIES[lie])
    _stays_outside(client, answer)
    user.refresh_from_db()
    assert user.identity == ""


def test_why_it_failed_stands_in_the_log_and_not_on_the_page(client, site, user, caplog):
    page = _come_back(client, site, aud="cong-khac").content.decode()
    assert "aud" in caplog.text
    assert "aud" not in page
    assert "claim" not in page


def test_a_provider_that_calls_itself_otherwise_is_not_believed(client, site):
    site.metadata = {"issuer": "http://vi-du.example"}
    _stays_outside(client, client.get(OUT))


def test_a_provider_that_is_away_is_told_apart(client, site, settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    answer = client.get(OUT)
    _stays_outside(client, answer, status=502)
    assert "chưa trả lời" in answer.content.decode()


@pytest.mark.parametrize(
    "brought",
    [
        {},
        {"code": "x"},
        {"state": "x"},
        {"code": "x", "state": "khac"},
        {"error": "access_denied", "error_description": "<script>alert(1)</script>"},
    ],
)
def test_coming_back_without_having_been_sent_opens_nothing(client, site, user, brought):
    answer = client.get(BACK, brought)
    _stays_outside(client, answer)
    assert "<script>alert" not in answer.content.decode()


def test_an_answer_counts_once(client, site, user):
    url = _sent_out(client)
    back = site.grant(url)
    granted = dict(site.codes)
    assert client.get(BACK, back).status_code == 302
    client.post("/dang-xuat/")
    site.codes.update(granted)  # a provider that would give for a code twice
    _stays_outside(client, client.get(BACK, back))


def test_a_state_counts_once_within_one_session(client, site, user):
    url = _sent_out(client)
    _stays_outside(client, client.get(BACK, site.grant(url, nonce="khac")))
    _stays_outside(client, client.get(BACK, site.grant(url)))


def test_an_answer_counts_in_the_browser_that_asked(client, site, user):
    """Nobody is let into somebody else's account by a link."""
    back = site.grant(_sent_out(Client()))
    _stays_outside(client, client.get(BACK, back))


def test_a_stolen_code_is_worth_nothing_in_another_session(client, site, user):
    stolen = site.grant(_sent_out(Client()))["code"]
    own = site.grant(_sent_out(client))
    _stays_outside(client, client.get(BACK, {**own, "code": stolen}))


# Accounts ----------------------------------------------------------------------------------------


def test_nobody_gets_an_account_by_coming(client, site):
    before = User.objects.count()
    _stays_outside(client, _come_back(client, site, preferred_username="nguoi-moi"))
    assert User.objects.count() == before


@pytest.mark.parametrize("username", [None, "", "  ", 7, ["do.an"], {"a": "do.an"}])
def test_a_name_that_is_none_finds_nobody(client, site, user, username):
    _stays_outside(client, _come_back(client, site, preferred_username=username))


@pytest.mark.parametrize("was_bound", [False, True])
def test_an_account_that_is_not_in_use_stays_outside(client, site, user, was_bound):
    if was_bound:
        _come_back(Client(), site)
    User.objects.filter(pk=user.pk).update(is_active=False)
    _stays_outside(client, _come_back(client, site))


def test_a_second_person_of_the_same_name_does_not_get_the_account(client, site, user):
    _come_back(Client(), site)
    _stays_outside(client, _come_back(client, site, sub="subject-2"))
    user.refresh_from_db()
    assert user.identity == f"{site.issuer} subject-1"


def test_one_person_holds_one_account(client, site, user):
    other = UserFactory(username="do.binh")
    _come_back(Client(), site)
    _come_back(client, site, preferred_username="do.binh")
    assert client.get("/doi-mat-khau/").context["me"] == user
    with pytest.raises(Refusal):
        actions.bind_identity(by=other, user=other, identity=f"{site.issuer} subject-1")
    with pytest.raises(Refusal):
        actions.bind_identity(by=user, user=user, identity=f"{site.issuer} subject-2")


@pytest.mark.parametrize(
    "wanted",
    [
        "https://vi-du.example/",
        "//vi-du.example/",
        "/\\vi-du.example",
        "/\t/vi-du.example",
        "javascript:alert(1)",
        "to-chuc",
    ],
)
def test_nobody_is_sent_to_another_site(client, site, user, wanted):
    assert _come_back(client, site, asked={"next": wanted}).url == "/"


# Who is in already -------------------------------------------------------------------------------


def test_who_is_in_does_not_go_to_the_provider_again(client, site, user):
    _come_back(client, site)
    assert client.get(OUT, {"next": "/to-chuc/"}).url == "/to-chuc/"


def test_who_must_show_again_who_they_are_is_asked_again_in_earnest(client, site, user):
    _come_back(client, site, auth_time=int(time.time()) - 4000)
    url = _sent_out(client, lai="1", next="/tai-khoan/")
    asked = parse_qs(urlsplit(url).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    answer = client.get(BACK, site.grant(url))
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/")
    assert client.session["shown_at"] >= time.time() - 60


@pytest.mark.parametrize("claims", [{"auth_time": 1_000_000}, {"auth_time": None}])
def test_an_old_proof_does_not_show_it_again(client, site, user, claims):
    _come_back(client, site, auth_time=1_000_000)
    answer = _come_back(client, site, asked={"lai": "1"}, **claims)
    assert answer.status_code == 403
    assert client.session["shown_at"] == 1_000_000


def test_somebody_else_cannot_show_it_for_the_one_who_is_in(client, site, user):
    UserFactory(username="do.binh")
    _come_back(client, site, auth_time=1_000_000)
    answer = _come_back(
        client, site, asked={"lai": "1"}, sub="subject-2", preferred_username="do.binh"
    )
    assert answer.status_code == 403
    assert client.get("/doi-mat-khau/").context["me"] == user
    assert client.session["shown_at"] == 1_000_000


def test_who_came_by_password_is_not_bound_on_the_way(client, site, user):
    client.post("/dang-nhap/", {"username": "do.an", "password": PASSWORD})
    assert _come_back(client, site, asked={"lai": "1"}).status_code == 403
    user.refresh_from_db()
    assert user.identity == ""


# Unbinding ---------------------------------------------------------------------------------------


@pytest.fixture
def bound(site, user):
    """A secretary with single sign-on, and the administrator of the place."""
    assignment = AssignmentFactory(user=user)
    browser = Client()
    _come_back(browser, site)
    admin = Client()
    admin.force_login(
        holder(Role.ADMINISTRATOR, assignment.organization, user__username="quan-tri"),
        backend="chibo.accounts.backend.AccountBackend",
    )
    return user, browser, admin


def test_an_administrator_unbinds_and_the_holder_is_out_at_once(bound, site):
    user, browser, admin = bound
    address = reverse("unbind_identity", args=[user.pk])
    assert address in admin.get("/tai-khoan/").content.decode()
    answer = admin.post(address, follow=True)
    assert "Đã gỡ đăng nhập một lần của Đỗ An." in answer.content.decode()
    assert address not in answer.content.decode()
    assert not _is_in(browser)
    entry = Entry.objects.get(verb="unbind_identity")
    assert entry.values == {"identity": [f"{site.issuer} subject-1", ""], "sessions": 1}
    _come_back(browser, site, sub="subject-2")
    user.refresh_from_db()
    assert user.identity == f"{site.issuer} subject-2"


def test_what_is_not_bound_is_not_unbound(bound):
    user, _, admin = bound
    address = reverse("unbind_identity", args=[user.pk])
    admin.post(address)
    assert "chưa gắn" in admin.post(address, follow=True).content.decode()
    assert Entry.objects.filter(verb="unbind_identity").count() == 1


def test_an_account_that_reaches_further_is_not_unbound_from_below(bound):
    user, browser, admin = bound
    AssignmentFactory(user=user)
    page = admin.post(reverse("unbind_identity", args=[user.pk]), follow=True).content.decode()
    assert "vai trò ở nơi khác" in page
    assert _is_in(browser)


def test_whoever_came_by_single_sign_on_shows_there_again_who_they_are(bound):
    _, browser, _ = bound
    session = browser.session
    session["shown_at"] = 0
    session.save()
    again = reverse("sign_in_oidc") + "?lai=1&amp;next=%2Fbao-mat%2F"
    answer = browser.post(
        reverse("renew_recovery_codes"), headers={"referer": "http://testserver/bao-mat/"}
    ).content.decode()
    assert again in answer
    assert "Xác nhận bằng" in answer


def test_unbinding_asks_for_a_fresh_proof(bound):
    user, browser, admin = bound
    session = admin.session
    session["shown_at"] = 0
    session.save()
    answer = admin.post(reverse("unbind_identity", args=[user.pk]))
    assert (answer.status_code, "Xác nhận lại" in answer.content.decode()) == (403, True)
    assert _is_in(browser)
