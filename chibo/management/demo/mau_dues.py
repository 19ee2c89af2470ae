"""The invented month books of dues: 2024 to October 2026, and what went upward."""

import datetime
from collections.abc import Callable, Collection, Sequence

from chibo.audit.ledger import By
from chibo.management.demo.days import workday
from chibo.organizations.models import Organization
from members.dues import actions
from members.dues.actions import Receipt
from members.dues.models import DuesCharge
from members.roster.models import Member

LAST = (2026, 10)
"""The last month of the large cell: some have not paid, nothing has gone upward yet."""

UNPAID, PARTLY = frozenset({8, 13}), frozenset({17})
"""Indices of the charges of that month that nobody paid, or of which only a part was paid."""

SMALL_MISSING = 10
"""The month of 2026 in which the book of the small cell was not opened."""

_PART, _UPWARD = 50_000, 70
_LOWEST, _STEP, _STEPS = 7_200_000, 640_000, 17
_RAISED = datetime.date(2025, 7, 1)
"""The month from which the first members of the list earn more."""


def load(
    *, by: By, cell: Organization, members: list[Member], since: dict[str, datetime.date]
) -> None:
    """Set by what everybody pays, and keep the book of every month; `since`: name → first month."""
    _profiles(by, cell, members, datetime.date(2024, 1, 1), since)
    for member in members[:5]:
        _profile(by, cell, member, _RAISED, _income(members.index(member)) + 1_400_000)
    for year in (2024, 2025, 2026):
        for month in range(1, LAST[1] + 1 if year == LAST[0] else 13):
            is_last = (year, month) == LAST
            charges = _month(by, cell, year, month, _all_but_some if is_last else _all)
            if not is_last:
                _pass_upward(by, cell, year, month, charges)


def load_small(*, by: By, cell: Organization, members: list[Member]) -> None:
    """Keep the book of the small cell in 2026, its last month not opened."""
    _profiles(by, cell, members, datetime.date(2026, 1, 1), {})
    for month in range(1, SMALL_MISSING):
        _pass_upward(by, cell, 2026, month, _month(by, cell, 2026, month, _all))


def _income(index: int) -> int:
    """Return an invented monthly income: leaders first, then as it comes."""
    return _LOWEST + _STEP * ((_STEPS - index * 5) % _STEPS if index > 1 else _STEPS + 2 - index)


def _profiles(
    by: By,
    cell: Organization,
    members: Sequence[Member],
    usual: datetime.date,
    since: dict[str, datetime.date],
) -> None:
    for index, member in enumerate(members):
        _profile(by, cell, member, since.get(member.full_name, usual), _income(index))


def _profile(by: By, cell: Organization, member: Member, starts: datetime.date, base: int) -> None:
    actions.set_dues_profile(
        by=by,
        organization=cell,
        member=member,
        starts=starts,
        category="wage",
        base=base,
        today=starts,
    )


Paying = Callable[[Collection[DuesCharge]], list[Receipt]]


def _all(charges: Collection[DuesCharge]) -> list[Receipt]:
    return [Receipt(charge.pk, charge.amount) for charge in charges]


def _all_but_some(charges: Collection[DuesCharge]) -> list[Receipt]:
    return [
        Receipt(charge.pk, _PART if index in PARTLY else charge.amount)
        for index, charge in enumerate(charges)
        if index not in UNPAID
    ]


def _month(by: By, cell: Organization, year: int, month: int, paying: Paying) -> list[DuesCharge]:
    first, paid_on = datetime.date(year, month, 1), workday(year, month, 12)
    charges = actions.open_dues_month(by=by, organization=cell, month=first, today=paid_on)
    actions.receive_dues(
        by=by,
        organization=cell,
        month=first,
        receipts=paying(charges),
        paid_on=paid_on,
        channel="transfer",
        today=paid_on,
    )
    return charges


def _pass_upward(
    by: By, cell: Organization, year: int, month: int, charges: Collection[DuesCharge]
) -> None:
    """Hand the committee its share of a month on the 20th."""
    day = workday(year, month, 20)
    actions.remit_dues(
        by=by,
        organization=cell,
        month=datetime.date(year, month, 1),
        amount=sum(charge.amount for charge in charges) * _UPWARD // 100,
        remitted_on=day,
        receipt=f"PT {month:02}/{year}",
        today=day,
    )
