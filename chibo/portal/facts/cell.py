"""What the desk of a cell shows: its year, what is to be done, who is on its roll."""

import datetime
from dataclasses import dataclass
from typing import Any

from chibo.accounts.models import User
from chibo.dates import add_working_days
from chibo.fields import holds
from chibo.organizations.models import Organization
from chibo.portal import queries
from chibo.portal.facts.powers import Powers
from chibo.portal.rules import duties, year
from chibo.portal.rules.duties import Duty
from chibo.portal.rules.year import Mark, Requests, Situation
from chibo.regulations import queries as regulations
from meetings.minutes.queries import MeetingSummary, meetings, summarised
from members.posts import queries as posts
from members.privacy import facts as privacy
from members.roster.queries import Headcount, headcount
from reports.ratings.rules import year_being_rated

LATEST = 5


@dataclass(frozen=True)
class CellDesk:
    """The desk of a cell in one year; `strip` is None for those who see no meetings.

    `duties` is None for those who see no book of which something could be missing.
    """

    organization: Organization
    year: int
    strip: list[tuple[Mark, ...]] | None
    duties: tuple[Duty, ...] | None
    headcount: Headcount | None
    latest: tuple[MeetingSummary, ...]


def cell_desk(
    powers: Powers, organization: Organization, user: User, wanted: int, today: datetime.date
) -> CellDesk:
    """Gather the desk of a cell as this person sees it; a fixed number of statements."""
    sees = powers.meetings.covers(organization.path)
    reads = powers.drafts.covers(organization.path)
    counts = powers.members.covers(organization.path)
    situation = _situation(powers, organization, user, wanted, today) if sees else None
    strip = year.year_strip(situation) if situation else None
    return CellDesk(
        organization=organization,
        year=wanted,
        strip=strip if reads or strip is None else [_quiet(marks) for marks in strip],
        duties=_duties(powers, situation, reads=reads) if situation else None,
        headcount=headcount(powers.members, organization, as_of=today) if counts else None,
        latest=_latest(powers, organization) if sees else (),
    )


def _duties(powers: Powers, situation: Situation, *, reads: bool) -> tuple[Duty, ...] | None:
    """Return what is to be done this year: whoever sees the dues alone is told of these alone."""
    if not reads and situation.dues is None:
        return None
    if situation.year != situation.today.year:
        return ()
    found = duties.duties(situation)
    return tuple(duty for duty in found if reads or (duty.key == "dues" and powers.records_dues))


def _situation(
    powers: Powers, organization: Organization, user: User, wanted: int, today: datetime.date
) -> Situation:
    whom = [organization]
    first = queries.first_meetings(powers.meetings, whom, drafts=powers.drafts)
    found = queries.year_of_meetings(powers.meetings, whom, wanted, drafts=powers.drafts)
    counts = powers.members.covers(organization.path)
    term = posts.term_on(powers.members, organization, as_of=today) if counts else None
    about = duties.report_year(today)
    return Situation(
        today=today,
        year=wanted,
        since=first.get(organization.pk, today.replace(day=1)),
        meetings=tuple(found),
        laws=queries.meeting_laws(),
        charter=queries.charter(as_of=today),
        probations=queries.probations(powers.members, organization, as_of=today) if counts else (),
        has_secretary=not counts
        or posts.secretary_of(powers.members, organization, as_of=today) is not None,
        term_label=term.label if term else "",
        term_ended=term.ends.latest if term and not holds(term.starts, term.ends, today) else None,
        report_year=about,
        report=queries.report_state(powers.reports, organization, about)
        if powers.reports.covers(organization.path)
        else "issued",
        requests=requests(powers, organization, user),
        **_confidential(powers, organization, wanted, today),
    )


def requests(powers: Powers, organization: Organization, user: User) -> Requests | None:
    """Return what members wait for an answer to that this person may give; None where nothing.

    The time for it is that of the law on the day of the oldest. One statement, a second for the law.
    """
    since = corrections(powers, organization, user)
    if not since:
        return None
    try:
        law, parameters = regulations.personal_data_parameters(as_of=since[0])
    except regulations.NoRegulation:
        return Requests(len(since), since[0], since[0], "")
    due = add_working_days(since[0], parameters.answer_within_working_days)
    return Requests(len(since), since[0], due, law)


def corrections(powers: Powers, organization: Organization, user: User) -> list[datetime.date]:
    """Return since when members wait for an answer that this person may give, the oldest first."""
    if not powers.changes_members:
        return []
    return list(
        privacy.to_decide(powers.members, organization, user, sees_sealed=powers.sees_sealed)
    )


def _confidential(
    powers: Powers, organization: Organization, wanted: int, today: datetime.date
) -> dict[str, Any]:
    """Return what a cell's situation says of dues and ratings, to those who may see them."""
    said: dict[str, Any] = {}
    if powers.dues.covers(organization.path):
        said["dues"], said["dues_since"] = queries.dues_of_year(powers.dues, organization, wanted)
    if powers.ratings.covers(organization.path):
        about = year_being_rated(today)
        state = queries.rating_state(powers.ratings, organization, about)
        said |= {"rating_year": about, "rating": state}
    return said


def _quiet(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Leave out what is missing: who may not read drafts cannot tell a gap from a draft.

    The book of dues has no drafts.
    """
    return tuple(
        mark
        if mark.meeting is not None or mark.records == "dues"
        else Mark(before=mark.before, month=mark.month)
        for mark in marks
    )


def _latest(powers: Powers, organization: Organization) -> tuple[MeetingSummary, ...]:
    found = meetings(powers.meetings, organization, drafts=powers.drafts)
    dated = found.filter(organization=organization, held_earliest__isnull=False)
    return tuple(summarised(dated[:LATEST]))
