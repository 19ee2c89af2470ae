"""What goals and tasks must say, and when a task is late. Pure."""

import datetime

from chibo.dates import PartialDate
from chibo.reasons import Reason

_EARLIEST_YEAR, _LATEST_YEAR = 1930, 2100


def is_late(state: str, due: PartialDate, today: datetime.date) -> bool:
    """Return whether an open task is past its deadline; deadlines compare by their latest day."""
    return state == "open" and due.latest is not None and due.latest < today


def obstacles_to_goal(plan_year: int, text: str, plan_month: int | None = None) -> list[Reason]:
    """Return why a goal cannot be set; a month is a month of the year."""
    reasons = _year(plan_year) + _month(plan_year, plan_month)
    if not text:
        reasons.append(Reason("Ghi mục tiêu chung.", field="text"))
    return reasons


def obstacles_to_task(
    text: str, plan_year: int | None, is_key: bool, plan_month: int | None = None
) -> list[Reason]:
    """Return why a task cannot be written: no words, a key task or a month without a year."""
    reasons = [] if plan_year is None else _year(plan_year)
    reasons += _month(plan_year, plan_month)
    if not text:
        reasons.append(Reason("Ghi nội dung nhiệm vụ.", field="text"))
    if is_key and plan_year is None:
        reasons.append(
            Reason("Nhiệm vụ trọng tâm thuộc một năm. Ghi năm của nhiệm vụ.", field="plan_year")
        )
    return reasons


def obstacles_to_finishing(state: str, done: PartialDate, today: datetime.date) -> list[Reason]:
    """Return why a task cannot be closed: closed before, or finished in the future."""
    reasons = []
    if state != "open":
        reasons.append(Reason("Nhiệm vụ này đã kết thúc. Mở lại trước nếu muốn ghi lại."))
    if done.earliest is not None and done.earliest > today:
        reasons.append(Reason("Ngày xong ở tương lai. Ghi khi nhiệm vụ đã xong.", field="done"))
    return reasons


def obstacles_to_dropping(state: str, reason: str) -> list[Reason]:
    """Return why a task cannot be given up: closed before, or no reason."""
    reasons = []
    if state != "open":
        reasons.append(Reason("Nhiệm vụ này đã kết thúc."))
    if not reason:
        reasons.append(Reason("Ghi lý do thôi không làm.", field="result"))
    return reasons


def _year(plan_year: int) -> list[Reason]:
    if _EARLIEST_YEAR <= plan_year <= _LATEST_YEAR:
        return []
    return [
        Reason(f"Năm từ {_EARLIEST_YEAR} đến {_LATEST_YEAR}. Kiểm tra lại năm.", field="plan_year")
    ]


def _month(plan_year: int | None, plan_month: int | None) -> list[Reason]:
    if plan_month is None:
        return []
    if not 1 <= plan_month <= 12:
        return [Reason("Tháng từ 1 đến 12. Chọn lại tháng.", field="plan_month")]
    if plan_year is None:
        return [Reason("Ghi năm của tháng này.", field="plan_year")]
    return []
