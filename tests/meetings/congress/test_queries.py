import datetime

import pytest

from chibo.access import Scope
from chibo.dates import parse
from meetings.congress import facts, queries
from meetings.congress.actions import Row
from meetings.minutes.queries import Share
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.meetings.congress.factories import CongressFactory, PlannedFactory, elect
from tests.meetings.factories import MeetingFactory
from tests.members.factories import HoldingFactory, MemberFactory, TermFactory

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()
DAY = parse("29/9/2022")


@pytest.fixture
def committee():
    return CommitteeFactory()


@pytest.fixture
def cell(committee):
    return OrganizationFactory(parent=committee)


def told(organization, found=None, **given):
    found = queries.congresses(WHOLE, organization) if found is None else found
    return facts.told(WHOLE, organization, found, **given)


def test_congresses_of_this_very_place_are_told_the_newest_first(committee, cell):
    old, new = (
        CongressFactory(organization=cell, when=parse("2020")),
        CongressFactory(organization=cell),
    )
    above = PlannedFactory(organization=committee)
    CongressFactory()
    assert list(queries.congresses(WHOLE, cell)) == [new, old]
    assert list(queries.congresses(WHOLE, committee)) == [above]
    assert list(queries.congresses(Scope.below(committee.path), cell)) == [new, old]
    assert not queries.congresses(Scope(), cell).exists()


def test_days_keep_the_congresses_that_touch_them(cell):
    CongressFactory(organization=cell, when=parse("2020"))
    found = PlannedFactory(organization=cell, when=parse("cuối tháng 9/2022"))
    since, until = datetime.date(2022, 9, 30), datetime.date(2022, 12, 31)
    assert list(queries.congresses(WHOLE, cell, since, until)) == [found]
    assert not queries.congresses(WHOLE, cell, datetime.date(2022, 10, 1), until).exists()


def test_below_a_committee_stand_those_directly_below_it(committee, cell):
    own = CongressFactory(organization=cell)
    CongressFactory(organization=committee)
    CongressFactory(organization=OrganizationFactory(parent=CommitteeFactory()))
    assert list(queries.congresses_below(WHOLE, committee)) == [own]
    assert not queries.congresses_below(Scope.below(cell.path), cell).exists()


def test_attendance_comes_from_the_minutes_else_as_written(cell):
    minutes = MeetingFactory(organization=cell, kinds={"congress"}, held=DAY)
    minutes.attending, minutes.summoned_count, minutes.present_count = "counted", 9, 7
    minutes.save()
    CongressFactory(organization=cell, meeting=minutes)
    CongressFactory(organization=cell, when=parse("2020"), summoned=None, present=6)
    CongressFactory(organization=cell, when=parse("2018"), summoned=None, present=None)
    assert [one.attended for one in told(cell)] == [Share(7, 9), Share(6, 0), None]
    draft_unread = told(cell, drafts=Scope())
    assert (draft_unread[0].attended, draft_unread[0].meeting) == (Share(8, 8), None)


def test_the_elected_carry_the_government_post_of_that_day(cell):
    director = MemberFactory(organization=cell, full_name="Phạm Anh Tuấn")
    shared = {"member": director, "post": "government"}
    HoldingFactory(**shared, title="Phó Giám đốc", starts=parse("2018"), ends=parse("1/1/2022"))
    HoldingFactory(**shared, title="Giám đốc", starts=parse("1/1/2022"), ends=parse("2024"))
    HoldingFactory(**shared, title="Chủ tịch", starts=parse("2025"))
    term = TermFactory(organization=cell, label="2022–2025", congress_ordinal=4)
    held = CongressFactory(organization=cell, term=term)
    elect(
        held,
        Row("secretary", director, votes=8, ballots=8),
        Row("deputy", name="Nguyễn Hoàng Tuấn", votes=3, ballots=8, is_elected=False),
    )
    [one] = told(cell)
    assert one.name == "Đại hội lần thứ IV, nhiệm kỳ 2022–2025"
    assert [(r.post, r.name, r.title, r.votes, r.ballots) for r in one.results] == [
        ("Bí thư Chi bộ", "Phạm Anh Tuấn", "Giám đốc", 8, 8),
        ("Phó Bí thư Chi bộ", "Nguyễn Hoàng Tuấn", "", 3, 8),
    ]
    assert [r.name for r in one.elected] == ["Phạm Anh Tuấn"]


@pytest.mark.parametrize("rows", [1, 30])
def test_facts_of_many_congresses_cost_what_one_costs(cell, rows, django_assert_num_queries):
    for year in range(rows):
        minutes = MeetingFactory(
            organization=cell, kinds={"congress"}, held=parse(str(1990 + year))
        )
        held = CongressFactory(organization=cell, when=minutes.held, meeting=minutes)
        elect(held, Row("deputy", MemberFactory(organization=cell)))
    with django_assert_num_queries(5):
        assert len(told(cell)) == rows


def test_candidates_are_the_roll_of_the_day_and_who_was_chosen(cell):
    here = MemberFactory(organization=cell)
    gone = MemberFactory()
    MemberFactory()
    found = queries.candidates(WHOLE, cell, as_of=datetime.date(2022, 9, 29), chosen=[gone.pk])
    assert set(found) == {here, gone}


def test_the_congress_of_a_meeting_is_found_in_scope_only(cell):
    minutes = MeetingFactory(organization=cell, kinds={"congress"}, held=DAY)
    held = CongressFactory(organization=cell, meeting=minutes)
    assert list(queries.of_meeting(WHOLE, minutes)) == [held]
    assert not queries.of_meeting(Scope(), minutes).exists()
    assert set(queries.possible_meetings(WHOLE, cell)) == {minutes}
    assert not queries.possible_meetings(WHOLE, cell.parent).exists()
