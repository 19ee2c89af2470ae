"""The year of a cell: its meetings, probations, dues and ratings, and the law on them."""

import datetime
from collections.abc import Collection

from django.db.models import Count, F, Min, Q

from chibo.access import Scope
from chibo.dates import add_working_days
from chibo.organizations.models import Organization
from chibo.portal.rules.year import DuesMonth, Held, MeetingLaw, Probation, month_of
from chibo.regulations import queries as regulations
from chibo.regulations.models import Topic
from chibo.regulations.parameters import MeetingParameters
from meetings.minutes import queries as minutes
from meetings.minutes.models import Kind, Meeting
from members.dues import queries as dues
from members.dues.models import DuesCharge
from members.roster import queries as roster
from members.roster.rules import probation_end
from reports.ratings.models import RatingSheet
from reports.yearend.models import Report


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
            due = add_working_days(ends, law.parameters.recognition_within_working_days)
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
        Report.objects.filter(whole_year(year), scope.q(), organization=organization).values_list(
            "status", flat=True
        )
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


def whole_year(year: int) -> Q:
    """Return the condition that a report is on a whole year, not on a part of it."""
    return Q(starts=datetime.date(year, 1, 1), ends=datetime.date(year, 12, 31))
