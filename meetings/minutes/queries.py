"""Finding meetings and reading minutes: as lists, as counts, as one frozen whole."""

import datetime
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from django.db.models import Count, Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.dates import PartialDate
from chibo.fields import in_force
from chibo.organizations.models import Organization, OrganizationPeriod
from chibo.vietnamese import fold
from meetings.minutes import rules
from meetings.minutes.models import AgendaItem, Attendance, Meeting, MeetingKind
from members.roster.models import Member


@dataclass(frozen=True)
class Person:
    """A member as minutes name them."""

    id: int
    name: str


@dataclass(frozen=True)
class AttendanceFact:
    """One member on the roll of the meeting's day."""

    member: Person
    is_official: bool
    is_temporary: bool
    status: str
    state: str
    reason: str

    @property
    def line(self) -> rules.Line:
        """What the rules count."""
        return rules.Line(self.is_official, self.state, self.is_temporary, self.status)


@dataclass(frozen=True)
class GuestFact:
    """A guest with their posts, one each."""

    pk: int
    name: str
    posts: tuple[str, ...]
    gave_directive: bool


@dataclass(frozen=True)
class OpinionFact:
    """What somebody said; `speaker` is None where nobody wrote down who."""

    pk: int
    speaker: Person | None
    text: str


@dataclass(frozen=True)
class TaskFact:
    """A task given in the meeting."""

    pk: int
    text: str
    assignee: Person | None
    due: PartialDate
    state: str


@dataclass(frozen=True)
class ItemFact:
    """One agenda item with all that was said and decided."""

    pk: int
    title: str
    presenter: Person | None
    body: str
    conclusion: str
    opinions: tuple[OpinionFact, ...]
    tasks: tuple[TaskFact, ...]


@dataclass(frozen=True)
class DirectiveFact:
    """What a superior asked or judged; `tasks` came out of it."""

    pk: int
    guest: str
    kind: str
    text: str
    tasks: tuple[TaskFact, ...]


@dataclass(frozen=True)
class VoteFact:
    """One vote as counted."""

    pk: int
    question: str
    is_secret: bool
    yes: int
    no: int
    other: int
    base: int
    needs_two_thirds: bool


@dataclass(frozen=True)
class MinutesFacts:
    """One meeting with everything its minutes say; organisation names are those of its day."""

    pk: int
    organization_id: int
    organization_code: str
    organization_name: str
    superior_name: str
    locality: str
    in_cell: bool
    kinds: tuple[str, ...]
    held: PartialDate
    session: str
    starts_at: datetime.time | None
    ends_at: datetime.time | None
    place: str
    form: str
    title: str
    review_year: int | None
    plan_year: int | None
    chair: Person | None
    secretary: Person | None
    attending: str
    summoned_count: int | None
    present_count: int | None
    attendances: tuple[AttendanceFact, ...]
    guests: tuple[GuestFact, ...]
    items: tuple[ItemFact, ...]
    directives: tuple[DirectiveFact, ...]
    votes: tuple[VoteFact, ...]
    dues_note: str
    self_score: int | None
    closing: str
    status: str
    locked_at: datetime.datetime | None
    version: int
    updated_at: datetime.datetime

    @property
    def name(self) -> str:
        """What the meeting is called in a sentence."""
        return rules.meeting_name(self.kinds, self.held, self.title, self.review_year, self.in_cell)

    @property
    def is_locked(self) -> bool:
        """Whether the minutes were adopted."""
        return self.status == Meeting.Status.LOCKED

    @property
    def lines(self) -> list[rules.Line]:
        """The roll as the rules count it."""
        return [fact.line for fact in self.attendances]


@dataclass(frozen=True)
class MeetingSummary:
    """One row of a list of meetings; the counts are None where nobody counted."""

    pk: int
    organization_id: int
    organization_name: str
    title: str
    held: PartialDate
    kinds: tuple[str, ...]
    status: str
    summoned: int | None
    present: int | None
    attending: str
    chair: str
    place: str
    review_year: int | None
    plan_year: int | None

    @property
    def is_locked(self) -> bool:
        """Whether the minutes were adopted."""
        return self.status == Meeting.Status.LOCKED


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
    drafts: Scope | None = None,
) -> QuerySet[Meeting]:
    """Return the meetings of an organisation and of all below it, newest first.

    `since` and `until` keep those that may lie between two days (both inclusive); meetings of
    unknown date then stand out. `drafts` narrows unlocked meetings to where drafts may be read.
    Two statements: kinds are at hand.
    """
    found = (
        Meeting.objects.filter(
            _seen(scope, drafts), organization__path__startswith=organization.path
        )
        .select_related("organization", "chair")
        .prefetch_related(_KINDS)
        .order_by("-held_earliest", "-pk")
    )
    if since is not None:
        found = found.filter(held_latest__gte=since)
    if until is not None:
        found = found.filter(held_earliest__lte=until)
    if words := fold(q):
        found = found.filter(search__contains=words)
    return found


def undated(
    scope: Scope, organization: Organization, *, q: str = "", drafts: Scope | None = None
) -> QuerySet[Meeting]:
    """Return the meetings of which no date is known."""
    return meetings(scope, organization, q=q, drafts=drafts).filter(held_earliest__isnull=True)


def meeting(scope: Scope, pk: int, *, drafts: Scope | None = None) -> QuerySet[Meeting]:
    """Return the meeting with this key if it may be seen: none or one row."""
    return Meeting.objects.filter(_seen(scope, drafts), pk=pk).select_related("organization")


_KINDS = Prefetch("kinds", queryset=MeetingKind.objects.order_by("pk"))
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
    return _copied(
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


Fact = TypeVar("Fact")


def _copied(kind: type[Fact], row: Any, **own: Any) -> Fact:
    """Return a frozen value with the row's fields of the same name, and its own."""
    same = [each.name for each in fields(kind) if each.name not in own]  # type: ignore[arg-type]
    return kind(**{name: getattr(row, name) for name in same}, **own)


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


def minutes(scope: Scope, pk: int, *, drafts: Scope | None = None) -> MinutesFacts | None:
    """Return everything the minutes of a meeting say; None where it may not be seen.

    A fixed number of statements, however many members, items and opinions.
    """
    row = (
        meeting(scope, pk, drafts=drafts)
        .select_related("organization__parent", "chair", "secretary")
        .prefetch_related(
            _KINDS,
            Prefetch(
                "attendances",
                Attendance.objects.select_related("member").order_by("member__sort_key", "pk"),
            ),
            "guests",
            "items__presenter",
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
    return _copied(
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
            _copied(AttendanceFact, each, member=_person(each.member))
            for each in row.attendances.all()
        ),
        guests=tuple(
            _copied(GuestFact, each, posts=tuple(each.posts.splitlines()))
            for each in row.guests.all()
        ),
        items=tuple(_item(each) for each in row.items.all()),
        directives=tuple(
            _copied(
                DirectiveFact,
                each,
                guest=each.guest.name if each.guest else "",
                tasks=_tasks(each),
            )
            for each in row.directives.all()
        ),
        votes=tuple(_copied(VoteFact, each) for each in row.votes.all()),
    )


def _person(member: Member | None) -> Person | None:
    return Person(member.pk, member.full_name) if member else None


def _item(row: AgendaItem) -> ItemFact:
    return _copied(
        ItemFact,
        row,
        presenter=_person(row.presenter),
        opinions=tuple(
            _copied(OpinionFact, each, speaker=_person(each.speaker)) for each in row.opinions.all()
        ),
        tasks=_tasks(row),
    )


def _tasks(source: Any) -> tuple[TaskFact, ...]:
    """Return the tasks that came out of an item or a directive, the oldest first."""
    found = sorted(source.tasks.all(), key=lambda task: task.pk)
    return tuple(_copied(TaskFact, each, assignee=_person(each.assignee)) for each in found)
