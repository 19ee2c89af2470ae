"""Reading the minutes of one meeting as one frozen whole."""

from typing import Any

from django.db.models import Prefetch

from chibo.access import Scope
from chibo.fields import in_force
from chibo.organizations.models import OrganizationPeriod
from meetings.minutes.models import AgendaDocument, AgendaItem, Attendance, Meeting
from meetings.minutes.queries.finding import KINDS, meeting
from meetings.minutes.queries.values import (
    AttendanceFact,
    DirectiveFact,
    DocumentFact,
    GuestFact,
    ItemFact,
    MinutesFacts,
    OpinionFact,
    Person,
    TaskFact,
    VoteFact,
    copied,
)
from members.roster.models import Member


def minutes(scope: Scope, pk: int, *, drafts: Scope | None = None) -> MinutesFacts | None:
    """Return everything the minutes of a meeting say; None where it may not be seen.

    A fixed number of statements, however many members, items and opinions.
    """
    row = (
        meeting(scope, pk, drafts=drafts)
        .select_related("organization__parent", "chair", "secretary")
        .prefetch_related(
            KINDS,
            Prefetch(
                "attendances",
                Attendance.objects.select_related("member").order_by("member__sort_key", "pk"),
            ),
            "guests",
            "items__presenter",
            Prefetch(
                "items__documents",
                AgendaDocument.objects.select_related("document").order_by("order", "pk"),
            ),
            "items__opinions__speaker",
            "items__tasks__assignee",
            "directives__guest",
            "directives__tasks__assignee",
            "votes",
        )
        .first()
    )
    return _facts(row, _period(row)) if row else None


def _period(row: Meeting) -> OrganizationPeriod | None:
    """Return what the organisation was on the day of the meeting, None where that is unknown."""
    if row.held.latest is None:
        return None
    return (
        row.organization.periods.filter(in_force(row.held.latest))
        .select_related("parent")
        .order_by("-starts_earliest", "-pk")
        .first()
    )


def _facts(row: Meeting, period: OrganizationPeriod | None) -> MinutesFacts:
    place = row.organization
    parent = period.parent if period else place.parent
    return copied(
        MinutesFacts,
        row,
        organization_code=place.code,
        organization_name=period.name if period else place.name,
        superior_name=parent.name if parent else place.superior_name,
        locality=place.locality,
        in_cell=place.is_cell,
        kinds=tuple(kind.kind for kind in row.kinds.all()),
        chair=_person(row.chair),
        secretary=_person(row.secretary),
        attendances=tuple(
            copied(AttendanceFact, each, member=_person(each.member))
            for each in row.attendances.all()
        ),
        guests=tuple(
            copied(GuestFact, each, posts=tuple(each.posts.splitlines()))
            for each in row.guests.all()
        ),
        items=tuple(_item(each) for each in row.items.all()),
        directives=tuple(
            copied(
                DirectiveFact,
                each,
                guest=each.guest.name if each.guest else "",
                tasks=_tasks(each),
            )
            for each in row.directives.all()
        ),
        votes=tuple(copied(VoteFact, each) for each in row.votes.all()),
    )


def _person(member: Member | None) -> Person | None:
    return Person(member.pk, member.full_name) if member else None


def _item(row: AgendaItem) -> ItemFact:
    return copied(
        ItemFact,
        row,
        presenter=_person(row.presenter),
        opinions=tuple(
            copied(OpinionFact, each, speaker=_person(each.speaker)) for each in row.opinions.all()
        ),
        tasks=_tasks(row),
        documents=tuple(_document(each) for each in row.documents.all()),
    )


def _document(row: AgendaDocument) -> DocumentFact:
    document = row.document
    return DocumentFact(row.pk, document.pk, document.name, document.issued, document.title)


def _tasks(source: Any) -> tuple[TaskFact, ...]:
    """Return the tasks that came out of an item or a directive, the oldest first."""
    found = sorted(source.tasks.all(), key=lambda task: task.pk)
    return tuple(copied(TaskFact, each, assignee=_person(each.assignee)) for each in found)
