"""The invented ratings: 2024 and 2025 decided, 2026 on its way, and figures around them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.management.demo.days import at, on
from chibo.organizations.models import Organization
from meetings.minutes.models import Meeting
from members.roster.models import Member
from reports.ratings import actions, queries
from reports.ratings.actions import figures
from reports.ratings.models import Rating, RatingSheet
from reports.ratings.rules import Line

_ABOVE = "Đảng ủy các cơ quan tỉnh Sơn Hà"


@dataclass(frozen=True)
class Year:
    """A year that was decided: who stood out by index, the cell's levels, the committee's act."""

    year: int
    excellent: frozenset[int]
    done: frozenset[int]
    cell_level: str
    decision: str
    decided_on: datetime.date
    returned: str = ""


YEARS = (
    Year(2024, frozenset({1, 2, 7}), frozenset({12}), "good", "118-QĐ/ĐU",
         datetime.date(2024, 12, 27)),
    Year(2025, frozenset({0, 3, 15}), frozenset(), "excellent", "142-QĐ/ĐU",
         datetime.date(2025, 12, 26),
         "Bảng chưa ghi điểm của từng đồng chí. Bổ sung rồi gửi lại."),
)  # fmt: skip
PRESENT = 2026
_OPENED = datetime.date(2026, 11, 20)
_SELF_WRITTEN, _PROPOSED = 15, 10
"""How many of the draft of 2026 said how they rate themselves, for how many a level is written."""


def load(
    *, by: By, cell: Organization, members: list[Member], meetings: dict[int, Meeting]
) -> None:
    """Rate two years from the first line to the decision, and begin the third."""
    places = {member.pk: index for index, member in enumerate(members)}
    for year in YEARS:
        _decided(by, cell, year, places, meetings[year.year])
    _begun(by, cell, places)
    _around(by, cell, members)


def load_committee(*, by: By, committee: Organization) -> None:
    """Note how the committee itself was rated."""
    for year, level, decision, day in (
        (2024, "good", "42-QĐ/ĐU", datetime.date(2025, 1, 14)),
        (2025, "good", "51-QĐ/ĐU", datetime.date(2026, 1, 13)),
    ):
        figures.rate_organization(
            by=by,
            organization=committee,
            year=year,
            self_level=level,
            decided_level=level,
            decided_by=_ABOVE,
            decision=decision,
            decided_on=day,
        )


def load_small(*, by: By, cell: Organization, members: list[Member], meeting: Meeting) -> None:
    """Send the small cell's sheet of this year to the committee."""
    sheet = _open(by, cell, PRESENT, datetime.date(2026, 11, 13))
    lines = [
        replace(
            line,
            self_level="excellent" if rating.member_id == members[0].pk else "good",
            proposed_level="excellent" if rating.member_id == members[0].pk else "good",
            score=93 if rating.member_id == members[0].pk else 84,
            votes=line.base,
        )
        for line, rating in _lines(sheet)
    ]
    sheet = _write(by, sheet, lines, meeting, "good", datetime.date(2026, 11, 13))
    _submit(by, sheet, datetime.date(2026, 11, 16))


def _open(by: By, cell: Organization, year: int, day: datetime.date) -> RatingSheet:
    return actions.open_rating_sheet(by=by, organization=cell, year=year, today=day, at=at(day, 9))


def _lines(sheet: RatingSheet) -> list[tuple[Line, Rating]]:
    return [(queries.line_of(one), one) for one in queries.lines(Scope.whole(), sheet)]


def _write(
    by: By,
    sheet: RatingSheet,
    lines: Iterable[Line],
    meeting: Meeting | None,
    cell_level: str,
    day: datetime.date,
) -> RatingSheet:
    return actions.write_rating_sheet(
        by=by,
        sheet=sheet,
        lines=list(lines),
        meeting=meeting,
        cell_level=cell_level,
        version=sheet.version,
        at=at(day, 10),
    )


def _submit(by: By, sheet: RatingSheet, day: datetime.date, text: str = "") -> RatingSheet:
    return actions.submit_rating_sheet(
        by=by, sheet=sheet, text=text, version=sheet.version, at=at(day, 16)
    )


def _decided(
    by: By, cell: Organization, told: Year, places: dict[int, int], meeting: Meeting
) -> None:
    voted = datetime.date(told.year, 12, 13)
    sheet = _open(by, cell, told.year, voted)
    lines = [_judged(line, places[rating.member_id], told) for line, rating in _lines(sheet)]
    unscored = [replace(line, score=None) for line in lines] if told.returned else lines
    sheet = _write(by, sheet, unscored, meeting, told.cell_level, voted)
    sheet = _submit(by, sheet, datetime.date(told.year, 12, 16))
    if told.returned:
        sheet = actions.return_rating_sheet(
            by=by,
            sheet=sheet,
            reason=told.returned,
            version=sheet.version,
            at=at(datetime.date(told.year, 12, 18)),
        )
        answered = datetime.date(told.year, 12, 19)
        sheet = _write(by, sheet, lines, meeting, told.cell_level, answered)
        sheet = _submit(by, sheet, answered, "Đã ghi đủ điểm của từng đồng chí.")
    actions.decide_rating_sheet(
        by=by,
        sheet=sheet,
        levels={line.key: line.proposed_level for line in lines if line.is_rated},
        cell_level=told.cell_level,
        decision=told.decision,
        decided_on=told.decided_on,
        exception="",
        version=sheet.version,
        today=told.decided_on,
        at=at(told.decided_on),
    )


def _judged(line: Line, place: int, told: Year) -> Line:
    """Return a line as the cell voted on it; one member rates himself higher than the cell does."""
    if not line.is_rated:
        return line
    level = "excellent" if place in told.excellent else "done" if place in told.done else "good"
    own = "excellent" if place == 4 else level
    least = {"excellent": 91, "good": 78, "done": 64}[own]
    return replace(
        line,
        self_level=own,
        proposed_level=level,
        votes=(line.base or 0) - (place % 3 if level != "good" else place % 2),
        score=least + place % 8 if told.returned else None,
    )


def _begun(by: By, cell: Organization, places: dict[int, int]) -> None:
    sheet = _open(by, cell, PRESENT, _OPENED)
    lines = []
    for line, rating in _lines(sheet):
        place = places[rating.member_id]
        own = "excellent" if place in {1, 6} else "good"
        written = replace(
            line,
            self_level=own if place < _SELF_WRITTEN else "",
            proposed_level=own if place < _PROPOSED and place != 6 else "",
        )
        lines.append(written if line.is_rated else line)
    _write(by, sheet, lines, None, "", _OPENED)


def _around(by: By, cell: Organization, members: list[Member]) -> None:
    given: dict[str, Any] = {"by": by, "organization": cell}
    for year, total, excellent in ((2022, 17, 3), (2023, 18, 3)):
        source = f"Báo cáo tổng kết công tác Đảng năm {year} của chi bộ"
        for level, count, or_better in (("good", total - 1, True), ("excellent", excellent, False)):
            figures.note_rating_aggregate(
                **given,
                from_year=year,
                to_year=year,
                level=level,
                or_better=or_better,
                count=count,
                total=total,
                source=source,
            )
    for when, result, count, total in (
        ("11/2024", "good", 19, 19), ("11/2025", "good", 17, 18), ("11/2025", "fair", 1, 18),
    ):  # fmt: skip
        figures.note_residence_review(
            **given, when=on(when), result=result, extent="counted", count=count, total=total
        )
    figures.note_residence_review(
        **given,
        when=on("18/11/2026"),
        result="good",
        extent="by_name",
        member=members[4],
        text="Gương mẫu, tham gia đầy đủ hoạt động nơi cư trú.",
    )
