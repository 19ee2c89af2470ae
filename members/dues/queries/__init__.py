"""What the books of dues say: sums and years, and one month with its payers, payments, remittances."""

from members.dues.queries.book import (
    Line,
    Standing,
    book,
    charge,
    law,
    on_roll_on,
    payer,
    payment,
    remittance,
    remittances,
    running_profile,
    standings,
    within,
)
from members.dues.queries.sums import (
    DuesMonths,
    DuesTotals,
    MemberMonths,
    charges,
    months_by_member,
    months_of_each,
    totals,
)
from members.dues.queries.years import (
    cells_of_year,
    first_month,
    parts_of_year,
    year_of,
)

__all__ = [
    "DuesMonths",
    "DuesTotals",
    "Line",
    "MemberMonths",
    "Standing",
    "book",
    "cells_of_year",
    "charge",
    "charges",
    "first_month",
    "law",
    "months_by_member",
    "months_of_each",
    "on_roll_on",
    "parts_of_year",
    "payer",
    "payment",
    "remittance",
    "remittances",
    "running_profile",
    "standings",
    "totals",
    "within",
    "year_of",
]
