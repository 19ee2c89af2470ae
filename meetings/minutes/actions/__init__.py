"""Opening a meeting, writing its minutes, locking them and opening them again."""

import datetime
from collections.abc import Collection, Iterable, Sequence
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
from meetings.minutes.actions.rows import Rows
from meetings.minutes.facts import (
    Mark,
    MinutesContent,
    VoteContent,
)
from meetings.minutes.models import AgendaItem, Attendance, Kind, Meeting, MeetingKind
from members.posts import queries as posts


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
    Attendance.objects.bulk_create(_roll(meeting, kinds, on, ()))
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
    row = Meeting.hold(meeting.pk)
    refuse(_locked(row))
    if row.version != version:
        raise OutOfDate([Reason("Người khác vừa lưu biên bản này trong khi đồng chí đang ghi.")])
    before = _account(row)
    row.held = content.held
    roll = _roll(row, content.kinds, _roll_day(content.held, at), content.marks)
    votes = _with_base(content, roll)
    refuse(
        _obstacles(content, votes)
        + _unknown_documents(row, content)
        + _lost_marks(row, content, roll)
    )
    for name in _HEADING:
        setattr(row, name, getattr(content, name))
    row.version, row.updated_at = version + 1, at
    row.save()
    _write_kinds(row, content.kinds)
    _write_roll(row, roll)
    tasks = Rows(row).write(content, votes)
    titles = [item.title for item in content.items]
    _index(row, content.kinds, titles, [guest.name for guest in content.guests])
    record(
        by=by,
        verb="write_minutes",
        subject=row,
        organization_id=row.organization_id,
        values=rules.changes(before, _account(row)) | {"version": row.version, "tasks": tasks},
    )
    return row


@action
def lock_minutes(
    *, by: By, meeting: Meeting, at: datetime.datetime, today: datetime.date
) -> Meeting:
    """Adopt the minutes: from now on they refuse every write."""
    row = Meeting.hold(meeting.pk)
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
    row = Meeting.hold(meeting.pk)
    refuse(rules.obstacles_to_unlocking(reason))
    row.status, row.locked_at, row.updated_at = Meeting.Status.DRAFT, None, at
    row.version += 1
    row.save(update_fields=["status", "locked_at", "updated_at", "version"])
    record(
        by=by,
        verb="unlock_minutes",
        subject=row,
        organization_id=row.organization_id,
        values={"reason": reason, "minutes": _account(row)},
    )
    return row


@action
def discard_meeting(*, by: By, meeting: Meeting, reason: str) -> None:
    """Throw away a draft that was opened by mistake, for a reason that stays in the log."""
    row = Meeting.hold(meeting.pk)
    tasks = row.items.filter(tasks__isnull=False).count()
    tasks += row.directives.filter(tasks__isnull=False).count()
    refuse(_locked(row) + rules.obstacles_to_discarding(reason, tasks))
    record(
        by=by,
        verb="discard_meeting",
        subject=row,
        organization_id=row.organization_id,
        values={"reason": reason, "held": str(row.held), "minutes": _account(row)},
    )
    try:
        row.delete()
    except models.ProtectedError as kept:
        raise Refusal(rules.obstacles_to_leaving(len(kept.protected_objects))) from kept


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


def _roll(
    meeting: Meeting, kinds: Collection[str], on: datetime.date, marks: Iterable[Mark]
) -> list[Attendance]:
    """Return a row, not yet stored, for each member whom a meeting of these kinds calls."""
    place = meeting.organization
    marked = {mark.member_id: mark for mark in marks}
    rows = []
    for line in queries.called(Scope.below(place.path), place, kinds, as_of=on):
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


def _lost_marks(
    meeting: Meeting, content: MinutesContent, roll: Sequence[Attendance]
) -> list[Reason]:
    """Return why the roll of the day that was typed would forget what the roll call says."""
    names = dict(meeting.attendances.values_list("member_id", "member__full_name"))
    called = {row.member_id for row in roll}
    marked = [mark for mark in content.marks if mark.member_id in names]
    lost = [names[m.member_id] for m in marked if m.reason and m.member_id not in called]
    return rules.obstacles_to_day(str(content.held), len(roll), len(marked), lost)


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


def _index(
    meeting: Meeting, kinds: Iterable[str], titles: Iterable[str], names: Iterable[str]
) -> None:
    """Keep the folded words by which the meeting is found."""
    words = [meeting.title, meeting.place, str(meeting.held), *rules.kind_words(set(kinds))]
    meeting.search = fold(" ".join([*words, *titles, *names]))
    meeting.save(update_fields=["search"])


def _account(row: Meeting) -> dict[str, Any]:
    """Return all that the minutes say now, for the log: it must stay recoverable from there."""
    minutes = queries.minutes(Scope.whole(), row.pk)
    return minutes.account if minutes else {}
