"""What the desk of a committee shows: the months of its cells, the rounds, what waits at itself."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from chibo.accounts.models import User
from chibo.organizations.models import Organization
from chibo.portal import queries
from chibo.portal.facts.cell import requests
from chibo.portal.facts.powers import Powers
from chibo.portal.rules import committee, duties, year
from chibo.portal.rules.committee import Cell, Group
from chibo.portal.rules.duties import Duty
from chibo.portal.rules.year import Mark
from members.roster.queries import Headcount, headcount
from reports.ratings.rules import year_being_rated
from reports.yearend.models import Report
from reports.yearend.queries import reports_of_year

WINDOW = 60
"""Rows of a committee's table: so many cells, or parts of the tree, at once."""

CellRows = tuple[tuple[Cell, tuple[Mark, ...]], ...]
GroupRows = tuple[tuple[Group, tuple[Mark, ...]], ...]


@dataclass(frozen=True)
class CommitteeDesk:
    """The desk of a committee in one year: its cells, or the parts of the tree it groups them by.

    `rows` belong to the page of the table; `late` are the late cells of that page. `own_report` is
    its own report on `report_year`; `may_compose` says whether one may be begun here. `own_duties`
    are what waits at the committee itself.
    """

    organization: Organization
    year: int
    cell_count: int
    grouped: bool
    page: Page
    cell_rows: CellRows
    group_rows: GroupRows
    late: tuple[Duty, ...]
    own_duties: tuple[Duty, ...]
    headcount: Headcount | None
    report_year: int
    issued: int
    begun: int
    own_report: Report | None
    may_compose: bool
    rating_year: int
    rating_round: dict[str, int] | None


def committee_desk(
    powers: Powers,
    organization: Organization,
    user: User,
    wanted: int,
    today: datetime.date,
    page: str,
) -> CommitteeDesk:
    """Gather the desk of a committee; a fixed number of statements, however many cells."""
    count = queries.count_cells(powers.organizations, organization)
    grouped = count > WINDOW
    below = queries.parts_below if grouped else queries.cells
    shown = Paginator(below(powers.organizations, organization), WINDOW).get_page(page)
    cell_rows, group_rows, late = _table(
        powers, organization, shown, wanted, today, grouped=grouped
    )
    about = duties.report_year(today)
    issued, begun = queries.report_round(powers.reports, organization, about)
    counts = powers.members.covers(organization.path)
    rated = year_being_rated(today)
    rates = powers.ratings.covers(organization.path)
    return CommitteeDesk(
        organization=organization,
        year=wanted,
        cell_count=count,
        grouped=grouped,
        page=shown,
        cell_rows=cell_rows,
        group_rows=group_rows,
        late=late,
        own_duties=tuple(duties.correction_duties(requests(powers, organization, user))),
        headcount=headcount(powers.members, organization, as_of=today) if counts else None,
        report_year=about,
        issued=issued,
        begun=begun,
        own_report=reports_of_year(powers.reports, [organization], about).get(organization.pk),
        may_compose=powers.composes_reports,
        rating_year=rated,
        rating_round=queries.rating_round(powers.ratings, organization, rated) if rates else None,
    )


def _table(
    powers: Powers,
    organization: Organization,
    shown: Page,
    wanted: int,
    today: datetime.date,
    *,
    grouped: bool,
) -> tuple[CellRows, GroupRows, tuple[Duty, ...]]:
    """Return the rows of a page, of cells or of parts, and what is late; nothing to who sees none."""
    if not powers.meetings.covers(organization.path):
        return (), (), ()
    if grouped:
        return (), _group_rows(powers, organization, shown, wanted, today), ()
    cell_rows, late = _cell_rows(powers, shown, wanted, today)
    return cell_rows, (), late


def _cell_rows(
    powers: Powers, shown: Page, wanted: int, today: datetime.date
) -> tuple[CellRows, tuple[Duty, ...]]:
    found = list(shown)
    held = queries.year_of_meetings(powers.meetings, found, wanted, drafts=powers.drafts)
    laws, symbol = queries.meeting_laws(), queries.charter(as_of=today)
    clause = f"{symbol}: mỗi tháng một lần" if symbol else ""
    rows, late = [], []
    for cell in queries.named_cells(powers.meetings, found, drafts=powers.drafts):
        situation = committee.cell_situation(cell, held, laws, wanted, today)
        rows.append((cell, tuple(committee.cell_marks(situation))))
        if duty := committee.lateness(cell, situation, clause):
            late.append(duty)
    return tuple(rows), tuple(sorted(late, key=lambda duty: duty.due))


def _group_rows(
    powers: Powers, organization: Organization, shown: Page, wanted: int, today: datetime.date
) -> GroupRows:
    found = queries.groups(
        powers.organizations,
        powers.meetings,
        organization,
        list(shown),
        wanted,
        drafts=powers.drafts,
    )
    return tuple(
        (
            group,
            tuple(committee.group_mark(group, wanted, month, today) for month in year.MONTHS),
        )
        for group in found
    )
