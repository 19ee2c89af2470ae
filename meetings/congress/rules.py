"""What may be written of congresses and elections, and who takes which seat. Pure.

Domain reference §1.2, §1.3 and §2.1.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chibo.dates import UNKNOWN, PartialDate
from chibo.reasons import Reason
from chibo.vietnamese import fold
from members.posts.rules import (
    OF_THE_COMMITTEE,
    SECRETARY,
    Holding,
    cautions_about_appointing,
    obstacles_to_appointing,
)
from members.roster.rules import Law, Life

LAST_ORDINAL = 89
"""As far as ordinals are written in roman numerals."""
SINGLE_POSTS = frozenset({SECRETARY, "deputy"})


@dataclass(frozen=True)
class NewTerm:
    """A term that is written down together with the congress that opened it."""

    label: str
    starts: PartialDate = UNKNOWN
    ends: PartialDate = UNKNOWN


@dataclass(frozen=True)
class Other:
    """Another congress of the same organisation, planned or held."""

    when: PartialDate
    ordinal: int | None
    term_id: int | None
    is_held: bool = True


@dataclass(frozen=True)
class Candidate:
    """How somebody fared in the election to one post; `life` where they are a member on file.

    `name` is what they are called; `written` says that it was typed, not chosen from the roll.
    """

    post: str
    member_id: int | None
    name: str
    votes: int | None
    ballots: int | None
    is_elected: bool
    life: Life | None = None
    written: bool = False


@dataclass(frozen=True)
class Seat:
    """A post that somebody holds or held in the organisation, by its key and its term."""

    pk: int
    term_id: int | None
    holding: Holding


@dataclass(frozen=True)
class Seating:
    """What the election changes: who takes a seat, whose ends, who sits, what is left open.

    `left` are seats of an earlier term that nobody was elected to follow; `unknown` names who was
    elected and has no file here.
    """

    to_appoint: tuple[Candidate, ...] = ()
    to_end: tuple[Seat, ...] = ()
    seated: tuple[Candidate, ...] = ()
    left: tuple[Seat, ...] = ()
    unknown: tuple[str, ...] = ()


def lines_of(text: str) -> tuple[str, ...]:
    """Return the papers that a congress adopted, one per line, without empty lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def obstacles_to_planning(
    *, ordinal: int | None, when: PartialDate, others: Iterable[Other]
) -> list[Reason]:
    """Return why a congress may not be written down as planned; the time may have passed."""
    reasons = _wrong_ordinal(ordinal)
    planned = [other for other in others if not other.is_held]
    if when.is_known and any(_same(when, other.when) for other in planned):
        reasons.append(
            Reason(f"Đã có một đại hội dự kiến {when} trong sổ. Sửa dòng ấy.", field="when")
        )
    if not when.is_known:
        reasons.append(
            Reason("Ghi thời gian dự kiến, ít nhất là năm; như «cuối tháng 3/2020».", field="when")
        )
    return reasons


def obstacles_to_holding(
    *,
    ordinal: int | None,
    when: PartialDate,
    term_id: int | None,
    term_ordinal: int | None,
    has_new_term: bool,
    minutes_held: PartialDate,
    summoned: int | None,
    present: int | None,
    ballots: int,
    others: Iterable[Other],
    today: datetime.date | None,
) -> list[Reason]:
    """Return why a congress may not be written down as held.

    `minutes_held` is the day of its minutes, UNKNOWN without; `ballots` the most that its results
    count, 0 where none are written; `others` are the organisation's other congresses: a term has
    one that was held, an ordinal is used once.
    """
    reasons = _wrong_ordinal(ordinal) + _wrong_day(when, minutes_held, today)
    if term_id is not None and has_new_term:
        reasons.append(
            Reason("Đã chọn nhiệm kỳ trong sổ thì để trống ô nhiệm kỳ mới.", field="new_term")
        )
    if ordinal and term_ordinal and ordinal != term_ordinal:
        reasons.append(
            Reason(
                f"Nhiệm kỳ này ghi là của đại hội lần thứ {term_ordinal}. "
                "Sửa số ở đây, hoặc sửa nhiệm kỳ.",
                field="ordinal",
            )
        )
    reasons += _wrong_attendance(summoned, present, ballots)
    return reasons + _held_before(ordinal, when, term_id, others)


def _wrong_attendance(summoned: int | None, present: int | None, ballots: int) -> list[Reason]:
    """Return what cannot be right among who was summoned, who came and who voted."""
    if present is None:
        return []
    reasons = []
    if summoned is not None and present > summoned:
        reasons.append(Reason(f"Có mặt {present} nhiều hơn triệu tập {summoned}.", field="present"))
    if ballots > present:
        text = (
            f"Kết quả bầu cử ghi {ballots} phiếu hợp lệ, nhiều hơn {present} người có mặt. "
            "Sửa số có mặt, hoặc sửa kết quả trước."
        )
        reasons.append(Reason(text, field="present"))
    return reasons


def obstacles_to_removing(reason: str, *, targets: int) -> list[Reason]:
    """Return why a congress cannot be removed: targets rest on it, or nobody says why it goes."""
    if targets:
        return [
            Reason(
                f"Còn {targets} chỉ tiêu ghi là do đại hội này thông qua. "
                "Sửa hoặc bỏ các chỉ tiêu ấy trước.",
                field="reason",
            )
        ]
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]


def obstacles_to_results(
    candidates: Sequence[Candidate],
    *,
    when: PartialDate,
    present: int | None,
    regulation: str,
    law: Law | None,
) -> list[Reason]:
    """Return why results may not be kept; each field is «row.name», rows counted from 0.

    `present` is how many attended, None where unknown; `regulation` the rules of election in
    force on the day, '' where none is known; `law` what says who may stand.
    """
    reasons: list[Reason] = []
    for row, one in enumerate(candidates):
        reasons += _wrong_row(row, one, when=when, present=present, regulation=regulation, law=law)
    return reasons + _twice(candidates) + _two_secretaries(candidates)


def cautions_about_results(
    candidates: Iterable[Candidate], *, is_cell: bool, official: int, law: Law | None
) -> list[Reason]:
    """Return what to warn of: a cell below the size of a committee (chi ủy) that elected one."""
    elected = {one.post for one in candidates if one.is_elected}
    return [
        caution
        for post in sorted(elected)
        for caution in cautions_about_appointing(post, is_cell=is_cell, official=official, law=law)
    ]


def seating(
    candidates: Iterable[Candidate], seats: Sequence[Seat], *, term_id: int, when: PartialDate
) -> Seating:
    """Return what the election of a congress changes in the posts of its organisation.

    A new committee acts at once: open seats of an earlier term end on the day of the congress
    where somebody else was elected to the same single post, or the same person anew.
    """
    elected = [one for one in candidates if one.is_elected]
    known = [one for one in elected if one.member_id is not None]
    sitting = {
        (seat.holding.member_id, seat.holding.post)
        for seat in seats
        if seat.term_id == term_id or not _began_before(seat.holding, when)
    }
    fresh = [one for one in known if (one.member_id, one.post) not in sitting]
    again = {(one.member_id, one.post) for one in fresh}
    filled = {one.post for one in known} & SINGLE_POSTS
    earlier = [
        seat
        for seat in seats
        if seat.term_id != term_id
        and not seat.holding.ends.is_known
        and _began_before(seat.holding, when)
    ]
    ending = [
        seat
        for seat in earlier
        if seat.holding.post in filled or (seat.holding.member_id, seat.holding.post) in again
    ]
    return Seating(
        to_appoint=tuple(fresh),
        to_end=tuple(ending),
        seated=tuple(one for one in known if one not in fresh),
        left=tuple(
            seat for seat in earlier if seat.holding.post in OF_THE_COMMITTEE and seat not in ending
        ),
        unknown=tuple(one.name for one in elected if one.member_id is None),
    )


def obstacles_to_seating(*, is_held: bool, has_term: bool, elected: int) -> list[Reason]:
    """Return why nobody can be seated yet."""
    if not is_held:
        return [Reason("Đại hội này mới là dự kiến. Ghi đại hội đã tổ chức trước.")]
    if not has_term:
        return [Reason("Đại hội chưa ghi nhiệm kỳ. Sửa đại hội để chọn nhiệm kỳ trước.")]
    if not elected:
        return [Reason("Chưa ghi ai trúng cử. Ghi kết quả bầu cử trước.")]
    return []


def _began_before(holding: Holding, when: PartialDate) -> bool:
    starts = holding.starts.earliest
    return starts is None or when.earliest is None or starts < when.earliest


def _wrong_ordinal(ordinal: int | None) -> list[Reason]:
    if ordinal is None or 1 <= ordinal <= LAST_ORDINAL:
        return []
    return [Reason(f"Đại hội lần thứ mấy ghi từ 1 đến {LAST_ORDINAL}.", field="ordinal")]


def _wrong_day(
    when: PartialDate, minutes_held: PartialDate, today: datetime.date | None
) -> list[Reason]:
    if not when.is_known:
        return [Reason("Ghi ngày đại hội, ít nhất là năm.", field="when")]
    if today and when.earliest and when.earliest > today:
        return [
            Reason("Ngày đại hội ở tương lai. Chưa họp thì ghi là đại hội dự kiến.", field="when")
        ]
    if _apart(when, minutes_held):
        return [
            Reason(f"Biên bản đã chọn ghi ngày {minutes_held}. Sửa ngày, hoặc chọn lại biên bản.",
                   field="when")
        ]  # fmt: skip
    return []


def _apart(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates certainly are not the same day; a congress may sit for several."""
    if None in {one.earliest, one.latest, other.earliest, other.latest}:
        return False
    return bool(one.latest < other.earliest or other.latest < one.earliest)  # type: ignore[operator]


def _same(one: PartialDate, other: PartialDate) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _held_before(
    ordinal: int | None, when: PartialDate, term_id: int | None, others: Iterable[Other]
) -> list[Reason]:
    reasons = []
    for other in others:
        if not other.is_held:
            reasons += _still_planned(ordinal, other)
            continue
        if when.exact and _same(when, other.when):
            reasons.append(Reason(f"Đã ghi một đại hội ngày {when}. Sửa đại hội ấy.", field="when"))
        if term_id is not None and other.term_id == term_id:
            reasons.append(
                Reason(f"Nhiệm kỳ này đã có đại hội ngày {other.when}. Sửa đại hội ấy.",
                       field="term")
            )  # fmt: skip
        if ordinal is not None and other.ordinal == ordinal:
            reasons.append(
                Reason(f"Đại hội lần thứ {ordinal} đã ghi ngày {other.when}.", field="ordinal")
            )
    return reasons


def _still_planned(ordinal: int | None, other: Other) -> list[Reason]:
    if ordinal is None or other.ordinal != ordinal:
        return []
    return [
        Reason(
            f"Đại hội lần thứ {ordinal} đang có trong sổ, dự kiến {other.when}. "
            "Mở đại hội ấy rồi bấm «Ghi đã tổ chức».",
            field="ordinal",
        )
    ]


def _wrong_row(
    row: int,
    one: Candidate,
    *,
    when: PartialDate,
    present: int | None,
    regulation: str,
    law: Law | None,
) -> list[Reason]:
    reasons = []

    def because(name: str, text: str, clause: str = "") -> None:
        reasons.append(Reason(text, clause=clause, field=f"{row}.{name}"))

    if (one.member_id is None) != one.written:
        because("member", "Chọn đồng chí trong danh sách, hoặc ghi họ và tên: đúng một ô.")
    if one.votes is not None and one.ballots is not None:
        if one.votes > one.ballots:
            because("votes", f"Số phiếu bầu {one.votes} nhiều hơn số phiếu hợp lệ {one.ballots}.")
        elif one.is_elected and one.votes * 2 <= one.ballots:
            because(
                "is_elected",
                f"{one.votes}/{one.ballots} phiếu không quá bán nên chưa trúng cử. "
                "Bỏ dấu trúng cử, hoặc sửa số phiếu.",
                regulation,
            )
    if one.ballots is not None and present is not None and one.ballots > present:
        because("ballots", f"Số phiếu {one.ballots} nhiều hơn số người có mặt ({present}).")
    if one.life is not None:
        standing = Holding(one.member_id or 0, one.name, one.post, "", when)
        for no in obstacles_to_appointing(standing, [], holder=one.life, law=law, today=None):
            because("member", no.text, no.clause)
    return reasons


def _twice(candidates: Sequence[Candidate]) -> list[Reason]:
    """Return the rows in which somebody stands for a post a second time."""
    reasons, seen = [], set()
    for row, one in enumerate(candidates):
        who = (one.post, one.member_id or fold(one.name))
        if who[1] and who in seen:
            text = f"{one.name} đã có một dòng cho chức vụ này. Bỏ bớt một dòng."
            reasons.append(Reason(text, field=f"{row}.member"))
        seen.add(who)
    return reasons


def _two_secretaries(candidates: Sequence[Candidate]) -> list[Reason]:
    rows = [r for r, one in enumerate(candidates) if one.post == SECRETARY and one.is_elected]
    return [
        Reason("Chỉ một đồng chí trúng cử Bí thư. Bỏ dấu trúng cử ở dòng thừa.",
               field=f"{row}.is_elected")
        for row in rows[1:]
    ]  # fmt: skip
