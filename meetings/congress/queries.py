"""Congresses of a place with whom they elected."""

import datetime

from django.db.models import Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from meetings.congress.models import Congress, ElectionResult


def congresses(
    scope: Scope,
    organization: Organization,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> QuerySet[Congress]:
    """Return the congresses of this very place, the newest first, with their results.

    With days: those that touch [since, until]. Two statements.
    """
    within = Q()
    if since is not None:
        within &= Q(when_latest__gte=since)
    if until is not None:
        within &= Q(when_earliest__lte=until)
    return (
        Congress.objects.filter(scope.q(), within, organization=organization)
        .select_related("organization", "term", "meeting")
        .prefetch_related(
            Prefetch(
                "results", ElectionResult.objects.select_related("member").order_by("order", "pk")
            )
        )
        .order_by("-when_earliest", "-pk")
    )
