"""Awards and discipline: of a place within a time, of a member, counted per member."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from members.conduct.models import Commendation, Discipline


@dataclass(frozen=True)
class Conduct:
    """How often a member was commended and disciplined in a time."""

    commended: int = 0
    disciplined: int = 0


def commendations(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Commendation]:
    """Return the awards and nominations of a place and of all below it that touch a time."""
    return (
        Commendation.objects.filter(_touching(scope, organization, since, until))
        .select_related("organization", "member")
        .order_by("when_earliest", "pk")
    )


def disciplines(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Discipline]:
    """Return the disciplinary measures of a place and of all below it that touch a time."""
    return (
        Discipline.objects.filter(_touching(scope, organization, since, until))
        .select_related("organization", "member")
        .order_by("when_earliest", "pk")
    )


def conduct_by_member(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> dict[int, Conduct]:
    """Return member → how often commended and disciplined in a time. Two statements."""
    within = _touching(scope, organization, since, until) & Q(member__isnull=False)
    commended = dict(
        Commendation.objects.filter(within, standing=Commendation.Standing.AWARDED)
        .order_by()
        .values_list("member_id")
        .annotate(n=Count("pk"))
    )
    disciplined = dict(
        Discipline.objects.filter(within)
        .order_by()
        .values_list("member_id")
        .annotate(n=Count("pk"))
    )
    return {
        member: Conduct(commended.get(member, 0), disciplined.get(member, 0))
        for member in {*commended, *disciplined}
    }


def _touching(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> Q:
    below = Scope.below(organization.path).q()
    return scope.q() & below & Q(when_earliest__lte=until, when_latest__gte=since)
