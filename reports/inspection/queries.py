"""Inspection and supervision of a place within a time."""

import datetime

from django.db.models import Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from members.roster import queries as roster
from members.roster.models import Member
from reports.activities.queries import touching
from reports.inspection.models import Inspection


def inspections(
    scope: Scope,
    organization: Organization,
    since: datetime.date,
    until: datetime.date,
    *,
    confidential: Scope,
) -> QuerySet[Inspection]:
    """Return the inspections that touch [since, until] with their subjects; one statement.

    Those under signs of violation only in `confidential`, where one sees discipline.
    """
    return (
        Inspection.objects.filter(touching(scope, since, until), organization=organization)
        .filter(_told(confidential))
        .select_related("subject")
        .order_by("when_earliest", "pk")
    )


def inspection(scope: Scope, pk: int, *, confidential: Scope) -> QuerySet[Inspection]:
    """Return the inspection with this key, if it is in scope and may be told: none or one row."""
    return Inspection.objects.filter(scope.q(), _told(confidential), pk=pk).select_related(
        "organization", "subject"
    )


def _told(confidential: Scope) -> Q:
    return ~Q(kind=Inspection.Kind.SIGNS) | confidential.q()


def subjects(
    scope: Scope, organization: Organization, *, as_of: datetime.date, chosen: int | None = None
) -> QuerySet[Member]:
    """Return who may be chosen as subject: the roll of a day, and who was chosen before."""
    on_roll = roster.choices(scope, organization, as_of=as_of).values("pk")
    return Member.objects.filter(Q(pk__in=on_roll) | Q(pk=chosen)).order_by("sort_key")
