"""Targets of a place with what was reached of them."""

import datetime

from django.db.models import Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from members.posts.models import Term
from reports.targets.models import Target, TargetProgress


def targets(
    scope: Scope, organization: Organization, *, year: int, term: Term | None = None
) -> QuerySet[Target]:
    """Return the targets of a place for a year and its months, and for a term. Two statements.

    Those of the term come first; each has its progress at hand, the newest first.
    """
    chosen = Q(year=year)
    if term is not None:
        chosen |= Q(term=term)
    return (
        Target.objects.filter(scope.q(), chosen, organization=organization)
        .select_related("organization", "term", "congress")
        .prefetch_related(
            Prefetch("progress", TargetProgress.objects.order_by("-when_latest", "-pk"))
        )
        .order_by("span", "month", "order", "pk")
    )


def term_targets(
    scope: Scope, organization: Organization, until: datetime.date
) -> QuerySet[Target]:
    """Return the targets of terms begun by a day, the newest term's first."""
    begun = Q(term__starts_earliest__isnull=True) | Q(term__starts_earliest__lte=until)
    return (
        Target.objects.filter(scope.q(), begun, organization=organization, term__isnull=False)
        .select_related("organization", "term", "congress")
        .order_by("-term__starts_earliest", "order", "pk")
    )
