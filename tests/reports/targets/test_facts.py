import datetime
from decimal import Decimal

import pytest

from chibo.access import Scope
from chibo.dates import parse
from chibo.regulations.actions import load_known_law
from meetings.minutes.models import Attendance
from meetings.study.models import StudyAttendance, StudySession
from meetings.tasks.queries import tasks_by_member
from members.dues.models import DuesCharge, DuesPayment
from reports.ratings.models import OrganizationRating, Rating, RatingAggregate, RatingSheet
from reports.targets import actions, facts, queries
from tests.chibo.factories import OrganizationFactory
from tests.members.factories import MemberFactory, ProbationaryFactory, TermFactory
from tests.reports.factories import (
    AT,
    ENDS,
    STARTS,
    WHOLE,
    InspectionFactory,
    meeting,
    task,
)
from tests.reports.targets.factories import ProgressFactory, TargetFactory

pytestmark = pytest.mark.django_db
MEASURES = {
    "organization_level": "level",
    "admitted": "count",
    "thematic": "count",
}
ALL = (
    "study", "attendance", "good_or_better", "excellent", "organization_level", "admitted",
    "thematic", "inspected", "dues", "tasks",
)  # fmt: skip
STATEMENTS = 14
"""Of the book of all ten indicators: levels 1, ratings 2, inspection 3, dues 2, the others one."""


@pytest.fixture
def cell():
    load_known_law(by=None)
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu")


def aimed(cell, indicator, **facts):
    """Return a target that the book measures."""
    measure = MEASURES.get(indicator, "percent")
    facts = {"measure": measure, "indicator": indicator, "value": Decimal(2), **facts}
    if measure == "level":
        facts["level"] = "excellent"
    return TargetFactory(organization=cell, **facts)


def found(cell, year=2025):
    return list(queries.targets(WHOLE, cell, year=year))


def measured(cell, targets=None, **kwargs):
    """Return indicator → (words, n, N, value, verdict) of the targets of 2025."""
    those = found(cell) if targets is None else targets
    results = facts.measured(WHOLE, cell, those, STARTS, ENDS, **kwargs)
    return {
        one.indicator: (said.done_words, said.n, said.N, said.value, str(said.verdict))
        for one, said in zip(those, results, strict=True)
    }


def a_year_of(cell, year):
    """Record in a cell and a year: two members, one of whom did everything."""
    good, poor = MemberFactory(organization=cell), MemberFactory(organization=cell)
    held = meeting(cell, f"5/3/{year}", "regular", "thematic", status="locked")
    draft = meeting(cell, f"5/4/{year}", "thematic")
    studied = StudySession(organization=cell, extent="by_name")
    studied.when = parse(str(year))
    studied.save()
    sheet = RatingSheet.objects.create(
        organization=cell, year=year, status="decided", updated_at=AT
    )
    for member, here in ((good, True), (poor, False)):
        state = "present" if here else "unexcused"
        for one in (held, draft):
            Attendance.objects.create(meeting=one, member=member, is_official=True, state=state)
        state = "studied" if here else "absent"
        StudyAttendance.objects.create(study_session=studied, member=member, state=state)
        facts = {"organization": cell, "member": member, "month": datetime.date(year, 5, 1)}
        charge = DuesCharge.objects.create(**facts, amount=1000)
        DuesPayment.objects.create(
            charge=charge, amount=1000 if here else 500, paid_on=datetime.date(year, 5, 2)
        )
        level = {"proposed_level": "excellent", "decided_level": "good"} if here else {}
        Rating.objects.create(sheet=sheet, member=member, is_official=True, **level)
        facts = {"assignee": member, "plan_year": year, "due": parse(f"6/{year}")}
        task(cell, "Việc", **facts, state="done" if here else "open")
    Rating.objects.create(
        sheet=sheet, member=MemberFactory(organization=cell), is_official=True, is_rated=False
    )
    InspectionFactory(organization=cell, when=parse(str(year)), subject=good)
    InspectionFactory(organization=cell, when=parse(str(year)), subject=good, topics="Đảng phí")
    OrganizationRating.objects.create(
        organization=cell, year=year, self_level="excellent", decided_level="good"
    )
    return good


def test_the_book_of_a_year_measures_all_ten_indicators(cell):
    a_year_of(cell, 2025)
    ProbationaryFactory(organization=cell)
    for indicator in ALL:
        aimed(cell, indicator)
    neighbour = OrganizationFactory()
    for other, year in ((cell, 2024), (neighbour, 2025)):
        a_year_of(other, year)
    ProbationaryFactory(organization=neighbour)
    ProbationaryFactory(organization=cell, admitted=parse("20/12/2024"))
    assert measured(cell) == {
        "study": ("1/2 · 50%", 1, 2, None, "reached"),
        "attendance": ("1/2 · 50%", 1, 2, None, "reached"),
        "good_or_better": ("1/2 · 50%", 1, 2, None, "reached"),
        "excellent": ("0/2 · 0%", 0, 2, None, "missed"),
        "organization_level": ("Hoàn thành tốt nhiệm vụ", None, None, None, "missed"),
        "admitted": ("1", None, None, 1, "missed"),
        "thematic": ("1", None, None, 1, "missed"),
        "inspected": ("1/8 · 12,50%", 1, 8, None, "reached"),
        "dues": ("1/2 · 50%", 1, 2, None, "reached"),
        "tasks": ("1/2 · 50%", 1, 2, None, "reached"),
    }


def test_a_sheet_of_ratings_that_is_being_drawn_up_says_nothing_yet(cell):
    a_year_of(cell, 2025)
    OrganizationRating.objects.update(decided_level="")
    RatingSheet.objects.update(status="draft")
    for indicator in ("good_or_better", "organization_level"):
        aimed(cell, indicator)
    nothing = ("", None, None, None, "unknown")
    assert measured(cell) == {"good_or_better": nothing, "organization_level": nothing}
    RatingSheet.objects.update(status="submitted")
    level, *_ = measured(cell)["organization_level"]
    assert level == "Hoàn thành xuất sắc nhiệm vụ"


def test_an_empty_book_says_nothing_but_that_nothing_was_counted(cell):
    for indicator in ALL:
        aimed(cell, indicator)
    counted = ("0", None, None, 0, "missed")
    nothing = ("", None, None, None, "unknown")
    assert measured(cell) == {
        name: counted if name in ("admitted", "thematic") else nothing for name in ALL
    }


def test_the_book_costs_the_same_for_one_and_for_thirty_targets(cell, django_assert_num_queries):
    a_year_of(cell, 2025)
    for indicator in ALL:
        aimed(cell, indicator)
    those = found(cell)
    with django_assert_num_queries(STATEMENTS):
        measured(cell, those)
    for _ in range(2):
        for indicator in ALL:
            aimed(cell, indicator)
    those = found(cell)
    assert len(those) == 30
    with django_assert_num_queries(STATEMENTS):
        measured(cell, those)


@pytest.mark.parametrize(
    ("indicator", "statements"),
    [("", 0), ("attendance", 1), ("good_or_better", 3), ("organization_level", 2), ("dues", 2)],
)
def test_a_source_is_asked_only_where_an_indicator_needs_it(
    cell, indicator, statements, django_assert_num_queries
):
    for _ in range(30):
        aimed(cell, indicator)
    those = found(cell)
    with django_assert_num_queries(statements):
        measured(cell, those)


def test_the_latest_written_result_comes_before_the_book(cell, django_assert_num_queries):
    a_year_of(cell, 2025)
    target = aimed(cell, "attendance", value=Decimal(90))
    ProgressFactory(target=target, when=parse("30/11/2025"))
    ProgressFactory(target=target, when=parse("6/2025"), numerator=1, denominator=20)
    those = found(cell)
    with django_assert_num_queries(0):
        assert measured(cell, those) == {"attendance": ("19/20 · 95%", 19, 20, None, "reached")}


def test_a_result_of_after_the_day_asked_for_is_not_known_yet(cell):
    target = TargetFactory(organization=cell)
    ProgressFactory(target=target, when=parse("30/11/2025"))
    ProgressFactory(target=target, when=parse("30/6/2025"), numerator=9, denominator=20)

    def words(until):
        return facts.measured(WHOLE, cell, found(cell), STARTS, until)[0].done_words

    assert words(ENDS) == "19/20 · 95%"
    assert words(datetime.date(2025, 7, 1)) == "9/20 · 45%"
    assert words(datetime.date(2025, 6, 1)) == ""


def test_words_as_stated_are_printed_and_not_judged(cell):
    target = TargetFactory(organization=cell)
    actions.note_progress(by=None, target=target, when=parse("2025"), stated="toàn thể đảng viên")
    said = facts.measured(WHOLE, cell, found(cell), STARTS, ENDS)[0]
    assert (said.done_words, said.verdict) == ("toàn thể đảng viên", "unknown")


def test_nothing_is_measured_of_a_time_that_has_not_begun(cell, django_assert_num_queries):
    a_year_of(cell, 2025)
    aimed(cell, "thematic")
    those = found(cell)
    with django_assert_num_queries(0):
        ahead = facts.measured(WHOLE, cell, those, STARTS, datetime.date(2024, 12, 31))
        unknown = facts.measured(WHOLE, cell, those, None, ENDS)
    assert {one.verdict for one in (*ahead, *unknown)} == {"unknown"}


def test_what_the_reader_may_not_see_is_not_measured(cell):
    a_year_of(cell, 2025)
    for indicator in ("attendance", "dues", "good_or_better"):
        aimed(cell, indicator)
    said = measured(cell, unseen={"dues", "good_or_better"})
    assert {name: words for name, (words, *_) in said.items()} == {
        "attendance": "1/2 · 50%",
        "dues": "",
        "good_or_better": "",
    }


def test_figures_of_old_years_stand_in_for_ratings(cell):
    """Acceptance 1-16: 7 of 7 good or better in 2020–2021, one of them excellent."""
    shared = {"organization": cell, "from_year": 2020, "to_year": 2021, "total": 7}
    RatingAggregate.objects.create(**shared, level="good", or_better=True, count=7)
    RatingAggregate.objects.create(**shared, level="excellent", count=1)
    aimed(cell, "good_or_better", year=2021)
    aimed(cell, "excellent", year=2021)
    results = facts.period_targets(
        WHOLE, cell, datetime.date(2021, 1, 1), datetime.date(2021, 12, 31)
    )
    assert [one.done_words for one in results] == ["7/7 · 100%", "1/7 · 14,29%"]


def test_inspected_members_are_never_counted_twice(cell):
    for _ in range(10):
        member = MemberFactory(organization=cell)
    InspectionFactory(organization=cell, subject=member)
    InspectionFactory(organization=cell, subject_count=7)
    InspectionFactory(organization=cell, subject_count=3)
    aimed(cell, "inspected")
    assert measured(cell) == {"inspected": ("7/10 · 70%", 7, 10, None, "reached")}


def test_tasks_of_a_year_are_those_counted_for_each_member(cell):
    member = a_year_of(cell, 2025)
    a_year_of(cell, 2024)
    task(cell, "Không hạn", assignee=member, state="done")
    task(cell, "Cả chi bộ", plan_year=2025, state="done")
    task(cell, "Thôi", plan_year=2025, assignee=member, state="dropped")
    shares = tasks_by_member(WHOLE, cell, 2025, as_of=ENDS).values()
    share = queries.tasks_done(WHOLE, cell, STARTS, ENDS)
    assert (share.n, share.total) == (2, 3)
    assert (share.n, share.total) == (
        sum(one.n for one in shares),
        sum(one.total for one in shares),
    )
    both = queries.tasks_done(WHOLE, cell, datetime.date(2024, 1, 1), ENDS)
    assert (both.n, both.total) == (3, 5)


def test_each_target_is_measured_over_its_own_time_up_to_the_day(cell):
    term = TermFactory(organization=cell, starts=parse("14/05/2024"))
    for held in ("10/5/2024", "5/6/2024", "5/3/2025", "6/3/2025", "5/5/2025", "5/12/2025"):
        meeting(cell, held, "thematic", status="locked")
    shared = {"organization": cell, "measure": "count", "indicator": "thematic"}
    of_term = TargetFactory(**shared, span="term", term=term)
    of_year = TargetFactory(**shared)
    of_march = TargetFactory(**shared, span="month", month=3)
    those = list(queries.targets(WHOLE, cell, year=2025, term=term))
    assert those == [of_term, of_year, of_march]
    said = facts.measured_each(WHOLE, cell, those, datetime.date(2025, 11, 30))
    assert [said[one.pk].value for one in those] == [4, 3, 2]


def test_a_report_has_the_targets_of_its_years_or_of_its_term(cell):
    term, later = TermFactory(organization=cell), TermFactory(organization=cell, label="2027–2030")
    shared = {"organization": cell, "measure": "count", "unit": "buổi"}
    of_term = TargetFactory(**shared, span="term", term=term)
    TargetFactory(**shared, span="term", term=later)
    TargetFactory(**shared, span="month", month=3)
    TargetFactory(measure="count")
    years = [TargetFactory(**shared, year=year) for year in (2024, 2025, 2026)]
    ProgressFactory(target=years[1], value=Decimal(96))

    def keys(starts, ends, **kwargs):
        return [one.target_pk for one in facts.period_targets(WHOLE, cell, starts, ends, **kwargs)]

    assert keys(STARTS, ENDS) == [years[1].pk]
    assert keys(datetime.date(2024, 9, 1), datetime.date(2025, 8, 31)) == [
        years[0].pk,
        years[1].pk,
    ]
    assert keys(STARTS, ENDS, term=term) == [of_term.pk]
    assert facts.period_targets(WHOLE, cell, STARTS, ENDS) == (
        facts.Measured(
            target_pk=years[1].pk,
            text=years[1].text,
            plan_words="từ 90 buổi trở lên",
            done_words="96 buổi",
            n=None,
            N=None,
            value=Decimal(96),
            verdict="reached",
        ),
    )


def test_targets_out_of_scope_are_nobodys(cell):
    TargetFactory(organization=cell)
    assert facts.period_targets(Scope(), cell, STARTS, ENDS) == ()


def test_a_report_leaves_unmeasured_what_its_writer_may_not_see(cell):
    a_year_of(cell, 2025)
    aimed(cell, "dues")

    def words(**kwargs):
        return [one.done_words for one in facts.period_targets(WHOLE, cell, STARTS, ENDS, **kwargs)]

    assert words() == ["1/2 · 50%"]
    assert words(unseen={"dues"}) == [""]
