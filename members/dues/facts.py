"""What the pages of dues show: the book of one month, the table of a committee's cells."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from members.dues import queries
from members.dues.models import DuesRemittance
from members.dues.queries import Line, Standing
from members.dues.rules import charging
from members.dues.rules.charging import SETTLED, Law, LeftOut
from members.dues.rules.year import MonthSums, Row

WINDOW = 60
"""Rows of a committee's table: so many cells, or parts of the tree, at once."""


@dataclass(frozen=True)
class Uncharged:
    """A member on the roll without a charge for the month; `why` is empty for one to be charged.

    `has_left`: is not on the roll any more, so that no profile is set here.
    """

    standing: Standing
    why: str = ""
    mend: bool = False
    has_left: bool = False


@dataclass(frozen=True)
class MonthBook:
    """The book of a month: its lines, what went upward, and (for the collector) who is missing."""

    organization: Organization
    month: datetime.date
    law: Law
    lines: tuple[Line, ...]
    remittances: tuple[DuesRemittance, ...]
    sums: MonthSums
    to_charge: tuple[Uncharged, ...] = ()
    to_mend: tuple[Uncharged, ...] = ()
    left_out: tuple[Uncharged, ...] = ()


@dataclass(frozen=True)
class CommitteeYear:
    """Cells, or parts of the tree where there are many, by month."""

    grouped: bool
    cell_count: int
    page: Page
    rows: tuple[Row, ...]


def month_book(
    scope: Scope,
    organization: Organization,
    month: datetime.date,
    *,
    records: bool,
    today: datetime.date,
) -> MonthBook:
    """Gather the book of a month; a fixed number of statements.

    Who is not charged, and why, is gathered only for those who record dues here.
    """
    lines = queries.book(scope, organization, month)
    sent = tuple(queries.remittances(scope, organization, month))
    law = queries.law(scope, as_of=month)
    missing = _uncharged(scope, organization, month, law, today) if records and law.is_known else []
    return MonthBook(
        organization,
        month,
        law,
        tuple(lines),
        sent,
        MonthSums(
            charges=len(lines),
            settled=sum(line.state == SETTLED for line in lines),
            expected=sum(line.charge.amount for line in lines),
            collected=sum(line.paid for line in lines),
            remitted=sum(one.amount for one in sent),
        ),
        to_charge=tuple(one for one in missing if not one.why),
        to_mend=tuple(one for one in missing if one.mend),
        left_out=tuple(one for one in missing if one.why and not one.mend),
    )


def _uncharged(
    scope: Scope, organization: Organization, month: datetime.date, law: Law, today: datetime.date
) -> list[Uncharged]:
    found = []
    here = queries.on_roll_on(scope, organization, as_of=today)
    for row in queries.standings(scope, organization, month, as_of=month):
        owed = charging.assess(row.payer, law, month)
        if row.is_charged and not row.payer.charged_elsewhere:
            continue
        if isinstance(owed, LeftOut):
            found.append(Uncharged(row, owed.why, owed.mend, row.member_id not in here))
        else:
            found.append(Uncharged(row))
    return found


def committee_year(
    scope: Scope, committee: Organization, year: int, page: str, *, q: str = ""
) -> CommitteeYear:
    """Gather a year of a committee's cells; a fixed number of statements, however many.

    With q: of the cells whose name or code holds its words, never grouped.
    """
    listed = Paginator(organizations.cells_below(scope, committee).filter(in_words(q)), WINDOW)
    count = listed.count
    grouped = count > WINDOW and not q
    if grouped:
        parts = organizations.children(scope, committee).filter(closed_on__isnull=True)
        listed = Paginator(parts, WINDOW)
    shown = listed.get_page(page)
    found = list(shown)
    rows = (
        queries.parts_of_year(scope, committee, found, year)
        if grouped
        else queries.cells_of_year(scope, found, year)
    )
    return CommitteeYear(grouped, count, shown, tuple(rows))
