"""When minutes may be locked, and what is worth knowing before. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from chibo.dates import PartialDate
from chibo.reasons import Reason
from chibo.vietnamese import day
from meetings.minutes.rules.voting import Quorum
from meetings.minutes.rules.writing import duration

HAPPENED_LONG_AGO = datetime.timedelta(days=60)


@dataclass(frozen=True)
class ItemState:
    """How far one agenda item is written: its number from 1, and which parts hold words.

    A theme and documents that were disseminated count as its body.
    """

    number: int
    has_body: bool
    has_conclusion: bool
    opinion_count: int = 0


@dataclass(frozen=True)
class LockingState:
    """All that decides whether minutes may be locked. `quorum` is None where nobody was named.

    `themes` are the numbers of the items that have one.
    """

    held: PartialDate
    attending: str
    starts_at: datetime.time | None
    ends_at: datetime.time | None
    has_chair: bool
    has_secretary: bool
    unexplained: tuple[str, ...]
    items: tuple[ItemState, ...]
    vote_count: int
    quorum: Quorum | None
    votes_cast: int = 0
    has_closing: bool = False
    is_thematic: bool = False
    themes: tuple[int, ...] = ()


def obstacles_to_locking(state: LockingState, today: datetime.date, symbol: str) -> list[Reason]:
    """Return why minutes may not be locked yet; `symbol` is the guidance in force on that day.

    What was never recorded is no obstacle where the meeting is long past or nobody was named:
    `notes_on_locking` says it instead.
    """
    reasons = []
    if state.held.earliest and state.held.earliest > today:
        reasons.append(
            Reason(f"Ngày họp {state.held} ở sau hôm nay ({day(today)}).", url="#id_held")
        )
    if state.vote_count and state.quorum and not state.quorum.is_met:
        reasons.append(
            Reason(
                f"Có biểu quyết nhưng chỉ {state.quorum.present}/{state.quorum.base} đảng viên "
                f"chính thức dự, cần ít nhất {state.quorum.need}.",
                clause=f"{symbol}: đủ 2/3 số được triệu tập",
                url="#diem-danh",
            )
        )
    if not state.items and not state.has_closing:
        reasons.append(
            Reason("Biên bản chưa có nội dung, chưa có kết luận nào.", url="#chuong-trinh")
        )
    return reasons if _is_historic(state, today) else reasons + _gaps(state, symbol)


def notes_on_locking(
    state: LockingState,
    today: datetime.date,
    symbol: str,
    *,
    least_minutes: int,
    finish_within_days: int | None,
) -> list[Reason]:
    """Return what is worth knowing before locking but does not hinder it."""
    notes = _gaps(state, symbol) if _is_historic(state, today) else []
    minutes = duration(state.starts_at, state.ends_at)
    if minutes is not None and minutes < least_minutes:
        notes.append(
            Reason(
                f"Buổi họp dài {minutes} phút, ngắn hơn {least_minutes} phút.",
                clause=symbol,
                url="#id_ends_at",
            )
        )
    latest = state.held.latest
    if finish_within_days is not None and latest and (today - latest).days > finish_within_days:
        notes.append(
            Reason(f"Đã quá {finish_within_days} ngày sau buổi họp ({state.held}).", clause=symbol)
        )
    if state.quorum and state.votes_cast > state.quorum.present:
        notes.append(
            Reason(
                f"Có biểu quyết {state.votes_cast} phiếu, nhiều hơn "
                f"{state.quorum.present} đảng viên chính thức có mặt.",
                url="#bieu-quyet",
            )
        )
    return notes + _theme_notes(state)


def _theme_notes(state: LockingState) -> list[Reason]:
    """Return what does not fit between the kinds of a meeting and its themes."""
    if state.themes and not state.is_thematic:
        number = state.themes[0]
        words = (
            f"Nội dung {number} là một chuyên đề nhưng buổi họp chưa đánh dấu loại Chuyên đề, "
            "nên báo cáo không tính."
        )
        return [Reason(words, url="#id_kinds")]
    if state.is_thematic and not state.themes:
        return [Reason("Chưa ghi tên chuyên đề của buổi họp.", url="#chuong-trinh")]
    return []


def _is_historic(state: LockingState, today: datetime.date) -> bool:
    latest = state.held.latest
    return state.attending != "by_name" or latest is None or today - latest > HAPPENED_LONG_AGO


def _gaps(state: LockingState, symbol: str) -> list[Reason]:
    """Return what the minutes do not say yet."""
    gaps = []
    if not state.held.is_known:
        gaps.append(Reason("Chưa ghi ngày họp.", url="#id_held"))
    if state.ends_at is None:
        clause = f"{symbol}: ghi rõ thời lượng" if state.starts_at else ""
        gaps.append(Reason("Chưa ghi giờ kết thúc.", clause=clause, url="#id_ends_at"))
    if not state.has_chair:
        gaps.append(Reason("Chưa ghi đồng chí chủ trì.", url="#id_chair"))
    if not state.has_secretary:
        gaps.append(Reason("Chưa ghi thư ký buổi họp.", url="#id_secretary"))
    if state.unexplained:
        gaps.append(
            Reason(
                f"Chưa ghi lý do vắng: {', '.join(state.unexplained)}.",
                clause=f"{symbol}: vắng có lý do, không lý do",
                url="#diem-danh",
            )
        )
    return gaps + _item_gaps(state.items)


def _item_gaps(items: Sequence[ItemState]) -> list[Reason]:
    gaps = []
    blank = [item for item in items if not item_is_begun(item)]
    if blank:
        numbers = " và ".join(
            part for part in [", ".join(str(i.number) for i in blank[:-1]), str(blank[-1].number)]
            if part
        )  # fmt: skip
        gaps.append(
            Reason(f"Nội dung {numbers} chưa ghi, chưa bỏ.", url=f"#noi-dung-{blank[0].number}")
        )
    gaps += [
        Reason(
            f"Nội dung {item.number} có ý kiến thảo luận nhưng chưa có kết luận.",
            url=f"#noi-dung-{item.number}",
        )
        for item in items
        if item.opinion_count and not item.has_conclusion
    ]
    return gaps


def item_is_begun(item: ItemState) -> bool:
    """Return whether anything was written to an item beside its title."""
    return item.has_body or item.has_conclusion or item.opinion_count > 0
