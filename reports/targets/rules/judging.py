"""Holding what was reached against what was aimed at, and saying both in words. Pure."""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chibo.vietnamese import number, percent


class Verdict(enum.StrEnum):
    """Whether a target is reached; unknown where nothing is known that could be compared."""

    REACHED = "reached"
    MISSED = "missed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The verdict in words, as it stands in a report."""
        return _LABELS[self]


_LABELS = {
    Verdict.REACHED: "Đạt",
    Verdict.MISSED: "Chưa đạt",
    Verdict.UNKNOWN: "Chưa có số liệu",
}


@dataclass(frozen=True)
class Aim:
    """What a target asks for: an operator with a percent, a count in `unit`, or a level's code."""

    measure: str
    operator: str = "at_least"
    value: Decimal | None = None
    level: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Result:
    """What was reached: n of `total`, a value, a level's code, or only words as stated."""

    n: int | None = None
    total: int | None = None
    value: Decimal | None = None
    level: str = ""
    stated: str = ""


@dataclass(frozen=True)
class Line:
    """How many were rated alike in a year; `level` is empty where nobody has given one yet."""

    year: int
    level: str
    count: int = 1


@dataclass(frozen=True)
class Rated:
    """Figures of old years: `count` of `total` at a level (`or_better`: at it or above)."""

    from_year: int
    to_year: int
    level: str
    or_better: bool
    count: int
    total: int | None


NOTHING = Result()


def verdict(aim: Aim, result: Result, levels: Sequence[str] = ()) -> Verdict:
    """Return whether the aim is reached; `levels` are the codes of the regulation, best first.

    Percentages are compared exactly: 94,99% is not 95%. No members at all is no figure.
    """
    compared = _levels(aim, result, levels) if aim.measure == "level" else _figures(aim, result)
    if compared is None:
        return Verdict.UNKNOWN
    held = {"at_least": compared >= 0, "equal": compared == 0, "at_most": compared <= 0}
    return Verdict.REACHED if held[aim.operator] else Verdict.MISSED


def _levels(aim: Aim, result: Result, levels: Sequence[str]) -> int | None:
    if aim.level not in levels or result.level not in levels:
        return None
    return _sign(levels.index(aim.level) - levels.index(result.level))


def _figures(aim: Aim, result: Result) -> int | None:
    if aim.value is None:
        return None
    if aim.measure == "count":
        reached = result.value if result.n is None else Decimal(result.n)
        return None if reached is None else _sign(reached - aim.value)
    if result.n is not None and result.total:
        return _sign(result.n * 100 - aim.value * result.total)
    return None if result.value is None else _sign(result.value - aim.value)


def _sign(difference: Decimal | int) -> int:
    return (difference > 0) - (difference < 0)


def plan_words(aim: Aim, labels: Mapping[str, str]) -> str:
    """Return what was aimed at: «100%», «từ 90% trở lên», «2 đảng viên». `labels`: level → words.

    Nothing lies above 100% or the best level, so those stand alone.
    """
    if aim.measure == "level":
        words = labels.get(aim.level, aim.level)
        alone = aim.level == next(iter(labels), "")
    elif aim.value is None:
        return ""
    else:
        words = _amount(aim, aim.value)
        alone = aim.measure == "percent" and aim.value == 100
    within = f"{words[:1].lower()}{words[1:]}"
    if aim.operator == "at_most":
        return f"không quá {within}"
    return words if alone or aim.operator == "equal" else f"từ {within} trở lên"


def result_words(aim: Aim, result: Result, labels: Mapping[str, str]) -> str:
    """Return what was reached as it is printed, as stated where it was stated; empty if unknown."""
    if result.stated:
        return result.stated
    if result.level:
        return labels.get(result.level, result.level)
    if result.n is not None and result.total is not None:
        share = f"{number(result.n)}/{number(result.total)}"
        if aim.measure == "percent" and result.total:
            return f"{share} · {percent(result.n, result.total)}"
        return f"{share} {aim.unit}".strip()
    return "" if result.value is None else _amount(aim, result.value)


def _amount(aim: Aim, value: Decimal) -> str:
    plain = number(Decimal(f"{value.normalize():f}"))
    return (
        f"{plain}% {aim.unit}".strip()
        if aim.measure == "percent"
        else f"{plain} {aim.unit}".strip()
    )


def rated_share(lines: Collection[Line], sums: Collection[Rated], best: Sequence[str]) -> Result:
    """Return how many of those rated have one of the best levels.

    Lines count for the years of which there are any with a level; figures of old years for the
    others. Whoever has no level yet is counted among those rated.
    """
    years = {line.year for line in lines if line.level}
    counted = [line for line in lines if line.year in years]
    n = sum(line.count for line in counted if line.level in best)
    total = sum(line.count for line in counted)
    others = [one for one in sums if not years & set(range(one.from_year, one.to_year + 1))]
    for times in sorted({(one.from_year, one.to_year) for one in others}):
        more, of = _summed([one for one in others if (one.from_year, one.to_year) == times], best)
        n, total = n + more, total + of
    return Result(n=n, total=total) if total else NOTHING


def _summed(sums: Sequence[Rated], best: Sequence[str]) -> tuple[int, int]:
    """Return (count, total) of one time; none where the figures do not say it."""
    total = max((one.total or 0 for one in sums), default=0)
    lowest = best[-1] if best else ""
    together = [one.count for one in sums if one.or_better and one.level == lowest]
    single = {one.level: one.count for one in sums if not one.or_better}
    if not total or not (together or lowest in single):
        return 0, 0
    return (together[0] if together else sum(single.get(level, 0) for level in best)), total
