"""Entering, correcting and recognising members."""

import unicodedata

import pytest

from chibo.dates import UNKNOWN, parse
from chibo.organizations.models import Organization
from chibo.reasons import Refusal
from members.roster import actions
from members.roster.models import Member
from tests.chibo.factories import OrganizationFactory
from tests.members.factories import TODAY, MemberFactory, ProbationaryFactory, overtaken
from tests.members.roster.actions.telling import fields, last

pytestmark = pytest.mark.django_db


def test_a_member_is_entered_with_a_name_alone():
    member = MemberFactory(full_name="Đỗ Văn Đông")
    membership = member.memberships.get()
    assert (membership.organization, membership.began) == (member.organization, "recorded")
    assert membership.starts == UNKNOWN
    assert (member.search, member.is_official) == ("do van dong", True)


def test_a_name_is_kept_in_nfc_with_single_blanks_and_its_keys():
    typed = unicodedata.normalize("NFD", "  Nguyễn  Thị\tẢnh ")
    member = MemberFactory(full_name=typed, home_town=unicodedata.normalize("NFD", "xã Đồng"))
    assert member.full_name == "Nguyễn Thị Ảnh"
    assert member.home_town == "xã Đồng"
    assert member.search == "nguyen thi anh"
    assert member.sort_key < MemberFactory(full_name="Lê Bình").sort_key


def test_entering_is_written_in_the_log_of_the_organisation():
    member = MemberFactory(full_name="Lê Thị An", admitted=parse("5/2014"))
    entry = last(member)
    assert (entry.verb, entry.chain_key) == ("enter_member", member.organization_id)
    assert entry.values["full_name"] == "Lê Thị An"
    assert entry.values["admitted"] == "5/2014"


def test_whoever_is_admitted_here_is_on_the_roll_from_the_ceremony():
    member = ProbationaryFactory()
    assert member.memberships.get().starts == parse("20/12/2025")


def test_recognition_before_the_end_of_probation_names_the_law_of_its_day(law):
    with pytest.raises(Refusal) as refusal:
        MemberFactory(admitted=parse("19/05/2018"), recognised=parse("18/05/2019"))
    assert refusal.value.reasons[0].clause == "Điều lệ Đảng, điều 5; 09-HD/BTCTW"


def test_a_member_of_long_ago_is_not_measured_by_a_law_nobody_knows(law):
    MemberFactory(admitted=parse("03/02/1968"), recognised=parse("03/11/1968"))


def test_the_same_name_and_birth_date_on_one_roll_must_be_confirmed():
    first = MemberFactory(full_name="Bùi Văn Đông", born=parse("1980"))
    same = {"organization": first.organization, "full_name": "bùi văn Đông"}
    with pytest.raises(Refusal) as refusal:
        MemberFactory(**same, born=parse("1980"))
    assert fields(refusal) == ["is_another_person"]
    MemberFactory(**same, born=parse("1981"))
    MemberFactory(**same, born=parse("1980"), is_another_person=True)
    assert Member.objects.count() == 3


def test_without_birth_dates_only_the_very_same_name_is_doubted():
    first = MemberFactory(full_name="Lê Dong")
    MemberFactory(organization=first.organization, full_name="Lê Đống")
    with pytest.raises(Refusal):
        MemberFactory(organization=first.organization, full_name="Lê  Dong")


def test_a_namesake_on_another_roll_is_no_obstacle():
    MemberFactory(full_name="Bùi Văn Đông")
    MemberFactory(full_name="Bùi Văn Đông")


def test_a_fact_that_a_member_does_not_have_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="shoe_size"):
        MemberFactory(shoe_size="x")


def test_a_correction_keeps_before_and_after_of_what_changed():
    member = MemberFactory(full_name="Lê Thị An", born=parse("1980"), phone="090")
    actions.correct_member(
        by=None,
        member=member,
        today=TODAY,
        full_name="Lê Thị Ân",
        born=parse("5/1980"),
        phone="090",
    )
    member.refresh_from_db()
    assert (member.full_name, member.search, str(member.born)) == (
        "Lê Thị Ân",
        "le thi an",
        "5/1980",
    )
    entry = last(member)
    assert entry.verb == "correct_member"
    assert entry.values == {"full_name": ["Lê Thị An", "Lê Thị Ân"], "born": ["1980", "5/1980"]}


def test_a_correction_of_nothing_is_no_deed():
    member = MemberFactory(full_name="Lê Thị An")
    actions.correct_member(by=None, member=member, today=TODAY, full_name="Lê Thị An")
    assert last(member).verb == "enter_member"


def test_a_refused_correction_changes_nothing(law):
    member = MemberFactory(full_name="Lê Thị An", admitted=parse("2014"))
    with pytest.raises(Refusal) as refusal:
        actions.correct_member(
            by=None, member=member, today=TODAY, full_name="Khác", recognised=parse("2013")
        )
    assert fields(refusal) == ["recognised"]
    assert member.full_name == "Lê Thị An"
    assert Member.objects.get().full_name == "Lê Thị An"


def test_a_probationary_member_is_recognised(law):
    member = ProbationaryFactory(admitted=parse("20/10/2025"))
    actions.recognise(
        by=None, member=member, on=parse("20/10/2026"), decision="31-QĐ/ĐU", today=TODAY
    )
    member.refresh_from_db()
    assert (member.is_official, str(member.recognised)) == (True, "20/10/2026")
    assert last(member).values == {
        "is_official": [False, True],
        "recognised": ["", "20/10/2026"],
        "recognition_decision": ["", "31-QĐ/ĐU"],
    }


def test_recognition_a_day_early_is_refused_and_writes_nothing(law):
    member = ProbationaryFactory(admitted=parse("20/10/2025"))
    with pytest.raises(Refusal) as refusal:
        actions.recognise(by=None, member=member, on=parse("19/10/2026"), decision="", today=TODAY)
    assert refusal.value.reasons[0].clause == "Điều lệ Đảng, điều 5; 38-HD/BTCTW"
    assert not Member.objects.get().is_official


def test_a_guest_is_not_recognised_here():
    guest = ProbationaryFactory(is_temporary=True, admitted=parse("2020"))
    with pytest.raises(Refusal):
        actions.recognise(by=None, member=guest, on=parse("2024"), decision="", today=TODAY)


def test_two_who_enter_the_same_person_at_once_enter_one(monkeypatch):
    cell = OrganizationFactory()
    same = {"organization": cell, "full_name": "Bùi Văn Đông"}
    overtaken(monkeypatch, Organization, lambda: MemberFactory(**same))
    with pytest.raises(Refusal) as refusal:
        MemberFactory(**same)
    assert fields(refusal) == ["is_another_person"]


def test_whoever_was_recognised_meanwhile_is_not_recognised_again(law, monkeypatch):
    member = ProbationaryFactory(admitted=parse("20/10/2025"))
    deed = {"by": None, "on": parse("20/10/2026"), "today": TODAY}
    overtaken(monkeypatch, Member, lambda: actions.recognise(member=Member.objects.get(), **deed))
    with pytest.raises(Refusal, match="đã là đảng viên chính thức"):
        actions.recognise(member=member, **deed)
