"""When a member's personal data may and must be erased, and what a breach notice owes. Pure."""

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from chibo.dates import UNKNOWN, PartialDate, add_months
from chibo.reasons import Reason
from chibo.regulations.parameters import RetentionParameters, RetentionPeriod
from chibo.vietnamese import day, fold, normalise

PERSONAL_DATA = "Luật 91/2025/QH15"
NOTICE_WITHIN = datetime.timedelta(hours=72)
"""From the moment a breach was found until it must be notified (Luật 91/2025/QH15)."""

DUE, ASKED = "due", "asked"
"""On what an erasure rests: the time of keeping is over, or the person asked for it."""


@dataclass(frozen=True)
class Leaving:
    """How and when a member left the last roll; `ended` empty while the member is on one."""

    ended: str = ""
    ends: PartialDate = UNKNOWN


@dataclass(frozen=True)
class Kept:
    """How long a member's data is kept: by which period, until which day (not including)."""

    period: RetentionPeriod | None = None
    until: datetime.date | None = None


def kept_until(leaving: Leaving, schedule: RetentionParameters | None) -> Kept:
    """Return until when the data of a member is kept; nothing where no day follows yet.

    Counted from the latest day on which the member can have left.
    """
    if schedule is None or not leaving.ended:
        return Kept()
    period = schedule.of("died" if leaving.ended == "died" else "left")
    if period is None or leaving.ends.latest is None:
        return Kept(period)
    return Kept(period, add_months(leaving.ends.latest, 12 * period.years))


def left_before(schedule: RetentionParameters | None, *, today: datetime.date) -> datetime.date:
    """Return the day by which whoever may be due must have left: the shortest period ago."""
    years = [one.years for one in schedule.periods if one.after == "leaving"] if schedule else []
    return add_months(today, -12 * min(years)) if years else datetime.date.min


def due_for_erasure(kept: Kept, *, today: datetime.date) -> list[Reason]:
    """Return why a member's data is to be erased now; empty while it is kept."""
    if kept.until is None or kept.period is None or today < kept.until:
        return []
    return [
        Reason(
            f"Hết thời hạn lưu ngày {day(kept.until)}: {kept.period.words}.",
            clause=kept.period.basis,
        )
    ]


def obstacles_to_erasure(
    *,
    is_erased: bool,
    is_own: bool,
    leaving: Leaving,
    kept: Kept,
    open_sheets: Sequence[int],
    basis: str,
    today: datetime.date,
) -> list[Reason]:
    """Return why a member's personal data may not be erased; `open_sheets` are years."""
    if is_erased:
        return [Reason("Dữ liệu cá nhân trong hồ sơ này đã xóa từ trước.")]
    reasons = []
    if is_own:
        reasons.append(
            Reason("Không ai tự xóa dữ liệu của chính mình; người khác có quyền xóa làm việc này.")
        )
    if not leaving.ended:
        reasons.append(
            Reason(
                "Đồng chí này còn trong sổ của chi bộ. Chỉ xóa dữ liệu của người đã rời sổ.",
                clause=PERSONAL_DATA,
            )
        )
    if open_sheets:
        years = ", ".join(str(year) for year in sorted(open_sheets))
        reasons.append(
            Reason(f"Bảng xếp loại năm {years} có đồng chí này chưa có quyết định. Kết thúc trước.")
        )
    if leaving.ended and basis != ASKED and not due_for_erasure(kept, today=today):
        reasons.append(_not_yet(kept))
    return reasons


def obstacles_to_confirming(*, full_name: str, typed: str, reason: str) -> list[Reason]:
    """Return why what was typed does not confirm an erasure; the reason outlives the name."""
    reasons = []
    if " ".join(normalise(typed).split()) != full_name:
        reasons.append(
            Reason("Gõ đúng họ và tên như trong sổ, cả dấu, để xác nhận.", field="typed_name")
        )
    if not reason.strip():
        reasons.append(Reason("Ghi lý do xóa.", field="reason"))
    elif fold(full_name) in fold(reason):
        reasons.append(
            Reason(
                "Lý do được giữ lại sau khi xóa nên không ghi họ tên. Ghi «người có dữ liệu», "
                "«gia đình» …",
                field="reason",
            )
        )
    return reasons


def alias(number: int) -> str:
    """Return the name under which a member stands once the data is erased."""
    return f"Đảng viên đã xóa dữ liệu {number}"


def without(name: str, instead: str, text: str) -> str:
    """Return a text in which a name is replaced, in capitals or not.

    >>> without("Lê An", "Đảng viên 7", "Giao đồng chí LÊ AN; Lê Anh giúp")
    'Giao đồng chí Đảng viên 7; Lê Anh giúp'
    """
    return re.sub(rf"\b{re.escape(name)}\b", instead, text, flags=re.IGNORECASE)


def deadline(found_at: datetime.datetime) -> datetime.datetime:
    """Return until when a breach must be notified."""
    return found_at + NOTICE_WITHIN


def obstacles_to_breach_report(
    since: datetime.datetime,
    until: datetime.datetime,
    found_at: datetime.datetime,
    *,
    is_suspecting: bool,
    has_accounts: bool,
    unknown: Collection[str],
    now: datetime.datetime,
) -> list[Reason]:
    """Return why no report on a breach can be made of this.

    `is_suspecting`: accounts or an address were typed; `unknown` are names of no account in scope.
    """
    reasons = []
    if until < since:
        reasons.append(Reason("Lúc này trước lúc bắt đầu. Kiểm tra lại.", field="den"))
    if since > now:
        reasons.append(Reason("Lúc này ở tương lai. Kiểm tra lại.", field="tu"))
    if found_at > now:
        reasons.append(Reason("Lúc phát hiện ở tương lai. Kiểm tra lại.", field="phat_hien"))
    elif found_at < since:
        reasons.append(Reason("Phát hiện trước khi xảy ra. Kiểm tra lại.", field="phat_hien"))
    return reasons + _against_nobody(unknown, is_suspecting, has_accounts)


def _against_nobody(
    unknown: Collection[str], is_suspecting: bool, has_accounts: bool
) -> list[Reason]:
    """Return why it is not known of whom the report tells."""
    if unknown:
        names = ", ".join(unknown)
        text = f"Trong phạm vi đồng chí xem không có tài khoản: {names}."
        return [Reason(text, field="tai_khoan")]
    if not is_suspecting:
        text = "Ghi tài khoản hoặc địa chỉ mạng nghi ngờ, ít nhất một."
        return [Reason(text, field="tai_khoan")]
    if not has_accounts:
        text = "Không còn phiên đăng nhập nào từ địa chỉ này. Ghi thêm tài khoản nghi ngờ."
        return [Reason(text, field="dia_chi")]
    return []


def _not_yet(kept: Kept) -> Reason:
    if kept.until is None or kept.period is None:
        return Reason(
            "Sổ chưa có thời hạn lưu hoặc chưa rõ ngày rời sổ nên chưa biết đã đến hạn xóa. "
            "Chỉ xóa theo yêu cầu của người có dữ liệu.",
            clause=PERSONAL_DATA,
            field="basis",
        )
    return Reason(
        f"Chưa hết thời hạn lưu ({kept.period.words}, đến {day(kept.until)}). Xóa sớm chỉ theo yêu "
        "cầu của người có dữ liệu hoặc gia đình.",
        clause=kept.period.basis,
        field="basis",
    )
