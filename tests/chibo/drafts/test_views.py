"""Where forms are kept while they are typed."""

import pytest

from chibo.access import Scope
from chibo.drafts import queries, views
from tests.chibo.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user, backend="chibo.accounts.backend.AccountBackend")
    return user


def test_a_form_is_kept_and_the_time_is_said(client, user):
    answer = client.post("/nhap/bien-ban-1/", {"title": "Họp"})
    kept = queries.draft(Scope.whole(), user, "bien-ban-1")
    assert kept.fields == {"title": ["Họp"]}
    assert answer.json() == {"saved_at": kept.saved_at.isoformat()}


def test_a_draft_is_forgotten(client, user):
    client.post("/nhap/bien-ban-1/", {"title": "Họp"})
    assert client.post("/nhap/bien-ban-1/bo/").json() == {"dropped": True}
    assert queries.draft(Scope.whole(), user, "bien-ban-1") is None


def test_a_key_that_is_too_long_is_refused(client, user):
    assert client.post(f"/nhap/{'a' * 80}/").status_code == 200
    assert client.post(f"/nhap/{'a' * 81}/").status_code == 400


def test_nobody_fills_the_disk_with_drafts(client, user, monkeypatch):
    monkeypatch.setattr(views, "MOST_DRAFTS", 2)
    kept = [client.post(f"/nhap/ban-{n}/", {"title": "Họp"}).status_code for n in range(3)]
    assert kept == [200, 200, 400]
    assert client.post("/nhap/ban-0/", {"title": "Họp tiếp"}).status_code == 200
    assert queries.count(Scope.whole(), user) == 2


def test_drafts_are_kept_and_dropped_by_deeds_not_by_links(client, user):
    assert client.get("/nhap/bien-ban-1/").status_code == 405
    assert client.get("/nhap/bien-ban-1/bo/").status_code == 405


def test_who_is_not_signed_in_keeps_nothing(client):
    assert client.post("/nhap/bien-ban-1/", {"title": "Họp"}).status_code == 401
