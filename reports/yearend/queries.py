"""What reports are written from, and the reports themselves; each function is a few statements."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations.models import Organization
from chibo.organizations.queries import tree
from meetings.minutes.models import AgendaItem, Directive, Kind, Meeting
from meetings.tasks.models import Task
from members.posts import queries as posts
from members.posts.models import Term
from members.roster.models import Membership
from reports.activities.models import Achievement, Activity
from reports.activities.queries import touching
from reports.yearend import rules
from reports.yearend.models import Report, ReportPrint, ReportText

_HEARING = (Kind.YEAR_END, Kind.REGULAR, Kind.CONGRESS)


# Reports --------------------------------------------------------------------------------------


def reports(
    scope: Scope, organization: Organization, *, year: int | None = None, q: str = ""
) -> QuerySet[Report]:
    """Return the reports of a place, the newest period and its newest version first.

    With a year: those whose period touches it; with q: those whose subject holds its words.
    """
    touching = Q() if year is None else Q(starts__year__lte=year, ends__year__gte=year)
    return (
        Report.objects.filter(scope.q(), touching, in_words(q), organization=organization)
        .select_related("organization", "meeting", "correction")
        .order_by("-ends", "-pk")
    )


def reports_of_year(scope: Scope, cells: Iterable[Organization], year: int) -> dict[int, Report]:
    """Return organisation key -> its report on a calendar year; one statement.

    The newest issued one, else the newest draft.
    """
    found = Report.objects.filter(
        scope.q(),
        organization__in=list(cells),
        starts=datetime.date(year, 1, 1),
        ends=datetime.date(year, 12, 31),
    ).order_by("pk")
    by_standing = sorted(found, key=lambda report: report.status == Report.Status.ISSUED)
    return {report.organization_id: report for report in by_standing}


def report(scope: Scope, pk: int) -> QuerySet[Report]:
    """Return the report with this key, if it is in scope: none or one row."""
    return Report.objects.filter(scope.q(), pk=pk).select_related(
        "organization", "organization__parent", "meeting", "snapshot", "corrects", "correction"
    )


def report_on(
    scope: Scope, organization: Organization, starts: datetime.date, ends: datetime.date
) -> Report | None:
    """Return the report on exactly this period: the newest issued one, else the newest draft."""
    found = report_versions(scope, organization, starts, ends)
    return found.filter(status=Report.Status.ISSUED).first() or found.first()


def draft_on(
    scope: Scope, organization: Organization, starts: datetime.date, ends: datetime.date
) -> Report | None:
    """Return the draft on exactly this period, where somebody has started one."""
    found = report_versions(scope, organization, starts, ends)
    return found.filter(status=Report.Status.DRAFT).first()


def report_versions(
    scope: Scope, organization: Organization, starts: datetime.date, ends: datetime.date
) -> QuerySet[Report]:
    """Return all reports on exactly this period, the newest first."""
    return reports(scope, organization).filter(starts=starts, ends=ends).order_by("-pk")


def texts(scope: Scope, report: Report) -> dict[str, str]:
    """Return key -> text of the paragraphs written in a report."""
    found = ReportText.objects.filter(scope.q("report__organization"), report=report)
    return dict(found.values_list("key", "text"))


def earlier_texts(scope: Scope, report: Report) -> tuple[str, dict[str, str]]:
    """Return (its period's year, key -> text) of the last issued report before this one's."""
    earlier = (
        reports(scope, report.organization)
        .filter(status=Report.Status.ISSUED, kind=report.kind, ends__lt=report.starts)
        .first()
    )
    return (str(earlier.ends.year), texts(scope, earlier)) if earlier else ("", {})


def kept_prints(scope: Scope, report: Report) -> QuerySet[ReportPrint]:
    """Return the kept prints of an issued report with their files, by format."""
    return (
        ReportPrint.objects.filter(scope.q("snapshot__report__organization"))
        .filter(snapshot__report=report)
        .select_related("file")
        .order_by("format")
    )


# What happened in a time ------------------------------------------------------------------------


def terms_of(
    scope: Scope, organization: Organization, starts: datetime.date, ends: datetime.date
) -> tuple[Term | None, Term | None]:
    """Return (term that runs on the last day, term that a long period looks back on).

    A congress opens the new term on the very day up to which the old one is reported. At most
    two statements.
    """
    running = posts.term_on(scope, organization, as_of=ends)
    if not rules.is_longer_than_a_year(starts, ends):
        return running, running
    return running, posts.term_on(scope, organization, as_of=starts) or running


def organizations_below(
    scope: Scope, organization: Organization, as_of: datetime.date
) -> QuerySet[Organization]:
    """Return what stands below a place and was not closed by a day, in the order of the tree."""
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gt=as_of)
    return (
        tree(scope)
        .filter(Scope.below(organization.path).q(""), open_then)
        .exclude(pk=organization.pk)
    )


def quantities_below(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> list[tuple[str, int, Decimal]]:
    """Return (unit, organisation, quantity) of what those below a place recorded in a time.

    Two statements, summed in the database.
    """
    within = touching(scope, since, until) & Scope.below(organization.path).q()
    return [
        row
        for model in (Achievement, Activity)
        for row in model.objects.filter(within, quantity__isnull=False)
        .exclude(organization=organization)
        .exclude(unit="")
        .order_by()
        .values_list("unit", "organization")
        .annotate(total=Sum("quantity"))
    ]


def memberships_touching(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Membership]:
    """Return the memberships of a place and all below it that held or ended in [since, until].

    One statement; guests who take part temporarily are left out, each member is at hand.
    """
    begun = Q(starts_earliest__isnull=True) | Q(starts_earliest__lte=until)
    running = Q(ends_latest__isnull=True) | Q(ends_latest__gte=since)
    return Membership.objects.filter(
        scope.q(),
        Scope.below(organization.path).q(),
        begun,
        running,
        is_temporary=False,
    ).select_related("member")


def _held_in(since: datetime.date, until: datetime.date) -> Q:
    """Return the condition that a meeting belongs to a time: its earliest day lies in it."""
    return Q(meeting__held_earliest__gte=since, meeting__held_earliest__lte=until)


def themes(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[AgendaItem]:
    """Return the themes of the thematic meetings of a time; one statement."""
    return (
        AgendaItem.objects.filter(
            scope.q("meeting__organization"),
            _held_in(since, until),
            meeting__organization=organization,
            meeting__kinds__kind=Kind.THEMATIC,
        )
        .exclude(theme="")
        .select_related("meeting", "presenter")
        .order_by("meeting__held_earliest", "meeting_id", "order")
    )


def tasks_of(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Task]:
    """Return the tasks planned for the years and months of a time, or due in it; one statement.

    For a time shorter than a year: those of the plans of its months, what was due or done in it,
    and, unless it is one month, what of the year's plan was still going on.
    """
    first, last = since.year * 12 + since.month, until.year * 12 + until.month
    months = Q(plan_month__isnull=False, at__gte=first, at__lte=last)
    years = Q(plan_month__isnull=True, plan_year__gte=since.year, plan_year__lte=until.year)
    due = Q(plan_month__isnull=True, due_earliest__lte=until, due_latest__gte=since)
    if rules.is_part_of_a_year(since, until):
        was_due = Q(plan_month__isnull=True, due_latest__gte=since, due_latest__lte=until)
        was_done = Q(state=Task.State.DONE, done_earliest__gte=since, done_earliest__lte=until)
        planned = months | was_due | was_done
        if not rules.is_month(since, until):
            planned |= years & (Q(state=Task.State.OPEN) | Q(done_earliest__gt=until))
    else:
        planned = months | years | due & Q(plan_year__isnull=True)
    return (
        Task.objects.alias(at=F("plan_year") * 12 + F("plan_month"))
        .filter(scope.q(), planned, organization=organization)
        .exclude(state=Task.State.DROPPED)
        .select_related("assignee")
        .order_by("order", "pk")
    )


def planned_tasks(
    scope: Scope, organization: Organization, *, year: int, month: int | None
) -> QuerySet[Task]:
    """Return what is planned: the key tasks of a year, or all tasks of a month; one statement."""
    planned = (
        Q(plan_year=year, plan_month=month)
        if month
        else Q(plan_year=year, plan_month__isnull=True, is_key=True)
    )
    return (
        Task.objects.filter(scope.q(), planned, organization=organization)
        .exclude(state=Task.State.DROPPED)
        .select_related("assignee")
        .order_by("order", "pk")
    )


def directives(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Directive]:
    """Return what superiors said in the meetings of a time; one statement."""
    return (
        Directive.objects.filter(
            scope.q("meeting__organization"),
            _held_in(since, until),
            meeting__organization=organization,
        )
        .select_related("guest")
        .order_by("meeting__held_earliest", "meeting_id", "order")
    )


# The meeting that hears a report ----------------------------------------------------------------


def meeting_choices(scope: Scope, organization: Organization) -> QuerySet[Meeting]:
    """Return the meetings of a place that may hear a report, the newest first."""
    return (
        Meeting.objects.filter(scope.q(), organization=organization)
        .prefetch_related("kinds")
        .order_by("-held_earliest", "-pk")
    )


def hearing_meeting(
    scope: Scope, organization: Organization, starts: datetime.date, ends: datetime.date
) -> Meeting | None:
    """Return the meeting that most likely hears a report: the one that says it reviews the year."""
    meetings = meeting_choices(scope, organization)
    if (starts.month, starts.day, ends.month, ends.day) == (1, 1, 12, 31):
        return meetings.filter(review_year=ends.year).first()
    return meetings.filter(
        held_earliest__gte=starts, held_earliest__lte=ends, kinds__kind__in=_HEARING
    ).first()
