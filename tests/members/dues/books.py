"""Invented books of dues, kept through the room's own actions."""

import datetime

from chibo.dates import parse
from members.dues import actions, queries
from members.dues.actions import Receipt
from members.roster import actions as roster
from tests.members.factories import TODAY, MemberFactory

MARCH = datetime.date(2026, 3, 1)
APRIL = datetime.date(2026, 4, 1)
PAID_ON = datetime.date(2026, 3, 10)


def profile(member, *, base=12_480_000, category="wage", starts=MARCH, **facts):
    """Let a member pay on a base from a month on."""
    return actions.set_dues_profile(
        by=facts.pop("by", None),
        organization=facts.pop("organization", member.organization),
        member=member,
        starts=starts,
        category=category,
        base=base,
        today=TODAY,
        **facts,
    )


def payer(organization, name="Lê Thị Đóng", *, base=12_480_000, **facts):
    """Return a new member of a cell who pays on a base."""
    member = MemberFactory(organization=organization, full_name=name)
    profile(member, base=base, **facts)
    return member


def opened(organization, month=MARCH):
    """Open a month; return its new charges."""
    return actions.open_dues_month(by=None, organization=organization, month=month, today=TODAY)


def pay(organization, *receipts, month=MARCH, paid_on=PAID_ON, **facts):
    """Receive money: (charge, amount) or (charge, amount, seen)."""
    return actions.receive_dues(
        by=None,
        organization=organization,
        month=month,
        receipts=[Receipt(charge.pk, *rest) for charge, *rest in receipts],
        paid_on=paid_on,
        today=TODAY,
        **facts,
    )


def remit(organization, amount, month=MARCH, remitted_on=datetime.date(2026, 4, 2)):
    """Pass money upward."""
    return actions.remit_dues(
        by=None,
        organization=organization,
        month=month,
        amount=amount,
        remitted_on=remitted_on,
        today=TODAY,
    )


def away(member, kind, starts="01/02/2026"):
    """Note that a member is exempt, away or suspended."""
    return roster.begin_status(by=None, member=member, kind=kind, starts=parse(starts), today=TODAY)


def lines(scope, organization, month=MARCH):
    """Return name → (due, paid, state) of a month."""
    return {
        line.name: (line.charge.amount, line.paid, line.state)
        for line in queries.book(scope, organization, month)
    }
