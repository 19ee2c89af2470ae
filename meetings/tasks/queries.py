"""Finding goals and tasks: of a year, in the order of the plan."""

import datetime

from django.db.models import Count, F, Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from chibo.vietnamese import fold
from meetings.minutes.queries import Share
from meetings.tasks.models import Goal, Task


def goals(scope: Scope, organization: Organization, *, year: int) -> QuerySet[Goal]:
    """Return the objectives of a year, its months' among them, of a place and of all below it.

    Those of the whole year come first, then month by month.
    """
    return (
        Goal.objects.filter(scope.q(), Scope.below(organization.path).q(), plan_year=year)
        .select_related("organization")
        .order_by(F("plan_month").asc(nulls_first=True), "organization__path", "pk")
    )


def tasks(scope: Scope, organization: Organization, *, year: int | None = None) -> QuerySet[Task]:
    """Return the tasks of an organisation and of all below it: key tasks first, in their order.

    With a year: the tasks planned for it, and those without a year that are due in it, were
    finished in it or have neither. One statement; doer, item and directive are at hand.
    """
    found = Task.objects.filter(scope.q(), Scope.below(organization.path).q())
    if year is not None:
        found = found.filter(Q(plan_year=year) | Q(plan_year__isnull=True) & _falls_in(year))
    return found.select_related(
        "organization", "assignee", "item__meeting", "directive__meeting", "directive__guest"
    ).order_by("-is_key", "order", F("due_latest").asc(nulls_last=True), "pk")


def found(scope: Scope, q: str) -> QuerySet[Task]:
    """Return the tasks in scope in whose words, or doer's name, all words of a question stand."""
    words = [
        Q(search__contains=word) | Q(assignee__search__contains=word) for word in fold(q).split()
    ]
    return (
        Task.objects.filter(scope.q(), *words)
        .select_related("organization", "assignee")
        .order_by(F("plan_year").desc(nulls_last=True), "-pk")
    )


def _falls_in(year: int) -> Q:
    due = Q(due_earliest__year__lte=year, due_latest__year__gte=year)
    done = Q(done_earliest__year__lte=year, done_latest__year__gte=year)
    return due | done | Q(due_earliest__isnull=True, done_earliest__isnull=True)


def task(scope: Scope, pk: int) -> QuerySet[Task]:
    """Return the task with this key if it is in scope: none or one row."""
    return Task.objects.filter(scope.q(), pk=pk).select_related("organization", "assignee")


def tasks_by_member(
    scope: Scope, organization: Organization, year: int, *, as_of: datetime.date
) -> dict[int, Share]:
    """Return member → tasks done of those that were due or done in a year. One statement.

    A task whose deadline is still ahead on `as_of` is not counted yet.
    """
    in_year = Q(plan_year=year) | Q(plan_year__isnull=True) & _falls_in(year)
    done = Q(state=Task.State.DONE)
    found = (
        Task.objects.filter(
            scope.q(),
            Scope.below(organization.path).q(),
            in_year,
            done | Q(due_latest__lte=as_of),
            assignee__isnull=False,
        )
        .exclude(state=Task.State.DROPPED)
        .order_by()
        .values_list("assignee_id")
        .annotate(n=Count("pk", filter=done), total=Count("pk"))
    )
    return {member: Share(n, total) for member, n, total in found}


def years(scope: Scope, organization: Organization) -> list[int]:
    """Return the years for which tasks or goals are planned, newest first. Two statements."""
    below = Scope.below(organization.path).q() & Q(plan_year__isnull=False)
    planned = Task.objects.filter(scope.q(), below).order_by().values_list("plan_year", flat=True)
    aimed = Goal.objects.filter(scope.q(), below).order_by().values_list("plan_year", flat=True)
    found = {*planned.distinct(), *aimed.distinct()}
    return sorted((year for year in found if year is not None), reverse=True)
