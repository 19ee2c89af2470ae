"""Gathering what was met about, studied and promised, and the meeting that heard the report."""

import datetime

from chibo.access import Scope
from meetings.library.models import GuidingDocument
from meetings.minutes.models import AgendaItem, Directive, Meeting
from meetings.minutes.queries import MeetingSummary, minutes, summaries
from meetings.study.models import Commitment, StudySession
from members.posts.queries import titles_on
from reports.yearend.facts.gathering.period import Period
from reports.yearend.facts.values import (
    CommitmentFact,
    DirectiveFact,
    GuestFact,
    HeardFact,
    MeetingFact,
    OpinionFact,
    StudyFact,
    ThemeFact,
)


def counted(period: Period, on: datetime.date) -> list[MeetingSummary]:
    """Return the meetings that a report counts, the oldest first; two statements.

    A cell's own, a committee's and those below it, whose earliest day lies in the period. A
    draft of a day after `on` is planned, not held.
    """
    rows = summaries(*period.args)
    if period.organization.is_cell:
        rows = [row for row in rows if row.organization_id == period.organization.pk]
    found = [row for row in reversed(rows) if period.holds(row.held.earliest)]
    return [row for row in found if row.is_locked or _begun(row, on)]


def _begun(row: MeetingSummary, on: datetime.date) -> bool:
    return row.held.earliest is not None and row.held.earliest <= on


def meeting(row: MeetingSummary) -> MeetingFact:
    """Return a meeting; a draft marks everybody present, so its names are not counted yet."""
    is_counted = row.is_locked or row.attending == Meeting.Attending.COUNTED
    return MeetingFact(
        pk=row.pk,
        title=row.title,
        held=row.held,
        kinds=tuple(sorted(row.kinds)),
        is_locked=row.is_locked,
        attending=row.attending,
        present=row.present if is_counted else None,
        summoned=row.summoned if is_counted else None,
    )


def theme(item: AgendaItem) -> ThemeFact:
    """Return a theme with who presented it."""
    presenter = item.presenter.full_name if item.presenter else ""
    return ThemeFact(item.theme, item.meeting.held, presenter, item.was_assigned)


def study(row: StudySession) -> StudyFact:
    """Return an occasion of study that a query of its room found, with its numbers."""
    named = row.extent == "by_name"
    return StudyFact(
        pk=row.pk,
        title=row.title,
        when=row.when,
        population=row.population,
        population_label=row.get_population_display(),
        extent=row.extent,
        documents=tuple(_called(one.document) for one in row.documents.all()),
        form=row.get_form_display(),
        organizer=row.organizer,
        presenter=row.presenter,
        attended=row.studied if named else row.attended,  # type: ignore[attr-defined]
        total=row.listed if named else row.total,  # type: ignore[attr-defined]
        recipients=row.recipients,
        outcome=row.outcome,
    )


def _called(document: GuidingDocument) -> str:
    """Return what a document is called, with what it is about where a symbol names it."""
    about = document.title.removeprefix("Về ").removeprefix("về ")
    if not document.symbol or not about:
        return document.name
    begun = about if about[:2].isupper() else about[:1].lower() + about[1:]
    return f"{document.name} về {begun}"


def commitment(row: Commitment) -> CommitmentFact:
    """Return what a population committed itself to."""
    return CommitmentFact(
        kind=row.kind,
        label=row.get_kind_display(),
        text=row.text,
        when=row.when,
        population=row.population,
        population_label=row.get_population_display(),
        extent=row.extent,
        registered=row.registered,
        total=row.total,
    )


def directive(row: Directive) -> DirectiveFact:
    """Return what a superior said."""
    return DirectiveFact(row.text, row.kind, row.guest.name if row.guest else "")


def heard(scope: Scope, meeting: Meeting | None) -> HeardFact | None:
    """Return the meeting that heard the report, the chair with the titles of the meeting's day."""
    full = minutes(scope, meeting.pk) if meeting else None
    if full is None:
        return None
    chair, day = full.chair, full.held.earliest
    titles = titles_on(scope, [chair.id], as_of=day) if chair and day else {}
    return HeardFact(
        pk=full.pk,
        title=full.name,
        held=full.held,
        session=full.session,
        kinds=tuple(sorted(full.kinds)),
        chair=chair.name if chair else "",
        chair_titles=titles.get(chair.id, "") if chair else "",
        guests=tuple(
            GuestFact(guest.name, guest.posts, guest.gave_directive) for guest in full.guests
        ),
        opinions=tuple(
            OpinionFact(opinion.text, opinion.speaker.name if opinion.speaker else "")
            for item in full.items
            for opinion in item.opinions
        ),
        directives=tuple(
            DirectiveFact(said.text, said.kind, said.guest) for said in full.directives
        ),
    )
