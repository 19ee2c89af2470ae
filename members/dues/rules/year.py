"""How a year of dues looks: months of a cell, and cells or parts of the tree by month. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

MONTHS = range(1, 13)
_CENT = 100


@dataclass(frozen=True)
class MonthSums:
    """A month of a place: `settled` of `charges` charges; sums in đồng."""

    charges: int = 0
    settled: int = 0
    expected: int = 0
    collected: int = 0
    remitted: int = 0


@dataclass(frozen=True)
class Mark:
    """One tile of a year: its kind, text and icon as in the component `tile`, words around it."""

    kind: str = "none"
    text: str = ""
    icon: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a committee's table: a cell or a part of the tree, month → (n, N).

    Of a cell n of N charges are settled; of a part n of N books of cells have nothing owing.
    """

    code: str
    name: str
    months: Mapping[int, tuple[int, int]]
    since: datetime.date | None = None


def tense(year: int, month: int, today: datetime.date) -> int:
    """Return -1 for a month that is over, 0 for this month, 1 for one to come."""
    there, here = (year, month), (today.year, today.month)
    return (there > here) - (there < here)


def is_missing(year: int, month: int, since: datetime.date | None, today: datetime.date) -> bool:
    """Return whether a month without charges is a gap: the book was kept before, and it is over."""
    begun = since is not None and since < datetime.date(year, month, 1)
    return begun and tense(year, month, today) < 0


def settled_mark(
    n: int, total: int, year: int, month: int, *, since: datetime.date | None, today: datetime.date
) -> Mark:
    """Return the tile that says how many of a month's charges are settled."""
    when = tense(year, month, today)
    if not total:
        if is_missing(year, month, since, today):
            return Mark("gap", "Thiếu", after="chưa lập")
        if when == 0:
            return Mark("next", "chưa", after="lập")
        return Mark(after="chưa đến" if when > 0 else "không ghi")
    text = f"{n}/{total}"
    if n >= total:
        return Mark("ok", text, "check", after="đã đóng đủ")
    if when == 0:
        return Mark("next", text, "late", after="đã đóng đủ, còn trong tháng")
    return Mark("low", text, "down-tri", after="đã đóng đủ, còn thiếu")


def month_marks(
    sums: MonthSums,
    year: int,
    month: int,
    *,
    since: datetime.date | None,
    today: datetime.date,
    records: bool = False,
) -> tuple[Mark, Mark, Mark, Mark]:
    """Return four tiles of a cell's month: charged, settled, collected, remitted.

    Who `records` dues here is offered to open every month that has come.
    """
    settled = settled_mark(sums.settled, sums.charges, year, month, since=since, today=today)
    if not sums.charges:
        sent = _sent(sums) if sums.remitted else Mark()
        opens = records and settled.kind != "gap" and tense(year, month, today) <= 0
        offer = Mark("next", "Lập", "plus", after="chưa lập")
        return offer if opens else settled, Mark(), Mark(), sent
    percent = sums.collected * _CENT // sums.expected if sums.expected else _CENT
    full = sums.collected >= sums.expected
    kind = "ok" if full else settled.kind if settled.kind in {"low", "next"} else "low"
    return (
        Mark("ok", str(sums.charges), after="đồng chí"),
        settled,
        Mark(kind, f"{min(percent, 999)}%", after="số phải thu"),
        _sent(sums),
    )


def _sent(sums: MonthSums) -> Mark:
    if sums.remitted:
        return Mark("ok", icon="check", after="đã nộp")
    return Mark("next", "chưa", after="nộp") if sums.collected else Mark(after="chưa có gì để nộp")


def situation(sums: MonthSums, month: int) -> str:
    """Return in words how a month stands, for the title of a page."""
    name = f"tháng\N{NO-BREAK SPACE}{month}"
    if not sums.charges:
        return f"Đảng\N{NO-BREAK SPACE}phí {name} chưa lập"
    owing = sums.charges - sums.settled
    if not owing:
        return f"Đảng\N{NO-BREAK SPACE}phí {name} đã thu đủ"
    return f"{name.capitalize()} còn {owing} đồng\N{NO-BREAK SPACE}chí chưa đóng đủ"
