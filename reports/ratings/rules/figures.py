"""Ratings that are known as figures, ratings of organisations, residence remarks. Pure."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chibo.dates import PartialDate
from chibo.reasons import Reason
from chibo.vietnamese import number
from reports.ratings.rules.sheets import DECIDED, SUBMITTED


@dataclass(frozen=True)
class Law:
    """A regulation by its symbol, in force from a day until (not including) a day."""

    symbol: str
    since: datetime.date
    until: datetime.date | None


@dataclass(frozen=True)
class Scale(Law):
    """The levels of a rating regulation as (code, label), the best first."""

    levels: tuple[tuple[str, str], ...]

    def label(self, code: str) -> str:
        """Return what a level is called; the code itself where the regulation knows none."""
        return dict(self.levels).get(code, code)

    def covered(self, code: str, or_better: bool) -> frozenset[str]:
        """Return the levels that a figure counts: one, or one and all above it."""
        codes = [known for known, _ in self.levels]
        if not or_better or code not in codes:
            return frozenset({code})
        return frozenset(codes[: codes.index(code) + 1])


L = TypeVar("L", bound=Law)


def law_on(laws: Sequence[L], day: datetime.date) -> L | None:
    """Return the regulation in force on a day, the newest where two overlap."""
    held = [law for law in laws if law.since <= day and (law.until is None or law.until > day)]
    return max(held, key=lambda law: law.since, default=None)


def scale_of(scales: Sequence[Scale], year: int) -> Scale | None:
    """Return the levels by which a year was rated: those in force at its end."""
    return law_on(scales, datetime.date(year, 12, 31))


@dataclass(frozen=True)
class Figure:
    """How many of how many members reached one level in some years."""

    from_year: int
    to_year: int
    level: str
    or_better: bool
    count: int
    total: int | None = None


def years_words(from_year: int, to_year: int) -> str:
    """Return years as written: «2020–2021», «2021»."""
    return str(to_year) if from_year == to_year else f"{from_year}–{to_year}"


def level_words(scale: Scale | None, level: str, or_better: bool = False) -> str:
    """Return a level within a sentence, empty for none; nothing is better than the best.

    >>> level_words(None, "good", True)
    'good trở lên'
    """
    label = scale.label(level) if scale else level
    words = f"{label[:1].lower()}{label[1:]}"
    best = bool(scale and scale.levels and scale.levels[0][0] == level)
    return f"{words} trở lên" if or_better and not best else words


def sentence(figures: Sequence[Figure], scale: Scale | None) -> str:
    """Return the figures of the same years in one sentence, the widest level first.

    «2020–2021: 7/7 đảng viên hoàn thành tốt nhiệm vụ trở lên, trong đó 1 đồng chí hoàn thành xuất
    sắc nhiệm vụ.» Empty where there are none.
    """
    if not figures:
        return ""
    first, *others = sorted(figures, key=lambda one: -len(_covered(one, scale)))
    within = [one for one in others if _covered(one, scale) < _covered(first, scale)]
    beside = [one for one in others if one not in within]
    share = number(first.count) + (f"/{number(first.total)}" if first.total is not None else "")
    level = level_words(scale, first.level, first.or_better)
    text = f"{years_words(first.from_year, first.to_year)}: {share} đảng viên {level}"
    if within:
        text += ", trong đó " + ", ".join(_comrades(one, scale) for one in within)
    return "; ".join([text, *(_comrades(one, scale) for one in beside)])


def _comrades(figure: Figure, scale: Scale | None) -> str:
    level = level_words(scale, figure.level, figure.or_better)
    return f"{number(figure.count)} đồng chí {level}"


def _covered(figure: Figure, scale: Scale | None) -> frozenset[str]:
    if scale is None:
        return frozenset({figure.level})
    return scale.covered(figure.level, figure.or_better)


def obstacles_to_aggregate(
    figure: Figure, others: Sequence[Figure], *, scale: Scale | None, this_year: int | None = None
) -> list[Reason]:
    """Return why a figure cannot be kept beside the `others` of the organisation."""
    reasons = []
    if figure.to_year < figure.from_year:
        reasons.append(
            Reason("Năm cuối phải bằng hoặc sau năm đầu. Kiểm tra lại hai năm.", field="to_year")
        )
    reasons += obstacles_to_year(figure.to_year, this_year, "to_year")
    reasons += obstacles_to_levels(figure.to_year, scale, {"level": figure.level}, "to_year")
    if figure.total is not None and figure.count > figure.total:
        reasons.append(
            Reason(
                f"Không thể có {number(figure.count)} trong {number(figure.total)} đảng viên."
                " Kiểm tra lại hai số.",
                field="count",
            )
        )
    if reasons or scale is None:
        return reasons
    years = (figure.from_year, figure.to_year)
    return _disagreements(
        figure, [one for one in others if (one.from_year, one.to_year) == years], scale
    )


def obstacles_to_year(year: int, this_year: int | None, field: str = "year") -> list[Reason]:
    """Return why a year cannot be rated: it has not come yet."""
    if this_year is None or year <= this_year:
        return []
    return [Reason(f"Năm {year} chưa đến. Ghi khi đã có kết quả xếp loại.", field=field)]


def obstacles_to_levels(
    year: int, scale: Scale | None, levels: dict[str, str], year_field: str = "year"
) -> list[Reason]:
    """Return why levels (field name → code) do not fit the year's regulation."""
    if scale is None:
        return [
            Reason(
                f"Chưa có quy định về xếp loại áp dụng cho năm {year}. Kiểm tra lại năm.",
                field=year_field,
            )
        ]
    known = {code for code, _ in scale.levels}
    return [
        Reason(
            f"Năm {year} không có mức này. Chọn lại một mức của năm đó.", scale.symbol, field=field
        )
        for field, code in levels.items()
        if code and code not in known
    ]


def _disagreements(figure: Figure, others: list[Figure], scale: Scale) -> list[Reason]:
    own = _covered(figure, scale)
    reasons = []
    for other in others:
        words, theirs = level_words(scale, other.level, other.or_better), _covered(other, scale)
        if theirs == own:
            text = f"Mức «{words}» của những năm này đã ghi. Hãy sửa dòng đã ghi."
            reasons.append(Reason(text, field="level"))
        elif own < theirs and figure.count > other.count:
            text = f"Đã ghi {number(other.count)} đồng chí {words}, mức này nằm trong số đó nên"
            text += f" không thể nhiều hơn {number(other.count)}. Kiểm tra lại số."
            reasons.append(Reason(text, field="count"))
        elif theirs < own and figure.count < other.count:
            text = f"Đã ghi {number(other.count)} đồng chí {words}, nằm trong mức này, nên số này"
            text += f" từ {number(other.count)} trở lên. Kiểm tra lại số."
            reasons.append(Reason(text, field="count"))
    return reasons or _beyond_the_total(figure, others, scale)


def _beyond_the_total(figure: Figure, others: list[Figure], scale: Scale) -> list[Reason]:
    """Levels that exclude each other cannot count more people than there were."""
    own = _covered(figure, scale)
    apart = [
        one for one in others if len(_covered(one, scale)) == 1 and not _covered(one, scale) & own
    ]
    together = figure.count + sum(one.count for one in apart)
    totals = [one.total for one in (figure, *apart) if one.total is not None]
    if not apart or not totals or together <= max(totals):
        return []
    text = f"Cộng các mức của những năm này được {number(together)}, nhiều hơn tổng số"
    return [Reason(f"{text} {number(max(totals))}. Kiểm tra lại các số.", field="count")]


def obstacles_to_organization_rating(
    *,
    year: int,
    self_level: str,
    decided_level: str,
    decided_by: str,
    decision: str,
    decided_on: datetime.date | None,
    scale: Scale | None,
    is_rated: bool,
    this_year: int | None = None,
) -> list[Reason]:
    """Return why an organisation's rating of a year cannot be kept; one is kept for a year."""
    levels = {"self_level": self_level, "decided_level": decided_level}
    reasons = obstacles_to_year(year, this_year) + obstacles_to_levels(year, scale, levels)
    if is_rated:
        reasons.append(Reason(f"Xếp loại năm {year} đã ghi. Hãy sửa dòng đã ghi.", field="year"))
    if not self_level and not decided_level:
        reasons.append(
            Reason("Chọn mức tự xếp loại hoặc mức được xếp loại, ít nhất một.", field="self_level")
        )
    if (decided_by.strip() or decision.strip() or decided_on) and not decided_level:
        reasons.append(
            Reason(
                "Có cấp quyết định hoặc quyết định mà chưa có mức được xếp loại. Chọn mức đó.",
                field="decided_level",
            )
        )
    return reasons


def obstacles_to_stating_a_decision(
    *, superior: str, touched: Collection[str], decided_level: str, decided_by: str
) -> list[Reason]:
    """Return why an organisation may not write what was decided about itself.

    `superior` is the superior that decides at the portal, empty where it is outside: only then the
    organisation writes the decision down, and says whose it is. `touched` are the facts of the
    decision that would be written, changed or removed.
    """
    if not touched:
        return []
    field = "decided_level" if "decided_level" in touched else min(touched)
    if superior:
        text = "Không tổ chức nào tự quyết định xếp loại của mình."
        return [Reason(f"{text} Mức được xếp loại do {superior} ghi.", field=field)]
    if decided_level and not decided_by.strip():
        return [Reason("Ghi cấp đã quyết định, như: Đảng ủy Sở.", field="decided_by")]
    return []


def obstacles_to_deciding_about(
    name: str, *, year: int, is_superior: bool, is_own: bool, has_sheet: bool
) -> list[Reason]:
    """Return why somebody may not decide how the organisation of this name was rated for a year.

    `is_superior`: decides at a superior of it; `is_own`: is a member of that very organisation;
    `has_sheet`: the level of a cell is decided with the sheet of its members.
    """
    if not is_superior:
        text = f"Đồng chí không ở cấp trên của {name} trên cổng nên không quyết định được."
        return [Reason(f"{text} Cấp trên ở ngoài cổng thì {name} ghi lại quyết định đã có.")]
    if is_own:
        text = f"Đồng chí sinh hoạt ở {name} nên không tự quyết định được."
        return [Reason(f"{text} Để đồng chí khác trong lãnh đạo quyết định.")]
    if has_sheet:
        text = f"Năm {year} {name} có bảng xếp loại: quyết định mức của chi bộ cùng bảng ấy."
        return [Reason(text, field="year")]
    return []


def obstacles_to_overruling(*, year: int, status: str, touched: Collection[str]) -> list[Reason]:
    """Return why a cell's rating may not be touched beside that year's sheet of its members.

    `touched` names the facts that stand and would go or change, `status` is that of the sheet:
    what was sent waits for the committee, what was decided stays until it is opened again.
    """
    if status == DECIDED and touched:
        field = "decided_level" if "decided_level" in touched else min(touched)
        text = f"Đảng ủy đã quyết định xếp loại năm {year} nên phần đã ghi không sửa ở đây."
        return [Reason(f"{text} Đề nghị đảng ủy mở lại bảng xếp loại.", field=field)]
    if status == SUBMITTED and "self_level" in touched:
        text = f"Bảng xếp loại năm {year} đã gửi đảng ủy nên mức tự xếp loại không sửa ở đây."
        return [Reason(f"{text} Đề nghị đảng ủy trả lại bảng.", field="self_level")]
    return []


def remark_words(
    result: str, extent: str, *, name: str = "", count: int | None = None, total: int | None = None
) -> str:
    """Return a residence remark in a sentence; `result` is its label.

    >>> remark_words("Tốt", "all")
    '100% đảng viên được giới thiệu được cấp ủy nơi cư trú nhận xét tốt'
    """
    remarked = f"được cấp ủy nơi cư trú nhận xét {result.lower()}"
    if extent == "by_name":
        return f"Đồng chí {name} {remarked}"
    share = "100%"
    if extent == "counted":
        share = number(count or 0) + (f"/{number(total)}" if total is not None else "")
    return f"{share} đảng viên được giới thiệu {remarked}"


def obstacles_to_residence_review(
    *,
    when: PartialDate,
    extent: str,
    has_member: bool,
    count: int | None,
    total: int | None,
    is_repeated: bool,
    today: datetime.date | None = None,
) -> list[Reason]:
    """Return why a residence remark cannot be kept: on one member, on a number, or on all."""
    reasons = []
    if not when.is_known:
        reasons.append(Reason("Ghi thời gian, ít nhất là năm.", field="when"))
    elif today and when.earliest and when.earliest > today:
        reasons.append(Reason("Thời gian ở tương lai. Ghi khi đã có nhận xét.", field="when"))
    reasons += _mismatches(extent, has_member, count, total)
    if is_repeated:
        text = "Nhận xét này của thời gian ấy đã ghi. Hãy sửa dòng đã ghi."
        reasons.append(Reason(text, field="when"))
    return reasons


def _mismatches(
    extent: str, has_member: bool, count: int | None, total: int | None
) -> list[Reason]:
    reasons = []
    if extent not in {"by_name", "counted", "all"}:
        reasons.append(Reason("Chọn nhận xét ghi cho ai.", field="extent"))
    if extent == "by_name" and not has_member:
        reasons.append(Reason("Chọn đồng chí được nhận xét.", field="member"))
    if extent != "by_name" and has_member:
        text = "Đã chọn một đồng chí: bỏ tên, hoặc chọn ghi cho «Một đồng chí»."
        reasons.append(Reason(text, field="member"))
    if extent == "counted" and count is None:
        reasons.append(Reason("Ghi số đảng viên được nhận xét như vậy.", field="count"))
    if extent != "counted" and (count is not None or total is not None):
        text = "Chỉ ghi số khi chọn «Một số, chỉ biết số». Bỏ số, hoặc chọn lại."
        reasons.append(Reason(text, field="count" if count is not None else "total"))
    if count is not None and total is not None and count > total:
        text = f"Không thể có {number(count)} trong {number(total)} đảng viên được giới thiệu."
        reasons.append(Reason(f"{text} Kiểm tra lại hai số.", field="count"))
    return reasons


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a record cannot be removed: the log keeps why it went."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]
