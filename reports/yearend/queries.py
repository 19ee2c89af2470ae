"""What reports are written from, and the reports themselves; each function is a few statements."""

import datetime
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from chibo.access import Scope, path_successor
from chibo.fields import in_force
from chibo.organizations.models import NumberingMode, Organization, OrganizationPeriod
from meetings.minutes.models import AgendaItem, Directive, Kind, Meeting
from meetings.tasks.models import Task
from members.posts.queries import term_on
from members.roster.models import Membership
from reports.yearend.models import Report, ReportPrint, ReportText

_HEARING = (Kind.YEAR_END, Kind.REGULAR, Kind.CONGRESS)


# Reports --------------------------------------------------------------------------------------


def reports(scope: Scope, organization: Organization) -> QuerySet[Report]:
    """Return the reports of a place, the newest period and its newest version first."""
    return (
        Report.objects.filter(scope.q(), organization=organization)
        .select_related("organization", "meeting", "correction")
        .order_by("-ends", "-pk")
    )


def reports_of_year(scope: Scope, cells: Iterable[Organization], year: int) -> dict[int, Report]:
    """Return organisation key -> its newest report on a calendar year; one statement."""
    found = Report.objects.filter(
        scope.q(),
        organization__in=list(cells),
        starts=datetime.date(year, 1, 1),
        ends=datetime.date(year, 12, 31),
    ).order_by("pk")
    return {report.organization_id: report for report in found}


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


# What was so on a day ---------------------------------------------------------------------------


def names_on(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> tuple[str, str, str]:
    """Return (name, name of the superior, type) of a place as they were on a day.

    Two statements. What is not recorded for that day is as it is today; the superior's name is
    shown although it lies outside the scope, because it stands on every document.
    """
    if not scope.covers(organization.path):
        return "", "", ""
    was = _period(organization.pk, as_of)
    parent = was.parent if was else organization.parent
    above = _period(parent.pk if parent else None, as_of)
    superior = above.name if above else parent.name if parent else organization.superior_name
    return (
        was.name if was else organization.name,
        superior,
        was.type if was else organization.type,
    )


def _period(organization_id: int | None, as_of: datetime.date) -> OrganizationPeriod | None:
    return (
        OrganizationPeriod.objects.filter(in_force(as_of), organization_id=organization_id)
        .select_related("parent")
        .order_by("-starts_earliest")
        .first()
    )


def run_on(scope: Scope, organization: Organization, *, as_of: datetime.date) -> str:
    """Return within what numbers run on a day: the term's label, or the year; empty if unknown."""
    if organization.numbering == NumberingMode.YEAR:
        return str(as_of.year)
    term = term_on(scope, organization, as_of=as_of)
    return term.label if term else ""


# What happened in a time ------------------------------------------------------------------------


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
        begun,
        running,
        organization__path__gte=organization.path,
        organization__path__lt=path_successor(organization.path),
        is_temporary=False,
    ).select_related("member")


def themes(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[AgendaItem]:
    """Return the agenda items that name the theme of a thematic meeting of a time; one statement.

    Such an item says «chuyên đề» in its title and more than the agenda's usual words.
    """
    return (
        AgendaItem.objects.filter(
            scope.q("meeting__organization"),
            meeting__organization=organization,
            meeting__kinds__kind=Kind.THEMATIC,
            meeting__held_earliest__lte=until,
            meeting__held_latest__gte=since,
        )
        .filter(Q(title__contains="huyên đề"))
        .exclude(title="Sinh hoạt chuyên đề")
        .select_related("meeting", "presenter")
        .order_by("meeting__held_earliest", "meeting_id", "order")
    )


def tasks_of(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Task]:
    """Return the tasks planned for the years of a time, or due in it; one statement."""
    planned = Q(plan_year__gte=since.year, plan_year__lte=until.year)
    due = Q(plan_year__isnull=True, due_earliest__lte=until, due_latest__gte=since)
    return (
        Task.objects.filter(scope.q(), planned | due, organization=organization)
        .exclude(state=Task.State.DROPPED)
        .select_related("assignee")
        .order_by("order", "pk")
    )


def key_tasks(scope: Scope, organization: Organization, *, year: int) -> QuerySet[Task]:
    """Return the key tasks of a year's plan in their order; one statement."""
    return (
        Task.objects.filter(scope.q(), organization=organization, plan_year=year, is_key=True)
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
            meeting__organization=organization,
            meeting__held_earliest__lte=until,
            meeting__held_latest__gte=since,
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
        held_earliest__lte=ends, held_latest__gte=starts, kinds__kind__in=_HEARING
    ).first()
