"""Study and commitments of a place within a time, and how much each member studied."""

import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from meetings.minutes.queries import Share
from meetings.study.models import Commitment, StudyAttendance, StudyDocument, StudySession

STUDIED = (StudyAttendance.State.STUDIED, StudyAttendance.State.MADE_UP)


def sessions(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[StudySession]:
    """Return the occasions of study of a place and of all below it that touch a time.

    Two statements: the documents are at hand. Each carries how many `studied` of how many
    `listed` by name.
    """
    return (
        StudySession.objects.filter(_touching(scope, organization, since, until))
        .select_related("organization", "meeting")
        .prefetch_related(
            Prefetch(
                "documents", StudyDocument.objects.select_related("document").order_by("order")
            )
        )
        .annotate(
            studied=Count("attendances", filter=Q(attendances__state__in=STUDIED)),
            listed=Count("attendances"),
        )
        .order_by("when_earliest", "pk")
    )


def commitments(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Commitment]:
    """Return the commitments of a place and of all below it that touch a time."""
    return (
        Commitment.objects.filter(_touching(scope, organization, since, until))
        .select_related("organization", "member")
        .order_by("when_earliest", "pk")
    )


def studies_by_member(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> dict[int, Share]:
    """Return member → occasions studied of occasions on whose list they stand. One statement."""
    found = (
        StudyAttendance.objects.filter(
            scope.q("study_session__organization"),
            Scope.below(organization.path).q("study_session__organization"),
            study_session__when_earliest__lte=until,
            study_session__when_latest__gte=since,
        )
        .order_by()
        .values_list("member_id")
        .annotate(n=Count("pk", filter=Q(state__in=STUDIED)), total=Count("pk"))
    )
    return {member: Share(n, total) for member, n, total in found}


def _touching(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> Q:
    below = Scope.below(organization.path).q()
    return scope.q() & below & Q(when_earliest__lte=until, when_latest__gte=since)
