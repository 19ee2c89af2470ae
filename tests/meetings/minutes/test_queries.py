import datetime

import pytest

from chibo.access import Place, Scope
from chibo.dates import UNKNOWN, parse
from meetings.minutes import actions, queries
from meetings.minutes.facts import GuestContent, ItemContent, Mark, OpinionContent, appraise
from tests.meetings.factories import AT, TODAY, MeetingFactory, written

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope.whole()


def scope_of(organization):
    return Scope((Place(organization.path, below=True),))


def test_a_neighbours_meetings_are_not_found(cell):
    theirs = MeetingFactory(organization=cell.neighbour)
    scope = scope_of(cell.organization)
    assert not queries.meeting(scope, theirs.pk).exists()
    assert queries.minutes(scope, theirs.pk) is None
    assert not queries.meetings(scope, cell.neighbour).exists()
    assert queries.summaries(scope, cell.neighbour, None, None) == []
    assert queries.years(scope, cell.neighbour) == []


def test_a_committee_sees_the_meetings_of_its_cells(cell):
    MeetingFactory(organization=cell.organization)
    MeetingFactory(organization=cell.neighbour)
    assert queries.meetings(EVERYWHERE, cell.organization.parent).count() == 2


def test_a_draft_is_seen_only_where_drafts_may_be_read(cell):
    meeting = MeetingFactory(organization=cell.organization)
    scope = scope_of(cell.organization)
    for drafts, seen in [(Scope(), False), (scope, True), (scope_of(cell.neighbour), False)]:
        assert queries.meeting(scope, meeting.pk, drafts=drafts).exists() is seen
        assert (queries.minutes(scope, meeting.pk, drafts=drafts) is not None) is seen
    meeting.status = "locked"
    meeting.save()
    assert queries.meeting(scope, meeting.pk, drafts=Scope()).exists()


@pytest.mark.parametrize(
    ("held", "found"),
    [("20/11/2026", True), ("2026", True), ("31/12/2025", False), ("1/1/2027", False), ("", False)],
)
def test_meetings_of_a_year_are_those_that_may_lie_in_it(cell, held, found):
    MeetingFactory(organization=cell.organization, held=parse(held))
    year = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
    assert bool(queries.summaries(EVERYWHERE, cell.organization, *year)) is found


def test_meetings_are_found_without_marks_by_item_place_and_guest(cell):
    meeting = MeetingFactory(organization=cell.organization, place="Đền thờ Bác Hồ, Ba Vì")
    written(
        meeting,
        place=meeting.place,
        guests=(GuestContent("Hà Hùng"),),
        items=(ItemContent("Chuyển đổi số"),),
    )
    for words in ("den tho bac", "HA HUNG", "chuyển đổi", "thường kỳ"):
        assert queries.meetings(EVERYWHERE, cell.organization, q=words).count() == 1
    assert not queries.meetings(EVERYWHERE, cell.organization, q="khác hẳn").exists()


def test_undated_meetings_are_listed_apart(cell):
    meeting = MeetingFactory(organization=cell.organization, held=UNKNOWN)
    assert [m.pk for m in queries.undated(EVERYWHERE, cell.organization)] == [meeting.pk]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({}, (21, 21)),
        ({"attending": "counted", "summoned_count": 8, "present_count": 7}, (7, 8)),
        ({"attending": "all"}, (None, None)),
        ({"attending": "unknown"}, (None, None)),
    ],
)
def test_a_summary_counts_as_attendance_is_known(cell, said, counts):
    written(MeetingFactory(organization=cell.organization), **said)
    (row,) = queries.summaries(EVERYWHERE, cell.organization, None, None)
    assert (row.present, row.summoned) == counts
    assert row.title == "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026"


def test_the_late_are_present_and_the_exempt_not_asked_for(cell):
    first, second, *_ = cell.members
    marks = (Mark(first.pk, "late"), Mark(second.pk, "unexcused"))
    written(MeetingFactory(organization=cell.organization), marks=marks)
    (row,) = queries.summaries(EVERYWHERE, cell.organization, None, None)
    assert (row.present, row.summoned) == (20, 21)


def test_a_list_costs_two_statements_however_long(cell, django_assert_num_queries):
    for number in range(1, 31):
        MeetingFactory(organization=cell.organization, held=parse(f"{number}/11/2026"))
        if number in {1, 30}:
            with django_assert_num_queries(2):
                assert len(queries.summaries(EVERYWHERE, cell.organization, None, None)) == number


def test_minutes_cost_the_same_statements_with_one_and_thirty_items(
    cell, django_assert_num_queries
):
    meeting = MeetingFactory(organization=cell.organization)
    for count in (1, 30):
        said = OpinionContent("Nhất trí", cell.members[0].pk)
        items = tuple(ItemContent(f"Việc {n}", opinions=(said,) * 3) for n in range(count))
        meeting = written(meeting, items=items)
        with django_assert_num_queries(12):
            found = queries.minutes(EVERYWHERE, meeting.pk)
        assert len(found.items) == count


def test_an_appraisal_uses_the_law_of_the_meetings_day(cell):
    new = queries.minutes(EVERYWHERE, MeetingFactory(organization=cell.organization).pk)
    old_one = MeetingFactory(organization=cell.organization, held=parse("26/12/2023"))
    old = queries.minutes(EVERYWHERE, old_one.pk)
    now, then = appraise(new, today=TODAY), appraise(old, today=TODAY)
    assert (now.symbol, now.least_minutes, now.aim) == ("42-HD/BTCTW", 90, 90)
    assert (then.symbol, then.least_minutes, then.aim) == ("10-CT/TW; 12-HD/BTCTW", 0, 85)
    assert (now.charter, then.charter) == ("208-QĐ/TW", "24-QĐ/TW")
    assert (now.present, now.summoned, now.base, now.quorum.base) == (21, 21, 19, 19)


def test_the_organisation_is_named_as_on_the_meetings_day(cell):
    meeting = MeetingFactory(organization=cell.organization)
    assert queries.minutes(EVERYWHERE, meeting.pk).superior_name == "Đảng bộ Sở"


def test_locking_changes_what_a_summary_says(cell):
    first, second, *_ = cell.members
    meeting = written(
        MeetingFactory(organization=cell.organization), chair_id=first.pk, secretary_id=second.pk
    )
    actions.lock_minutes(by=None, meeting=meeting, at=AT, today=TODAY)
    assert queries.summaries(EVERYWHERE, cell.organization, None, None)[0].is_locked


def test_a_meeting_of_an_uncertain_day_is_found_in_every_time_it_may_lie_in(cell):
    MeetingFactory(organization=cell.organization, held=parse("8/2013"))
    MeetingFactory(organization=cell.organization, held=parse(""))
    found = {
        span: [str(row.held) for row in queries.summaries(EVERYWHERE, cell.organization, *span)]
        for span in (
            (parse("31/8/2013").earliest, parse("2013").latest),
            (parse("2013").earliest, parse("1/8/2013").latest),
            (parse("9/2013").earliest, parse("2013").latest),
        )
    }
    assert list(found.values()) == [["8/2013"], ["8/2013"], []]
    assert [row.held.is_known for row in queries.undated(EVERYWHERE, cell.organization)] == [False]


def test_meetings_without_a_date_come_last(cell):
    for held in ("", "8/2013", "2019"):
        MeetingFactory(organization=cell.organization, held=parse(held))
    rows = queries.summaries(EVERYWHERE, cell.organization, None, None)
    assert [str(row.held) for row in rows] == ["2019", "8/2013", ""]
