"""Who may hold which post, and what terms may be. Pure."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from chibo.dates import UNKNOWN, PartialDate
from chibo.reasons import Reason
from members.roster.rules import Law, Life, Period, is_official_on, overlap

_RIGHTS = "Điều lệ Đảng, điều 3"
_CELL = "Điều lệ Đảng, điều 24"
GOVERNMENT, SECRETARY = "government", "secretary"
OF_THE_COMMITTEE = frozenset(
    {SECRETARY, "deputy", "committee_member", "standing_member", "inspection_head"}
)
_ORDER = (
    SECRETARY,
    "deputy",
    "standing_member",
    "committee_member",
    "inspection_head",
    "group_leader",
    "group_deputy",
    GOVERNMENT,
)


@dataclass(frozen=True)
class Holding:
    """A post held: by whom, which, since and until when."""

    member_id: int
    member_name: str
    post: str
    title: str
    starts: PartialDate = UNKNOWN
    ends: PartialDate = UNKNOWN

    @property
    def period(self) -> Period:
        """The time for which it is held."""
        return Period(self.starts, self.ends)


def obstacles_to_appointing(
    holding: Holding,
    others: Iterable[Holding],
    *,
    holder: Life,
    law: Law | None,
    today: datetime.date | None,
) -> list[Reason]:
    """Return why a member may not hold this post for this time.

    `others` are the posts held in the same organisation. Without `today` a beginning in the
    future is let pass.
    """
    reasons = _wrong_times(holding, today)
    if holding.post == GOVERNMENT and not holding.title:
        reasons.append(
            Reason(
                "Ghi tên chức vụ chính quyền, đoàn thể, như «Giám đốc Sở».",
                field="title",
            )
        )
    if holding.post in OF_THE_COMMITTEE and not _may_stand(holder, holding.starts):
        reasons.append(
            Reason(
                "Khi bắt đầu giữ chức vụ, đồng chí này là đảng viên dự bị: "
                "không được ứng cử, đề cử vào cấp ủy.",
                clause=law.clause(_RIGHTS) if law else _RIGHTS,
                field="post",
            )
        )
    return reasons + _held_already(holding, others, today)


def obstacles_to_ending(
    holding: Holding, ends: PartialDate, *, today: datetime.date | None
) -> list[Reason]:
    """Return why a post may not end on this day."""
    if not ends.is_known:
        return [Reason("Ghi ngày thôi chức vụ, ít nhất đến năm.", field="ends")]
    if today and ends.earliest and ends.earliest > today:
        return [Reason("Ngày thôi chức vụ ở tương lai. Ghi khi đã thôi.", field="ends")]
    return _ends_first(holding.starts, ends)


def obstacles_to_term(
    label: str,
    congress_ordinal: int | None,
    starts: PartialDate,
    ends: PartialDate,
    labels_taken: Collection[str],
) -> list[Reason]:
    """Return why a term may not be recorded; its end is planned and may lie ahead."""
    reasons = _ends_first(starts, ends)
    if not label:
        reasons.append(Reason("Ghi tên nhiệm kỳ, như 2025–2027.", field="label"))
    if label in labels_taken:
        reasons.append(
            Reason(f"Nhiệm kỳ «{label}» đã có trong sổ. Sửa nhiệm kỳ ấy.", field="label")
        )
    if congress_ordinal is not None and congress_ordinal < 1:
        reasons.append(Reason("Đại hội lần thứ mấy ghi từ 1 trở lên.", field="congress_ordinal"))
    return reasons


def cautions_about_appointing(
    post: str, *, is_cell: bool, official: int, law: Law | None
) -> list[Reason]:
    """Return what to warn of when this post is given in a cell with so many official members.

    A cell has a committee (chi ủy) from nine official members on (Điều lệ Đảng, điều 24).
    """
    if law is None or not is_cell or post != "committee_member":
        return []
    least = law.parameters.committee_from_official_members
    if official >= least:
        return []
    return [
        Reason(
            f"Chi bộ có {official} đảng viên chính thức: bầu bí thư, nếu cần bầu phó bí thư; "
            f"chi ủy chỉ có khi từ {least} đảng viên chính thức trở lên.",
            clause=law.clause(_CELL),
        )
    ]


def printed_title(post: str, title: str, *, is_cell: bool, is_group: bool = False) -> str:
    """Return a post as it is printed: its own title, else the usual name with the organisation's."""
    if title or post == GOVERNMENT:
        return title
    where = "Chi bộ" if is_cell else "Tổ đảng" if is_group else "Đảng ủy"
    return {
        SECRETARY: f"Bí thư {where}",
        "deputy": f"Phó Bí thư {where}",
        "standing_member": f"Ủy viên Ban Thường vụ {where}",
        "committee_member": "Chi ủy viên" if is_cell else "Đảng ủy viên",
        "inspection_head": f"Chủ nhiệm Ủy ban Kiểm tra {where}",
        "group_leader": "Tổ trưởng tổ đảng",
        "group_deputy": "Tổ phó tổ đảng",
    }[post]


def rank(post: str) -> int:
    """Return the place of a post among the posts of one organisation, the first one 0."""
    return _ORDER.index(post)


def _wrong_times(holding: Holding, today: datetime.date | None) -> list[Reason]:
    reasons = _ends_first(holding.starts, holding.ends)
    if today and holding.starts.earliest and holding.starts.earliest > today:
        reasons.append(
            Reason("Ngày bắt đầu giữ chức vụ ở tương lai. Ghi khi đã nhận chức.", field="starts")
        )
    return reasons


def _ends_first(starts: PartialDate, ends: PartialDate) -> list[Reason]:
    if ends.latest is None or starts.earliest is None or ends.latest >= starts.earliest:
        return []
    return [Reason(f"Ngày kết thúc trước ngày bắt đầu ({starts}).", field="ends")]


def _may_stand(holder: Life, starts: PartialDate) -> bool:
    """Whether the member can have been official when the post began."""
    return is_official_on(holder, starts.latest) if starts.latest else holder.is_official


def _held_already(
    holding: Holding, others: Iterable[Holding], today: datetime.date | None
) -> list[Reason]:
    for other in others:
        if other.post != holding.post or not overlap(holding.period, other.period, today):
            continue
        if other.member_id == holding.member_id and (
            holding.post != GOVERNMENT or other.title == holding.title
        ):
            return [
                Reason(
                    f"Đồng chí này đang giữ chính chức vụ ấy (từ {other.starts or 'trước'}). "
                    "Ghi thôi chức vụ cũ trước.",
                    field="post",
                )
            ]
        if holding.post == SECRETARY:
            return [
                Reason(
                    f"Trong thời gian ấy Bí thư là đồng chí {other.member_name}. "
                    "Ghi thôi chức vụ của đồng chí ấy trước.",
                    field="post",
                )
            ]
    return []
