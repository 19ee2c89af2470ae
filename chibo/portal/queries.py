"""What the roof asks of the whole house: a year of meetings, the rounds, searching, the demo."""

import datetime
from collections.abc import Collection

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, ExtractMonth, Substr

from chibo.access import PATH_STEP, Scope
from chibo.accounts.models import Assignment
from chibo.audit.models import Entry
from chibo.fields import in_words
from chibo.organizations import queries as organizations
from chibo.organizations.models import CELL_TYPES, Organization
from chibo.portal.rules.committee import Cell, Group
from chibo.portal.rules.year import DuesMonth, Held, MeetingLaw, Probation, month_of
from chibo.regulations import queries as regulations
from chibo.regulations.models import Topic
from chibo.regulations.parameters import MeetingParameters
from chibo.vietnamese import fold, normalise
from meetings.minutes import queries as minutes
from meetings.minutes.models import Kind, Meeting
from meetings.register import queries as register
from meetings.register.models import OfficialDocument
from meetings.tasks import queries as tasks
from meetings.tasks.models import Task
from members.dues import queries as dues
from members.dues.models import DuesCharge
from members.roster import queries as roster
from members.roster.models import Member
from members.roster.rules import probation_end, recognition_due
from reports.ratings.models import RatingSheet
from reports.yearend import queries as yearend
from reports.yearend.models import Report

LOAD_DEMO = "load_demo"
"""Verb of the audit under which the demo's root organisations were loaded."""


def demo_roots(scope: Scope) -> QuerySet[Organization]:
    """Return the root organisations in scope that the demo loaded. One statement.

    The audit is the record of what was loaded: it stays when the demo is wiped, the rows do not.
    """
    loaded = Entry.objects.filter(
        subject_type=Organization._meta.label,
        subject_id=Cast(OuterRef("pk"), CharField()),
        verb=LOAD_DEMO,
    )
    return Organization.objects.filter(scope.q(""), Exists(loaded), parent__isnull=True).order_by(
        "path"
    )


# The year of a cell ------------------------------------------------------------------------------


def year_of_meetings(
    scope: Scope, cells: Collection[Organization], year: int, *, drafts: Scope
) -> list[Held]:
    """Return the meetings of these cells that may lie in a year, oldest first. Two statements."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = Meeting.objects.filter(
        scope.q(),
        Q(status=Meeting.Status.LOCKED) | drafts.q(),
        organization__in=[cell.pk for cell in cells],
        held_latest__gte=first,
        held_earliest__lte=last,
    )
    rows = minutes.summarised(
        found.select_related("organization", "chair")
        .prefetch_related("kinds")
        .order_by("held_earliest", "pk")
    )
    return [
        Held(
            pk=row.pk,
            organization_id=row.organization_id,
            month=month_of(row.held.earliest, row.held.latest, year),
            last_day=row.held.latest,
            kinds=frozenset(row.kinds),
            is_locked=row.is_locked,
            present=row.present,
            summoned=row.summoned,
        )
        for row in rows
    ]


def first_meetings(
    scope: Scope, cells: Collection[Organization], *, drafts: Scope
) -> dict[int, datetime.date]:
    """Return cell → the day of its first recorded regular meeting, if any. One statement.

    From then on the book is kept month by month; single meetings of the past do not count.
    """
    found = Meeting.objects.filter(
        scope.q(),
        Q(status=Meeting.Status.LOCKED) | drafts.q(),
        organization__in=[cell.pk for cell in cells],
        held_earliest__isnull=False,
        kinds__kind=Kind.REGULAR,
    )
    return dict(
        found.order_by().values_list("organization_id").annotate(first=Min("held_earliest"))
    )


def meeting_laws() -> tuple[MeetingLaw, ...]:
    """Return the guidance on cell meetings by time, the newest first. One statement, no scope."""
    laws = []
    for row in regulations.all_regulations().filter(topic=Topic.MEETINGS):
        asked = MeetingParameters.model_validate(row.parameters)
        laws.append(
            MeetingLaw(
                row.effective_from,
                row.effective_to,
                row.symbol,
                asked.attendance_aim,
                asked.finish_within_days,
                asked.thematic_per_quarter,
            )
        )
    return tuple(laws)


def charter(*, as_of: datetime.date) -> str:
    """Return the symbol of the Charter in force on a day, empty where none is known."""
    try:
        return regulations.in_force(Topic.CHARTER, as_of=as_of).symbol
    except regulations.NoRegulation:
        return ""


def probations(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> tuple[Probation, ...]:
    """Return the probationary members of a cell whose day of admission is known. Two statements."""
    law = roster.law(scope, as_of=as_of)
    if law is None:
        return ()
    found = []
    for row in roster.on_roll(scope, organization, as_of=as_of, kind="probationary"):
        ends = probation_end(row.member.admitted, law.parameters.probation_months).latest
        if ends is not None:
            due = recognition_due(ends, law.parameters.recognition_within_working_days)
            found.append(
                Probation(
                    row.member_id,
                    row.member.full_name,
                    ends,
                    due,
                    law.clause("Điều lệ Đảng, điều 5"),
                )
            )
    return tuple(found)


def report_state(scope: Scope, organization: Organization, year: int) -> str:
    """Return how far the year's report of a cell is: "", draft or issued. One statement."""
    states = set(
        _reports_on(year)
        .filter(scope.q(), organization=organization)
        .values_list("status", flat=True)
    )
    if Report.Status.ISSUED in states:
        return Report.Status.ISSUED.value
    return Report.Status.DRAFT.value if states else ""


def dues_of_year(
    scope: Scope, organization: Organization, year: int
) -> tuple[tuple[DuesMonth, ...], datetime.date | None]:
    """Return (months of a year with their charges, the first month ever charged). Two statements."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = (
        dues.charges(scope, organization, first, last)
        .select_related(None)
        .order_by()
        .values_list("month")
        .annotate(settled=Count("pk", filter=Q(paid__gte=F("amount"))), charged=Count("pk"))
    )
    since = DuesCharge.objects.filter(scope.q(), organization=organization).aggregate(
        first=Min("month")
    )
    return tuple(DuesMonth(month.month, n, total) for month, n, total in found), since["first"]


def rating_state(scope: Scope, organization: Organization, year: int) -> str:
    """Return where a cell's sheet of ratings of a year is, empty for none. One statement."""
    sheet = RatingSheet.objects.filter(scope.q(), organization=organization, year=year).first()
    return sheet.status if sheet else ""


# A committee and its cells -----------------------------------------------------------------------


def count_cells(scope: Scope, committee: Organization) -> int:
    """Return how many open cells stand under a committee. One statement."""
    return organizations.cells_below(scope, committee).count()


def cells(scope: Scope, committee: Organization) -> QuerySet[Organization]:
    """Return the open cells under a committee in the order of the tree."""
    return organizations.cells_below(scope, committee)


def named_cells(scope: Scope, found: Collection[Organization], *, drafts: Scope) -> list[Cell]:
    """Return cells with the day from which their books ought to tell. One statement."""
    first = first_meetings(scope, found, drafts=drafts)
    return [Cell(cell.pk, cell.code, cell.name, first.get(cell.pk)) for cell in found]


def groups(
    organization_scope: Scope,
    scope: Scope,
    committee: Organization,
    parts: Collection[Organization],
    year: int,
    *,
    drafts: Scope,
) -> list[Group]:
    """Return parts of the tree directly below a committee with their cells and who met when.

    Two statements, aggregated in the database: a province costs what a ward costs.
    """
    length = len(committee.path) + PATH_STEP
    paths = [part.path for part in parts]
    counted = (
        cells(organization_scope, committee)
        .annotate(part=Substr("path", 1, length))
        .filter(part__in=paths)
        .order_by()
        .values_list("part")
        .annotate(n=Count("pk"))
    )
    met = (
        Meeting.objects.filter(
            scope.q(),
            Scope.below(committee.path).q(),
            Q(status=Meeting.Status.LOCKED) | drafts.q(),
            organization__type__in=CELL_TYPES,
            organization__closed_on__isnull=True,
            kinds__kind=Kind.REGULAR,
            held_earliest__year=year,
        )
        .annotate(part=Substr("organization__path", 1, length), month=ExtractMonth("held_earliest"))
        .filter(part__in=paths)
        .order_by()
        .values_list("part", "month")
        .annotate(n=Count("organization", distinct=True))
    )
    size = dict(counted)
    by_part: dict[str, dict[int, int]] = {}
    for part, month, n in met:
        by_part.setdefault(part, {})[month] = n
    return [
        Group(part.code, part.name, size.get(part.path, 0), by_part.get(part.path, {}))
        for part in parts
    ]


def parts_below(scope: Scope, committee: Organization) -> QuerySet[Organization]:
    """Return what stands directly below a committee and is open, in the order of the tree."""
    return organizations.children(scope, committee).filter(closed_on__isnull=True)


def report_round(scope: Scope, committee: Organization, year: int) -> tuple[int, int]:
    """Return (cells that have issued the year's report, cells that have begun one). One statement."""
    found = _reports_on(year).filter(
        scope.q(),
        Scope.below(committee.path).q(),
        organization__type__in=CELL_TYPES,
        organization__closed_on__isnull=True,
    )
    figures = found.aggregate(
        issued=Count("organization", distinct=True, filter=Q(status=Report.Status.ISSUED)),
        begun=Count("organization", distinct=True),
    )
    return figures["issued"], figures["begun"]


def rating_round(scope: Scope, committee: Organization, year: int) -> dict[str, int]:
    """Return status → how many cells have a sheet of a year in it. One statement."""
    return dict(
        RatingSheet.objects.filter(
            scope.q(),
            Scope.below(committee.path).q(),
            organization__type__in=CELL_TYPES,
            organization__closed_on__isnull=True,
            year=year,
        )
        .order_by()
        .values_list("status")
        .annotate(n=Count("pk"))
    )


def _reports_on(year: int) -> QuerySet[Report]:
    return Report.objects.filter(starts=datetime.date(year, 1, 1), ends=datetime.date(year, 12, 31))


# Handing over ------------------------------------------------------------------------------------


def open_minutes(scope: Scope, place: Organization, *, drafts: Scope) -> int:
    """Return of how many meetings of this very place the minutes are not locked. One statement."""
    found = minutes.meetings(scope, place, drafts=drafts).order_by()
    return found.filter(organization=place, status=Meeting.Status.DRAFT).count()


def open_tasks(scope: Scope, place: Organization, *, as_of: datetime.date) -> tuple[int, int]:
    """Return (tasks of this very place that are not done, those of them overdue). One statement."""
    found = tasks.tasks(scope, place).filter(organization=place, state=Task.State.OPEN)
    late = Count("pk", filter=Q(due_latest__lt=as_of))
    counted = found.order_by().aggregate(n=Count("pk"), late=late)
    return counted["n"], counted["late"]


def open_papers(scope: Scope, place: Organization) -> int:
    """Return how many papers of this very place are proposed or drafted. One statement."""
    status = OfficialDocument.Status
    found = register.official_documents(scope, place).order_by()
    return found.filter(organization=place, status__in=[status.PROPOSED, status.DRAFT]).count()


def open_reports(scope: Scope, place: Organization) -> int:
    """Return how many reports of a place are drafts. One statement."""
    return yearend.reports(scope, place).filter(status=Report.Status.DRAFT).count()


def open_rating_sheets(scope: Scope, place: Organization) -> int:
    """Return how many rating sheets of a cell lie with it: not sent, or returned. One statement."""
    status = RatingSheet.Status
    found = RatingSheet.objects.filter(scope.q(), organization=place)
    return found.filter(status__in=[status.DRAFT, status.RETURNED]).count()


def hand_overs(scope: Scope, place: Organization) -> QuerySet[Entry]:
    """Return the hand-overs of roles at a place as they were logged, the newest first."""
    if not scope.covers(place.path):
        return Entry.objects.none()
    return Entry.objects.filter(
        chain_key=place.pk, verb="hand_over", subject_type=Assignment._meta.label
    ).order_by("-sequence")


# Searching ---------------------------------------------------------------------------------------


def found_members(scope: Scope, q: str) -> QuerySet[Member]:
    """Return the members in scope whose name holds q's words, those with the same marks first."""
    found = roster.members(scope).filter(in_words(q))
    return found.order_by(_same_marks("full_name", q), "sort_key", "pk")


def found_organizations(scope: Scope, q: str) -> QuerySet[Organization]:
    """Return the organisations in scope whose name or code contains q, same marks first."""
    return organizations.tree(scope, q=q).order_by(_same_marks("name", q), "path")


def found_meetings(scope: Scope, q: str, *, drafts: Scope) -> QuerySet[Meeting]:
    """Return the meetings in scope in which q's words stand; drafts only where they may be read."""
    return (
        Meeting.objects.filter(scope.q(), Q(status=Meeting.Status.LOCKED) | drafts.q(), in_words(q))
        .select_related("organization", "chair")
        .prefetch_related("kinds")
        .order_by("-held_earliest", "-pk")
    )


def found_reports(scope: Scope, q: str) -> QuerySet[Report]:
    """Return the reports in scope in whose subject or organisation q's words stand, newest first."""
    words = [
        Q(search__contains=word) | Q(organization__search__contains=word)
        for word in fold(q).split()
    ]
    return (
        Report.objects.filter(scope.q(), *words)
        .select_related("organization")
        .order_by("-ends", "-pk")
    )


def _same_marks(column: str, q: str) -> Case:
    """Order what is written with the same marks before what only folds to the same letters."""
    words = " ".join(normalise(q).split())
    spelt = Q()
    for spelling in {words, words.lower(), words.title(), words.upper()}:
        spelt |= Q(**{f"{column}__contains": spelling})
    return Case(When(spelt, then=Value(0)), default=Value(1), output_field=IntegerField())
