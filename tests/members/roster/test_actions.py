"""Writing members into the roll, correcting their file, and what happens to them there."""

import json
import unicodedata

import pytest

from chibo.access import Scope
from chibo.audit import queries as audit
from chibo.audit.models import Entry
from chibo.ciphers import new_key
from chibo.dates import UNKNOWN, parse
from chibo.fields import Unopened
from chibo.organizations.models import Organization
from chibo.reasons import Refusal
from chibo.regulations.actions import load_known_law
from members.roster import actions
from members.roster.models import Member, Membership, StatusPeriod
from tests.chibo.factories import OrganizationFactory
from tests.members.factories import (
    TODAY,
    MemberFactory,
    ProbationaryFactory,
    StatusPeriodFactory,
    overtaken,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def law():
    load_known_law(by=None)


def _last(subject):
    return audit.history(Scope.whole(), subject).last()


def _fields(refusal):
    return [reason.field for reason in refusal.value.reasons]


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
    entry = _last(member)
    assert (entry.verb, entry.chain_key) == ("enter_member", member.organization_id)
    assert entry.values["full_name"] == "Lê Thị An"
    assert entry.values["admitted"] == "5/2014"


def test_whoever_is_admitted_here_is_on_the_roll_from_the_ceremony():
    member = ProbationaryFactory()
    assert member.memberships.get().starts == parse("20/12/2025")


def test_a_refused_member_leaves_no_trace(law):
    organization = OrganizationFactory()
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as refusal:
        MemberFactory(
            organization=organization,
            full_name=" ",
            born=parse("2010"),
            admitted=parse("2015"),
            recognised=parse("2014"),
        )
    assert _fields(refusal) == ["full_name", "admitted", "recognised"]
    assert (Member.objects.count(), Membership.objects.count()) == (0, 0)
    assert Entry.objects.count() == entries


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
    assert _fields(refusal) == ["is_another_person"]
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
    entry = _last(member)
    assert entry.verb == "correct_member"
    assert entry.values == {"full_name": ["Lê Thị An", "Lê Thị Ân"], "born": ["1980", "5/1980"]}


def test_a_correction_of_nothing_is_no_deed():
    member = MemberFactory(full_name="Lê Thị An")
    actions.correct_member(by=None, member=member, today=TODAY, full_name="Lê Thị An")
    assert _last(member).verb == "enter_member"


def test_a_refused_correction_changes_nothing(law):
    member = MemberFactory(full_name="Lê Thị An", admitted=parse("2014"))
    with pytest.raises(Refusal) as refusal:
        actions.correct_member(
            by=None, member=member, today=TODAY, full_name="Khác", recognised=parse("2013")
        )
    assert _fields(refusal) == ["recognised"]
    assert member.full_name == "Lê Thị An"
    assert Member.objects.get().full_name == "Lê Thị An"


def test_a_probationary_member_is_recognised(law):
    member = ProbationaryFactory(admitted=parse("20/10/2025"))
    actions.recognise(
        by=None, member=member, on=parse("20/10/2026"), decision="31-QĐ/ĐU", today=TODAY
    )
    member.refresh_from_db()
    assert (member.is_official, str(member.recognised)) == (True, "20/10/2026")
    assert _last(member).values == {
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


def test_leaving_ends_the_membership_and_the_time_away_that_runs():
    period = StatusPeriodFactory()
    member = period.member
    actions.end_membership(
        by=None,
        membership=member.memberships.get(),
        ended="transferred",
        ends=parse("01/09/2026"),
        elsewhere="Chi bộ Sở Y tế",
        today=TODAY,
    )
    membership = member.memberships.get()
    assert (membership.ended, str(membership.ends)) == ("transferred", "01/09/2026")
    assert (membership.destination, membership.elsewhere) == ("Chi bộ Sở Y tế", "")
    assert str(StatusPeriod.objects.get().ends) == "01/09/2026"
    verbs = [entry.verb for entry in audit.history(Scope.whole(), member)]
    assert verbs == ["enter_member", "begin_status", "end_status", "end_membership"]


def test_a_refused_leaving_writes_nothing():
    member = MemberFactory(starts=parse("2020"))
    with pytest.raises(Refusal) as refusal:
        actions.end_membership(
            by=None,
            membership=member.memberships.get(),
            ended="died",
            ends=parse("2019"),
            today=TODAY,
        )
    assert _fields(refusal) == ["ends"]
    assert member.memberships.get().ended == ""


def test_a_leaving_recorded_by_mistake_can_be_taken_back():
    member = MemberFactory()
    membership = member.memberships.get()
    actions.end_membership(
        by=None, membership=membership, ended="died", ends=parse("2026"), today=TODAY
    )
    facts = {"began": "recorded", "starts": parse("2020"), "elsewhere": "", "decision": ""}
    actions.correct_membership(
        by=None,
        membership=membership,
        ended="",
        ends=UNKNOWN,
        destination="",
        ending_decision="",
        today=TODAY,
        **facts,
    )
    assert member.memberships.get().ends == UNKNOWN
    assert _last(member).values == {
        "starts": ["", "2020"],
        "ended": ["died", ""],
        "ends": ["2026", ""],
    }


@pytest.mark.parametrize(("ended", "ends"), [("died", ""), ("", "2026")])
def test_a_way_out_and_its_day_go_together(ended, ends):
    membership = MemberFactory().memberships.get()
    with pytest.raises(Refusal) as refusal:
        actions.correct_membership(
            by=None,
            membership=membership,
            began="recorded",
            starts=UNKNOWN,
            elsewhere="",
            decision="",
            ended=ended,
            ends=parse(ends),
            destination="",
            ending_decision="",
            today=TODAY,
        )
    assert _fields(refusal) == ["ends"]


def test_a_time_away_begins_and_ends():
    period = StatusPeriodFactory(note="tuổi cao")
    actions.end_status(by=None, period=period, ends=parse("10/2026"))
    kept = StatusPeriod.objects.get()
    assert (kept.kind, kept.note, str(kept.ends)) == ("exempt", "tuổi cao", "10/2026")
    assert _last(period.member).values["ends"] == ["", "10/2026"]


def test_a_second_time_away_at_once_is_refused():
    period = StatusPeriodFactory()
    with pytest.raises(Refusal):
        StatusPeriodFactory(member=period.member, kind="suspended", starts=parse("05/04/2026"))
    assert StatusPeriod.objects.count() == 1


def test_a_time_away_noted_by_mistake_is_taken_back_with_a_reason():
    period = StatusPeriodFactory()
    with pytest.raises(Refusal):
        actions.withdraw_status(by=None, period=period, reason="  ")
    actions.withdraw_status(by=None, period=period, reason="ghi nhầm người")
    assert not StatusPeriod.objects.exists()
    assert _last(period.member).values["reason"] == "ghi nhầm người"


def test_a_correction_leaves_what_somebody_else_wrote_since(law):
    member = ProbationaryFactory(admitted=parse("20/10/2025"))
    opened = Member.objects.get()
    actions.recognise(by=None, member=member, on=parse("20/10/2026"), today=TODAY)
    actions.correct_member(by=None, member=opened, today=TODAY, full_name="Lê An", phone="090")
    kept = Member.objects.get()
    assert (kept.is_official, str(kept.recognised)) == (True, "20/10/2026")
    assert (kept.full_name, kept.search, kept.phone) == ("Lê An", "le an", "090")
    assert set(_last(member).values) == {"full_name", "phone"}


def test_a_corrected_membership_keeps_the_leaving_that_was_recorded_since():
    membership = MemberFactory().memberships.get()
    opened = Membership.objects.get()
    actions.end_membership(
        by=None, membership=membership, ended="died", ends=parse("2026"), today=TODAY
    )
    actions.correct_membership(by=None, membership=opened, today=TODAY, starts=parse("2020"))
    kept = Membership.objects.get()
    assert (str(kept.starts), kept.ended, str(kept.ends)) == ("2020", "died", "2026")
    assert _last(kept.member).values == {"starts": ["", "2020"]}


def test_a_membership_has_no_fact_that_it_does_not_have():
    with pytest.raises(TypeError, match="organization"):
        actions.correct_membership(
            by=None, membership=MemberFactory().memberships.get(), today=TODAY, organization=1
        )


def test_two_who_enter_the_same_person_at_once_enter_one(monkeypatch):
    cell = OrganizationFactory()
    same = {"organization": cell, "full_name": "Bùi Văn Đông"}
    overtaken(monkeypatch, Organization, lambda: MemberFactory(**same))
    with pytest.raises(Refusal) as refusal:
        MemberFactory(**same)
    assert _fields(refusal) == ["is_another_person"]


def test_two_times_away_noted_at_once_do_not_overlap(monkeypatch):
    member = MemberFactory()
    overtaken(monkeypatch, Member, lambda: StatusPeriodFactory(member=member))
    with pytest.raises(Refusal) as refusal:
        StatusPeriodFactory(member=Member.objects.get(), kind="away")
    assert _fields(refusal) == ["starts"]


def test_whoever_was_recognised_meanwhile_is_not_recognised_again(law, monkeypatch):
    member = ProbationaryFactory(admitted=parse("20/10/2025"))
    deed = {"by": None, "on": parse("20/10/2026"), "today": TODAY}
    overtaken(monkeypatch, Member, lambda: actions.recognise(member=Member.objects.get(), **deed))
    with pytest.raises(Refusal, match="đã là đảng viên chính thức"):
        actions.recognise(member=member, **deed)


def test_whoever_left_meanwhile_does_not_leave_again(monkeypatch):
    membership = MemberFactory().memberships.get()
    deed = {"by": None, "ended": "died", "ends": parse("2026"), "today": TODAY}
    overtaken(
        monkeypatch,
        Member,
        lambda: actions.end_membership(membership=Membership.objects.get(), **deed),
    )
    with pytest.raises(Refusal, match="đã kết thúc từ trước"):
        actions.end_membership(membership=membership, **deed)


def test_nobody_leaves_a_roll_before_they_were_admitted():
    member = MemberFactory(admitted=parse("20/12/2024"))
    with pytest.raises(Refusal) as refusal:
        actions.end_membership(
            by=None,
            membership=member.memberships.get(),
            ended="died",
            ends=parse("2023"),
            today=TODAY,
        )
    assert _fields(refusal) == ["ends"]


# What lies sealed --------------------------------------------------------------------------------

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
