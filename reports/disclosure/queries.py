"""Everything that is held about one member across the wings, and who has left long ago."""

import datetime
from collections.abc import Collection, Iterable, Iterator

from django.db.models import BigIntegerField, Count, F, Max, Model, Q, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce

from chibo.access import Scope
from chibo.accounts.models import Assignment, PortalSession, User
from chibo.audit import queries as audit
from chibo.audit.models import Entry
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.regulations.parameters import RetentionParameters
from meetings.congress.models import ElectionResult
from meetings.minutes.models import Attendance, Meeting
from meetings.study.models import Commitment, StudyAttendance
from meetings.tasks.models import Task
from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge, DuesPayment, DuesProfile
from members.posts.models import PositionHolding
from members.privacy.models import CorrectionRequest
from members.roster.models import Member, Membership, StatusPeriod
from reports.disclosure.rules import Leaving
from reports.inspection.models import Inspection
from reports.log.rules import READINGS
from reports.ratings.models import Rating, RatingSheet, ResidenceReview

_OF_ONE: tuple[tuple[type[Model], str], ...] = (
    (Member, "pk"),
    (CorrectionRequest, "member"),
    (Discipline, "member"),
    (DuesCharge, "member"),
    (DuesPayment, "charge__member"),
)
"""Records that are read one by one, each about one member."""

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

ENTERED = "enter_member"
"""The deed by which a member came into the book."""

MOST_READINGS = 200
"""Lines of the log that an extract prints; the newest."""


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


def attendances(scope: Scope, member: Member) -> list[Attendance]:
    """Return at which adopted meetings a member was called, the newest first; one statement."""
    found = Attendance.objects.filter(
        scope.q("member__organization"), member=member, meeting__status=Meeting.Status.LOCKED
    ).select_related("meeting")
    return list(found.order_by(F("meeting__held_earliest").desc(nulls_last=True), "-pk"))


def studies(scope: Scope, member: Member) -> list[StudyAttendance]:
    """Return what a member studied, the newest first; one statement."""
    found = StudyAttendance.objects.filter(
        scope.q("member__organization"), member=member
    ).select_related("study_session")
    return list(found.order_by(F("study_session__when_earliest").desc(nulls_last=True), "-pk"))


def tasks(scope: Scope, member: Member) -> list[Task]:
    """Return what a member was given to do, the newest first; one statement."""
    found = Task.objects.filter(scope.q("assignee__organization"), assignee=member)
    return list(found.order_by("-pk"))


def commitments(scope: Scope, member: Member) -> list[Commitment]:
    """Return what a member promised, the newest first; one statement."""
    found = Commitment.objects.filter(scope.q("member__organization"), member=member)
    return list(found.order_by(F("when_earliest").desc(nulls_last=True), "-pk"))


def elections(scope: Scope, member: Member) -> list[ElectionResult]:
    """Return the results of a member in elections, the newest first; one statement."""
    found = ElectionResult.objects.filter(scope.q("member__organization"), member=member)
    found = found.select_related("congress__organization")
    return list(found.order_by(F("congress__when_earliest").desc(nulls_last=True), "-pk"))


def charges(scope: Scope, member: Member) -> list[DuesCharge]:
    """Return what a member owed by month, each with what was paid as `.paid`; one statement."""
    found = DuesCharge.objects.filter(scope.q("member__organization"), member=member)
    paid = Coalesce(Sum("payments__amount"), 0)
    return list(found.annotate(paid=paid).order_by("-month", "-pk"))


def ratings(scope: Scope, member: Member) -> list[Rating]:
    """Return the ratings of a member on sheets that were sent, the newest first; one statement."""
    found = Rating.objects.filter(scope.q("member__organization"), member=member)
    found = found.exclude(sheet__status=RatingSheet.Status.DRAFT).select_related("sheet")
    return list(found.order_by("-sheet__year", "-pk"))


def residence_reviews(scope: Scope, member: Member) -> list[ResidenceReview]:
    """Return what a member's place of residence remarked, the newest first; one statement."""
    found = ResidenceReview.objects.filter(scope.q("member__organization"), member=member)
    return list(found.order_by(F("when_earliest").desc(nulls_last=True), "-pk"))


def inspections(scope: Scope, member: Member, *, suspicions: Scope) -> list[Inspection]:
    """Return the inspections of a member, the newest first; one statement.

    Those under signs of violation that still go on only from the books in `suspicions`.
    """
    found = Inspection.objects.filter(scope.q("subject__organization"), subject=member)
    concluded = ~Q(kind=Inspection.Kind.SIGNS, conclusion="")
    found = found.filter(concluded | suspicions.q())
    return list(found.order_by(F("when_earliest").desc(nulls_last=True), "-pk"))


def log_of(scope: Scope, member: Member) -> list[tuple[Entry, str]]:
    """Return how a member came into the book and who looked since, newest first, with the names.

    At most `MOST_READINGS`; two statements.
    """
    if not scope.covers(member.organization.path):
        return []
    kept = Q(verb__in=READINGS) | Q(verb=ENTERED)
    found = list(
        audit.history(scope, member).filter(kept).order_by("-at", "-sequence")[:MOST_READINGS]
    )
    names = dict(
        User.objects.filter(pk__in={entry.actor_id for entry in found}).values_list(
            "pk", "full_name"
        )
    )
    return [(entry, names.get(entry.actor_id or 0, "Hệ thống")) for entry in found]


def accounts(scope: Scope, usernames: Collection[str]) -> QuerySet[User]:
    """Return the accounts of these names that have or had a role in scope; one statement."""
    here = Assignment.objects.filter(scope.q()).values("user")
    return User.objects.filter(pk__in=here, username__in=usernames).order_by("username")


def seen_at(scope: Scope, address: str) -> QuerySet[User]:
    """Return the accounts in scope one of whose sessions came from an address; one statement."""
    here = Assignment.objects.filter(scope.q()).values("user")
    sessions = PortalSession.objects.filter(address=address).values("user")
    return User.objects.filter(pk__in=here).filter(pk__in=sessions).order_by("username")


def looks(
    scope: Scope,
    organization: Organization,
    actors: Collection[int],
    since: datetime.datetime,
    until: datetime.datetime,
) -> QuerySet[Entry]:
    """Return what some accounts looked at, printed or took out at a place and below.

    Only to be counted: whose records they are is for those who may read them (`log.entries`).
    """
    below = Scope.below(organization.path)
    places = Organization.objects.filter(scope.q(""), below.q("")).values("pk")
    return Entry.objects.filter(
        chain_key__in=places,
        actor_id__in=actors,
        verb__in=READINGS,
        at__gte=since,
        at__lte=until,
    )


def counted(scope: Scope, found: QuerySet[Entry]) -> list[tuple[str, str, int]]:
    """Return (kind of record, verb, how often) of entries found within a scope; one statement."""
    if not scope:
        return []
    rows = found.order_by().values_list("subject_type", "verb").annotate(Count("pk"))
    return sorted(rows)


def people_in(scope: Scope, found: QuerySet[Entry]) -> int:
    """Return how many members the entries found within a scope are about, each on his own.

    Whose name only stood in a list, a sheet or a month is not counted. Five statements.
    """
    if not scope:
        return 0
    people: set[int] = set()
    for model, member in _OF_ONE:
        read = found.filter(subject_type=model._meta.label).order_by()
        keys = read.annotate(key=Cast("subject_id", BigIntegerField())).values("key")
        people.update(model._default_manager.filter(pk__in=keys).values_list(member, flat=True))
    return len(people)


def rows_exported(scope: Scope, found: QuerySet[Entry]) -> int:
    """Return how many rows of sheets the entries found within a scope took out; one statement."""
    if not scope:
        return 0
    values = found.filter(verb="export", values__isnull=False).values_list("values", flat=True)
    counts = (told.get("count", 0) for told in values if told)
    return sum(count for count in counts if isinstance(count, int))
