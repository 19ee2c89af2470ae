"""Finding accounts and their roles."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from chibo.access import Permission, Role, Scope, paths_above, scope_of_assignments
from chibo.accounts.models import Assignment, User
from chibo.organizations import queries as organization_queries
from chibo.organizations.models import Organization
from chibo.vietnamese import fold


def accounts(
    scope: Scope, *, as_of: datetime.date, organization: Organization | None = None, q: str = ""
) -> QuerySet[User]:
    """Return the users with a role in scope, past or running, by user name. Two statements.

    Each has the roles in scope that have not ended as `.held`. An organisation narrows to roles
    at it and below; q to user names and names that contain it.
    """
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)
    roles = Assignment.objects.filter(scope.q()).select_related("organization")
    if organization is not None:
        roles = roles.filter(Scope.below(organization.path).q())
    found = User.objects.filter(pk__in=roles.values("user"))
    if words := fold(q):
        found = found.filter(search__contains=words)
    return found.prefetch_related(
        Prefetch("assignments", roles.filter(running).order_by("pk"), to_attr="held")
    ).order_by("username")


def assignments(scope: Scope) -> QuerySet[Assignment]:
    """Return the assignments in scope with user and organisation."""
    return Assignment.objects.filter(scope.q()).select_related("user", "organization")


@dataclass(frozen=True)
class Holder:
    """One assignment of somebody who can sign in, and which of the asked permissions it gives."""

    assignment: Assignment
    permissions: frozenset[Permission]


def holders(
    scope: Scope, path: str, permissions: Collection[Permission], *, as_of: datetime.date
) -> list[Holder]:
    """Return who holds any of some permissions at the place with this path on a day, from above.

    By the very function that every page asks (`scope_of_assignments`); whoever stands above a
    place is told although they are out of scope, because it is they who can look in. One
    statement.
    """
    if not scope.covers(path):
        return []
    running = Q(starts_on__lte=as_of) & (Q(ends_on__isnull=True) | Q(ends_on__gt=as_of))
    found = Assignment.objects.filter(
        running, user__is_active=True, organization__path__in=paths_above(path)
    ).select_related("user", "organization", "delegated_by")
    rows = []
    for one in found.order_by("organization__path", "user__full_name", "pk"):
        held = [(Role(one.role), one.organization.path)]
        given = {p for p in permissions if scope_of_assignments(held, p).covers(path)}
        if given:
            rows.append(Holder(one, frozenset(given)))
    return rows


def is_username_taken(scope: Scope, username: str) -> bool:
    """Return whether a user name is in use anywhere; says that, never by whom."""
    return bool(scope) and User.objects.filter(username=username.strip().lower()).exists()


def user(scope: Scope, pk: int) -> QuerySet[User]:
    """Return the user with this id, if they have or had a role in scope: none or one row."""
    return User.objects.filter(
        pk=pk, pk__in=Assignment.objects.filter(scope.q()).values("user")
    ).order_by("pk")


def reaches_beyond(scope: Scope, user: User) -> bool:
    """Return whether a user has a role outside the scope; says that, never where."""
    if scope.everything:
        return False
    return Assignment.objects.filter(user=user).exclude(scope.q()).exists()


def places(scope: Scope) -> QuerySet[Organization]:
    """Return the open organisations in scope at which a role may be given, in tree order."""
    return organization_queries.tree(scope).filter(closed_on__isnull=True)
