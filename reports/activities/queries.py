"""The notes of a place within a time; each list is one statement."""

import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations.models import Organization
from reports.activities.models import (
    Achievement,
    Activity,
    Circumstance,
    IdeologyAssessment,
    Limitation,
    Note,
    StatedFigure,
)

N = TypeVar("N", bound=Note)


def touching(scope: Scope, since: datetime.date, until: datetime.date) -> Q:
    """Return the condition that a row lies in scope and `when` shares a day with [since, until]."""
    return scope.q() & Q(when_earliest__lte=until, when_latest__gte=since)


def notes(
    scope: Scope,
    model: type[N],
    organization: Organization,
    since: datetime.date,
    until: datetime.date,
) -> QuerySet[N]:
    """Return the notes of one kind that touch [since, until], in the order of their time."""
    return model.objects.filter(  # type: ignore[attr-defined]
        touching(scope, since, until), organization=organization
    ).order_by("when_earliest", "pk")


def achievements(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Achievement]:
    """Return what was achieved in a time."""
    return notes(scope, Achievement, organization, since, until)


def circumstances(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Circumstance]:
    """Return the advantages, difficulties and events of a time."""
    return notes(scope, Circumstance, organization, since, until)


def limitations(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Limitation]:
    """Return the shortcomings of a time with their causes."""
    return notes(scope, Limitation, organization, since, until)


def assessments(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[IdeologyAssessment]:
    """Return how the members' state of mind was judged in a time."""
    return notes(scope, IdeologyAssessment, organization, since, until)


def activities(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Activity]:
    """Return what was done for others or kept up in a time."""
    return notes(scope, Activity, organization, since, until)


def stated_figures(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[StatedFigure]:
    """Return the figures of a time that are printed as their sources state them."""
    return notes(scope, StatedFigure, organization, since, until)


def found(scope: Scope, q: str, *, most: int) -> list[Note]:
    """Return the notes in scope that hold all words of a question, kind by kind, the newest first.

    At most so many of each kind. Six statements, one for each kind.
    """
    kinds: tuple[type[Note], ...] = (
        Achievement, Circumstance, Limitation, IdeologyAssessment, Activity, StatedFigure,
    )  # fmt: skip
    return [
        one
        for kind in kinds
        for one in kind.objects.filter(scope.q(), in_words(q))  # type: ignore[attr-defined]
        .select_related("organization")
        .order_by("-when_earliest", "-pk")[:most]
    ]


def note(scope: Scope, model: type[N], pk: int) -> QuerySet[N]:
    """Return the note of one kind with this key, if it is in scope: none or one row."""
    return model.objects.filter(scope.q(), pk=pk).select_related("organization")  # type: ignore[attr-defined]
