"""Noting, correcting and removing what belongs into the year's notebook."""

import datetime
from decimal import Decimal
from typing import Any

from chibo.audit.ledger import By, action, changed, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold
from reports.activities import rules
from reports.activities.models import (
    Achievement,
    Activity,
    Circumstance,
    IdeologyAssessment,
    Limitation,
    Note,
    StatedFigure,
)

_DATES = ("when", "since")
_SEARCHED = (
    "text", "programme", "cause", "population", "channel", "unit", "participants", "stated",
)  # fmt: skip


@action
def note_achievement(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    text: str,
    area: str,
    quantity: Decimal | None = None,
    unit: str = "",
    programme: str = "",
    today: datetime.date | None = None,
) -> Achievement:
    """Note what was achieved, with a quantity in its own unit where one is known."""
    note = Achievement(
        organization=organization,
        when=when,
        text=text,
        area=area,
        quantity=quantity,
        unit=unit,
        programme=programme,
    )
    return _kept(by, note, "note_achievement", today)


@action
def note_circumstance(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    text: str,
    kind: str,
    today: datetime.date | None = None,
) -> Circumstance:
    """Note an advantage, a difficulty, or an event, which may lie in the year ahead."""
    note = Circumstance(organization=organization, when=when, text=text, kind=kind)
    return _kept(by, note, "note_circumstance", today)


@action
def note_limitation(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    text: str,
    area: str,
    cause: str = "",
    cause_kind: str = "",
    today: datetime.date | None = None,
) -> Limitation:
    """Note a shortcoming with its cause."""
    note = Limitation(
        organization=organization,
        when=when,
        text=text,
        area=area,
        cause=cause,
        cause_kind=cause_kind,
    )
    return _kept(by, note, "note_limitation", today)


@action
def assess_ideology(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    text: str,
    level: str,
    cases: int | None = None,
    population: str = "",
    today: datetime.date | None = None,
) -> IdeologyAssessment:
    """Note how the state of mind was judged; `population` says among whom cases were counted."""
    note = IdeologyAssessment(
        organization=organization,
        when=when,
        text=text,
        level=level,
        cases=cases,
        population=population,
    )
    return _kept(by, note, "assess_ideology", today)


@action
def note_activity(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    text: str,
    kind: str,
    channel: str = "",
    since: PartialDate = UNKNOWN,
    quantity: Decimal | None = None,
    unit: str = "",
    participants: str = "",
    today: datetime.date | None = None,
) -> Activity:
    """Note something done for others or kept up, perhaps since long before."""
    note = Activity(
        organization=organization,
        when=when,
        text=text,
        kind=kind,
        channel=channel,
        since=since,
        quantity=quantity,
        unit=unit,
        participants=participants,
    )
    return _kept(by, note, "note_activity", today)


@action
def state_figure(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    text: str,
    subject: str,
    stated: str,
    total: int | None = None,
    today: datetime.date | None = None,
) -> StatedFigure:
    """Note a figure as its source states it: `text` says of what, `stated` how much."""
    note = StatedFigure(
        organization=organization,
        when=when,
        text=text,
        subject=subject,
        stated=stated,
        total=total,
    )
    return _kept(by, note, "state_figure", today)


@action
def correct_note(*, by: By, note: Note, today: datetime.date | None = None, **facts: Any) -> Note:
    """Put other facts in place of what a note says; the log keeps before and after."""
    note.lock()
    before = _values(note)
    for name, value in facts.items():
        setattr(note, name, value)
    refuse(_obstacles(note, today))
    if changes := changed(before, _values(note)):
        note.search = fold(" ".join(getattr(note, name, "") for name in _SEARCHED))
        note.write(*changes, "search")
        record(
            by=by,
            verb="correct_note",
            subject=note,
            organization_id=note.organization_id,
            values=changes,
        )
    return note


@action
def remove_note(*, by: By, note: Note, reason: str) -> None:
    """Remove a note; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    note.lock()
    record(
        by=by,
        verb="remove_note",
        subject=note,
        organization_id=note.organization_id,
        values={**_values(note), "reason": reason},
    )
    note.delete()


def _kept(by: By, note: Any, verb: str, today: datetime.date | None) -> Any:
    refuse(_obstacles(note, today))
    note.search = fold(" ".join(getattr(note, name, "") for name in _SEARCHED))
    note.save()
    record(
        by=by,
        verb=verb,
        subject=note,
        organization_id=note.organization_id,
        values=_values(note),
    )
    return note


def _obstacles(note: Note, today: datetime.date | None) -> list[Reason]:
    is_event = isinstance(note, Circumstance) and note.kind == Circumstance.Kind.EVENT
    reasons = rules.obstacles_to_noting(note.when, note.text, today, may_lie_ahead=is_event)
    if isinstance(note, Achievement | Activity):
        reasons += rules.obstacles_to_quantity(note.quantity, note.unit)
    if isinstance(note, Activity):
        reasons += rules.obstacles_to_keeping_up(note.since, note.when)
    if isinstance(note, StatedFigure):
        reasons += rules.obstacles_to_stating(note.stated, note.total)
    if isinstance(note, Limitation):
        reasons += rules.obstacles_to_cause(note.cause, note.cause_kind)
    return reasons


def _values(note: Note) -> dict[str, Any]:
    """Return what the log keeps of a note: its fields as plain values, without its owner."""
    parts = {f"{name}_{part}" for name in _DATES for part in ("earliest", "latest", "words")}
    left_out = {"id", "organization", "search", *parts}
    values = {
        field.name: getattr(note, field.name)
        for field in note._meta.concrete_fields
        if field.name not in left_out
    }
    plain = {name: str(v) if isinstance(v, Decimal) else v for name, v in values.items()}
    return plain | {name: str(getattr(note, name)) for name in _DATES if hasattr(note, name)}
