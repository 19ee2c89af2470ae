"""What is being typed is kept, so that no word is lost."""

import datetime

import pytest
from django.http import QueryDict

from chibo.access import Scope
from chibo.audit.models import Entry
from chibo.drafts import actions, queries
from tests.chibo.factories import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2026, 11, 22, 8, 0, tzinfo=datetime.UTC)


@pytest.fixture
def user():
    return UserFactory()


def _keep(user, typed, key="bien-ban-1", at=AT):
    return actions.keep_draft(by=user, key=key, fields=QueryDict(typed), at=at)


def test_what_was_typed_comes_back_as_a_form_takes_it(user):
    _keep(user, "title=H%E1%BB%8Dp&kinds=regular&kinds=thematic&empty=")
    typed = queries.typed(queries.draft(Scope.whole(), user, "bien-ban-1"))
    assert typed["title"] == "Họp"
    assert typed.getlist("kinds") == ["regular", "thematic"]
    assert typed["empty"] == ""


def test_the_newest_words_take_the_place_of_the_old(user):
    _keep(user, "title=m%E1%BB%99t&more=x")
    later = _keep(user, "title=hai", at=AT + datetime.timedelta(minutes=1))
    kept = queries.draft(Scope.whole(), user, "bien-ban-1")
    assert (kept, kept.fields, kept.saved_at) == (later, {"title": ["hai"]}, later.saved_at)


def test_the_token_of_the_form_is_not_kept(user):
    assert _keep(user, "csrfmiddlewaretoken=abc&title=x").fields == {"title": ["x"]}


def test_what_no_database_can_keep_is_left_out(user):
    assert _keep(user, "title=m%00t").fields == {"title": ["mt"]}


def test_a_draft_belongs_to_one_person_and_one_form(user):
    _keep(user, "title=x")
    assert queries.draft(Scope.whole(), UserFactory(), "bien-ban-1") is None
    assert queries.draft(Scope.whole(), user, "bien-ban-2") is None
    assert queries.draft(Scope(), user, "bien-ban-1") is None


def test_a_dropped_draft_is_gone_and_the_others_stay(user):
    _keep(user, "title=x")
    _keep(user, "title=y", key="bien-ban-2")
    actions.drop_draft(by=UserFactory(), key="bien-ban-1")
    assert queries.draft(Scope.whole(), user, "bien-ban-1")
    actions.drop_draft(by=user, key="bien-ban-1")
    assert queries.draft(Scope.whole(), user, "bien-ban-1") is None
    assert queries.draft(Scope.whole(), user, "bien-ban-2")


def test_an_autosave_is_no_deed(user):
    before = Entry.objects.count()
    _keep(user, "title=x")
    actions.drop_draft(by=user, key="bien-ban-1")
    assert Entry.objects.count() == before


def test_what_lies_sealed_in_the_book_is_never_kept_in_a_draft(user):
    typed = "full_name=An&citizen_number=000111222333&religion=Kh%C3%B4ng&ethnicity=Kinh"
    assert _keep(user, typed).fields == {"full_name": ["An"]}
