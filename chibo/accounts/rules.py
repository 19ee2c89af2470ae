"""When a role may be given or ended. Pure."""

import datetime

from chibo.reasons import Reason


def obstacles_to_assigning(
    role: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    held: list[tuple[str, datetime.date, datetime.date | None]],
) -> list[Reason]:
    """Return why a role may not be given at a place for a period.

    `held` are the person's (role, starts_on, ends_on) at the same place; the end is the first
    day without the role.
    """
    if ends_on is not None and ends_on <= starts_on:
        return [Reason("Ngày kết thúc phải sau ngày bắt đầu.", field="ends_on")]
    for other, since, until in held:
        overlaps = (until is None or until > starts_on) and (ends_on is None or ends_on > since)
        if other == role and overlaps:
            return [Reason("Người này đã có vai trò đó ở tổ chức này.", field="role")]
    return []


def obstacles_to_ending(holder_id: int, by_id: int | None) -> list[Reason]:
    """Return why somebody may not end a role: nobody locks themselves out."""
    if holder_id == by_id:
        return [
            Reason("Không tự kết thúc vai trò của chính mình. Nhờ một người quản trị khác làm.")
        ]
    return []


def obstacles_to_new_password(reaches_beyond: bool) -> list[Reason]:
    """Return why somebody may not give an account a new password.

    `reaches_beyond`: the account has a role outside what the doer administers; a new password
    would open that, too.
    """
    if reaches_beyond:
        return [
            Reason(
                "Tài khoản này còn vai trò ở nơi khác. "
                "Nhờ người quản trị của cấp trên cấp lại mật khẩu."
            )
        ]
    return []


def obstacles_to_unbinding(is_bound: bool, reaches_beyond: bool) -> list[Reason]:
    """Return why somebody may not take single sign-on from an account.

    `reaches_beyond`: the account has a role outside what the doer administers.
    """
    if not is_bound:
        return [Reason("Tài khoản này chưa gắn với đăng nhập một lần.")]
    if reaches_beyond:
        return [Reason("Tài khoản này còn vai trò ở nơi khác. Nhờ người quản trị của cấp trên gỡ.")]
    return []
