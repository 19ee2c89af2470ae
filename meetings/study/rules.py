"""What a record of study and of commitments must say. Pure."""

import datetime
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from chibo.dates import PartialDate
from chibo.reasons import Reason

MEMBERS = "members"
BY_NAME, COUNTED, ALL, UNKNOWN = "by_name", "counted", "all", "unknown"
SENT = {"email", "handbook"}
STUDIED, ABSENT, MADE_UP = "studied", "absent", "made_up"
_IN_MEETING = {
    "present": STUDIED,
    "late": STUDIED,
    "excused": ABSENT,
    "unexcused": ABSENT,
    "absent": ABSENT,
}


@dataclass(frozen=True)
class Turnout:
    """How many of whom took part, as typed: `n` of `total` where counted, a list where by name."""

    population: str
    extent: str
    n: int | None = None
    total: int | None = None
    listed: frozenset[int] = frozenset()
    absent: frozenset[int] = frozenset()


def studied_in_meeting(state: str) -> str | None:
    """Return studied or absent for a state of a meeting's roll, None for who was not summoned."""
    return _IN_MEETING.get(state)


def roll_day(when: PartialDate, today: datetime.date) -> datetime.date:
    """Return the day whose roll an occasion calls: its latest day, never one still to come."""
    return min(when.latest or today, today)


def obstacles_to_time(when: PartialDate, today: datetime.date | None) -> list[Reason]:
    """Return why an occasion cannot have been at that time."""
    if not when.is_known:
        return [Reason("Ghi thời gian, ít nhất là năm.", field="when")]
    if today and when.earliest and when.earliest > today:
        return [Reason("Thời gian ở tương lai. Ghi khi đã học xong.", field="when")]
    return []


def obstacles_to_content(title: str, documents: Sequence[str]) -> list[Reason]:
    """Return why what was studied is not said; `documents` are names, each to stand once."""
    if not title.strip() and not documents:
        text = "Chưa rõ học gì. Ghi tên gọi, nội dung, hoặc chọn văn bản đã học."
        return [Reason(text, field="title")]
    twice = [name for name, times in Counter(documents).items() if times > 1]
    return [
        Reason(f"{name} ghi hai lần. Mỗi văn bản chỉ ghi một lần.", field="symbols")
        for name in twice
    ]


def obstacles_to_repeating(documents: Collection[str]) -> list[Reason]:
    """Return why study from a meeting would be counted twice: what was noted from it before."""
    return [
        Reason(
            f"{name} đã ghi học tập từ buổi này. Sửa đợt đã ghi, hoặc bỏ văn bản ở đây.",
            field="symbols",
        )
        for name in documents
    ]


def obstacles_to_source(
    *, form: str, organizer: str, recipients: str, in_meeting: bool
) -> list[Reason]:
    """Return why organiser, meeting and recipients do not go together."""
    reasons = []
    if in_meeting and organizer.strip():
        text = "Đã gắn với buổi sinh hoạt thì chi bộ tổ chức. Bỏ đơn vị tổ chức, hoặc bỏ buổi."
        reasons.append(Reason(text, field="organizer"))
    if recipients.strip() and form not in SENT:
        text = "Nơi nhận chỉ ghi khi gửi qua thư điện tử hoặc Sổ tay. Chọn hình thức, hoặc bỏ nơi nhận."
        reasons.append(Reason(text, field="recipients"))
    return reasons


def obstacles_to_turnout(turnout: Turnout) -> list[Reason]:
    """Return why the number of those who studied makes no sense; by name only for members."""
    reasons = obstacles_to_count(turnout.extent, turnout.n, turnout.total, "attended")
    if turnout.extent != BY_NAME:
        return reasons
    if turnout.population != MEMBERS:
        text = "Chỉ đảng viên mới ghi theo từng đồng chí. Đối tượng khác thì ghi số người."
        return [*reasons, Reason(text, field="extent")]
    if not turnout.listed:
        text = "Chưa có ai trong danh sách. Chọn người thuộc diện học, hoặc ghi số người."
        return [*reasons, Reason(text, field="extent")]
    if turnout.absent - turnout.listed:
        text = (
            "Có đồng chí chưa học mà không thuộc diện học. Đánh dấu thuộc diện, hoặc bỏ chưa học."
        )
        return [*reasons, Reason(text, field="listed")]
    return reasons


def obstacles_to_count(
    extent: str, n: int | None, total: int | None, field: str, among: str = "total"
) -> list[Reason]:
    """Return why n of total makes no sense for an extent; `field` and `among` name their fields."""
    if not extent:
        return [Reason("Chọn cách ghi số người tham gia.", field="extent")]
    if extent != COUNTED:
        if n is None and total is None:
            return []
        text = "Đã ghi số người mà chưa chọn «Chỉ biết số người». Chọn dòng đó, hoặc bỏ số."
        return [Reason(text, field="extent")]
    if n is None:
        return [Reason("Ghi số người tham gia, hoặc chọn cách ghi khác.", field=field)]
    if not total:
        return [Reason("Ghi tổng số người, hoặc chọn cách ghi khác.", field=among)]
    if n > total:
        return [Reason(f"Số tham gia ({n}) lớn hơn tổng số ({total}). Xem lại.", field=field)]
    return []


def obstacles_to_making_up(
    chosen: Collection[int],
    absent: Collection[int],
    when: PartialDate,
    on: datetime.date,
) -> list[Reason]:
    """Return why members cannot make up for an occasion on a day; only who was absent can."""
    if not absent:
        return [Reason("Không còn ai chưa học. Không cần ghi học bù.")]
    if not chosen:
        return [Reason("Chưa chọn ai. Bấm «Ghi học bù» bên cạnh tên đồng chí.")]
    if set(chosen) - set(absent):
        return [Reason("Đồng chí này không còn ghi là chưa học. Tải lại trang rồi xem lại.")]
    if when.earliest and on < when.earliest:
        return [Reason("Ngày học bù trước đợt học. Ghi ngày học bù sau đợt học.")]
    return []


def obstacles_to_committing(
    *,
    text: str,
    when: PartialDate,
    turnout: Turnout,
    of_member: bool,
    today: datetime.date | None = None,
) -> list[Reason]:
    """Return why a commitment cannot be kept: of one member, or of a population by its extent."""
    reasons = []
    if not text.strip():
        reasons.append(Reason("Ghi nội dung cam kết, một hai câu.", field="text"))
    if not when.is_known:
        reasons.append(Reason("Ghi thời gian, như 2026 hoặc 2020–2022.", field="when"))
    elif today and when.earliest and when.earliest.year > today.year + 1:
        reasons.append(Reason("Thời gian còn xa quá năm sau. Xem lại năm.", field="when"))
    if not of_member:
        return reasons + _obstacles_to_registering(turnout)
    if turnout.n is not None or turnout.total is not None:
        text = "Cam kết của một đồng chí thì không ghi số người. Bỏ số, hoặc bỏ tên."
        reasons.append(Reason(text, field="member"))
    if turnout.population != MEMBERS:
        text = "Chỉ chọn tên khi đối tượng là đảng viên. Đổi đối tượng, hoặc bỏ tên."
        reasons.append(Reason(text, field="member"))
    return reasons


def _obstacles_to_registering(turnout: Turnout) -> list[Reason]:
    if turnout.extent == BY_NAME:
        text = "Chọn tên đồng chí, hoặc chọn cách ghi số người đăng ký."
        return [Reason(text, field="member")]
    return obstacles_to_count(turnout.extent, turnout.n, turnout.total, "registered")


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a record cannot be removed: the log keeps why it went."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]
