"""Whose account may be said to be a member's. Pure."""

from chibo.reasons import Reason


def obstacles_to_linking(
    *, is_linked: bool, is_anothers: bool, sees_sealed: bool = True
) -> list[Reason]:
    """Return why an account cannot be a member's; whose it is stays unsaid.

    The link opens the whole file to the account, what lies sealed, too: only who may see that may
    link (`sees_sealed`). They may link their own: it shows them nothing new and only takes power
    away (nobody decides on himself, and the role ends with the post).
    """
    if not sees_sealed:
        text = (
            "Nối rồi thì tài khoản xem được cả phần lưu kín của hồ sơ, nên chỉ người được xem "
            "phần ấy mới nối được. Nhờ bí thư."
        )
        return [Reason(text)]
    if is_linked:
        return [Reason("Đồng chí này đã có tài khoản. Bỏ tài khoản ấy trước.", field="user")]
    if is_anothers:
        text = "Tài khoản này đã là của một đồng chí khác trong sổ. Chọn tài khoản khác."
        return [Reason(text, field="user")]
    return []


def obstacles_to_unlinking(*, user_id: int | None, by_id: int | None) -> list[Reason]:
    """Return why an account stays a member's: nobody frees himself of what the link forbids."""
    if user_id is None:
        return [Reason("Đồng chí này chưa có tài khoản trong sổ.")]
    if user_id == by_id:
        text = (
            "Không tự bỏ tài khoản của mình khỏi hồ sơ của mình. "
            "Nhờ phó bí thư, hoặc cán bộ khác có quyền sửa hồ sơ ở đây."
        )
        return [Reason(text)]
    return []


def cautions_about_linking(account_name: str, member_name: str) -> list[Reason]:
    """Return what to look at where account and member are not called the same."""
    if account_name.casefold().split() == member_name.casefold().split():
        return []
    text = (
        f"Tài khoản tên {account_name}, hồ sơ tên {member_name}. Nếu chọn nhầm thì bỏ rồi nối lại."
    )
    return [Reason(text)]
