"""One month of one book: who pays in it, what they owe, what they paid, what went upward.

The book of a cell is that of its groups (tổ đảng) too; a committee's is that of itself alone.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.fields import Unopened, in_force
from chibo.organizations.models import Organization, OrganizationType
from chibo.regulations import queries as regulations
from members.dues.models import DuesCharge, DuesPayment, DuesProfile, DuesRemittance
from members.dues.queries.sums import charges
from members.dues.rules import charging
from members.dues.rules.charging import NO_LAW, Law, Payer, Profile
from members.roster import queries as roster
from members.roster.models import Membership
from members.roster.rules import Life, party_age


@dataclass(frozen=True)
class Line:
    """One line of a month: a charge, its payments, what they come to and how far that goes."""

    charge: DuesCharge
    payments: tuple[DuesPayment, ...]
    paid: int
    state: str

    @property
    def name(self) -> str:
        """The member's name."""
        return self.charge.member.full_name

    @property
    def owing(self) -> int:
        """What is still owed, in đồng."""
        return max(self.charge.amount - self.paid, 0)


@dataclass(frozen=True)
class Standing:
    """A member on the roll of a book on a day, and what decides about dues; `profile` as kept."""

    member_id: int
    name: str
    is_temporary: bool
    payer: Payer
    profile: DuesProfile | None
    is_charged: bool


def law(scope: Scope, *, as_of: datetime.date) -> Law:
    """Return the regulation on dues in force on a day; `NO_LAW` where none is known. One statement."""
    if not scope:
        return NO_LAW
    try:
        return Law(*regulations.dues_parameters(as_of=as_of))
    except regulations.NoRegulation:
        return NO_LAW


def book(scope: Scope, organization: Organization, month: datetime.date) -> list[Line]:
    """Return the lines of a month (its first day) by name. Two statements."""
    paid = DuesPayment.objects.order_by("paid_on", "pk")
    found = (
        charges(scope, organization, month, month)
        .filter(within(organization))
        .prefetch_related(Prefetch("payments", paid))
    )
    return [_line(row) for row in found]


def _line(row: DuesCharge) -> Line:
    paid = int(row.paid)  # type: ignore[attr-defined]
    return Line(row, tuple(row.payments.all()), paid, charging.state_of(row.amount, paid))


def standings(
    scope: Scope, organization: Organization, month: datetime.date, *, as_of: datetime.date
) -> list[Standing]:
    """Return who stands on the roll of a book on a day, each once, by name. Three statements.

    `month` is the month (its first day) of which is said who is charged already, here or
    elsewhere. A member's profile is read wherever it was set: it follows the person.
    """
    on_roll = _memberships(scope, organization, as_of)
    members = {row.member_id for row in on_roll}
    known = _profiles(members, as_of)
    charged = dict(
        DuesCharge.objects.filter(_of_members(members), month=month)
        .order_by()
        .values_list("member_id", "organization__path")
    )
    return [
        Standing(
            member_id=row.member_id,
            name=row.member.full_name,
            is_temporary=row.is_temporary,
            payer=_payer(row, known.get(row.member_id), charged, organization, as_of),
            profile=known.get(row.member_id),
            is_charged=row.member_id in charged,
        )
        for row in on_roll
    ]


def on_roll_on(scope: Scope, organization: Organization, *, as_of: datetime.date) -> frozenset[int]:
    """Return the members on the roll of a book on a day by key. One statement."""
    found = roster.on_roll(scope, organization, as_of=as_of).filter(within(organization))
    return frozenset(found.order_by().values_list("member_id", flat=True))


def payer(
    scope: Scope, organization: Organization, member_id: int, *, as_of: datetime.date
) -> Membership | None:
    """Return the membership of one member on the roll of a book on a day, with the member."""
    found = roster.on_roll(scope, organization, as_of=as_of).filter(
        within(organization), member__pk=member_id
    )
    return found.order_by("is_temporary", "pk").first()


def running_profile(
    scope: Scope, organization: Organization, member_id: int, *, as_of: datetime.date
) -> DuesProfile | None:
    """Return the profile that runs on a day of a member who is seen in the book of a place."""
    if not scope.covers(organization.path):
        return None
    return _profiles([member_id], as_of).get(member_id)


def charge(scope: Scope, pk: int) -> QuerySet[DuesCharge]:
    """Return the charge with this key, if it is in scope: none or one row."""
    return DuesCharge.objects.filter(scope.q(), pk=pk).select_related("organization", "member")


def payment(scope: Scope, pk: int) -> QuerySet[DuesPayment]:
    """Return the payment with this key, if its charge is in scope: none or one row."""
    return DuesPayment.objects.filter(scope.q("charge__organization"), pk=pk).select_related(
        "charge__organization", "charge__member"
    )


def remittances(
    scope: Scope, organization: Organization, month: datetime.date
) -> QuerySet[DuesRemittance]:
    """Return what a place passed upward for a month, the oldest first."""
    return DuesRemittance.objects.filter(
        scope.q(), organization=organization, month=month
    ).order_by("remitted_on", "pk")


def remittance(scope: Scope, pk: int) -> QuerySet[DuesRemittance]:
    """Return the remittance with this key, if it is in scope: none or one row."""
    return DuesRemittance.objects.filter(scope.q(), pk=pk).select_related("organization")


def within(organization: Organization) -> Q:
    """Return the condition that a row belongs to the book of a place: it, or a group under it."""
    return Q(organization=organization) | Q(
        organization__parent=organization, organization__type=OrganizationType.GROUP
    )


def _memberships(
    scope: Scope, organization: Organization, as_of: datetime.date
) -> list[Membership]:
    found: dict[int, Membership] = {}
    for row in roster.on_roll(scope, organization, as_of=as_of).filter(within(organization)):
        found.setdefault(row.member_id, row)
    return list(found.values())


def _of_members(members: Collection[int]) -> Q:
    return Q(member__in=members)


def _profiles(members: Collection[int], as_of: datetime.date) -> dict[int, DuesProfile]:
    """Return member → the profile that runs on a day; the later one where two do."""
    found = DuesProfile.objects.filter(_of_members(members), in_force(as_of))
    return {row.member_id: row for row in found.order_by("starts_earliest", "pk")}


def _payer(
    row: Membership,
    known: DuesProfile | None,
    charged: dict[int, str],
    organization: Organization,
    as_of: datetime.date,
) -> Payer:
    member = row.member
    life = Life(
        is_official=member.is_official,
        admission_decided=member.admission_decided,
        admitted=member.admitted,
        recognised=member.recognised,
    )
    where = charged.get(row.member_id, "")
    return Payer(
        status=row.status,  # type: ignore[attr-defined]
        party_age=party_age(life, as_of),
        profile=profile_of(known) if known else None,
        charged_elsewhere=bool(where) and not where.startswith(organization.path),
    )


def profile_of(kept: DuesProfile) -> Profile:
    """Return what a kept profile says, for the rules; an income that no key opens is none."""
    base = None if isinstance(kept.base, Unopened) else kept.base
    return Profile(kept.category, base, kept.region, kept.reduction, kept.decision)
