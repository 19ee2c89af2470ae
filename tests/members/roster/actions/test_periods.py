"""Leaving a roll, and times away."""

import pytest

from chibo.access import Scope
from chibo.audit import queries as audit
from chibo.audit.models import Entry
from chibo.dates import UNKNOWN, parse
from chibo.reasons import Refusal
from members.roster import actions
from members.roster.models import Member, Membership, StatusPeriod
from tests.chibo.factories import OrganizationFactory, UserFactory
from tests.members.factories import (
    TODAY,
    MemberFactory,
    ProbationaryFactory,
    StatusPeriodFactory,
    overtaken,
)
from tests.members.roster.actions.telling import fields, last

pytestmark = pytest.mark.django_db


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
    assert fields(refusal) == ["full_name", "admitted", "recognised"]
    assert (Member.objects.count(), Membership.objects.count()) == (0, 0)
    assert Entry.objects.count() == entries


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
    assert fields(refusal) == ["ends"]
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
    assert last(member).values == {
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
    assert fields(refusal) == ["ends"]


def test_a_time_away_begins_and_ends():
    period = StatusPeriodFactory(note="tuổi cao")
    actions.end_status(by=None, period=period, ends=parse("10/2026"))
    kept = StatusPeriod.objects.get()
    assert (kept.kind, kept.note, str(kept.ends)) == ("exempt", "tuổi cao", "10/2026")
    assert last(period.member).values["ends"] == ["", "10/2026"]


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
    assert last(period.member).values["reason"] == "ghi nhầm người"


def test_a_correction_leaves_what_somebody_else_wrote_since(law):
    member = ProbationaryFactory(admitted=parse("20/10/2025"))
    opened = Member.objects.get()
    actions.recognise(by=None, member=member, on=parse("20/10/2026"), today=TODAY)
    actions.correct_member(by=None, member=opened, today=TODAY, full_name="Lê An", phone="090")
    kept = Member.objects.get()
    assert (kept.is_official, str(kept.recognised)) == (True, "20/10/2026")
    assert (kept.full_name, kept.search, kept.phone) == ("Lê An", "le an", "090")
    assert set(last(member).values) == {"full_name", "phone"}


def test_a_corrected_membership_keeps_the_leaving_that_was_recorded_since():
    membership = MemberFactory().memberships.get()
    opened = Membership.objects.get()
    actions.end_membership(
        by=None, membership=membership, ended="died", ends=parse("2026"), today=TODAY
    )
    actions.correct_membership(by=None, membership=opened, today=TODAY, starts=parse("2020"))
    kept = Membership.objects.get()
    assert (str(kept.starts), kept.ended, str(kept.ends)) == ("2020", "died", "2026")
    assert last(kept.member).values == {"starts": ["", "2020"]}


def test_a_membership_has_no_fact_that_it_does_not_have():
    with pytest.raises(TypeError, match="organization"):
        actions.correct_membership(
            by=None, membership=MemberFactory().memberships.get(), today=TODAY, organization=1
        )


def test_two_times_away_noted_at_once_do_not_overlap(monkeypatch):
    member = MemberFactory()
    overtaken(monkeypatch, Member, lambda: StatusPeriodFactory(member=member))
    with pytest.raises(Refusal) as refusal:
        StatusPeriodFactory(member=Member.objects.get(), kind="away")
    assert fields(refusal) == ["starts"]


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
    assert fields(refusal) == ["ends"]


def test_nobody_exempts_himself():
    member = MemberFactory()
    member.user = UserFactory()
    member.save()
    given = {"member": member, "starts": parse("01/02/2026"), "today": TODAY}
    with pytest.raises(Refusal) as refused:
        actions.begin_status(by=member.user, kind="exempt", **given)
    assert [reason.field for reason in refused.value.reasons] == ["kind"]
    assert not StatusPeriod.objects.exists()
    actions.begin_status(by=UserFactory(), kind="exempt", **given)
    other = given | {"member": MemberFactory()}
    actions.begin_status(by=member.user, kind="exempt", **other)
    assert StatusPeriod.objects.count() == 2


def own_period(kind, ends=UNKNOWN):
    """Return a time away of somebody with an account."""
    member = MemberFactory()
    member.user = UserFactory()
    member.save()
    starts = parse("01/02/2026")
    return StatusPeriodFactory(member=member, kind=kind, starts=starts, ends=ends)


def test_nobody_prolongs_his_own_exemption():
    period = own_period("exempt", parse("01/06/2026"))
    own = {"by": period.member.user, "period": period}
    with pytest.raises(Refusal, match="Không tự ghi miễn"):
        actions.end_status(**own, ends=parse("01/08/2026"))
    period.refresh_from_db()
    assert str(period.ends) == "01/06/2026"
    actions.end_status(**own, ends=parse("01/05/2026"))
    actions.end_status(by=UserFactory(), period=period, ends=parse("01/08/2026"))
    period.refresh_from_db()
    assert str(period.ends) == "01/08/2026"


def test_nobody_ends_or_withdraws_his_own_suspension():
    period = own_period("suspended")
    own = {"by": period.member.user, "period": period}
    with pytest.raises(Refusal, match="hết đình chỉ cho mình"):
        actions.end_status(**own, ends=parse("01/08/2026"))
    with pytest.raises(Refusal, match="hết đình chỉ cho mình"):
        actions.withdraw_status(**own, reason="Ghi nhầm")
    period.refresh_from_db()
    assert not period.ends
    actions.end_status(by=UserFactory(), period=period, ends=parse("01/08/2026"))
    actions.withdraw_status(by=UserFactory(), period=period, reason="Ghi nhầm")
    assert not StatusPeriod.objects.exists()
