"""What is sealed in a member's file, and what the log says of it."""

import json

import pytest

from chibo.audit.models import Entry
from chibo.ciphers import new_key
from chibo.fields import Unopened
from chibo.reasons import Refusal
from members.roster import actions
from members.roster.models import Member
from tests.members.factories import TODAY, MemberFactory

pytestmark = pytest.mark.django_db

SEALED = {"citizen_number": "000 111.222 333", "religion": "Phật giáo", "ethnicity": "Tày"}


def _logged(verb):
    return Entry.objects.filter(verb=verb).latest("pk").values


def test_what_is_sealed_is_kept_and_the_log_says_only_that_it_was():
    member = MemberFactory(**SEALED)
    member.refresh_from_db()
    kept = (member.citizen_number, member.religion, member.ethnicity)
    assert kept == ("000111222333", "Phật giáo", "Tày")
    told = {name: _logged("enter_member")[name] for name in SEALED}
    assert told == {"citizen_number": "•••333", "religion": "•••", "ethnicity": "•••"}


def test_a_correction_of_what_is_sealed_is_logged_without_the_values():
    member = MemberFactory(citizen_number="000111222333", religion="Phật giáo")
    actions.correct_member(
        by=None, member=member, today=TODAY, citizen_number="000999888777", religion="", phone="09"
    )
    assert _logged("correct_member") == {
        "citizen_number": ["•••333", "•••777"],
        "religion": ["•••", ""],
        "phone": ["", "09"],
    }
    told = json.dumps(list(Entry.objects.values_list("values", flat=True)), ensure_ascii=False)
    assert [word for word in ("000111222333", "000999888777", "Phật") if word in told] == []


def test_the_same_number_in_other_groups_is_no_correction():
    member = MemberFactory(citizen_number="000111222333")
    actions.correct_member(by=None, member=member, today=TODAY, citizen_number="000 111 222 333")
    assert not Entry.objects.filter(verb="correct_member").exists()


def test_what_is_no_citizen_number_is_not_kept_and_not_repeated():
    with pytest.raises(Refusal) as refused:
        MemberFactory(citizen_number="12345")
    assert ("12 chữ số" in str(refused.value), "12345" in str(refused.value)) == (True, False)
    assert not Member.objects.exists()


def test_nothing_sealed_stands_in_search_name_or_order():
    member = MemberFactory(full_name="Lê An", **SEALED)
    said = f"{member} {member.search} {member.sort_key} {member!r}".lower()
    assert [word for word in ("000111222333", "phat", "phật", "tày", "tay") if word in said] == []


def test_what_no_key_opens_is_emptied_before_something_else_is_written(settings):
    member = MemberFactory(religion="Phật giáo", phone="01")
    settings.FIELD_KEYS = [new_key()]
    member.refresh_from_db()
    with pytest.raises(Refusal, match="Giá trị đang ghi không mở được"):
        actions.correct_member(by=None, member=member, today=TODAY, religion="Không")
    actions.correct_member(by=None, member=member, today=TODAY, phone="02")
    member.refresh_from_db()
    assert isinstance(member.religion, Unopened)
    actions.correct_member(by=None, member=member, today=TODAY, religion="")
    actions.correct_member(by=None, member=member, today=TODAY, religion="Không")
    member.refresh_from_db()
    assert (member.religion, member.phone) == ("Không", "02")
