"""When a second factor may be added or taken away. Pure."""

from collections.abc import Sequence

from chibo.reasons import Reason

MOST = 10
"""Apps and passkeys that one person may have together."""
RECOVERY_CODES = 10
"""Recovery codes that are made at a time."""


def obstacles_to_adding(count: int) -> list[Reason]:
    """Return why no further app or passkey may be added to the `count` there are."""
    if count >= MOST:
        return [Reason(f"Đã có {count} cách xác thực. Bỏ bớt một cách không còn dùng trước đã.")]
    return []


def obstacles_to_removing(left: int, demanding: Sequence[str]) -> list[Reason]:
    """Return why an app or passkey may not be taken away, of which `left` would then be left.

    `demanding`: names of the holder's roles that are not exercised without a second factor.
    """
    if left == 0 and demanding:
        return [
            Reason(
                f"Vai trò {', '.join(demanding)} phải có xác thực hai bước, mà đây là cách duy "
                "nhất. Thêm cách khác trước rồi mới bỏ cách này."
            )
        ]
    return []
