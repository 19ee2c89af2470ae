"""How many may be rated at the top level: the 20 % cap in its readings. Pure.

Source: 21-HD/BTCTW (2019), 366-QĐ/TW and its guidance; domain reference §5.3.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chibo.reasons import Reason
from chibo.regulations.parameters import RatingParameters
from chibo.vietnamese import number

_HUNDREDTHS = 100


@dataclass(frozen=True)
class Cap:
    """The cap over some ratings: `used` of at most `most`, counted on `base` members.

    `most` is None where the regulation sets no cap. `formula` is the calculation in words,
    `basis` who is counted in the base.
    """

    most: int | None
    base: int
    used: int
    formula: str
    basis: str = ""

    @property
    def over(self) -> int:
        """How many stand above the cap."""
        return 0 if self.most is None else max(self.used - self.most, 0)


def cap(parameters: RatingParameters, counts: Mapping[str, int]) -> Cap:
    """Return the cap over the ratings of a place; `counts` is level code → number of members.

    The basis is a matter of the regulation: those rated exactly «tốt» (the words of 21-HD), those
    rated «tốt» or better, or all who are rated.
    """
    codes = [level.code for level in parameters.levels]
    rated = [counts.get(code, 0) for code in codes]
    used = rated[0] if rated else 0
    if parameters.cap_percent is None:
        return Cap(None, sum(rated), used, "Quy định của năm này không đặt mức trần.")
    good = rated[1] if len(rated) > 1 else 0
    base, basis = {
        "good_only": (good, "được xếp đúng mức “tốt”"),
        "good_or_better": (used + good, "được xếp từ mức “tốt” trở lên"),
        "all_rated": (sum(rated), "được xếp loại"),
    }[parameters.cap_basis]
    share = parameters.cap_percent * base
    most = _rounded(share, parameters.cap_rounding)
    exactly = _exactly(share)
    taken = "" if share == most * _HUNDREDTHS else f"; lấy {most}"
    formula = f"{parameters.cap_percent}% của {base} đồng chí {basis} là {exactly}{taken}."
    return Cap(most, base, used, formula, basis)


def cap_after(
    parameters: RatingParameters,
    others: Mapping[str, int],
    settled: int,
    decided: Sequence[str],
) -> tuple[Cap, int]:
    """Return the cap as it would stand if these levels were decided, and how many are at the top.

    `others` is what the other cells of the place propose or have decided, level code → number;
    `settled` how many of them are decided at the top. Used is what is decided already, and this
    decision: a cell that proposes too many does not hinder the others.
    """
    top = parameters.levels[0].code if parameters.levels else ""
    at_top = sum(level == top for level in decided)
    known = Counter(others) + Counter(decided)
    return replace(cap(parameters, known), used=settled + at_top), at_top


def standing(found: Cap) -> str:
    """Return how a cap stands in one sentence, for the head of a page."""
    if found.most is None:
        return f"Xuất sắc: {found.used}, không có mức trần."
    said = f"Xuất sắc: đề nghị {found.used}, mức trần {found.most}."
    return f"{said} Vượt {found.over}." if found.over else said


def obstacles_to_exceeding(found: Cap, *, at_top: int, exception: str, symbol: str) -> list[Reason]:
    """Return why a decision is refused that puts more at the top level than the cap allows.

    `found` counts as used what is decided, this decision among it; `at_top` is how many this
    decision puts there. A written permission of the higher level lifts the cap.
    """
    if not found.over or not at_top or exception.strip():
        return []
    text = (
        f"Quyết định này đưa số “xuất sắc” của đảng bộ lên {found.used}, vượt mức trần "
        f"{found.most}: {found.formula} Hạ mức, trả lại, hoặc ghi văn bản cho phép vượt."
    )
    return [Reason(text, clause=symbol, field="exception")]


def _rounded(share: int, rounding: str) -> int:
    if rounding == "up":
        return -(-share // _HUNDREDTHS)
    return (share + _HUNDREDTHS // 2 if rounding == "half_up" else share) // _HUNDREDTHS


def _exactly(share: int) -> str:
    return number(share // _HUNDREDTHS) if share % _HUNDREDTHS == 0 else number(share / _HUNDREDTHS)
