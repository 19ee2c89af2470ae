"""Finding accounts and their roles."""

import datetime

from django.db.models import Prefetch, Q, QuerySet

from chibo.access import Scope
from chibo.accounts.models import Assignment, User


def accounts(scope: Scope, *, as_of: datetime.date) -> QuerySet[User]:
    """Return the users with a role in scope, each with those roles as `.held`. Two statements."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)
    held = Assignment.objects.filter(scope.q(), running).select_related("organization")
    return (
        User.objects.filter(pk__in=Assignment.objects.filter(scope.q()).values("user"))
        .prefetch_related(Prefetch("assignments", held.order_by("pk"), to_attr="held"))
        .order_by("username")
    )


def assignments(scope: Scope) -> QuerySet[Assignment]:
    """Return the assignments in scope with user and organisation."""
    return Assignment.objects.filter(scope.q()).select_related("user", "organization")


def is_username_taken(scope: Scope, username: str) -> bool:
    """Return whether a user name is in use anywhere; says that, never by whom."""
    return bool(scope) and User.objects.filter(username=username).exists()
