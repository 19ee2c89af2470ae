"""A committee's report adds up its cells, and takes nothing from anybody else's."""

import datetime
from decimal import Decimal

import pytest

from chibo.access import Permission, Scope
from chibo.documents.html import render
from chibo.organizations.models import Organization
from chibo.regulations.actions import load_known_law
from reports.ratings.models import OrganizationRating, RatingSheet
from reports.yearend import documents
from reports.yearend.facts import ReportFacts, gather
from tests.chibo.factories import CommitteeFactory, GroupFactory, OrganizationFactory
from tests.members.dues.books import opened, pay, profile, remit
from tests.members.factories import HoldingFactory, MemberFactory
from tests.reports.factories import (
    ENDS,
    HEADING,
    STARTS,
    TODAY,
    WHOLE,
    AchievementFactory,
    ActivityFactory,
    StatedFigureFactory,
    meeting,
)
from tests.reports.ratings.factories import decide, leader_of, submitted
from tests.seeds.prints import html_lines, one_line

pytestmark = pytest.mark.django_db

MARCH = datetime.date(2025, 3, 1)
DUE = 10_000
STATEMENTS = 39


@pytest.fixture(autouse=True)
def law():
    load_known_law(by=None)


def cell(committee: Organization, name: str, size: int, *, blood: int = 0) -> Organization:
    """Return a cell with its book of 2025: `size` officials, and one member on probation.

    It met twice, gave units of blood, and its first member owes dues for March.
    """
    made = OrganizationFactory(parent=committee, name=name)
    payer, *_ = [MemberFactory(organization=made, education="university") for _ in range(size)]
    MemberFactory(organization=made, education="university", is_official=False)
    profile(payer, base=100 * DUE, starts=MARCH)
    for held in ("5/3/2025", "5/6/2025"):
        meeting(made, held, "regular", status="locked")
    if blood:
        ActivityFactory(organization=made, quantity=Decimal(blood), unit="đơn vị máu")
    return made


def collect(made: Organization, paid: int) -> None:
    """Open the dues of March 2025 and receive this much of the one charge."""
    (charge,) = opened(made, MARCH)
    pay(made, (charge, paid), month=MARCH, paid_on=datetime.date(2025, 3, 10))


def section() -> tuple[Organization, Organization, Organization]:
    """Return a committee with two cells, beside a neighbour that did the same and more."""
    committee = CommitteeFactory(name="Đảng bộ Cục")
    one = cell(committee, "Chi bộ Một", 3, blood=60)
    two = cell(committee, "Chi bộ Hai", 4, blood=69)
    neighbour = CommitteeFactory(name="Đảng bộ Bên cạnh")
    other = cell(neighbour, "Chi bộ Khác", 5, blood=1000)
    for made, paid in ((one, DUE), (two, DUE // 2), (other, DUE)):
        collect(made, paid)
    return committee, one, two


def staff_scope(committee: Organization) -> Scope:
    """Return what the staff of a committee see of reports."""
    return leader_of(committee).scope(Permission.VIEW_REPORTS, on=TODAY)


def printed(facts: ReportFacts) -> str:
    """Return the words of the report in one line."""
    return one_line(html_lines(render(documents.build(facts, {}, HEADING)).encode()))


def test_members_and_meetings_of_the_cells_add_up():
    committee, _, two = section()
    MemberFactory(organization=GroupFactory(parent=two), education="university")
    facts = gather(WHOLE, committee, STARTS, ENDS)
    told = [
        (one.name, one.total, one.official, one.probationary, one.meetings) for one in facts.cells
    ]
    assert told == [("Chi bộ Một", 4, 3, 1, 2), ("Chi bộ Hai", 6, 5, 1, 2)]
    assert (facts.members.total, facts.members.official, facts.members.probationary) == (10, 8, 2)
    assert [(one.code, one.count) for one in facts.members.education] == [("university", 10)]
    assert len(facts.meetings) == 4
    said = printed(facts)
    assert "Chi bộ Một 4 3 1 2 Chi bộ Hai 6 5 1 2 Cộng 10 8 2 4" in said
    assert "10 đảng viên, gồm 8 đảng viên chính thức và 2 đảng viên dự bị" in said
    assert "Đảng bộ và các chi bộ trực thuộc đã họp 4 kỳ, có 4 kỳ thường kỳ." in said


def test_quantities_of_the_cells_add_up_by_unit_and_the_committee_tells_its_own_apart():
    committee, one, _ = section()
    AchievementFactory(organization=one, quantity=Decimal("2.5"), unit="tỷ đồng")
    ActivityFactory(organization=committee, quantity=Decimal(7), unit="đơn vị máu", text="Hiến máu")
    facts = gather(WHOLE, committee, STARTS, ENDS)
    found = [(one.unit, one.quantity, one.cells) for one in facts.sums]
    assert found == [("tỷ đồng", Decimal("2.5"), 1), ("đơn vị máu", Decimal(129), 2)]
    assert [one.text for one in facts.activities] == ["Hiến máu"]
    assert "Tổng hợp từ các chi bộ: 2,5 tỷ đồng; 129 đơn vị máu." in printed(facts)


def test_dues_of_the_cells_add_up_and_what_the_committee_passed_on_is_its_own():
    committee, one, _ = section()
    remit(one, 9_000, month=MARCH, remitted_on=datetime.date(2025, 4, 2))
    remit(committee, 4_000, month=MARCH, remitted_on=datetime.date(2025, 4, 3))
    dues = gather(WHOLE, committee, STARTS, ENDS).dues
    assert (dues.expected, dues.collected, dues.remitted) == (2 * DUE, DUE + DUE // 2, 4_000)
    assert (dues.settled, dues.charges) == (1, 2)


def test_decided_ratings_of_the_cells_add_up_and_each_cell_shows_its_own():
    committee, one, two = section()
    for made, level in ((one, "good"), (two, "excellent")):
        decide(submitted("good", organization=made), cell_level=level)
    neighbour = Organization.objects.get(name="Chi bộ Khác")
    decide(submitted("good", organization=neighbour), cell_level="good")
    facts = gather(WHOLE, committee, STARTS, ENDS)
    (rated,) = facts.ratings
    assert (rated.rated, rated.is_decided) == (9, True)
    assert [(one.code, one.count) for one in rated.levels] == [("good", 9)]
    levels = [one.level for one in facts.cells]
    assert levels == ["Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"]
    said = printed(facts)
    assert "Chi bộ Một 4 3 1 2 Hoàn thành tốt nhiệm vụ" in said
    assert "thuộc diện đánh giá, xếp loại 9 đảng viên:" in said


def test_what_a_cell_says_of_itself_is_told_above_once_its_sheet_was_sent():
    committee, one, _ = section()
    sheet = submitted("good", organization=one)
    OrganizationRating.objects.filter(organization=one, year=2025).delete()
    OrganizationRating.objects.create(organization=one, year=2025, self_level="good")
    told = []
    for status in ("draft", "submitted"):
        RatingSheet.objects.filter(pk=sheet.pk).update(status=status)
        told.append([each.level for each in gather(WHOLE, committee, STARTS, ENDS).cells])
    assert told == [["", ""], ["Hoàn thành tốt nhiệm vụ", ""]]


def test_the_committees_own_staff_read_the_same_and_a_neighbours_read_nothing_of_it():
    committee, *_ = section()
    neighbour = Organization.objects.get(name="Đảng bộ Bên cạnh")
    facts = gather(WHOLE, committee, STARTS, ENDS)
    assert gather(staff_scope(committee), committee, STARTS, ENDS) == facts
    theirs = gather(staff_scope(neighbour), committee, STARTS, ENDS)
    assert (theirs.cells, theirs.meetings, theirs.sums, theirs.dues) == ((), (), (), None)
    assert theirs.members.total == 0


def test_a_share_of_the_staff_is_printed_as_stated():
    committee, one, _ = section()
    text = "Tỷ lệ đảng viên trên tổng số công chức"
    for place, stated in ((committee, "73%"), (one, "71%")):
        StatedFigureFactory(organization=place, subject="strength", text=text, stated=stated)
    said = printed(gather(WHOLE, committee, STARTS, ENDS))
    assert f"{text}: 73%." in said
    assert "71%" not in said


def test_a_cell_without_meetings_or_ratings_leaves_no_empty_columns():
    committee = CommitteeFactory()
    MemberFactory(organization=OrganizationFactory(parent=committee, name="Chi bộ Một"))
    facts = gather(WHOLE, committee, STARTS, ENDS)
    assert "Chi bộ Đảng viên Chính thức Dự bị Chi bộ Một 1 1 0 Cộng 1 1 0" in printed(facts)


@pytest.mark.parametrize("times", [1, 30])
def test_the_facts_cost_the_same_with_one_and_with_thirty_cells(times, django_assert_num_queries):
    committee = CommitteeFactory(name="Đảng bộ Cục")
    for number in range(times):
        made = cell(committee, f"Chi bộ {number}", 3, blood=number + 1)
        collect(made, DUE)
        decide(submitted("good", organization=made), cell_level="good")
    with django_assert_num_queries(STATEMENTS):
        facts = gather(WHOLE, committee, STARTS, ENDS)
    assert len(facts.cells) == times
    assert sum(one.total for one in facts.cells) == facts.members.total == 4 * times


class TestTheSigner:
    def test_where_no_secretary_is_known_the_deputy_signs_for_the_committee(self):
        committee = CommitteeFactory(name="Đảng bộ cơ quan Tổng cục")
        below = OrganizationFactory(
            parent=committee, type="section_committee", name="Đảng bộ bộ phận Cục"
        )
        member = MemberFactory(organization=OrganizationFactory(parent=below))
        HoldingFactory(member=member, organization=below, post="deputy")
        heading = documents.usual_heading(WHOLE, below, STARTS, ENDS)
        assert (heading.authority, heading.signer_post) == ("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ")
        assert heading.signer_name == member.full_name
        assert heading.recipients.splitlines() == [
            "Đảng ủy cơ quan Tổng cục (để báo cáo)",
            "Các đồng chí đảng ủy viên",
            "Các chi bộ trực thuộc",
            "Lưu Đảng ủy bộ phận",
        ]
        head = documents.build(gather(WHOLE, below, STARTS, ENDS), {}, heading).letterhead
        assert (head.organization, head.series) == ("Đảng ủy bộ phận Cục", "BC/ĐU")
        assert head.parent_organization == "Đảng bộ cơ quan Tổng cục"

    def test_a_secretary_signs_before_the_deputy(self):
        committee = CommitteeFactory()
        made = OrganizationFactory(parent=committee)
        for post in ("deputy", "secretary"):
            member = MemberFactory(organization=made, full_name=f"Đồng chí {post}")
            HoldingFactory(member=member, organization=committee, post=post)
        heading = documents.usual_heading(WHOLE, committee, STARTS, ENDS)
        assert (heading.signer_post, heading.signer_name) == ("BÍ THƯ", "Đồng chí secretary")
