import datetime

import pytest

from chibo.access import Scope
from chibo.dates import parse
from meetings.minutes.models import Attendance
from meetings.study.models import StudyAttendance, StudySession
from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge, DuesPayment
from reports.ratings import queries
from reports.ratings.models import Rating, ResidenceReview
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.members.factories import MemberFactory, ProbationaryFactory
from tests.reports.factories import meeting, task
from tests.reports.ratings.factories import (
    TODAY,
    WHOLE,
    YEAR,
    RatingSheetFactory,
    decide,
    submitted,
    write,
)

pytestmark = pytest.mark.django_db
NOWHERE = Scope()
SEEN = {"dues": WHOLE, "discipline": WHOLE}


@pytest.fixture
def committee():
    return CommitteeFactory()


@pytest.fixture
def cell(committee):
    return OrganizationFactory(parent=committee, name="Chi bộ Một")


def dated(row, **dates):
    for name, words in dates.items():
        setattr(row, name, parse(words))
    row.save()
    return row


def a_full_year(member, organization, year=YEAR):
    """Record one thing of every kind about a member in a year."""
    held = meeting(organization, f"05/03/{year}", "regular", status="locked", attending="by_name")
    Attendance.objects.create(meeting=held, member=member, is_official=True, state="present")
    missed = meeting(organization, f"05/04/{year}", "regular", status="locked", attending="by_name")
    Attendance.objects.create(meeting=missed, member=member, is_official=True, state="excused")
    session = dated(StudySession(organization=organization, title="Học"), when=f"5/{year}")
    StudyAttendance.objects.create(study_session=session, member=member, state="studied")
    task(organization, "Việc", assignee=member, plan_year=year, state="done")
    charge = DuesCharge.objects.create(
        organization=organization,
        member=member,
        month=datetime.date(year, 2, 1),
        amount=10,
    )
    DuesPayment.objects.create(charge=charge, amount=10, paid_on=datetime.date(year, 2, 5))
    given = {"organization": organization, "member": member}
    dated(Commendation(form="merit", **given), when=str(year))
    dated(Discipline(**given), when=str(year))
    dated(ResidenceReview(result="good", extent="by_name", **given), when=str(year))


def test_evidence_tells_n_of_n_of_the_year_alone(cell):
    member = MemberFactory(organization=cell)
    a_full_year(member, cell)
    a_full_year(member, cell, YEAR - 1)
    found = queries.evidence(WHOLE, cell, YEAR, until=TODAY, **SEEN)
    one = found[member.pk]
    assert (one.attended.n, one.attended.total) == (1, 2)
    assert (one.studied.n, one.studied.total) == (1, 1)
    assert (one.tasks.n, one.tasks.total) == (1, 1)
    assert (one.dues.n, one.dues.total) == (1, 1)
    assert (one.commended, one.disciplined, one.residence) == (1, 1, "good")


def test_dues_and_discipline_are_told_to_those_who_may_see_them(cell):
    member = MemberFactory(organization=cell)
    a_full_year(member, cell)
    hidden = {"dues": NOWHERE, "discipline": NOWHERE}
    one = queries.evidence(WHOLE, cell, YEAR, until=TODAY, **hidden)[member.pk]
    assert (one.dues, one.disciplined, one.commended) == (None, None, 1)
    blank = queries.nothing_known(cell, **hidden)
    assert (blank.dues, blank.disciplined) == (None, None)


def test_evidence_costs_the_same_for_one_and_for_thirty(cell, django_assert_num_queries):
    a_full_year(MemberFactory(organization=cell), cell)
    with django_assert_num_queries(EVIDENCE):
        queries.evidence(WHOLE, cell, YEAR, until=TODAY, **SEEN)
    for _ in range(29):
        a_full_year(MemberFactory(organization=cell), cell)
    with django_assert_num_queries(EVIDENCE):
        queries.evidence(WHOLE, cell, YEAR, until=TODAY, **SEEN)


EVIDENCE = 7


def test_a_neighbours_sheet_is_not_found(cell):
    sheet = RatingSheetFactory(organization=cell)
    neighbour = Scope.below(OrganizationFactory(parent=cell.parent).path)
    assert list(queries.sheet(WHOLE, sheet.pk)) == [sheet]
    assert not queries.sheet(neighbour, sheet.pk).exists()
    assert not queries.sheet_of(neighbour, cell, YEAR).exists()
    assert queries.lines(neighbour, sheet) == []


def test_who_is_not_rated_stands_last(cell):
    MemberFactory(organization=cell, full_name="Lê Văn Zờ")
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = RatingSheetFactory(organization=cell)
    first = queries.lines(WHOLE, sheet)[0]
    first.is_rated = False
    first.save()
    assert [x.member.full_name for x in queries.lines(WHOLE, sheet)] == ["Lê Văn Zờ", "Lê Văn An"]


def test_levels_are_counted_as_decided_else_as_proposed(cell, committee):
    other = OrganizationFactory(parent=committee)
    sheet = submitted("good", organization=cell)
    write(RatingSheetFactory(organization=other), proposed_level="done", votes=1)
    submitted("excellent", organization=OrganizationFactory())
    [line] = queries.lines(WHOLE, sheet)
    decide(sheet, levels={line.pk: "not_done"})
    assert queries.level_counts(WHOLE, committee, YEAR) == {"not_done": 1, "done": 1}
    assert queries.level_counts(WHOLE, committee, YEAR, status="decided") == {"not_done": 1}
    assert queries.level_counts(WHOLE, committee, YEAR, without=sheet) == {"done": 1}
    assert queries.level_counts(WHOLE, committee, YEAR - 1) == {}


def test_the_cells_of_a_round_are_those_that_stood_or_made_a_sheet(committee, cell):
    sheet = submitted(organization=cell)
    OrganizationFactory(parent=committee, name="Mới lập", opened=parse("01/02/2026"))
    closed = OrganizationFactory(parent=committee, name="Đã giải thể")
    closed.closed_on = datetime.date(2025, 6, 1)
    closed.save()
    waiting = OrganizationFactory(parent=committee, name="Chưa lập")
    OrganizationFactory(name="Nơi khác")
    found = queries.cells(WHOLE, committee, YEAR)
    assert [(x.pk, x.sheet_id, x.sheet_status) for x in found] == [
        (cell.pk, sheet.pk, "submitted"),
        (waiting.pk, None, ""),
    ]
    assert [x.pk for x in queries.cells(WHOLE, committee, YEAR, status="")] == [waiting.pk]
    assert queries.status_counts(WHOLE, committee, YEAR) == {"submitted": 1, "": 1}
    assert queries.status_counts(Scope.below(cell.path), committee, YEAR) == {"submitted": 1}


def test_figures_tell_who_stands_on_a_sheet_and_who_is_rated(cell):
    MemberFactory(organization=cell)
    member = MemberFactory(organization=cell)
    sheet = submitted("good", organization=cell)
    off = sheet.ratings.get(member=member)
    off.is_rated = False
    off.save()
    found = queries.figures_of(WHOLE, [sheet.pk])[sheet.pk]
    assert (len(found.members), found.rated, found.levels) == (2, 1, {"good": 1})


def test_the_sum_of_a_year_is_those_not_rated_and_those_rated(cell, committee):
    MemberFactory(organization=cell)
    new = ProbationaryFactory(organization=cell)
    submitted("good", organization=cell)
    RatingSheetFactory(organization=OrganizationFactory(parent=committee))
    submitted("excellent", organization=OrganizationFactory())
    found = queries.summary(WHOLE, committee, YEAR)
    assert not Rating.objects.get(member=new).is_rated
    assert (found.total, found.official, found.not_rated, found.rated) == (3, 2, 1, 2)
    assert (found.done, found.levels) == (1, {"good": 1})
    assert queries.summary(WHOLE, committee, YEAR - 1) == queries.Summary()


def test_the_cap_is_counted_at_the_grassroots_organisation(cell, committee):
    law = queries.law(YEAR)
    assert queries.cap_place(WHOLE, cell, law) == committee
    alone = OrganizationFactory()
    assert queries.cap_place(WHOLE, alone, law) == alone


def test_a_year_before_all_law_has_no_levels():
    assert queries.law(1989).levels == ()
    assert queries.law(YEAR).short("excellent") == "Xuất sắc"
    assert queries.law(YEAR).short("trong_sach") == "trong_sach"


def test_meetings_to_choose_lie_between_october_and_june(cell):
    meeting(cell, "20/09/2025", "regular")
    chosen = meeting(cell, "01/02/2024", "review")
    late = meeting(cell, "13/01/2026", "review")
    meeting(OrganizationFactory(), "13/01/2026", "review")
    assert list(queries.meeting_choices(WHOLE, cell, YEAR)) == [late]
    assert list(queries.meeting_choices(WHOLE, cell, YEAR, chosen=chosen.pk)) == [late, chosen]
