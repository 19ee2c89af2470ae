"""What is open at a place whose roles are handed over."""

import datetime

from django.db.models import Count, Q, QuerySet

from chibo.access import Scope
from chibo.accounts.models import Assignment
from chibo.audit.models import Entry
from chibo.organizations.models import Organization
from meetings.minutes import queries as minutes
from meetings.minutes.models import Meeting
from meetings.register import queries as register
from meetings.register.models import OfficialDocument
from meetings.tasks import queries as tasks
from meetings.tasks.models import Task
from reports.ratings.models import RatingSheet
from reports.yearend import queries as yearend
from reports.yearend.models import Report


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
