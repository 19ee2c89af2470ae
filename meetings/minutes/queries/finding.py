"""Finding meetings: of a year, by words, one by one; as rows of a list with their counts."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, F, Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations.models import Organization
from meetings.library import queries as library
from meetings.library.models import GuidingDocument
from meetings.minutes import rules
from meetings.minutes.models import AgendaDocument, Attendance, Meeting, MeetingKind
from meetings.minutes.queries.values import DocumentChoice, MeetingSummary, Share, copied

KINDS = Prefetch("kinds", queryset=MeetingKind.objects.order_by("pk"))


def _seen(scope: Scope, drafts: Scope | None) -> Q:
    """Return the condition that a meeting may be seen: in scope, and locked unless drafts may."""
    if drafts is None:
        return scope.q()
    return scope.q() & (Q(status=Meeting.Status.LOCKED) | drafts.q())


def meetings(
    scope: Scope,
    organization: Organization,
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    q: str = "",
    document: GuidingDocument | None = None,
    drafts: Scope | None = None,
) -> QuerySet[Meeting]:
    """Return the meetings of an organisation and of all below it, newest first.

    `since` and `until` keep those that may lie between two days (both inclusive); meetings of
    unknown date then stand out. `document` keeps those that disseminated it. `drafts` narrows
    unlocked meetings to where drafts may be read. Two statements: kinds are at hand.
    """
    found = (
        Meeting.objects.filter(_seen(scope, drafts), Scope.below(organization.path).q())
        .select_related("organization", "chair")
        .prefetch_related(KINDS)
        .order_by(F("held_earliest").desc(nulls_last=True), "-pk")
    )
    if since is not None:
        found = found.filter(held_latest__gte=since)
    if until is not None:
        found = found.filter(held_earliest__lte=until)
    if q:
        found = found.filter(in_words(q))
    if document is not None:
        named = AgendaDocument.objects.filter(document=document)
        found = found.filter(pk__in=named.values("item__meeting"))
    return found


def undated(
    scope: Scope, organization: Organization, *, q: str = "", drafts: Scope | None = None
) -> QuerySet[Meeting]:
    """Return the meetings of which no date is known."""
    return meetings(scope, organization, q=q, drafts=drafts).filter(held_earliest__isnull=True)


def meeting(scope: Scope, pk: int, *, drafts: Scope | None = None) -> QuerySet[Meeting]:
    """Return the meeting with this key if it may be seen: none or one row."""
    return Meeting.objects.filter(_seen(scope, drafts), pk=pk).select_related("organization")


_HERE = Q(attendances__state__in=rules.HERE)
_SUMMONED = Q(attendances__state__in=rules.SUMMONED)


def summaries(
    scope: Scope,
    organization: Organization,
    since: datetime.date | None,
    until: datetime.date | None,
    *,
    q: str = "",
    drafts: Scope | None = None,
) -> list[MeetingSummary]:
    """Return the meetings of a time as rows with their counts, newest first. Two statements."""
    found = meetings(scope, organization, since=since, until=until, q=q, drafts=drafts)
    return summarised(found)


def summarised(found: QuerySet[Meeting]) -> list[MeetingSummary]:
    """Return meetings that a query of this room found as rows with their counts."""
    counted = found.annotate(
        here=Count("attendances", filter=_HERE), called=Count("attendances", filter=_SUMMONED)
    )
    return [_summary(row) for row in counted]


def _summary(row: Meeting) -> MeetingSummary:
    summoned, present = row.summoned_count, row.present_count
    if row.attending == Meeting.Attending.BY_NAME:
        summoned, present = row.called, row.here  # type: ignore[attr-defined]
    elif row.attending != Meeting.Attending.COUNTED:
        summoned = present = None
    kinds = tuple(kind.kind for kind in row.kinds.all())
    return copied(
        MeetingSummary,
        row,
        organization_name=row.organization.name,
        title=rules.meeting_name(
            kinds, row.held, row.title, row.review_year, row.organization.is_cell
        ),
        kinds=kinds,
        summoned=summoned,
        present=present,
        chair=row.chair.full_name if row.chair else "",
    )


def attendance_by_member(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> dict[int, Share]:
    """Return member → meetings attended of meetings to which they were summoned. One statement.

    Counts the locked meetings of a place and of all below it whose earliest day lies in the time
    and whose roll was called by name.
    """
    found = (
        Attendance.objects.filter(
            scope.q("meeting__organization"),
            Scope.below(organization.path).q("meeting__organization"),
            meeting__status=Meeting.Status.LOCKED,
            meeting__attending=Meeting.Attending.BY_NAME,
            meeting__held_earliest__gte=since,
            meeting__held_earliest__lte=until,
            state__in=rules.SUMMONED,
        )
        .order_by()
        .values_list("member_id")
        .annotate(n=Count("pk", filter=Q(state__in=rules.HERE)), total=Count("pk"))
    )
    return {member: Share(n, total) for member, n, total in found}


def years(scope: Scope, organization: Organization, *, drafts: Scope | None = None) -> list[int]:
    """Return the years in which meetings of an organisation lie, newest first. One statement."""
    dates = (
        meetings(scope, organization, drafts=drafts)
        .prefetch_related(None)
        .filter(held_earliest__isnull=False)
        .order_by()
        .values_list("held_earliest__year", flat=True)
        .distinct()
    )
    return sorted(set(dates), reverse=True)


def document_choices(scope: Scope, organization: Organization) -> list[DocumentChoice]:
    """Return the documents that a meeting of an organisation can disseminate, newest first.

    One statement: those in its own register and in the registers above it.
    """
    return _choices(library.choices(scope, organization))


def documents_named(scope: Scope, organization: Organization, text: str) -> list[DocumentChoice]:
    """Return those of `document_choices` that a text names by symbol or name. One statement."""
    return _choices(library.recognise(scope, organization, text))


def documents_known(scope: Scope, meeting: Meeting, keys: Iterable[int]) -> set[int]:
    """Return those of some documents that a meeting may name, or names already. Two statements."""
    own = AgendaDocument.objects.filter(
        scope.q("item__meeting__organization"), item__meeting=meeting, document__in=keys
    )
    choices = library.choices(scope, meeting.organization).filter(pk__in=keys)
    return {*own.values_list("document_id", flat=True), *choices.values_list("pk", flat=True)}


def _choices(found: QuerySet[GuidingDocument]) -> list[DocumentChoice]:
    return [DocumentChoice(row.pk, row.name, str(row.issued), row.title) for row in found]
