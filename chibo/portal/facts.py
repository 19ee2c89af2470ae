"""What the desks show: the year of a cell, the months of a committee's cells, the checks of health.

Everything a desk says is gathered here as frozen values; the views turn it into links.
"""

import datetime
import os
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone

from chibo.access import Role, Scope
from chibo.accounts.models import User
from chibo.accounts.queries import names
from chibo.drafts import queries as drafts
from chibo.fields import holds
from chibo.organizations.models import Organization
from chibo.portal import queries
from chibo.portal.rules import committee, duties, year
from chibo.portal.rules.committee import Cell, Group
from chibo.portal.rules.duties import Duty
from chibo.portal.rules.year import Mark, Situation
from meetings.minutes.queries import MeetingSummary, meetings, summarised
from members.dues.queries import months_owing
from members.posts import queries as posts
from members.privacy import facts as privacy
from members.roster.queries import Headcount, headcount
from reports.ratings.rules import year_being_rated
from reports.yearend.models import Report
from reports.yearend.queries import reports_of_year

WINDOW = 60
"""Rows of a committee's table: so many cells, or parts of the tree, at once."""

LATEST = 5

CellRows = tuple[tuple[Cell, tuple[Mark, ...]], ...]
GroupRows = tuple[tuple[Group, tuple[Mark, ...]], ...]


@dataclass(frozen=True)
class Powers:
    """Where the person at the desk may see what, and what they may do at this place."""

    organizations: Scope
    meetings: Scope
    drafts: Scope
    members: Scope
    reports: Scope
    dues: Scope
    ratings: Scope
    records_meetings: bool = False
    locks_minutes: bool = False
    changes_members: bool = False
    composes_reports: bool = False
    records_dues: bool = False
    proposes_ratings: bool = False
    reviews_ratings: bool = False
    decides_ratings: bool = False
    hands_over: bool = False
    sees_sealed: bool = False


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
        corrections=_corrections(powers, organization, user),
        **_confidential(powers, organization, wanted, today),
    )


def _corrections(
    powers: Powers, organization: Organization, user: User
) -> tuple[datetime.date, ...]:
    """Return since when members wait for an answer that this person may give, the oldest first."""
    if not powers.changes_members:
        return ()
    return tuple(
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
    sees = powers.meetings.covers(organization.path)
    cell_rows: CellRows = ()
    group_rows: GroupRows = ()
    late: tuple[Duty, ...] = ()
    if sees and grouped:
        group_rows = _group_rows(powers, organization, shown, wanted, today)
    elif sees:
        cell_rows, late = _cell_rows(powers, shown, wanted, today)
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
        own_duties=tuple(duties.correction_duties(_corrections(powers, organization, user), today)),
        headcount=headcount(powers.members, organization, as_of=today) if counts else None,
        report_year=about,
        issued=issued,
        begun=begun,
        own_report=reports_of_year(powers.reports, [organization], about).get(organization.pk),
        may_compose=powers.composes_reports,
        rating_year=rated,
        rating_round=queries.rating_round(powers.ratings, organization, rated) if rates else None,
    )


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


def health() -> dict[str, bool]:
    """Return whether the database answers, every migration is applied and var/ can be written."""
    return {
        "database": _database_answers(),
        "migrations": _database_answers() and _migrations_applied(),
        "files": os.access(settings.VAR_DIR, os.W_OK),
    }


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


# Handing over ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenWork:
    """One kind of work that is open in a place: in words, how much, where it is listed."""

    words: str
    n: int
    late: int = 0
    url: str = ""

    @property
    def overdue(self) -> str:
        """How much of it is overdue, in words."""
        return f"{self.late} quá hạn" if self.late else ""


def open_work(
    powers: Powers, organization: Organization, user: User, today: datetime.date
) -> tuple[OpenWork, ...]:
    """Return what is open in this very place and with this person, what there is none of left out.

    Eight statements for a cell and for a committee; seven for who changes no members.
    """
    rated = year_being_rated(today)
    open_tasks, late = queries.open_tasks(powers.drafts, organization, as_of=today)
    if organization.is_cell:
        sheets = ("Bảng xếp loại chưa gửi hoặc bị trả lại",
                  queries.open_rating_sheets(powers.ratings, organization))  # fmt: skip
    else:
        waiting = queries.rating_round(powers.ratings, organization, rated).get("submitted", 0)
        sheets = (f"Bảng xếp loại năm {rated} của chi bộ chờ quyết định", waiting)
    found = [
        ("Biên bản chưa khóa", "meetings",
         queries.open_minutes(powers.meetings, organization, drafts=powers.drafts)),
        ("Nhiệm vụ đang làm", "tasks", open_tasks),
        ("Văn bản còn dự thảo", "official_documents",
         queries.open_papers(powers.drafts, organization)),
        ("Báo cáo đang soạn, chưa ban hành", "reports",
         queries.open_reports(powers.reports, organization)),
        (sheets[0], "ratings", sheets[1]),
        ("Tháng đảng phí còn người chưa đóng đủ", "dues", months_owing(powers.dues, organization)),
        ("Đề nghị sửa hồ sơ chưa trả lời", "correction_requests",
         len(_corrections(powers, organization, user))),
        ("Ô đang gõ dở, chưa lưu, của đồng chí", "", drafts.count(powers.organizations, user)),
    ]  # fmt: skip
    return tuple(
        OpenWork(
            words,
            n,
            late if name == "tasks" else 0,
            f"{reverse(name)}?to-chuc={organization.code}" if name else "",
        )
        for words, name, n in found
        if n
    )


@dataclass(frozen=True)
class HandedOver:
    """A hand-over as it was logged: who, to whom, which role, from when, and what was open."""

    pk: int
    giver: str
    receiver: str
    role: str
    on: datetime.date
    left_open: tuple[tuple[str, int], ...]


def handed_over(
    scope: Scope, organization: Organization, *, most: int, pk: int | None = None
) -> list[HandedOver]:
    """Return the last hand-overs at a place, or the one of a role; two statements."""
    entries = queries.hand_overs(scope, organization)
    if pk is not None:
        entries = entries.filter(subject_id=str(pk))
    found = [(entry, dict(entry.values or {})) for entry in entries[:most]]
    named = names(scope, {values[key] for _, values in found for key in ("from", "user")})
    return [
        HandedOver(
            int(entry.subject_id),
            named[values["from"]],
            named[values["user"]],
            Role(values["role"]).label,
            datetime.date.fromisoformat(values["starts_on"]),
            tuple((words, n) for words, n in values["left_open"]),
        )
        for entry, values in found
    ]


# Powers newly given ------------------------------------------------------------------------------

TOLD_FOR = datetime.timedelta(days=30)
"""How long the desk tells of a role that was given."""
_NAMED = 3


@dataclass(frozen=True)
class NewPowers:
    """Roles given lately: how many, and the first of them in words, higher ones before others."""

    n: int
    named: tuple[str, ...]
    since: datetime.date


def new_powers(
    scope: Scope, organization: Organization, user: User, today: datetime.date
) -> NewPowers | None:
    """Return which roles others gave at a place and below; None where there are none.

    `scope` is where this person reads the log: only there is one told. One statement, a second
    for names.
    """
    if not scope.covers(organization.path):
        return None
    since = today - TOLD_FOR
    at = timezone.make_aware(datetime.datetime.combine(since, datetime.time.min))
    n, given = queries.roles_given(scope, organization, since=at, but=user, most=_NAMED)
    if not n:
        return None
    named = names(scope, {holder for _, holder in given})
    return NewPowers(
        n, tuple(f"{Role(role).label} cho {named[holder]}" for role, holder in given), since
    )
