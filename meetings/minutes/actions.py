"""Opening a meeting, writing its minutes, locking them and opening them again."""

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from chibo.access import Scope
from chibo.audit.ledger import By, action, record
from chibo.dates import PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, Refusal, refuse
from chibo.vietnamese import fold
from meetings.minutes import facts, queries, rules
from meetings.minutes.facts import (
    DocumentContent,
    Mark,
    MinutesContent,
    TaskContent,
    VoteContent,
)
from meetings.minutes.models import AgendaItem, Attendance, Kind, Meeting, MeetingKind
from members.posts import queries as posts
from members.roster import queries as roster

_OPEN = "open"


class OutOfDate(Refusal):
    """Somebody saved the minutes after this version was opened."""


_HEADING = (
    "held session starts_at ends_at place form title review_year plan_year chair_id secretary_id "
    "attending summoned_count present_count dues_note self_score closing"
).split()


@action
def open_meeting(
    *,
    by: By,
    scope: Scope,
    organization: Organization,
    kinds: Collection[str],
    held: PartialDate,
    at: datetime.datetime,
    **heading: Any,
) -> Meeting:
    """Open the draft of a meeting: everybody on the roll of its day is there, the agenda is laid.

    `heading` takes session, starts_at, place, form, title, review_year and plan_year; `scope` is
    where the doer may record meetings.
    """
    refuse(rules.obstacles_to_opening(kinds))
    on = _roll_day(held, at)
    secretary = posts.secretary_of(scope, organization, as_of=on)
    meeting = Meeting(organization=organization, updated_at=at, **heading)
    meeting.held = held
    if meeting.chair_id is None and secretary is not None:
        meeting.chair_id = secretary.member_id
    meeting.save()
    _write_kinds(meeting, kinds)
    Attendance.objects.bulk_create(_roll(meeting, on, ()))
    titles = rules.agenda(kinds, held, meeting.review_year, meeting.plan_year)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, order=order, title=title)
        for order, title in enumerate(titles, start=1)
    )
    _index(meeting, kinds, titles, ())
    record(
        by=by,
        verb="open_meeting",
        subject=meeting,
        organization_id=organization.pk,
        values={"held": str(held), "kinds": sorted(kinds)},
    )
    return meeting


@action
def write_minutes(
    *, by: By, meeting: Meeting, content: MinutesContent, version: int, at: datetime.datetime
) -> Meeting:
    """Write the whole of the minutes over the version that was opened.

    Raises OutOfDate where somebody saved in between, Refusal where the content cannot be or the
    minutes are locked. Tasks are written through the relation of their item or directive: their
    room stands above this one.
    """
    row = Meeting.objects.select_for_update().select_related("organization").get(pk=meeting.pk)
    refuse(_locked(row))
    if row.version != version:
        raise OutOfDate([Reason("Người khác vừa lưu biên bản này trong khi đồng chí đang ghi.")])
    before = _heading(row)
    row.held = content.held
    roll = _roll(row, _roll_day(content.held, at), content.marks)
    votes = _with_base(content, roll)
    refuse(_obstacles(content, votes) + _unknown_documents(row, content))
    for name in _HEADING:
        setattr(row, name, getattr(content, name))
    row.version, row.updated_at = version + 1, at
    row.save()
    _write_kinds(row, content.kinds)
    _write_roll(row, roll)
    _write_rows(row, content, votes)
    titles = [item.title for item in content.items]
    _index(row, content.kinds, titles, [guest.name for guest in content.guests])
    record(
        by=by,
        verb="write_minutes",
        subject=row,
        organization_id=row.organization_id,
        values=_changes(before, row, content),
    )
    return row


@action
def lock_minutes(
    *, by: By, meeting: Meeting, at: datetime.datetime, today: datetime.date
) -> Meeting:
    """Adopt the minutes: from now on they refuse every write."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse(_locked(row))
    minutes = queries.minutes(Scope.whole(), row.pk)
    if minutes is not None:
        refuse(facts.appraise(minutes, today=today).obstacles)
    row.status, row.locked_at = Meeting.Status.LOCKED, at
    row.version += 1
    row.save(update_fields=["status", "locked_at", "version"])
    record(
        by=by,
        verb="lock_minutes",
        subject=row,
        organization_id=row.organization_id,
        values={"version": row.version},
    )
    return row


@action
def unlock_minutes(*, by: By, meeting: Meeting, reason: str, at: datetime.datetime) -> Meeting:
    """Open adopted minutes again, for a reason that stays in the log."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse(rules.obstacles_to_unlocking(reason))
    row.status, row.locked_at, row.updated_at = Meeting.Status.DRAFT, None, at
    row.version += 1
    row.save(update_fields=["status", "locked_at", "updated_at", "version"])
    record(
        by=by,
        verb="unlock_minutes",
        subject=row,
        organization_id=row.organization_id,
        values={"reason": reason},
    )
    return row


@action
def discard_meeting(*, by: By, meeting: Meeting, reason: str) -> None:
    """Throw away a draft that was opened by mistake, for a reason that stays in the log."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    tasks = row.items.filter(tasks__isnull=False).count()
    tasks += row.directives.filter(tasks__isnull=False).count()
    refuse(_locked(row) + rules.obstacles_to_discarding(reason, tasks))
    record(
        by=by,
        verb="discard_meeting",
        subject=row,
        organization_id=row.organization_id,
        values={"reason": reason, "held": str(row.held), "search": row.search},
    )
    row.delete()


def _locked(row: Meeting) -> list[Reason]:
    if row.status != Meeting.Status.LOCKED:
        return []
    return [
        Reason(
            "Biên bản đã thông qua và khóa nên không sửa được. "
            "Muốn sửa, người có quyền mở khóa kèm lý do."
        )
    ]


def _roll_day(held: PartialDate, at: datetime.datetime) -> datetime.date:
    """Return the day whose roll is called: the latest possible one, today where none is known."""
    return held.latest or timezone.localtime(at).date()


def _roll(meeting: Meeting, on: datetime.date, marks: Iterable[Mark]) -> list[Attendance]:
    """Return a row, not yet stored, for each member on the roll of a day."""
    place = meeting.organization
    scope = Scope.below(place.path)
    marked = {mark.member_id: mark for mark in marks}
    rows = []
    for line in roster.roll(scope, place, as_of=on):
        status = str(line.status)
        mark = _fitting(marked.get(line.member_id), status)
        rows.append(
            Attendance(
                meeting=meeting,
                member_id=line.member_id,
                is_official=line.is_official,
                is_temporary=line.is_temporary,
                status=status,
                state=mark.state if mark else status or Attendance.State.PRESENT,
                reason=mark.reason if mark else "",
            )
        )
    return rows


def _fitting(mark: Mark | None, status: str) -> Mark | None:
    """Return a mark that fits the status: the exempt may come, the away and suspended may not."""
    if mark is None or not status:
        return mark
    return mark if status == Attendance.State.EXEMPT and mark.state in rules.HERE else None


def _with_base(content: MinutesContent, roll: Sequence[Attendance]) -> list[VoteContent]:
    """Return the votes, each with its base: the one given, else the rule's where it is known."""
    base = None
    if content.attending == Meeting.Attending.BY_NAME:
        lines = [rules.Line(r.is_official, r.state, r.is_temporary, r.status) for r in roll]
        base = rules.voting_base(lines)[0]
    return [
        vote if vote.base is not None else VoteContent(**{**vars(vote), "base": base})
        for vote in content.votes
    ]


def _obstacles(content: MinutesContent, votes: Sequence[VoteContent]) -> list[Reason]:
    reasons = [
        *rules.obstacles_to_opening(content.kinds),
        *rules.obstacles_to_hours(content.starts_at, content.ends_at),
        *rules.obstacles_to_counts(content.summoned_count, content.present_count),
        *rules.obstacles_to_score(content.self_score),
        *rules.obstacles_to_roll([mark.member_id for mark in content.marks]),
        *rules.obstacles_to_guests(
            [guest.name for guest in content.guests], [said.guest for said in content.directives]
        ),
    ]
    for number, vote in enumerate(votes, start=1):
        reasons += rules.obstacles_to_vote(number, vote.yes, vote.no, vote.other, vote.base)
    return reasons


def _unknown_documents(meeting: Meeting, content: MinutesContent) -> list[Reason]:
    named = {each.document_id for item in content.items for each in item.documents}
    if not named:
        return []
    known = queries.documents_known(Scope.below(meeting.organization.path), meeting, named)
    return rules.obstacles_to_documents(len(named - known))


def _write_kinds(meeting: Meeting, kinds: Iterable[str]) -> None:
    ordered = [kind for kind in Kind.values if kind in set(kinds)]
    if [kind.kind for kind in meeting.kinds.order_by("pk")] == ordered:
        return
    meeting.kinds.all().delete()
    MeetingKind.objects.bulk_create(MeetingKind(meeting=meeting, kind=kind) for kind in ordered)


def _write_roll(meeting: Meeting, roll: Sequence[Attendance]) -> None:
    known = dict(meeting.attendances.values_list("member_id", "pk"))
    for row in roll:
        row.pk = known.pop(row.member_id, None)
    meeting.attendances.filter(pk__in=known.values()).delete()
    fields = ["is_official", "is_temporary", "status", "state", "reason"]
    Attendance.objects.bulk_update([row for row in roll if row.pk], fields)
    Attendance.objects.bulk_create([row for row in roll if not row.pk])


def _write_rows(meeting: Meeting, content: MinutesContent, votes: Sequence[VoteContent]) -> None:
    guests = _write(meeting.guests, content.guests)
    by_name = {guest.name: guest for guest in guests}
    for item, written in zip(content.items, _write(meeting.items, content.items), strict=True):
        _write(written.documents, _each_once(item.documents))
        _write(written.opinions, item.opinions)
        _write_tasks(meeting, written, item.tasks)
    directives = _write(
        meeting.directives, content.directives, lambda each: {"guest": by_name.get(each.guest)}
    )
    for said, directive in zip(content.directives, directives, strict=True):
        _write_directed(meeting, directive, said.as_task)
    _write(meeting.votes, votes)


def _each_once(documents: Iterable[DocumentContent]) -> list[DocumentContent]:
    return list({each.document_id: each for each in documents}.values())


_NOT_COLUMNS = {"pk", "documents", "opinions", "tasks", "guest", "as_task"}


def _write(
    manager: Any, contents: Sequence[Any], more: Callable[[Any], dict[str, Any]] | None = None
) -> list[Any]:
    """Make the ordered rows of a relation say what the contents say, keeping rows by their key."""
    known = {row.pk: row for row in manager.all()}
    written = []
    for order, content in enumerate(contents, start=1):
        values = {name: value for name, value in vars(content).items() if name not in _NOT_COLUMNS}
        values |= {"order": order, **(more(content) if more else {})}
        written.append(_written(manager, known.pop(content.pk, None), values))
    for row in known.values():
        if hasattr(row, "tasks"):
            row.tasks.filter(state=_OPEN).delete()
        row.delete()
    return written


def _written(manager: Any, row: models.Model | None, values: dict[str, Any]) -> models.Model:
    if row is None:
        return manager.create(**values)
    if any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


def _write_tasks(meeting: Meeting, item: AgendaItem, contents: Sequence[TaskContent]) -> None:
    """Give the tasks of an item; one that was taken out goes unless somebody has closed it."""
    known = {task.pk: task for task in item.tasks.all()}
    for content in contents:
        values = {"text": content.text, "assignee_id": content.assignee_id, "due": content.due}
        task = known.pop(content.pk or 0, None)
        fresh = {"organization": meeting.organization, "plan_year": _year(meeting)}
        if task is None:
            task = item.tasks.model(item=item, **fresh)
        for name, value in values.items():
            setattr(task, name, value)
        task.save()
    for task in known.values():
        if task.state == _OPEN:
            task.delete()
        else:
            item.tasks.remove(task)


def _write_directed(meeting: Meeting, directive: Any, as_task: bool) -> None:
    if not as_task:
        directive.tasks.filter(state=_OPEN).delete()
    elif not directive.tasks.exists():
        directive.tasks.create(
            organization=meeting.organization, plan_year=_year(meeting), text=directive.text
        )


def _year(meeting: Meeting) -> int | None:
    return meeting.held.latest.year if meeting.held.latest else None


def _index(
    meeting: Meeting, kinds: Iterable[str], titles: Iterable[str], names: Iterable[str]
) -> None:
    """Keep the folded words by which the meeting is found."""
    words = [meeting.title, meeting.place, str(meeting.held), *rules.kind_words(set(kinds))]
    meeting.search = fold(" ".join([*words, *titles, *names]))
    meeting.save(update_fields=["search"])


def _heading(meeting: Meeting) -> dict[str, Any]:
    return {name: _plain(getattr(meeting, name)) for name in _HEADING}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


def _changes(before: dict[str, Any], row: Meeting, content: MinutesContent) -> dict[str, Any]:
    """Return for the log what changed in the heading, and how many rows each part has now."""
    after = _heading(row)
    changed: dict[str, Any] = {
        name: [before[name], after[name]] for name in _HEADING if before[name] != after[name]
    }
    parts = ("marks", "guests", "items", "directives", "votes")
    return (
        changed | {part: len(getattr(content, part)) for part in parts} | {"version": row.version}
    )
