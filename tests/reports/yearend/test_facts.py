import datetime
from decimal import Decimal

import pytest

from chibo.access import Place, Scope
from chibo.dates import PartialDate, parse
from chibo.organizations import actions as organizations
from chibo.regulations.actions import load_known_law
from meetings.congress import actions as congresses
from meetings.minutes.models import (
    AgendaItem,
    Attendance,
    Directive,
    MeetingGuest,
    Opinion,
)
from meetings.tasks import actions as goals
from members.roster.models import Membership
from reports.yearend.facts import ReportFacts, UnreadableFacts, gather
from tests.chibo.factories import CommitteeFactory, GroupFactory, OrganizationFactory
from tests.members.factories import HoldingFactory, MemberFactory
from tests.reports.factories import (
    ENDS,
    STARTS,
    WHOLE,
    AchievementFactory,
    CircumstanceFactory,
    IdeologyFactory,
    InspectionFactory,
    LimitationFactory,
    goal,
    meeting,
    task,
)
from tests.reports.yearend import records

pytestmark = pytest.mark.django_db
BORN = PartialDate.on(datetime.date(1985, 6, 1))
STATEMENTS = 56
"""Of a report that a meeting heard: the meeting in full is about a third of them."""


@pytest.fixture
def cell():
    load_known_law(by=None)
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu")


def fill(cell, times: int):
    """Record this many rows of everything and return the meeting that hears the report."""
    heard = meeting(cell, "8/1/2026", "year_end", review_year=2025, session="morning")
    for n in range(times):
        member = MemberFactory(organization=cell, gender="female", born=BORN)
        HoldingFactory(member=member, post="committee_member")
        held = meeting(cell, "5/3/2025", "regular", "thematic")
        Attendance.objects.create(meeting=held, member=member, is_official=True, state="present")
        item = AgendaItem.objects.create(meeting=held, order=1, title=f"Chuyên đề {n}")
        Directive.objects.create(meeting=held, order=1, text="Tăng cường phối hợp")
        guest = MeetingGuest.objects.create(meeting=heard, order=n, name="Khách", posts="A\nB")
        item = AgendaItem.objects.create(meeting=heard, order=n, title="Thảo luận")
        Opinion.objects.create(item=item, order=1, text="Ý kiến", speaker=member)
        Directive.objects.create(meeting=heard, order=n, text="Chỉ đạo", guest=guest)
        task(cell, "Việc", plan_year=2025, assignee=member, due=parse("6/2025"))
        task(cell, "Trọng tâm", plan_year=2026, is_key=True, order=n)
        for made in (AchievementFactory, CircumstanceFactory, LimitationFactory, IdeologyFactory):
            made(organization=cell)
        InspectionFactory(organization=cell, subject=member)
        records.everything(cell, member, n)
    goal(cell, 2026, "Đổi mới phương thức lãnh đạo", "2026-2030")
    return heard


@pytest.mark.parametrize("times", [1, 30])
def test_the_facts_cost_the_same_with_one_and_with_thirty_rows(
    cell, times, django_assert_num_queries
):
    heard = fill(cell, times)
    with django_assert_num_queries(STATEMENTS):
        facts = gather(WHOLE, cell, STARTS, ENDS, heard=heard)
    assert len(facts.achievements) == len(facts.inspections) == len(facts.posts) == times
    assert len(facts.heard.guests) == len(facts.heard.opinions) == times
    assert len(facts.studies) == len(facts.commendations) == len(facts.targets) == times
    assert facts.dues.charges == facts.ratings[0].rated == facts.residence[0].count == times


def test_facts_come_back_from_their_json(cell):
    AchievementFactory(organization=cell, quantity=Decimal("38.500"), unit="ha")
    facts = gather(WHOLE, cell, STARTS, ENDS, heard=fill(cell, 2))
    text = facts.to_json()
    assert ReportFacts.from_json(text) == facts
    assert ReportFacts.from_json(text).to_json() == text
    assert '"quantity":"38.5"' in text
    assert "Chi bộ Mẫu" in text


@pytest.mark.parametrize("text", ["", "{}", "[]", "không phải JSON"])
def test_what_is_no_facts_is_refused(text):
    with pytest.raises(UnreadableFacts):
        ReportFacts.from_json(text)


def test_facts_of_another_schema_are_refused(cell):
    text = gather(WHOLE, cell, STARTS, ENDS).to_json()
    with pytest.raises(UnreadableFacts, match="phiên bản khác"):
        ReportFacts.from_json(text.replace('"schema":1', '"schema":2'))


def test_the_head_count_is_that_of_the_last_day(cell):
    for n in range(3):
        MemberFactory(organization=cell, born=BORN, full_name=f"Trần Văn {n}")
    MemberFactory(organization=cell, starts=parse("1/2/2026"))
    members = gather(WHOLE, cell, STARTS, ENDS).members
    assert (members.is_known, members.total, members.official) == (True, 3, 3)
    assert members.average_age == Decimal("40.0")


def test_a_roll_of_names_alone_is_not_counted(cell):
    for n in range(5):
        MemberFactory(organization=cell, full_name=f"Trần Văn {n}")
    assert not gather(WHOLE, cell, STARTS, ENDS).members.is_known


def test_nobody_counts_before_they_were_admitted_though_the_first_day_on_the_roll_is_unknown(cell):
    MemberFactory(organization=cell)
    day = parse(f"20/06/{ENDS.year}")
    MemberFactory(organization=cell, is_official=False, admitted=day)
    moved = gather(WHOLE, cell, STARTS, ENDS).movements
    assert (moved.opening, moved.closing) == (1, 2)
    before = datetime.date(STARTS.year - 1, 1, 1), datetime.date(STARTS.year - 1, 12, 31)
    assert gather(WHOLE, cell, *before).movements.closing == 1


def test_movements_balance_and_name_their_sorts(cell):
    for n in range(3):
        MemberFactory(organization=cell, born=BORN, full_name=f"Trần Văn {n}")
    MemberFactory(organization=cell, starts=parse("3/2025"), began="transferred")
    left = MemberFactory(organization=cell)
    membership = Membership.objects.get(member=left)
    membership.ends, membership.ended = parse("10/10/2025"), "transferred"
    membership.save()
    moved = gather(WHOLE, cell, STARTS, ENDS).movements
    assert (moved.opening, moved.closing, moved.balances) == (4, 4, True)
    assert [(one.label, one.count) for one in moved.entered] == [("Chuyển sinh hoạt đến", 1)]
    assert [(one.label, one.count) for one in moved.left] == [("Chuyển sinh hoạt đi", 1)]


def test_meetings_keep_counted_and_stated_attendance_apart(cell):
    meeting(cell, "5/2/2025", "regular", attending="counted", summoned_count=21, present_count=18)
    meeting(cell, "5/3/2025", "regular", attending="all")
    meeting(cell, "5/3/2024", "regular")
    facts = gather(WHOLE, cell, STARTS, ENDS)
    assert [(one.attending, one.present, one.summoned) for one in facts.meetings] == [
        ("counted", 18, 21),
        ("all", None, None),
    ]


def test_attendance_is_counted_from_locked_minutes_alone(cell):
    for held, status in (("5/2/2025", "locked"), ("5/3/2025", "draft")):
        made = meeting(cell, held, "regular", status=status)
        Attendance.objects.create(
            meeting=made, member=MemberFactory(organization=cell), is_official=True, state="present"
        )
    facts = gather(WHOLE, cell, STARTS, ENDS)
    assert [(one.present, one.summoned) for one in facts.meetings] == [(1, 1), (None, None)]


def test_a_meeting_still_to_come_is_not_held(cell):
    meeting(cell, "5/3/2025", "regular")
    meeting(cell, "5/6/2025", "regular")
    meeting(cell, "5/7/2025", "regular", status="locked")
    facts = gather(WHOLE, cell, STARTS, ENDS, on=datetime.date(2025, 4, 1))
    assert [str(one.held) for one in facts.meetings] == ["05/03/2025", "05/07/2025"]
    assert len(gather(WHOLE, cell, STARTS, ENDS).meetings) == 3


def test_a_cell_counts_its_own_meetings_and_a_committee_those_below():
    committee = CommitteeFactory()
    cell = OrganizationFactory(parent=committee)
    meeting(cell, "5/3/2025", "regular")
    meeting(GroupFactory(parent=cell), "6/3/2025", "regular")
    assert len(gather(WHOLE, cell, STARTS, ENDS).meetings) == 1
    assert len(gather(WHOLE, committee, STARTS, ENDS).meetings) == 2


def test_a_period_shorter_than_a_year_has_the_tasks_due_or_done_in_it(cell):
    task(cell, "Cả năm", plan_year=2025)
    task(cell, "Hạn quý II", plan_year=2025, due=parse("6/2025"))
    task(cell, "Hạn trong năm", plan_year=2025, due=parse("2025"))
    task(cell, "Hạn quý I", plan_year=2025, due=parse("3/2025"))
    task(cell, "Xong quý I", plan_year=2025, state="done", done=parse("2/2025"))
    task(cell, "Việc tháng 2", plan_year=2025, plan_month=2)
    told = {"Hạn quý I", "Xong quý I", "Việc tháng 2"}
    going = {"Cả năm", "Hạn quý II", "Hạn trong năm"}
    quarter = gather(WHOLE, cell, STARTS, datetime.date(2025, 3, 31)).tasks
    assert {one.text for one in quarter} == told | going
    assert {one.text for one in quarter if one.is_done or one.is_late} == told - {"Việc tháng 2"}
    second = gather(WHOLE, cell, datetime.date(2025, 4, 1), datetime.date(2025, 6, 30)).tasks
    assert "Xong quý I" not in {one.text for one in second}


def test_a_task_done_after_the_period_was_open_and_late_in_it(cell):
    task(cell, "A", plan_year=2025, due=parse("6/2025"), state="done", done=parse("2/2026"))
    task(cell, "B", plan_year=2025, due=parse("6/2025"), state="done", done=parse("5/2025"))
    task(cell, "C", plan_year=2025, state="done", done=parse("2025"))
    task(cell, "D", plan_year=2025, state="dropped")
    told = {one.text: (one.is_done, one.is_late) for one in gather(WHOLE, cell, STARTS, ENDS).tasks}
    assert told == {"A": (False, True), "B": (True, False), "C": (True, False)}


def test_names_are_those_of_their_own_dates():
    committee = CommitteeFactory(name="Đảng bộ Sở")
    cell = OrganizationFactory(code="mau", name="Chi bộ Tên cũ", parent=committee)
    organizations.change(
        by=None,
        organization=cell,
        on=datetime.date(2026, 1, 5),
        today=datetime.date(2026, 11, 22),
        type="cell",
        name="Chi bộ Tên mới",
        parent=committee,
    )
    facts = gather(WHOLE, cell, STARTS, ENDS, dated=datetime.date(2026, 1, 8))
    assert (facts.organization, facts.letterhead) == ("Chi bộ Tên cũ", "Chi bộ Tên mới")
    assert facts.superior == "Đảng bộ Sở"


def test_the_chair_has_the_titles_of_the_meetings_day(cell):
    chair = MemberFactory(organization=cell, full_name="Phạm Hồng Quảng")
    HoldingFactory(member=chair)
    HoldingFactory(member=chair, post="government", title="Giám đốc Sở")
    heard = meeting(cell, "8/1/2026", "year_end", review_year=2025, chair=chair)
    facts = gather(WHOLE, cell, STARTS, ENDS, heard=heard).heard
    assert (facts.chair, facts.chair_titles) == (
        "Phạm Hồng Quảng",
        "Bí thư Chi bộ, Giám đốc Sở",
    )


def test_the_law_is_that_of_the_last_day(cell):
    symbols = {
        one.topic: one.symbol
        for one in gather(
            WHOLE, cell, datetime.date(2021, 1, 1), datetime.date(2021, 12, 31)
        ).regulations
    }
    assert symbols["inspection"] == "22-QĐ/TW"
    assert symbols["document_format"] == "36-HD/VPTW"


def test_nothing_of_a_place_outside_the_scope_is_gathered(cell):
    other = OrganizationFactory(name="Chi bộ Bên")
    heard = fill(other, 3)
    scope = Scope((Place(cell.path, below=True),))
    facts = gather(scope, other, STARTS, ENDS, heard=heard)
    assert "Bên" not in facts.to_json()
    assert (facts.members.total, facts.achievements, facts.heard) == (0, (), None)


JULY = datetime.date(2013, 7, 1), datetime.date(2013, 7, 31)


def test_the_report_of_a_month_tells_its_tasks_and_plans_the_next_month(cell):
    for year, month in ((2013, None), (2013, 7), (2013, 8), (2014, 8), (2014, None)):
        task(cell, f"{month}/{year}", plan_year=year, plan_month=month, is_key=month is None)
        goals.set_goal(
            by=None, organization=cell, plan_year=year, plan_month=month, text=f"{month}/{year}"
        )
    task(cell, "Đến hạn", plan_year=2013, due=parse("31/7/2013"))
    told = gather(WHOLE, cell, *JULY)
    assert {one.text for one in told.tasks} == {"7/2013", "Đến hạn"}
    assert [one.text for one in told.key_tasks] == ["8/2013"]
    assert [one.text for one in told.goals] == ["8/2013"]
    assert (told.plan_year, told.plan_month) == (2013, 8)
    year = gather(WHOLE, cell, datetime.date(2013, 1, 1), datetime.date(2013, 12, 31))
    assert {one.text for one in year.tasks} == {"None/2013", "7/2013", "8/2013", "Đến hạn"}
    assert [one.text for one in year.key_tasks] == ["None/2014"]
    assert [one.text for one in year.goals] == ["None/2014"]


def test_a_meeting_its_themes_and_directives_lie_where_its_earliest_day_lies(cell):
    made = meeting(cell, "quý III/2013", "thematic")
    made.items.create(order=1, title="Nội dung", theme="Đạo đức công vụ")
    made.directives.create(order=1, text="Tăng cường phối hợp")
    july = gather(WHOLE, cell, *JULY)
    assert (len(july.meetings), len(july.themes), len(july.directives)) == (1, 1, 1)
    later = gather(WHOLE, cell, datetime.date(2013, 8, 1), datetime.date(2013, 12, 31))
    assert (later.meetings, later.themes, later.directives) == ((), (), ())


def test_themes_are_those_recorded_and_meetings_those_that_begin_in_the_time(cell):
    presenter = MemberFactory(organization=cell, full_name="Cao Cường")
    for held, kinds in (
        ("8/2013", {"regular", "thematic"}), ("2013", {"thematic"}), ("", {"thematic"}),
    ):  # fmt: skip
        made = meeting(cell, held, *kinds, attending="all")
        made.items.create(order=1, title="Chuyên đề không tên")
        made.items.create(
            order=2, title="Nội dung", theme="Đạo đức công vụ", was_assigned=True,
            presenter=presenter,
        )  # fmt: skip
    august = gather(WHOLE, cell, datetime.date(2013, 8, 1), datetime.date(2013, 8, 31))
    assert [(one.title, one.presenter, one.was_assigned) for one in august.themes] == [
        ("Đạo đức công vụ", "Cao Cường", True)
    ]
    assert [str(one.held) for one in august.meetings] == ["8/2013"]
    assert gather(WHOLE, cell, *JULY).meetings == ()
    year = gather(WHOLE, cell, datetime.date(2013, 1, 1), datetime.date(2013, 12, 31))
    assert {str(one.held) for one in year.meetings} == {"2013", "8/2013"}


def test_a_congress_is_announced_the_year_before_it_and_not_earlier(cell):
    for when in ("12/2026", "12/2027"):
        congresses.plan_congress(by=None, organization=cell, when=parse(when))
    facts = gather(WHOLE, cell, STARTS, ENDS)
    assert [str(one.when) for one in facts.congresses if not one.is_held] == ["12/2026"]
