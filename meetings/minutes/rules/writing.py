"""What minutes may say: hours, counts, votes, score, names. Pure."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from chibo.reasons import Reason

HIGHEST_SCORE = 100
LONGEST_LOGGED = 2000  # characters of one text that are kept with the save itself


def score_band(score: int, bands: Iterable[tuple[str, int]]) -> str:
    """Return the label of the band a score falls in, '' where no bands are known."""
    reached = [(least, label) for label, least in bands if score >= least]
    return max(reached)[1] if reached else ""


def duration(starts_at: datetime.time | None, ends_at: datetime.time | None) -> int | None:
    """Return the minutes between two hours of one day; None where one of them is not known."""
    if starts_at is None or ends_at is None:
        return None
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute


def obstacles_to_opening(kinds: Collection[str]) -> list[Reason]:
    """Return why a meeting cannot be opened."""
    if kinds:
        return []
    return [Reason("Chọn ít nhất một loại sinh hoạt.", field="kinds")]


def obstacles_to_hours(
    starts_at: datetime.time | None, ends_at: datetime.time | None
) -> list[Reason]:
    """Return why the hours cannot be: a meeting ends after it starts, on the same day."""
    minutes = duration(starts_at, ends_at)
    if minutes is None or minutes > 0:
        return []
    return [Reason("Giờ kết thúc phải sau giờ bắt đầu. Kiểm tra lại hai giờ này.", field="ends_at")]


def obstacles_to_counts(summoned: int | None, present: int | None) -> list[Reason]:
    """Return why the counts of a meeting without names cannot be."""
    if summoned is None or present is None or present <= summoned:
        return []
    return [
        Reason(
            f"Số có mặt ({present}) nhiều hơn số triệu tập ({summoned}). Kiểm tra lại hai số.",
            field="present_count",
        )
    ]


def obstacles_to_vote(number: int, yes: int, no: int, other: int, base: int | None) -> list[Reason]:
    """Return why a vote cannot be written: no base, or more votes than voters. `number` from 1."""
    field = f"votes-{number - 1}-base"
    if base is None:
        return [
            Reason(
                f"Biểu quyết {number} chưa có tổng số để tính. Ghi số đảng viên chính thức.",
                field=field,
            )
        ]
    cast = yes + no + other
    if cast <= base:
        return []
    return [
        Reason(
            f"Biểu quyết {number} có {cast} phiếu ({yes} đồng ý, {no} không, {other} khác) "
            f"nhưng tổng số để tính chỉ là {base}. Sửa số phiếu hoặc tổng số.",
            clause="Quy định thi hành Điều lệ Đảng: tính trên tổng số đảng viên chính thức",
            field=field,
        )
    ]


def obstacles_to_score(score: int | None) -> list[Reason]:
    """Return why a self-score cannot be: it runs from 0 to 100 (domain reference §3.3)."""
    if score is None or 0 <= score <= HIGHEST_SCORE:
        return []
    return [Reason("Điểm tự chấm từ 0 đến 100.", field="self_score")]


def obstacles_to_roll(member_ids: Sequence[int]) -> list[Reason]:
    """Return why the marks of a roll call cannot be: nobody is marked twice."""
    if len(set(member_ids)) == len(member_ids):
        return []
    return [Reason("Có đồng chí được điểm danh hai lần. Mỗi đồng chí chỉ ghi một dòng.")]


def obstacles_to_day(held: str, called: int, marked: int, lost: Sequence[str]) -> list[Reason]:
    """Return why a date cannot be: its roll would forget marks that were made at the roll call.

    `called` members stand on the roll of that day, `marked` were marked, `lost` are the names of
    those with a reason who do not stand on it.
    """
    when = held or "chưa rõ ngày"
    if marked and not called:
        text = (
            f"Ngày họp {when}: danh sách ngày đó không có ai, mà {marked} đồng chí đã điểm danh. "
            "Kiểm tra lại ngày."
        )
        return [Reason(text, field="held")]
    if not lost:
        return []
    text = (
        f"Ngày họp {when}: danh sách của ngày và loại sinh hoạt này không có {', '.join(lost)}, "
        "mà đã ghi lý do khi điểm danh. Kiểm tra lại ngày, hoặc bỏ dấu điểm danh trước."
    )
    return [Reason(text, field="held")]


def obstacles_to_guests(names: Sequence[str], sayers: Iterable[str]) -> list[Reason]:
    """Return why guests and directives do not fit: a guest twice, a directive by nobody here."""
    reasons = []
    if len(set(names)) != len(names):
        reasons.append(
            Reason("Có khách ghi hai lần. Gộp lại, mỗi chức vụ một dòng.", field="guests")
        )
    strangers = sorted(set(filter(None, sayers)) - set(names))
    reasons += [
        Reason(f"«{name}» có ý kiến chỉ đạo nhưng không có trong danh sách đại biểu.")
        for name in strangers
    ]
    return reasons


def obstacles_to_documents(unknown: int) -> list[Reason]:
    """Return why documents cannot be named: they stand in no register this cell reads."""
    if not unknown:
        return []
    words = (
        f"{unknown} văn bản kèm theo không có trong sổ của chi bộ và của cấp trên. "
        "Chọn lại, hoặc ghi văn bản vào sổ trước."
    )
    return [Reason(words)]


def obstacles_to_unlocking(reason: str) -> list[Reason]:
    """Return why locked minutes cannot be opened again: only for a stated reason."""
    if reason:
        return []
    return [Reason("Ghi lý do mở khóa. Lý do được giữ trong nhật ký của chi bộ.", field="reason")]


def obstacles_to_discarding(reason: str, task_count: int) -> list[Reason]:
    """Return why a draft cannot be thrown away: no reason, or tasks that came out of it."""
    reasons = []
    if not reason:
        reasons.append(Reason("Ghi lý do bỏ bản nháp này.", field="reason"))
    if task_count:
        reasons.append(
            Reason(f"Buổi họp này đã giao {task_count} nhiệm vụ. Bỏ các nhiệm vụ đó trước.")
        )
    return reasons


def obstacles_to_leaving(holders: int) -> list[Reason]:
    """Return why a draft cannot be thrown away: other records, so many, rest on the meeting."""
    if not holders:
        return []
    text = (
        f"Có {holders} báo cáo hoặc văn bản ghi là thông qua tại buổi họp này. "
        "Chọn buổi khác ở đó trước, rồi bỏ bản nháp."
    )
    return [Reason(text)]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return for the log the fields of minutes that a save changed, as [before, after].

    Of a list only the rows that differ; of a text of LONGEST_LOGGED characters or more only its
    length.
    """
    return {
        name: [_logged(value) for value in _differing(before[name], after[name])]
        for name in after
        if before[name] != after[name]
    }


def _differing(before: Any, after: Any) -> tuple[Any, Any]:
    if not isinstance(before, list):
        return before, after
    return [row for row in before if row not in after], [row for row in after if row not in before]


def _logged(value: Any) -> Any:
    if isinstance(value, list):
        return [_logged(each) for each in value]
    if isinstance(value, dict):
        return {name: _logged(each) for name, each in value.items()}
    if isinstance(value, str) and len(value) >= LONGEST_LOGGED:
        return {"length": len(value)}
    return value
