"""What a meeting is called and what it begins with. Pure."""

import datetime
from collections.abc import Collection

from chibo.dates import PartialDate

_MANY_KINDS = (
    ("congress", "đại hội chi bộ"),
    ("year_end", "tổng kết công tác Đảng"),
    ("review", "kiểm điểm, đánh giá, xếp loại"),
    ("regular", "thường kỳ"),
    ("thematic", "chuyên đề"),
    ("committee", "chi ủy"),
    ("extraordinary", "bất thường"),
    ("admission", "kết nạp đảng viên"),
    ("study", "học tập, quán triệt"),
    ("field", "thực tế, về nguồn"),
)
_KIND_WORDS = dict(_MANY_KINDS)
# Domain reference §3.2 (four phases of HD 42-HD/BTCTW) and §3.5; {last} and {next} are months.
_AGENDA: dict[str, tuple[str, ...]] = {
    "congress": (
        "Bầu đoàn chủ tịch, thư ký; thông qua chương trình",
        "Báo cáo tình hình đảng viên",
        "Báo cáo chính trị và kiểm điểm nhiệm kỳ",
        "Thảo luận",
        "Bầu cử",
        "Thông qua chỉ tiêu và nghị quyết đại hội",
    ),
    "year_end": (
        "Báo cáo tổng kết công tác Đảng{review}",
        "Phương hướng, nhiệm vụ{plan}",
        "Thảo luận",
    ),
    "review": ("Kiểm điểm, tự phê bình và phê bình", "Đánh giá, xếp loại chất lượng{review}"),
    "regular": (
        "Thông tin thời sự, văn bản mới",
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Đánh giá công tác {last}, kết quả thực hiện nghị quyết kỳ trước",
        "Nhiệm vụ {next}",
        "Tự phê bình và phê bình; việc khác",
    ),
    "thematic": ("Sinh hoạt chuyên đề",),
    "committee": ("Đánh giá công tác {last}", "Thống nhất nội dung sinh hoạt chi bộ"),
    "admission": ("Lễ kết nạp đảng viên",),
    "study": ("Học tập, quán triệt văn bản",),
    "field": ("Sinh hoạt thực tế, về nguồn",),
}


def agenda(
    kinds: Collection[str], held: PartialDate, review_year: int | None, plan_year: int | None
) -> list[str]:
    """Return the titles a meeting of these kinds begins with, in the order they are treated."""
    month = held.earliest if held.is_known else None
    words = {
        "last": _month_words(month, -1) if month else "tháng trước",
        "next": _month_words(month, 1) if month else "tháng tới",
        "review": f" năm {review_year}" if review_year else "",
        "plan": f" năm {plan_year}" if plan_year else "",
    }
    titles = [title for kind, _ in _MANY_KINDS if kind in kinds for title in _AGENDA.get(kind, ())]
    return [title.format(**words) for title in titles]


def _month_words(month: datetime.date, step: int) -> str:
    index = month.year * 12 + month.month - 1 + step
    year, number = divmod(index, 12)
    return f"tháng {number + 1}" + (f"/{year}" if year != month.year else "")


def meeting_name(
    kinds: Collection[str],
    held: PartialDate,
    title: str = "",
    review_year: int | None = None,
    in_cell: bool = True,
) -> str:
    """Return what a meeting is called in a sentence: «sinh hoạt chi bộ thường kỳ tháng 11…»."""
    if title:
        return title
    solemn = {"congress", "year_end", "review"} & set(kinds)
    first = [word for kind, word in _MANY_KINDS if kind in solemn]
    others = [word for kind, word in _MANY_KINDS if kind in set(kinds) - solemn]
    if solemn:
        about = f" năm {review_year}" if review_year and {"year_end", "review"} & solemn else ""
        words = ", ".join(first) + about
        rest = f"; sinh hoạt {', '.join(others)}" if others else ""
        return (words if "congress" in solemn else f"hội nghị {words}") + rest
    place = "sinh hoạt chi bộ" if in_cell else "sinh hoạt"
    if "committee" in kinds:
        place = "họp"
    return " ".join(filter(None, [place, ", ".join(others), _time_words(held)]))


def _time_words(held: PartialDate) -> str:
    if not held.is_known or held.earliest is None or held.latest is None:
        return ""
    if (held.earliest.year, held.earliest.month) == (held.latest.year, held.latest.month):
        return f"tháng {held.earliest.month} năm {held.earliest.year}"
    year = held.earliest.year
    spans_year = (held.earliest.month, held.latest.month) == (1, 12) and held.latest.year == year
    return f"năm {year}" if spans_year else held.words


def kind_words(kinds: Collection[str]) -> list[str]:
    """Return the kinds in words for a list of chips, in the order of their weight."""
    return [_KIND_WORDS[kind] for kind, _ in _MANY_KINDS if kind in kinds]
