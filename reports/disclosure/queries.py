"""Everything that is held about one member across the wings, and who has left long ago."""

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import Max, Model, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.regulations.parameters import RetentionParameters
from meetings.congress.models import ElectionResult
from meetings.minutes.models import Attendance
from meetings.study.models import Commitment, StudyAttendance
from meetings.tasks.models import Task
from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge, DuesPayment, DuesProfile
from members.posts.models import PositionHolding
from members.privacy.models import CorrectionRequest
from members.roster.models import Member, Membership, StatusPeriod
from reports.disclosure.rules import Leaving
from reports.inspection.models import Inspection
from reports.ratings.models import Rating, RatingSheet, ResidenceReview

OWN: tuple[tuple[type[Model], str], ...] = (
    (Member, "pk"),
    (Membership, "member"),
    (StatusPeriod, "member"),
    (CorrectionRequest, "member"),
    (PositionHolding, "member"),
    (Commendation, "member"),
    (Discipline, "member"),
    (DuesProfile, "member"),
    (DuesCharge, "member"),
    (DuesPayment, "charge__member"),
    (Attendance, "member"),
    (StudyAttendance, "member"),
    (Commitment, "member"),
    (Task, "assignee"),
    (ElectionResult, "member"),
    (Rating, "member"),
    (ResidenceReview, "member"),
    (Inspection, "subject"),
)
"""Records that are about one member, with the way from each to the member."""


def records_of(scope: Scope, member: Member) -> Iterator[tuple[str, list[str]]]:
    """Yield (type, keys) of all records about a member, as the log names them."""
    for model, way in OWN if scope.covers(member.organization.path) else ():
        keys = model._default_manager.filter(**{way: member.pk}).values_list("pk", flat=True)
        yield model._meta.label, [str(key) for key in keys]


def schedule(scope: Scope, *, as_of: datetime.date) -> RetentionParameters | None:
    """Return the retention schedule in force on a day; None where none is known."""
    if not scope:
        return None
    try:
        return regulations.retention_parameters(as_of=as_of)[1]
    except regulations.NoRegulation:
        return None


def left_members(
    scope: Scope, organization: Organization, *, until: datetime.date
) -> QuerySet[Member]:
    """Return who left the last roll of a place and below by a day and is still named.

    Each with organisation and memberships; two statements.
    """
    running = Membership.objects.filter(ends_latest__isnull=True).values("member")
    return (
        Member.objects.filter(scope.q(), Scope.below(organization.path).q(), erased_on__isnull=True)
        .exclude(pk__in=running)
        .annotate(left=Max("memberships__ends_latest"))
        .filter(left__lte=until)
        .select_related("organization")
        .prefetch_related("memberships")
        .order_by("sort_key", "pk")
    )


def leaving_of(memberships: Iterable[Membership]) -> Leaving:
    """Return how and when a member left the last roll, from the member's memberships."""
    found = list(memberships)
    if not found or any(not one.ends.is_known for one in found):
        return Leaving()
    last = max(found, key=lambda one: (one.ends.latest or datetime.date.min, one.pk))
    return Leaving(last.ended, last.ends)


def open_sheets(scope: Scope, member: Member) -> list[int]:
    """Return the years of the rating sheets with a member that nobody has decided yet."""
    return list(
        RatingSheet.objects.filter(scope.q(), ratings__member=member)
        .exclude(status=RatingSheet.Status.DECIDED)
        .order_by("year")
        .values_list("year", flat=True)
    )


def erased(scope: Scope, organization: Organization) -> QuerySet[Member]:
    """Return whose data was erased at a place and below, the latest first, with the erasures."""
    return (
        Member.objects.filter(
            scope.q(), Scope.below(organization.path).q(), erased_on__isnull=False
        )
        .select_related("organization", "erasure")
        .order_by("-erased_on", "pk")
    )
