"""Finding accounts and their roles."""

import datetime
from collections.abc import Collection

from django.db.models import Prefetch, Q, QuerySet

from chibo.access import PERMISSIONS, Permission, Role, Scope
from chibo.accounts.models import Assignment, User
from chibo.organizations import queries as organization_queries
from chibo.organizations.models import Organization
from chibo.vietnamese import fold

_HANDED_ON = [role.value for role in Role if Permission.HAND_OVER in PERMISSIONS[role]]


def accounts(
    scope: Scope, *, as_of: datetime.date, organization: Organization | None = None, q: str = ""
) -> QuerySet[User]:
    """Return the users with a role in scope, past or running, by user name. Two statements.

    Each has the roles in scope that have not ended as `.held`. An organisation narrows to roles
    at it and below; q to user names and names that contain it.
    """
    roles = Assignment.objects.filter(scope.q()).select_related("organization", "delegated_by")
    if organization is not None:
        roles = roles.filter(Scope.below(organization.path).q())
    found = User.objects.filter(pk__in=roles.values("user"))
    if words := fold(q):
        found = found.filter(search__contains=words)
    return found.prefetch_related(
        Prefetch("assignments", roles.filter(_lasting(as_of)).order_by("pk"), to_attr="held")
    ).order_by("username")


def assignments(scope: Scope) -> QuerySet[Assignment]:
    """Return the assignments in scope with user and organisation."""
    return Assignment.objects.filter(scope.q()).select_related("user", "organization")


def held_at(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> QuerySet[Assignment]:
    """Return the roles that are held at this very organisation on a day or begin later."""
    return (
        assignments(scope)
        .filter(_lasting(as_of), organization=organization)
        .select_related("delegated_by")
        .order_by("starts_on", "pk")
    )


def own_at(
    scope: Scope, organization: Organization, user: User, *, as_of: datetime.date
) -> QuerySet[Assignment]:
    """Return the roles of one's own that somebody may hand on here.

    Those that carry the power to do so, and none that was only lent: whoever was lent one does
    not hand on what else they are here.
    """
    return held_at(scope, organization, as_of=as_of).filter(
        user=user, starts_on__lte=as_of, delegated_by__isnull=True, role__in=_HANDED_ON
    )


def accounts_at(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> QuerySet[User]:
    """Return the people who hold a role at this very organisation on a day, by name."""
    held = held_at(scope, organization, as_of=as_of).filter(starts_on__lte=as_of)
    return User.objects.filter(pk__in=held.order_by().values("user"), is_active=True).order_by(
        "search", "pk"
    )


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


def _lasting(as_of: datetime.date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)


def places(scope: Scope) -> QuerySet[Organization]:
    """Return the open organisations in scope at which a role may be given, in tree order."""
    return organization_queries.tree(scope).filter(closed_on__isnull=True)


def names(scope: Scope, keys: Collection[int]) -> dict[int, str]:
    """Return the names of accounts that have or had a role in scope; one statement."""
    here = Assignment.objects.filter(scope.q(), user__in=keys).values("user")
    return dict(User.objects.filter(pk__in=here).order_by().values_list("pk", "full_name"))
