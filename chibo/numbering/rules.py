"""Which numbers a document may carry. Pure."""

from chibo.reasons import Reason

HIGHEST = 99_999


def obstacles_to_number(number: int | None) -> list[Reason]:
    """Return why a document cannot carry this number; None lets the series choose."""
    if number is None or 1 <= number <= HIGHEST:
        return []
    return [Reason(f"Số văn bản là số từ 1 đến {HIGHEST}.", field="number")]
