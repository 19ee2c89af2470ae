"""What a report gathers of study, honours, dues, ratings, targets and congresses."""

import datetime

import pytest

from chibo.access import Scope
from chibo.dates import parse
from chibo.regulations.actions import load_known_law
from meetings.congress.models import Congress, ElectionResult
from members.posts.models import Term
from reports.ratings.models import OrganizationRating, RatingAggregate, ResidenceReview
from reports.targets.models import Target
from reports.yearend.documents import work
from reports.yearend.facts import gather
from reports.yearend.facts.gathering import judged
from reports.yearend.facts.gathering.period import Confidential, Law, Period
from reports.yearend.facts.values import DuesFact, ElectedFact, Tally
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.members.factories import HoldingFactory, MemberFactory
from tests.reports.factories import ENDS, STARTS, WHOLE, InspectionFactory
from tests.reports.yearend import records

pytestmark = pytest.mark.django_db
TERM_STARTS, TERM_ENDS = datetime.date(2020, 1, 1), datetime.date(2022, 9, 29)


@pytest.fixture
def cell():
    load_known_law(by=None)
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu", parent=CommitteeFactory())


@pytest.fixture
def neighbour(cell):
    return OrganizationFactory(code="ben", parent=cell.parent)


def of(cell, starts=STARTS, ends=ENDS, **seen):
    return gather(WHOLE, cell, starts, ends, **seen)


def test_study_by_name_counts_who_studied_or_made_up(cell, neighbour):
    first, second = MemberFactory(organization=cell), MemberFactory(organization=cell)
    session = records.study(cell, first)
    session.attendances.create(member=second, state="made_up")
    session.attendances.create(member=MemberFactory(organization=cell), state="absent")
    records.studied(session, "05-CT/TW")
    records.study(neighbour, MemberFactory(organization=neighbour))
    records.study(cell, first, when=parse("3/2024"))
    (fact,) = of(cell).studies
    assert (fact.attended, fact.total) == (2, 3)
    assert fact.documents == ("Chỉ thị số 05-CT/TW",)


def test_all_without_a_number_stays_without_one(cell):
    records.study(cell, None, extent="all")
    records.commitment(cell)
    facts = of(cell)
    assert [(one.extent, one.attended, one.total) for one in facts.studies] == [("all", None, None)]
    (promised,) = facts.commitments
    assert (promised.population, promised.extent, promised.registered) == ("staff", "all", None)


def test_a_committee_tells_its_own_study_not_that_of_every_cell(cell):
    records.study(cell, MemberFactory(organization=cell))
    own = records.study(cell.parent, None, extent="all", title="Hội nghị quán triệt")
    assert [one.pk for one in of(cell.parent).studies] == [own.pk]


def test_awards_name_who_received_them_and_discipline_names_nobody(cell, neighbour):
    member = MemberFactory(organization=cell, full_name="Lê Thị Hà")
    records.award(cell, member)
    records.award(cell, collective="Trung tâm Công nghệ thông tin", standing="nominated")
    records.award(cell)
    records.award(neighbour)
    records.disciplined(cell, member)
    records.disciplined(cell, member)
    records.disciplined(neighbour, MemberFactory(organization=neighbour))
    facts = of(cell)
    told = [(one.recipient, one.is_member, one.is_nomination) for one in facts.commendations]
    assert told == [
        ("Lê Thị Hà", True, False),
        ("Trung tâm Công nghệ thông tin", False, True),
        ("Chi bộ Mẫu", False, False),
    ]
    assert facts.disciplines == (Tally("reprimand", "Khiển trách", 1),)


def test_dues_are_summed_to_the_dong_and_a_cell_without_a_book_says_nothing(cell, neighbour):
    records.dues(neighbour, MemberFactory(organization=neighbour))
    assert of(cell).dues is None
    records.dues(cell, MemberFactory(organization=cell), amount=124_800, paid=124_800)
    records.dues(cell, MemberFactory(organization=cell), amount=99_999, paid=50_000)
    records.remitted(cell, 122_360)
    assert of(cell).dues == DuesFact(
        expected=224_799, collected=174_800, remitted=122_360, settled=1, charges=2
    )


def test_ratings_count_the_decided_level_else_the_proposed_one(cell, neighbour):
    people = [MemberFactory(organization=cell) for _ in range(4)]
    levels = dict(zip(people, ["excellent", "good", "good", "miễn sinh hoạt"], strict=True))
    records.rated(cell, levels)
    records.rated(neighbour, {MemberFactory(organization=neighbour): "done"})
    (fact,) = of(cell).ratings
    assert (fact.year, fact.rated, fact.is_decided) == (2025, 3, True)
    assert [(one.code, one.count) for one in fact.levels] == [("excellent", 1), ("good", 2)]
    assert fact.not_rated == (Tally("", "miễn sinh hoạt", 1),)
    records.rated(cell, {people[0]: "good"}, year=2023, status="draft")
    assert of(cell, datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)).ratings == ()
    records.rated(cell, {people[0]: "done"}, year=2024, status="submitted")
    (proposed,) = of(cell, datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)).ratings
    assert (proposed.is_decided, proposed.levels[0].code) == (False, "done")


def test_a_committees_ratings_are_counted_in_the_database(cell, django_assert_num_queries):
    for _ in range(3):
        below = OrganizationFactory(parent=cell.parent)
        records.rated(below, {MemberFactory(organization=below): "good" for _ in range(3)})
    period = Period(WHOLE, cell.parent, STARTS, ENDS)
    law = Law()
    with django_assert_num_queries(1) as asked:
        (fact,) = judged.rated(period, law)
    assert (fact.rated, fact.levels[0].count) == (9, 9)
    assert "COUNT(" in asked.captured_queries[0]["sql"]


def test_old_years_keep_the_labels_of_their_own_regulation(cell):
    RatingAggregate.objects.create(
        organization=cell, from_year=2016, to_year=2016, level="good", count=7, total=8
    )
    OrganizationRating.objects.create(organization=cell, year=2016, decided_level="good")
    facts = of(cell, datetime.date(2016, 1, 1), datetime.date(2016, 12, 31))
    assert facts.rating_aggregates[0].label == "Đủ tư cách, hoàn thành tốt nhiệm vụ"
    assert of(cell).rating_aggregates == ()
    assert of(cell).organization_ratings == ()


def test_named_remarks_of_residence_are_counted_and_a_general_one_is_kept(cell):
    for result in ("good", "good", "fair"):
        ResidenceReview.objects.create(
            organization=cell,
            when=parse("11/2025"),
            member=MemberFactory(organization=cell),
            result=result,
            extent="by_name",
        )
    ResidenceReview.objects.create(
        organization=cell, when=parse("2025"), result="good", extent="all"
    )
    told = [(one.result, one.extent, one.count, one.total) for one in of(cell).residence]
    assert told == [
        ("good", "counted", 2, 3),
        ("fair", "counted", 1, 3),
        ("good", "all", None, None),
    ]


def test_a_member_remarked_every_year_of_a_term_is_counted_once_by_the_last_remark(cell):
    member = MemberFactory(organization=cell)
    for year, result in (("2020", "fair"), ("2021", "good")):
        ResidenceReview.objects.create(
            organization=cell, when=parse(year), member=member, result=result, extent="by_name"
        )
    (told,) = of(cell, TERM_STARTS, TERM_ENDS).residence
    assert (told.result, told.count, told.total) == ("good", 1, 1)


def target(cell, text: str, **facts) -> Target:
    told = {"span": "year", "measure": "count", "value": 2, **facts}
    return Target.objects.create(organization=cell, text=text, **told)


def test_a_year_is_held_against_its_targets_and_the_next_years_are_ahead(cell, neighbour):
    target(cell, "Kết nạp đảng viên", year=2025, indicator="admitted")
    target(cell, "Kết nạp thêm", year=2026)
    target(cell, "Riêng tháng 2", year=2026, month=2, span="month")
    target(neighbour, "Của chi bộ khác", year=2025)
    facts = of(cell)
    assert [(one.text, one.verdict) for one in facts.targets] == [("Kết nạp đảng viên", "missed")]
    assert [one.text for one in facts.targets_ahead] == ["Kết nạp thêm"]


def test_a_term_is_held_against_its_own_targets_and_plans_those_of_the_next(cell):
    old = Term.objects.create(organization=cell, label="2020–2022", starts=parse("2020"))
    new = Term.objects.create(organization=cell, label="2022–2025", starts=parse("29/9/2022"))
    target(cell, "Chỉ tiêu cũ", span="term", term=old)
    target(cell, "Chỉ tiêu mới", span="term", term=new)
    facts = of(cell, TERM_STARTS, TERM_ENDS)
    assert (facts.reviewed_term, facts.term, facts.next_term) == (
        "2020–2022",
        "2022–2025",
        "2022–2025",
    )
    assert [one.text for one in facts.targets] == ["Chỉ tiêu cũ"]
    assert [one.text for one in facts.targets_ahead] == ["Chỉ tiêu mới"]
    year = of(cell, datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    assert (year.reviewed_term, year.next_term) == ("2022–2025", "")


def test_a_congress_names_whom_it_elected_with_their_government_title(cell):
    member = MemberFactory(organization=cell, full_name="Phạm Văn Tú")
    HoldingFactory(member=member, post="government", title="Giám đốc", starts=parse("2020"))
    HoldingFactory(member=member, starts=parse("2020"))
    held = Congress.objects.create(
        organization=cell, state="held", when=parse("20/6/2025"), ordinal=5, present=18,
        summoned=19, documents="Báo cáo chính trị\n\nNghị quyết",
    )  # fmt: skip
    shared = {"congress": held, "post": "secretary"}
    ElectionResult.objects.create(**shared, member=member, votes=17, ballots=18)
    ElectionResult.objects.create(**shared, name="Người không trúng", is_elected=False)
    Congress.objects.create(organization=cell, state="held", when=parse("2020"), ordinal=4)
    ahead = Congress.objects.create(organization=cell, state="planned", when=parse("6/2026"))
    first, second = of(cell).congresses
    assert (first.name, first.present, first.summoned) == ("đại hội lần thứ V", 18, 19)
    assert first.documents == ("Báo cáo chính trị", "Nghị quyết")
    assert first.elected == (ElectedFact("Bí thư Chi bộ", "Phạm Văn Tú", "Giám đốc", 17, 18),)
    assert (second.pk, second.is_held) == (ahead.pk, False)


def test_a_month_asks_no_rating(cell):
    records.rated(cell, {MemberFactory(organization=cell): "good"})
    march = of(cell, datetime.date(2025, 3, 1), datetime.date(2025, 3, 31))
    assert (march.ratings, march.rating_aggregates, march.organization_ratings) == ((), (), ())


def test_an_inspection_under_signs_is_counted_for_few_and_never_described(cell):
    member = MemberFactory(organization=cell, full_name="Lê Văn Bị Nghi")
    InspectionFactory(organization=cell)
    InspectionFactory(
        organization=cell, kind="signs", subject=member, topics="Chiếm dụng", conclusion="Có"
    )
    told = [(one.kind, one.topics, one.subject, one.conclusion) for one in of(cell).inspections]
    assert told == [
        ("regular_supervision", ("Nền nếp sinh hoạt",), "", ""),
        ("signs", (), "", ""),
    ]
    nothing = Confidential(ratings=Scope(), dues=Scope(), discipline=Scope())
    assert [one.kind for one in of(cell, confidential=nothing).inspections] == [
        "regular_supervision"
    ]
    printed = str(work.inspections(of(cell)))
    assert "cuộc kiểm tra khi có dấu hiệu vi phạm" in printed
    assert "Kiểm tra khi có dấu hiệu vi phạm" not in printed
