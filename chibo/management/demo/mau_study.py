"""Who studied what in the invented cells, who made up for it, what they committed themselves to."""

import datetime
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.management.demo.days import on, workday
from chibo.management.demo.mau_library import Library
from chibo.management.demo.mau_meetings import Meetings
from chibo.organizations.models import Organization
from meetings.library.models import GuidingDocument
from meetings.minutes.models import Meeting
from meetings.study import actions, queries
from meetings.study.models import StudySession
from members.roster import queries as roster
from members.roster.models import Member

STILL_ABSENT = (2026, 8)
"""The meeting for which one member has not made up yet."""

_FOLLOWING = "Mỗi đồng chí đăng ký một việc làm theo Bác gắn với vị trí việc làm"
_TRAINING = "Mỗi đồng chí lập kế hoạch của năm, cuối năm tự kiểm điểm theo kế hoạch"


def load(
    *, by: By, cell: Organization, members: list[Member], library: Library, held: Meetings
) -> None:
    """Record study in meetings, at conferences of the committee and alone, and commitments."""
    for (year, month), documents in library.reading.items():
        study = _in_meeting(by, held.regular[year, month], documents, members[1].full_name)
        _make_up(by, study, (year, month))
    _elsewhere(by, cell, library.by_symbol)
    for year in (2024, 2025, 2026):
        _commit(by, cell, year)
    actions.record_commitment(
        by=by,
        organization=cell,
        kind="following",
        when=on("2026"),
        text="Trực tiếp dự họp, giải quyết vướng mắc của một phòng mỗi tháng",
        member=members[0],
    )


def load_small(*, by: By, cell: Organization, library: Library, held: Meetings) -> None:
    """Record what the small cell read in its meetings and promised for the year."""
    for month, documents in library.central.items():
        if month in held.regular:
            _in_meeting(by, held.regular[month], documents)
    _commit(by, cell, 2026)


def _in_meeting(
    by: By, meeting: Meeting, documents: list[GuidingDocument], presenter: str = ""
) -> StudySession:
    called = [
        one
        for one in queries.candidates(
            Scope.whole(),
            meeting.organization,
            as_of=meeting.held.latest or datetime.date.max,
            meeting=meeting,
        )
        if one.state
    ]
    return actions.record_study(
        by=by,
        organization=meeting.organization,
        when=meeting.held,
        extent="by_name",
        documents=documents,
        form="in_person",
        presenter=presenter,
        meeting=meeting,
        listed=[one.member_id for one in called],
        absent=[one.member_id for one in called if one.state == "absent"],
    )


def _make_up(by: By, study: StudySession, month: tuple[int, int]) -> None:
    """Let the absent study in the middle of the month, one of them in one month not yet."""
    absent = study.attendances.filter(state="absent").order_by("pk")
    members = list(absent.values_list("member_id", flat=True))
    if month == STILL_ABSENT:
        members = members[:-1]
    if members:
        actions.make_up_study(by=by, study=study, members=members, on=workday(*month, 17))


def _elsewhere(by: By, cell: Organization, known: dict[str, GuidingDocument]) -> None:
    given: dict[str, Any] = {"by": by, "organization": cell}
    actions.record_study(
        **given,
        when=on("18/07/2024"),
        extent="all",
        form="self_study",
        documents=[known["213-QĐ/TW"]],
        outcome="từng đồng chí ghi sổ tay, trao đổi trong phòng",
    )
    actions.record_study(
        **given,
        when=on("12/06/2025"),
        extent="counted",
        attended=17,
        total=18,
        form="in_person",
        organizer="Đảng ủy Sở",
        documents=[known["294-QĐ/TW"], known["296-QĐ/TW"]],
        outcome="từng đồng chí viết bài thu hoạch",
    )
    actions.record_study(
        **given,
        when=on("28/04/2026"),
        extent="counted",
        attended=18,
        total=19,
        form="online",
        organizer="Đảng ủy Sở",
        documents=[known["05-NQ/TW"], known["21-QĐ/TW"]],
    )
    actions.record_study(
        **given,
        when=on("15/07/2026"),
        extent="all",
        form="handbook",
        title="Thể thức văn bản của Đảng",
        documents=[known["399-QĐ/TW"], known["05-HD/VPTW"]],
        recipients="toàn thể đảng viên",
    )


def _commit(by: By, cell: Organization, year: int) -> None:
    """Record the commitments of a year, of everybody on the roll in its January."""
    total = roster.headcount(Scope.whole(), cell, as_of=datetime.date(year, 1, 31)).total
    for kind, text in (("following", _FOLLOWING), ("training", _TRAINING)):
        actions.record_commitment(
            by=by,
            organization=cell,
            kind=kind,
            when=on(str(year)),
            text=text,
            extent="counted",
            registered=total,
            total=total,
        )
