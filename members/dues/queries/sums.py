"""Dues of a place within a time: totals, and per member how many months are settled."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations.models import Organization
from members.dues.models import DuesCharge, DuesPayment, DuesRemittance


@dataclass(frozen=True)
class DuesMonths:
    """Of how many months a member was charged in a time, and how many of them are settled."""

    settled: int = 0
    charged: int = 0


@dataclass(frozen=True)
class MemberMonths:
    """A member's months of a year; `path` is the place where the member's file is kept today."""

    member_id: int
    name: str
    path: str
    months: DuesMonths


@dataclass(frozen=True)
class DuesTotals:
    """Sums of a time in đồng; `settled` of `charges` single charges are paid in full."""

    expected: int = 0
    collected: int = 0
    remitted: int = 0
    settled: int = 0
    charges: int = 0


def charges(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[DuesCharge]:
    """Return the charges of a place and of all below it in a time, each with what was `paid`.

    One statement; members are at hand, by month and name.
    """
    within = Q(month__gte=since.replace(day=1), month__lte=until)
    found = with_paid(scope, Scope.below(organization.path).q() & within)
    return found.select_related("member").order_by("month", "member__sort_key", "pk")


def with_paid(scope: Scope, condition: Q) -> QuerySet[DuesCharge]:
    """Return the charges in scope on which a condition holds, each with what was `paid`."""
    paid = (
        DuesPayment.objects.filter(charge=OuterRef("pk"))
        .order_by()
        .values("charge")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    return DuesCharge.objects.filter(scope.q(), condition).annotate(
        paid=Coalesce(Subquery(paid), 0)
    )


def months_owing(scope: Scope, organization: Organization) -> int:
    """Return of how many months a place's own book still owes something. One statement."""
    found = with_paid(scope, Q(organization=organization)).filter(paid__lt=F("amount"))
    return found.order_by().values("month").distinct().count()


def months_by_member(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> dict[int, DuesMonths]:
    """Return member → months settled of months charged in a time. One statement."""
    found = (
        charges(scope, organization, since, until)
        .select_related(None)
        .order_by()
        .values_list("member_id")
        .annotate(
            settled=Count("pk", filter=Q(paid__gte=F("amount"))),
            charged=Count("pk"),
        )
    )
    return {member: DuesMonths(settled, charged) for member, settled, charged in found}


def months_of_each(
    scope: Scope, organization: Organization, year: int, *, q: str = ""
) -> list[MemberMonths]:
    """Return who was charged in a year, by name, with the months settled of months charged.

    With q: those whose name holds its words. One statement.
    """
    since, until = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = (
        charges(scope, organization, since, until)
        .select_related(None)
        .filter(in_words(q, "member__search"))
        .order_by("member__sort_key", "member_id")
        .values_list("member_id", "member__full_name", "member__organization__path")
        .annotate(settled=Count("pk", filter=Q(paid__gte=F("amount"))), charged=Count("pk"))
    )
    return [
        MemberMonths(member, name, path, DuesMonths(settled, charged))
        for member, name, path, settled, charged in found
    ]


def totals(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> DuesTotals:
    """Return the sums of a time of a place and of all below it. Two statements.

    `remitted` is what the place itself passed upward.
    """
    counted = (
        charges(scope, organization, since, until)
        .select_related(None)
        .order_by()
        .aggregate(
            expected=Coalesce(Sum("amount"), 0),
            collected=Coalesce(Sum("paid"), 0),
            settled=Count("pk", filter=Q(paid__gte=F("amount"))),
            charges=Count("pk"),
        )
    )
    sent = DuesRemittance.objects.filter(
        scope.q(),
        organization=organization,
        month__gte=since.replace(day=1),
        month__lte=until,
    ).aggregate(total=Coalesce(Sum("amount"), 0))
    return DuesTotals(remitted=sent["total"], **counted)
