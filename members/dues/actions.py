"""Deeds of the month book: charging, receiving, passing upward, and mending what was wrong."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.ciphers import VEIL
from chibo.dates import UNKNOWN, PartialDate
from chibo.organizations.models import Organization, OrganizationType
from chibo.reasons import Reason, refuse
from chibo.vietnamese import normalise
from members.dues import queries
from members.dues.models import DuesCharge, DuesPayment, DuesProfile, DuesRemittance
from members.dues.rules import charging, obstacles
from members.dues.rules.charging import Charge, Profile
from members.roster.models import Member

MOST_OF_A_FORMULA = 160
"""Characters of a formula that a page has room for; the log keeps the whole reason."""

_FACTS = ("category", "base", "region", "reduction", "decision")


@dataclass(frozen=True)
class Receipt:
    """Money received for one charge, in đồng; `seen` is what had been paid as the page said."""

    charge_id: int
    amount: int
    seen: int = 0


@action
def open_dues_month(
    *, by: By, organization: Organization, month: datetime.date, today: datetime.date
) -> list[DuesCharge]:
    """Charge everybody on the roll on a month's first day who has no charge yet; return the new.

    Each by their profile and the regulation in force on that day. A charge that stands is never
    changed: running it again adds only what is missing.
    """
    organization.lock()
    law = queries.law(Scope.whole(), as_of=month)
    refuse(obstacles.obstacles_to_opening(month, law, today=today))
    rows = []
    for row in queries.standings(Scope.whole(), organization, month, as_of=month):
        owed = charging.assess(row.payer, law, month)
        if not row.is_charged and isinstance(owed, Charge):
            rows.append(_charge(organization, row.member_id, month, owed))
    return _add(by, organization, month, rows)


def _charge(
    organization: Organization, member_id: int, month: datetime.date, owed: Charge
) -> DuesCharge:
    return DuesCharge(
        organization=organization,
        member_id=member_id,
        month=month,
        amount=owed.amount,
        category=owed.category,
        formula=owed.formula,
    )


def _add(
    by: By, organization: Organization, month: datetime.date, rows: list[DuesCharge]
) -> list[DuesCharge]:
    """Write new charges; one whom another cell charged at this very moment is left to it."""
    if not rows:
        return []
    DuesCharge.objects.bulk_create(rows, ignore_conflicts=True)
    members = [row.member_id for row in rows]
    added = list(
        DuesCharge.objects.filter(organization=organization, month=month, member__in=members)
    )
    record(
        by=by,
        verb="open_dues_month",
        subject=organization,
        organization_id=organization.pk,
        values={
            "month": str(month),
            "charges": {str(row.member_id): row.amount for row in added},
        },
    )
    return added


@action
def receive_dues(
    *,
    by: By,
    organization: Organization,
    month: datetime.date,
    receipts: Collection[Receipt],
    paid_on: datetime.date,
    channel: str = DuesPayment.Channel.CASH,
    receipt: str = "",
    today: datetime.date,
) -> list[DuesPayment]:
    """Receive money for charges of one month, all or none.

    Reasons about one amount name the field `amount_` with the key of its charge.
    """
    wanted = {one.charge_id: one for one in receipts}
    charges = _charges_of(organization, month, wanted)
    reasons = obstacles.obstacles_to_paying_on(paid_on, month, today=today)
    if not charges:
        reasons.append(Reason("Chưa chọn đồng chí nào. Đánh dấu ở tên đồng chí đã đóng."))
    for charge in charges:
        reasons += _obstacles_to(charge, wanted[charge.pk])
    refuse(reasons)
    payments = [
        DuesPayment(
            charge=charge,
            amount=wanted[charge.pk].amount,
            paid_on=paid_on,
            channel=channel,
            receipt=normalise(receipt),
        )
        for charge in charges
    ]
    for payment in payments:
        payment.save()
        _record_payment(by, "receive_dues", payment)
    return payments


def _charges_of(
    organization: Organization, month: datetime.date, keys: Collection[int]
) -> list[DuesCharge]:
    """Lock the charges of a month with these keys; none of another book's."""
    found = (
        DuesCharge.objects.select_for_update(no_key=True, of=("self",))
        .filter(queries.within(organization), month=month, pk__in=keys)
        .select_related("member", "organization")
        .order_by("pk")
    )
    return list(found)


def _obstacles_to(charge: DuesCharge, receipt: Receipt) -> list[Reason]:
    return obstacles.obstacles_to_receiving(
        charge.member.full_name,
        due=charge.amount,
        paid=sum(charge.payments.values_list("amount", flat=True)),
        seen=receipt.seen,
        amount=receipt.amount,
        field=f"amount_{charge.pk}",
    )


@action
def withdraw_dues_payment(*, by: By, payment: DuesPayment, reason: str) -> None:
    """Take back a payment that was recorded by mistake; the log keeps it with the reason."""
    organization, month = payment.charge.organization, payment.charge.month
    organization.lock()
    payment.lock()
    refuse(
        obstacles.obstacles_to_withdrawing(
            payment.amount,
            reason,
            collected=_collected(organization, month),
            remitted=_remitted(organization, month),
        )
    )
    _record_payment(by, "withdraw_dues_payment", payment, reason=normalise(reason))
    payment.delete()


@action
def correct_dues_charge(*, by: By, charge: DuesCharge, amount: int, reason: str) -> DuesCharge:
    """Set what a member owes for a month to another amount in đồng, with the reason; 0 frees."""
    charge.lock()
    before = charge.amount
    refuse(
        obstacles.obstacles_to_correcting(amount, reason, before=before)
        + obstacles.obstacles_to_own_relief(
            is_doer=_is(by, charge.member), eases=amount < before, field="amount"
        )
    )
    charge.amount = amount
    charge.formula = f"Sửa tay: {normalise(reason)}"[:MOST_OF_A_FORMULA]
    charge.write("amount", "formula")
    record(
        by=by,
        verb="correct_dues_charge",
        subject=charge,
        organization_id=charge.organization_id,
        values={
            "amount": [before, amount],
            "member": charge.member_id,
            "month": str(charge.month),
            "reason": normalise(reason),
        },
    )
    return charge


@action
def remit_dues(
    *,
    by: By,
    organization: Organization,
    month: datetime.date,
    amount: int,
    remitted_on: datetime.date,
    receipt: str = "",
    today: datetime.date,
) -> DuesRemittance:
    """Note what a place passed upward for a month, in đồng."""
    organization.lock()
    refuse(
        obstacles.obstacles_to_remitting(
            amount,
            remitted_on,
            month,
            collected=_collected(organization, month),
            remitted=_remitted(organization, month),
            today=today,
        )
    )
    remittance = DuesRemittance.objects.create(
        organization=organization,
        month=month,
        amount=amount,
        remitted_on=remitted_on,
        receipt=normalise(receipt),
    )
    _record_remittance(by, "remit_dues", remittance)
    return remittance


def _remitted(organization: Organization, month: datetime.date) -> int:
    found = queries.remittances(Scope.whole(), organization, month)
    return sum(found.values_list("amount", flat=True))


def _collected(organization: Organization, month: datetime.date) -> int | None:
    """Return what the book collected; None for a committee, which is handed its cells' money."""
    if not (organization.is_cell or organization.type == OrganizationType.GROUP):
        return None
    return sum(line.paid for line in queries.book(Scope.whole(), organization, month))


@action
def withdraw_dues_remittance(*, by: By, remittance: DuesRemittance, reason: str) -> None:
    """Take back a remittance that was recorded by mistake; the log keeps it with the reason."""
    refuse(obstacles.unexplained(reason, "Ghi lý do bỏ; lý do được lưu trong nhật ký."))
    remittance.lock()
    _record_remittance(by, "withdraw_dues_remittance", remittance, reason=normalise(reason))
    remittance.delete()


@action
def set_dues_profile(
    *,
    by: By,
    organization: Organization,
    member: Member,
    starts: datetime.date,
    category: str,
    base: int | None = None,
    region: str = "",
    reduction: int = 0,
    decision: str = "",
    today: datetime.date,
) -> DuesProfile:
    """Set by which category and base a member pays from a month (its first day) on.

    The profile that runs then is closed at that day; one that begins later stays. What was
    charged already is not changed. A second one from the same day takes the first one's place.
    """
    member.lock()
    profile = Profile(category, base, region, reduction, normalise(decision))
    law = queries.law(Scope.whole(), as_of=starts)
    refuse(
        obstacles.obstacles_to_profile(profile, starts, law, today=today)
        + obstacles.obstacles_to_own_relief(
            is_doer=_is(by, member), eases=reduction > 0, field="reduction"
        )
    )
    others = list(DuesProfile.objects.filter(member=member).order_by("starts_earliest", "pk"))
    kept = next((one for one in others if one.starts.earliest == starts), None)
    before = _profile_values(kept) if kept else {}
    kept = kept or DuesProfile(member=member, organization=organization)
    _fill(kept, profile, of=_counted_on(law, category, starts))
    kept.starts, kept.ends = PartialDate.on(starts), _next_start(others, starts)
    kept.save()
    closed = _close(others, starts)
    values = _profile_values(kept)
    record(
        by=by,
        verb="set_dues_profile",
        subject=kept,
        organization_id=organization.pk,
        values={**_told(changed(before, values) if before else values), "closed": closed},
    )
    return kept


def _is(by: By, member: Member) -> bool:
    return by is not None and member.user_id == by.pk


def _counted_on(law: charging.Law, category: str, month: datetime.date) -> str | None:
    rate = charging.rate_on(law.parameters, category, month)
    return rate.of if rate else None


def _fill(kept: DuesProfile, profile: Profile, *, of: str | None) -> None:
    """Write what was given; what the category does not count on is left empty."""
    kept.category, kept.reduction, kept.decision = (
        profile.category,
        profile.reduction,
        profile.decision,
    )
    kept.base = profile.base if of == charging.INCOME else None
    kept.region = profile.region if of == charging.MINIMUM_WAGE else ""


def _next_start(others: Sequence[DuesProfile], starts: datetime.date) -> PartialDate:
    later = [one.starts.earliest for one in others if (one.starts.earliest or starts) > starts]
    return PartialDate.on(min(filter(None, later))) if later else UNKNOWN


def _close(others: Sequence[DuesProfile], starts: datetime.date) -> list[int]:
    """End at a day the profiles that began before it and still run then; return their keys."""
    closed = []
    for one in others:
        begun = one.starts.earliest is None or one.starts.earliest < starts
        if begun and (one.ends.latest is None or one.ends.latest > starts):
            one.ends = PartialDate.on(starts)
            one.write("ends")
            closed.append(one.pk)
    return closed


def _profile_values(kept: DuesProfile) -> dict[str, Any]:
    facts = {name: getattr(kept, name) for name in _FACTS}
    return {**facts, "member": kept.member_id, "starts": str(kept.starts), "ends": str(kept.ends)}


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as the log keeps them: that an income was written, never which."""
    return values | {"base": _veiled(values.get("base"))} if "base" in values else values


def _veiled(base: Any) -> Any:
    """Return the veil for each income; of [before, after] each where there was one."""
    if isinstance(base, list):
        return [_veiled(one) for one in base]
    return None if base is None else VEIL


def _record_payment(by: By, verb: str, payment: DuesPayment, **more: Any) -> None:
    charge = payment.charge
    record(
        by=by,
        verb=verb,
        subject=payment,
        organization_id=charge.organization_id,
        values={
            "member": charge.member_id,
            "month": str(charge.month),
            "amount": payment.amount,
            "paid_on": str(payment.paid_on),
            "channel": payment.channel,
            "receipt": payment.receipt,
            **more,
        },
    )


def _record_remittance(by: By, verb: str, remittance: DuesRemittance, **more: Any) -> None:
    record(
        by=by,
        verb=verb,
        subject=remittance,
        organization_id=remittance.organization_id,
        values={
            "month": str(remittance.month),
            "amount": remittance.amount,
            "remitted_on": str(remittance.remitted_on),
            "receipt": remittance.receipt,
            **more,
        },
    )
