"""Study and commitments of a place within a time, and how much each member studied."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from chibo.access import Scope
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.vietnamese import fold
from meetings.library import queries as library
from meetings.library.models import GuidingDocument
from meetings.minutes.models import AgendaDocument, Attendance, Meeting
from meetings.minutes.queries import Share
from meetings.study import rules
from meetings.study.models import Commitment, StudyAttendance, StudyDocument, StudySession
from members.roster import queries as roster
from members.roster.models import Member

STUDIED = (StudyAttendance.State.STUDIED, StudyAttendance.State.MADE_UP)
MOST_OFFERED = 40
"""Documents of the register that a form offers unasked, the newest."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may stand on the list of an occasion; `why` says why one would leave them out.

    `state` is studied, absent or made up; empty for who is not listed unless somebody says so.
    """

    member_id: int
    name: str
    state: str
    why: str = ""


def sessions(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[StudySession]:
    """Return the occasions of study of a place and of all below it that touch a time.

    Two statements: the documents are at hand. Each carries how many `studied` of how many
    `listed` by name.
    """
    found = StudySession.objects.filter(_touching(scope, organization, since, until))
    return _counted(found).order_by("when_earliest", "pk")


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


def matching(scope: Scope, found: QuerySet[StudySession], q: str) -> QuerySet[StudySession]:
    """Return those of some occasions whose own words or documents hold all words of a question."""
    for word in fold(q[: library.LONGEST_QUESTION]).split():
        named = StudyDocument.objects.filter(
            scope.q("study_session__organization"), document__search__contains=word
        )
        found = found.filter(Q(search__contains=word) | Q(pk__in=named.values("study_session")))
    return found


def found(scope: Scope, q: str) -> QuerySet[StudySession]:
    """Return the occasions in scope that answer a question, the newest first."""
    every = StudySession.objects.filter(scope.q()).select_related("organization")
    return matching(scope, every, q).order_by("-when_earliest", "-pk")


def promising(found: QuerySet[Commitment], q: str) -> QuerySet[Commitment]:
    """Return those of some commitments in whose text, or member's name, a question's words stand."""
    for word in fold(q[: library.LONGEST_QUESTION]).split():
        found = found.filter(Q(search__contains=word) | Q(member__search__contains=word))
    return found


def studies_of(scope: Scope, document: GuidingDocument) -> QuerySet[StudySession]:
    """Return the occasions in scope on which a document was studied; costs what `sessions` does."""
    named = StudyDocument.objects.filter(document=document).values("study_session")
    found = StudySession.objects.filter(scope.q(), pk__in=named)
    return _counted(found).order_by("when_earliest", "pk")


def cells_behind(
    scope: Scope, organization: Organization, document: GuidingDocument
) -> list[Organization]:
    """Return the open cells below a committee of which no study of a document is known.

    One statement; none where a cell asks about itself.
    """
    if organization.is_cell:
        return []
    studied = StudySession.objects.filter(scope.q(), documents__document=document)
    cells = organizations.cells_below(scope, organization)
    return list(cells.exclude(pk__in=studied.values("organization")))


def places(
    scope: Scope, studies: QuerySet[StudySession], commitments: QuerySet[Commitment]
) -> QuerySet[Organization]:
    """Return the organisations in scope of which something was found, in the order of the tree."""
    studied = StudySession.objects.filter(pk__in=studies.order_by().values("pk"))
    promised = Commitment.objects.filter(pk__in=commitments.order_by().values("pk"))
    return Organization.objects.filter(
        scope.q(""),
        Q(pk__in=studied.values("organization")) | Q(pk__in=promised.values("organization")),
    ).order_by("path")


def study(scope: Scope, pk: int) -> QuerySet[StudySession]:
    """Return the occasion with this key, if it is in scope: none or one row."""
    return _counted(StudySession.objects.filter(scope.q(), pk=pk))


def attendances(scope: Scope, study: StudySession) -> QuerySet[StudyAttendance]:
    """Return the list of an occasion by name, each with its member. One statement."""
    return (
        StudyAttendance.objects.filter(scope.q("study_session__organization"), study_session=study)
        .select_related("member")
        .order_by("member__sort_key", "pk")
    )


def commitment(scope: Scope, pk: int) -> QuerySet[Commitment]:
    """Return the commitment with this key, if it is in scope: none or one row."""
    return Commitment.objects.filter(scope.q(), pk=pk).select_related("organization", "member")


def studies_from(scope: Scope, meeting: Meeting) -> QuerySet[StudySession]:
    """Return the occasions that were noted from a meeting."""
    return _counted(StudySession.objects.filter(scope.q(), meeting=meeting)).order_by("pk")


def documents_read_in(scope: Scope, meeting: Meeting) -> list[int]:
    """Return the keys of the documents on a meeting's agenda, in its order, each once."""
    keys = (
        AgendaDocument.objects.filter(scope.q("item__meeting__organization"), item__meeting=meeting)
        .order_by("item__order", "order", "pk")
        .values_list("document_id", flat=True)
    )
    return list(dict.fromkeys(keys))


def newest(
    scope: Scope, organization: Organization, chosen: Collection[int]
) -> list[GuidingDocument]:
    """Return the newest documents a place may name, but for those that were chosen already."""
    return list(library.choices(scope, organization).exclude(pk__in=chosen)[:MOST_OFFERED])


def documents(
    scope: Scope, organization: Organization, keys: Collection[int]
) -> list[GuidingDocument]:
    """Return those documents of the registers of a place and above that have these keys."""
    found = {row.pk: row for row in library.choices(scope, organization).filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def candidates(
    scope: Scope,
    organization: Organization,
    *,
    as_of: datetime.date,
    meeting: Meeting | None = None,
    study: StudySession | None = None,
) -> list[Candidate]:
    """Return who may stand on the list of an occasion, by name.

    From the roll of a meeting where it was called by name, else from the roll of a cell on a day;
    a committee calls no roll of its own. What an occasion says already goes before. At most two
    statements.
    """
    if meeting and meeting.attending == Meeting.Attending.BY_NAME:
        found = _called_in(scope, meeting)
    elif organization.is_cell:
        found = _on_roll(scope, organization, as_of)
    else:
        found = []
    if study is None:
        return found
    said = {
        row.member_id: Candidate(row.member_id, row.member.full_name, row.state)
        for row in attendances(scope, study)
    }
    if said:
        found = [Candidate(one.member_id, one.name, "", one.why) for one in found]
    known = [said.pop(one.member_id, one) for one in found]
    return [*known, *said.values()]


def subjects(
    scope: Scope, organization: Organization, *, as_of: datetime.date, chosen: int | None = None
) -> QuerySet[Member]:
    """Return whose commitment may be noted: the roll of a day, and who was chosen before."""
    on_roll = roster.choices(scope, organization, as_of=as_of).values("pk")
    return Member.objects.filter(Q(pk__in=on_roll) | Q(pk=chosen)).order_by("sort_key")


def _called_in(scope: Scope, meeting: Meeting) -> list[Candidate]:
    rows = (
        Attendance.objects.filter(scope.q("meeting__organization"), meeting=meeting)
        .select_related("member")
        .order_by("member__sort_key", "pk")
    )
    return [
        Candidate(
            row.member_id,
            row.member.full_name,
            state=rules.studied_in_meeting(row.state) or "",
            why="" if rules.studied_in_meeting(row.state) else row.get_state_display(),
        )
        for row in rows
    ]


def _on_roll(scope: Scope, organization: Organization, as_of: datetime.date) -> list[Candidate]:
    """Return the roll of a day, each member once: away from one roll, a guest on another is here."""
    found: dict[int, Candidate] = {}
    for row in roster.roll(scope, organization, as_of=as_of):
        if row.member_id in found and found[row.member_id].state:
            continue
        state = "" if row.status else rules.STUDIED
        found[row.member_id] = Candidate(row.member_id, row.full_name, state, row.status_label)
    return list(found.values())


def _counted(found: QuerySet[StudySession]) -> QuerySet[StudySession]:
    """Return occasions with place, meeting and documents at hand, and the counts of their lists."""
    return (
        found.select_related("organization", "meeting")
        .prefetch_related(
            Prefetch(
                "documents", StudyDocument.objects.select_related("document").order_by("order")
            )
        )
        .annotate(studied=_number(state__in=STUDIED), listed=_number())
    )


def _number(**of: Any) -> Coalesce:
    """Return how many stand on an occasion's list, counted only where somebody asks."""
    rows = StudyAttendance.objects.filter(study_session=OuterRef("pk"), **of).order_by()
    counted = rows.values("study_session").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0))


def _touching(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> Q:
    below = Scope.below(organization.path).q()
    return scope.q() & below & Q(when_earliest__lte=until, when_latest__gte=since)
