"""When a role may be given, handed on or ended, and by whom. Pure."""

import datetime
from dataclasses import dataclass

from chibo.reasons import Reason

SECRETARY, DEPUTY = "secretary", "deputy"
WITH_POST = frozenset({SECRETARY, DEPUTY})
"""Roles that are a post of the Party, by the same name as in `members.posts`."""

MOST_DAYS_DELEGATED = 90
"""A quarter: enough for leave, study or illness. Whoever is away longer hands the role over, so
that the book never names one who answers for nothing."""


@dataclass(frozen=True)
class Handed:
    """A role that its holder hands on; `ends_on` is the first day on which it no longer holds."""

    role: str
    holder_id: int
    is_delegated: bool
    starts_on: datetime.date
    ends_on: datetime.date | None


def obstacles_to_giving(holder_id: int, by_id: int | None) -> list[Reason]:
    """Return why somebody may not give a role: nobody gives one to himself."""
    if holder_id != by_id:
        return []
    text = "Không tự giao vai trò cho chính mình. Nhờ một người quản trị khác làm."
    return [Reason(text)]


def obstacles_to_with_post(role: str, with_post: bool) -> list[Reason]:
    """Return why a role cannot end together with a post: most roles are no post."""
    if not with_post or role in WITH_POST:
        return []
    text = "Chỉ vai trò bí thư, phó bí thư hết cùng chức vụ. Bỏ dấu, hoặc ghi ngày hết."
    return [Reason(text, field="with_post")]


def obstacles_to_assigning(
    role: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    held: list[tuple[str, datetime.date, datetime.date | None]],
    *,
    field: str = "role",
) -> list[Reason]:
    """Return why a role may not be given at a place for a period.

    `held` are the person's (role, starts_on, ends_on) at the same place; the end is the first
    day without the role. `field` is where the form says who gets it.
    """
    if ends_on is not None and ends_on <= starts_on:
        return [Reason("Ngày kết thúc phải sau ngày bắt đầu.", field="ends_on")]
    for other, since, until in held:
        overlaps = (until is None or until > starts_on) and (ends_on is None or ends_on > since)
        if other == role and overlaps:
            return [Reason("Người này đã có vai trò đó ở tổ chức này.", field=field)]
    return []


def obstacles_to_ending(holder_id: int, by_id: int | None) -> list[Reason]:
    """Return why somebody may not end a role: nobody locks themselves out."""
    if holder_id == by_id:
        return [
            Reason("Không tự kết thúc vai trò của chính mình. Nhờ một người quản trị khác làm.")
        ]
    return []


def obstacles_to_delegating(
    handed: Handed,
    *,
    to_id: int,
    by_id: int,
    starts_on: datetime.date,
    ends_on: datetime.date,
    today: datetime.date,
) -> list[Reason]:
    """Return why a role may not be lent to somebody for a time; `ends_on` is the day it is over."""
    if reasons := _not_ones_own(handed, by_id, today) or _not_to(to_id, by_id):
        return reasons
    if starts_on < today:
        return [Reason("Ngày bắt đầu đã qua. Ghi từ hôm nay trở đi.", field="starts_on")]
    if ends_on <= starts_on:
        return [Reason("Ngày kết thúc phải sau ngày bắt đầu.", field="ends_on")]
    if (ends_on - starts_on).days > MOST_DAYS_DELEGATED:
        text = (
            f"Ủy quyền không quá {MOST_DAYS_DELEGATED} ngày. "
            "Vắng lâu hơn thì bàn giao hẳn vai trò, hoặc ủy quyền lại khi hết hạn."
        )
        return [Reason(text, field="ends_on")]
    if handed.ends_on is not None and ends_on > handed.ends_on:
        text = "Vai trò của đồng chí hết trước ngày này. Ghi ngày kết thúc sớm hơn."
        return [Reason(text, field="ends_on")]
    return []


def obstacles_to_withdrawing(
    is_delegated: bool,
    ends_on: datetime.date | None,
    *,
    in_own_right: bool,
    today: datetime.date,
) -> list[Reason]:
    """Return why a delegation cannot be taken back: there is none that runs, or not by this person.

    `in_own_right`: whoever takes it back lent it, or has a role here that carries the power and
    was not lent itself.
    """
    if not in_own_right:
        text = (
            "Vai trò của đồng chí ở đây do người khác ủy quyền nên không thu hồi ủy quyền được. "
            "Đề nghị người ủy quyền làm."
        )
        return [Reason(text)]
    if is_delegated and (ends_on is None or ends_on > today):
        return []
    return [Reason("Ủy quyền này đã hết.")]


def obstacles_to_handing_over(
    handed: Handed,
    *,
    to_id: int,
    by_id: int,
    on: datetime.date,
    is_checked: bool,
    today: datetime.date,
) -> list[Reason]:
    """Return why a role may not be handed over for good from a day on."""
    reasons = _not_ones_own(handed, by_id, today) or _not_to(to_id, by_id)
    if reasons:
        return reasons
    if on < today:
        reasons.append(Reason("Ngày bàn giao đã qua. Ghi từ hôm nay trở đi.", field="on"))
    elif handed.ends_on is not None and on >= handed.ends_on:
        text = "Vai trò của đồng chí hết trước ngày này. Ghi ngày sớm hơn."
        reasons.append(Reason(text, field="on"))
    if not is_checked:
        text = "Xem hết danh sách việc còn dở rồi đánh dấu vào ô này."
        reasons.append(Reason(text, field="is_checked"))
    return reasons


def _not_ones_own(handed: Handed, by_id: int, today: datetime.date) -> list[Reason]:
    runs = handed.starts_on <= today and (handed.ends_on is None or handed.ends_on > today)
    if handed.holder_id != by_id or not runs:
        text = "Chỉ trao lại được vai trò mà mình đang giữ. Chọn lại vai trò."
        return [Reason(text, field="assignment")]
    if handed.is_delegated:
        text = (
            "Vai trò này người khác ủy quyền cho đồng chí nên không trao tiếp được. "
            "Đề nghị người ủy quyền làm."
        )
        return [Reason(text, field="assignment")]
    return []


def _not_to(to_id: int, by_id: int) -> list[Reason]:
    if to_id != by_id:
        return []
    return [Reason("Không tự trao cho chính mình. Chọn người khác.", field="user")]
