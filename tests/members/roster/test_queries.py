"""Who is on the roll on a day, and the records of one member."""

import datetime

import pytest

from chibo.access import Place, Scope
from chibo.dates import UNKNOWN, parse
from chibo.regulations.actions import load_known_law
from members.people import actions as people
from members.roster import queries
from members.roster.queries import Headcount
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.members.factories import (
    TODAY,
    MemberFactory,
    ProbationaryFactory,
    StatusPeriodFactory,
)

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()


def _only(organization):
    return Scope((Place(organization.path, below=True),))


def _names(rows):
    return [row.full_name for row in rows]


def _roll(organization, as_of=TODAY, scope=WHOLE, **kwargs):
    return _names(queries.roll(scope, organization, as_of=as_of, **kwargs))


def test_the_roll_is_sorted_by_given_name():
    cell = OrganizationFactory()
    for name in ["Trần Văn Ân", "Đỗ Văn Đông", "Lê Thị An", "Phạm Thị Dung"]:
        MemberFactory(organization=cell, full_name=name)
    assert _roll(cell) == ["Lê Thị An", "Trần Văn Ân", "Phạm Thị Dung", "Đỗ Văn Đông"]


def test_a_search_needs_no_marks_and_the_same_marks_come_first():
    cell = OrganizationFactory()
    for name in ["Lê Dong", "Đỗ Văn Đông", "Lê Đống", "Trần An"]:
        MemberFactory(organization=cell, full_name=name)
    assert _roll(cell, q="dong") == ["Lê Dong", "Đỗ Văn Đông", "Lê Đống"]
    assert _roll(cell, q="đông") == ["Đỗ Văn Đông", "Lê Dong", "Lê Đống"]
    assert _roll(cell, q=" VĂN  ĐÔNG ") == ["Đỗ Văn Đông"]
    assert _roll(cell, q="%") == []


def test_the_committee_sees_all_below_and_a_cell_only_itself():
    committee = CommitteeFactory()
    own, sibling = (OrganizationFactory(parent=committee) for _ in range(2))
    MemberFactory(organization=own, full_name="Lê An")
    MemberFactory(organization=sibling, full_name="Trần Bình")
    assert _roll(committee) == ["Lê An", "Trần Bình"]
    assert _roll(own) == ["Lê An"]
    assert _roll(committee, scope=_only(own)) == ["Lê An"]
    assert _roll(sibling, scope=_only(own)) == []


def test_the_roll_of_a_day_follows_coming_transfer_and_death():
    cell = OrganizationFactory()
    stayed = MemberFactory(organization=cell, full_name="Lê An", starts=parse("01/06/2021"))
    moved = MemberFactory(organization=cell, full_name="Trần Bình", starts=parse("2020"))
    died = MemberFactory(organization=cell, full_name="Hồ Cúc")
    for member, ended, ends in [
        (moved, "transferred", "01/09/2023"),
        (died, "died", "02/9/2024"),
    ]:
        people.leave(
            by=None,
            membership=member.memberships.get(),
            ended=ended,
            ends=parse(ends),
            today=TODAY,
        )
    assert _roll(cell, datetime.date(2019, 12, 31)) == ["Hồ Cúc"]
    assert _roll(cell, datetime.date(2021, 6, 1)) == ["Lê An", "Trần Bình", "Hồ Cúc"]
    assert _roll(cell, datetime.date(2023, 8, 31)) == ["Lê An", "Trần Bình", "Hồ Cúc"]
    assert _roll(cell, datetime.date(2023, 9, 1)) == ["Lê An", "Hồ Cúc"]
    assert _roll(cell) == ["Lê An"]
    assert queries.headcount(WHOLE, cell, as_of=TODAY).total == 1
    assert stayed in queries.members(WHOLE)


def test_a_file_that_followed_the_person_is_not_offered_to_the_old_cell():
    old, new = OrganizationFactory(), OrganizationFactory()
    member = MemberFactory(organization=old)
    member.organization = new
    member.save()
    [row] = queries.roll(_only(old), old, as_of=TODAY)
    assert not row.has_file
    assert not queries.members(_only(old)).exists()
    assert list(queries.members(_only(new))) == [member]
    assert list(queries.memberships(_only(new), member)) == list(member.memberships.all())
    assert not queries.memberships(_only(old), member).exists()
    assert not queries.status_periods(_only(old), member).exists()


def test_standing_and_status_are_those_of_the_day():
    period = StatusPeriodFactory(
        member=MemberFactory(recognised=parse("20/10/2026"), admitted=parse("2025"))
    )
    cell = period.member.organization
    [before] = queries.roll(WHOLE, cell, as_of=datetime.date(2026, 2, 28))
    assert (before.is_official, before.status) == (False, "")
    [after] = queries.roll(WHOLE, cell, as_of=datetime.date(2026, 10, 20))
    assert (after.is_official, after.status) == (True, "exempt")
    assert after.status_label == "Miễn công tác và sinh hoạt đảng"


def _crowd(cell):
    MemberFactory(organization=cell, gender="female")
    ProbationaryFactory(organization=cell)
    MemberFactory(organization=cell, is_temporary=True, gender="female")
    for kind in ["exempt", "away", "suspended"]:
        StatusPeriodFactory(member=MemberFactory(organization=cell), kind=kind)


def test_the_head_count_counts_who_is_away_and_not_who_is_a_guest():
    cell = OrganizationFactory()
    _crowd(cell)
    assert queries.headcount(WHOLE, cell, as_of=TODAY) == Headcount(
        total=5, official=4, probationary=1, women=1, exempt=1, away=1, suspended=1, temporary=1
    )


def test_every_figure_has_as_many_rows_behind_it():
    cell = OrganizationFactory()
    _crowd(cell)
    counted = queries.headcount(WHOLE, cell, as_of=TODAY)
    for kind, n in vars(counted).items():
        assert queries.on_roll(WHOLE, cell, as_of=TODAY, kind=kind).count() == n


@pytest.mark.parametrize(
    ("as_of", "names"),
    [
        (datetime.date(2021, 12, 31), ["Hồ Cúc"]),
        (datetime.date(2024, 12, 19), ["Hồ Cúc"]),
        (datetime.date(2024, 12, 20), ["Lê An", "Hồ Cúc"]),
    ],
)
def test_nobody_counts_before_the_day_on_which_they_were_admitted(as_of, names):
    cell = OrganizationFactory()
    admitted = MemberFactory(
        organization=cell, full_name="Lê An", admitted=parse("20/12/2024"), gender="female"
    )
    StatusPeriodFactory(member=admitted, starts=UNKNOWN)
    MemberFactory(organization=cell, full_name="Hồ Cúc", recognised=parse("2010"))
    assert _roll(cell, as_of) == names
    counted = queries.headcount(WHOLE, cell, as_of=as_of)
    others = len(names) - 1
    assert (counted.total, counted.women, counted.exempt) == (len(names), others, others)
    assert queries.choices(WHOLE, cell, as_of=as_of).count() == len(names)


def test_of_two_times_away_on_one_day_the_later_counts():
    period = StatusPeriodFactory(starts=parse("2025"), ends=parse("2026"))
    StatusPeriodFactory(member=period.member, kind="away", starts=parse("01/06/2026"))
    cell, on = period.member.organization, datetime.date(2026, 6, 1)
    [row] = queries.roll(WHOLE, cell, as_of=on)
    counted = queries.headcount(WHOLE, cell, as_of=on)
    assert (row.status, counted.away, counted.exempt) == ("away", 1, 0)


def test_an_empty_scope_sees_nobody():
    cell = MemberFactory().organization
    assert queries.roll(Scope(), cell, as_of=TODAY) == []
    assert queries.headcount(Scope(), cell, as_of=TODAY) == Headcount()
    assert not queries.choices(Scope(), cell, as_of=TODAY).exists()
    assert queries.law(Scope(), as_of=TODAY) is None


def test_choices_are_those_on_the_roll_of_the_day():
    cell = OrganizationFactory()
    here = MemberFactory(organization=cell)
    guest = MemberFactory(organization=cell, is_temporary=True)
    MemberFactory()
    MemberFactory(organization=cell, starts=parse("2026"))
    found = queries.choices(WHOLE, cell, as_of=datetime.date(2025, 1, 1))
    assert set(found) == {here, guest}


@pytest.mark.parametrize("members", [1, 30])
def test_the_roll_costs_one_statement_and_the_head_count_two(members, django_assert_num_queries):
    committee = CommitteeFactory()
    for _ in range(members):
        StatusPeriodFactory(member__organization=OrganizationFactory(parent=committee))
    with django_assert_num_queries(1):
        assert len(queries.roll(WHOLE, committee, as_of=TODAY, q="nguyen")) == members
    with django_assert_num_queries(2):
        assert queries.headcount(WHOLE, committee, as_of=TODAY).exempt == members


def test_the_law_of_a_day_is_that_in_force_then():
    load_known_law(by=None)
    assert queries.law(WHOLE, as_of=datetime.date(2018, 1, 1)).symbol == "09-HD/BTCTW"
    assert queries.law(WHOLE, as_of=TODAY).symbol == "38-HD/BTCTW"
    assert queries.law(WHOLE, as_of=datetime.date(1968, 2, 3)) is None
    assert queries.law(WHOLE, as_of=None) is None


def test_a_running_membership_is_the_permanent_one_without_an_end():
    member = MemberFactory()
    membership = member.memberships.get()
    assert queries.running_membership(WHOLE, member) == membership
    people.leave(by=None, membership=membership, ended="died", ends=parse("2026"), today=TODAY)
    assert queries.running_membership(WHOLE, member) is None
