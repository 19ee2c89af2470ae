"""Finding the papers of a cell, and what was so on the day of a paper."""

import datetime

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations.models import Organization
from chibo.regulations.models import Topic
from chibo.regulations.queries import NoRegulation, in_force
from meetings.minutes import queries as minutes
from meetings.minutes.models import Meeting, Vote
from meetings.minutes.queries import MeetingSummary
from meetings.register.models import OfficialDocument, OfficialDocumentPrint

_Status = OfficialDocument.Status
_ORDER = [_Status.PROPOSED, _Status.DRAFT, _Status.ISSUED, _Status.WITHDRAWN]
_OPEN = Q(status__in=[_Status.PROPOSED, _Status.DRAFT])


def _seen(scope: Scope, drafts: Scope | None) -> Q:
    """Return the condition that a paper may be seen: in scope, and issued unless drafts may."""
    if drafts is None:
        return scope.q()
    return scope.q() & (Q(status=_Status.ISSUED) | drafts.q())


def _of(organization: Organization) -> Q:
    return Scope.below(organization.path).q()


def official_documents(
    scope: Scope,
    organization: Organization,
    *,
    year: int | None = None,
    q: str = "",
    meeting: Meeting | None = None,
    drafts: Scope | None = None,
) -> QuerySet[OfficialDocument]:
    """Return the papers of an organisation and of all below it: by state, then the newest first.

    With a year: the papers signed in it, those withdrawn in it, and all that is still open.
    `meeting` keeps those that were proposed in it or adopted by its vote. `drafts` narrows what
    is not issued to where drafts may be read. One statement.
    """
    found = OfficialDocument.objects.filter(_seen(scope, drafts), _of(organization))
    if year is not None:
        issued = Q(status=_Status.ISSUED, dated__year=year)
        withdrawn = Q(status=_Status.WITHDRAWN, updated_at__year=year)
        found = found.filter(_OPEN | issued | withdrawn)
    if q:
        found = found.filter(in_words(q))
    if meeting is not None:
        found = found.filter(Q(proposed_in=meeting) | Q(vote__meeting=meeting))
    steps = [When(status=status, then=Value(step)) for step, status in enumerate(_ORDER)]
    return (
        found.select_related("organization", "proposed_in")
        .defer("body", "search")
        .annotate(step=Case(*steps, output_field=IntegerField()))
        .order_by("step", F("dated").desc(nulls_first=True), "-number", "-updated_at", "-pk")
    )


def found(scope: Scope, q: str, *, drafts: Scope) -> QuerySet[OfficialDocument]:
    """Return the papers in scope that hold all words of a question, the newest first.

    What is not issued only where drafts may be read.
    """
    return (
        OfficialDocument.objects.filter(_seen(scope, drafts), in_words(q))
        .select_related("organization")
        .defer("body", "search")
        .order_by(F("dated").desc(nulls_first=True), "-pk")
    )


def years(scope: Scope, organization: Organization, *, drafts: Scope | None = None) -> list[int]:
    """Return the years in which papers were signed, newest first. One statement."""
    found = (
        OfficialDocument.objects.filter(_seen(scope, drafts), _of(organization))
        .filter(dated__isnull=False)
        .order_by()
        .values_list("dated__year", flat=True)
        .distinct()
    )
    return sorted(found, reverse=True)


def official_document(
    scope: Scope, pk: int, *, drafts: Scope | None = None
) -> QuerySet[OfficialDocument]:
    """Return the paper with this key, if it may be seen: none or one row."""
    return OfficialDocument.objects.filter(_seen(scope, drafts), pk=pk).select_related(
        "organization__parent", "proposed_in", "vote__meeting", "snapshot__issued_by"
    )


def kept_prints(scope: Scope, paper: OfficialDocument) -> QuerySet[OfficialDocumentPrint]:
    """Return the kept prints of an issued paper with their files, by format."""
    return (
        OfficialDocumentPrint.objects.filter(scope.q("snapshot__official_document__organization"))
        .filter(snapshot__official_document=paper)
        .select_related("file")
        .order_by("format")
    )


def meeting_choices(scope: Scope, organization: Organization) -> QuerySet[Meeting]:
    """Return the meetings of this very organisation in which a paper may be proposed."""
    return minutes.meetings(scope, organization).filter(organization=organization)


def vote_choices(scope: Scope, organization: Organization) -> QuerySet[Vote]:
    """Return the votes of this very organisation that may have adopted a paper, newest first."""
    return (
        Vote.objects.filter(scope.q("meeting__organization"), meeting__organization=organization)
        .select_related("meeting")
        .order_by("-meeting__held_earliest", "-meeting_id", "order")
    )


def meeting_of(scope: Scope, paper: OfficialDocument) -> MeetingSummary | None:
    """Return the meeting that adopted a paper by its vote, with its counts; None without one."""
    if paper.vote is None:
        return None
    found = minutes.summarised(minutes.meeting(scope, paper.vote.meeting_id))
    return found[0] if found else None


def law_on(scope: Scope, *, as_of: datetime.date) -> str:
    """Return the symbol of the regulation on document types in force on a day; empty for none."""
    if not scope:
        return ""
    try:
        return in_force(Topic.DOCUMENTS, as_of=as_of).symbol
    except NoRegulation:
        return ""
