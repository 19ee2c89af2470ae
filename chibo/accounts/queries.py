"""Finding accounts, their roles and their sessions."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from chibo.access import (
    PERMISSIONS,
    Permission,
    Role,
    Scope,
    paths_above,
    scope_of_assignments,
)
from chibo.accounts.models import Assignment, Authenticator, PortalSession, User
from chibo.organizations import queries as organization_queries
from chibo.organizations.models import Organization
from chibo.vietnamese import fold

_HANDED_ON = [role.value for role in Role if Permission.HAND_OVER in PERMISSIONS[role]]


def accounts(
    scope: Scope, *, as_of: datetime.date, organization: Organization | None = None, q: str = ""
) -> QuerySet[User]:
    """Return the users with a role in scope, past or running, by user name. Two statements.

    Each has the roles in scope that have not ended as `.held`, and as `.is_guarded` whether it
    has a second factor. An organisation narrows to roles
    at it and below; q to user names and names that contain it.
    """
    roles = Assignment.objects.filter(scope.q()).select_related("organization", "delegated_by")
    if organization is not None:
        roles = roles.filter(Scope.below(organization.path).q())
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    found = User.objects.filter(pk__in=roles.values("user")).annotate(
        is_guarded=Exists(factors.exclude(kind=Authenticator.Kind.RECOVERY))
    )
    if words := fold(q):
        found = found.filter(search__contains=words)
    return found.prefetch_related(
        Prefetch("assignments", roles.filter(_lasting(as_of)).order_by("pk"), to_attr="held")
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


def home(scope: Scope, user: User, *, as_of: datetime.date) -> int | None:
    """Return the key of the organisation of a person's first role that runs on a day, if any."""
    running = Assignment.objects.filter(
        scope.q(), _lasting(as_of), user=user, starts_on__lte=as_of
    ).order_by("pk")
    return running.values_list("organization", flat=True).first()


def accounts_at(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> QuerySet[User]:
    """Return the people who hold a role at this very organisation on a day, by name."""
    held = held_at(scope, organization, as_of=as_of).filter(starts_on__lte=as_of)
    return User.objects.filter(pk__in=held.order_by().values("user"), is_active=True).order_by(
        "search", "pk"
    )


def without_role(
    scope: Scope,
    organization: Organization,
    roles: QuerySet[Assignment],
    *,
    as_of: datetime.date,
    even_lent: bool,
) -> QuerySet[User]:
    """Return who of the people of an organisation lacks one of these roles there on a day.

    A role that was lent counts as held where `even_lent`: whom it was lent to may take it over.
    """
    held = held_at(scope, organization, as_of=as_of).filter(starts_on__lte=as_of)
    if not even_lent:
        held = held.filter(delegated_by__isnull=True)
    lacks = Q(pk__in=[])
    for role in roles:
        lacks |= ~Q(pk__in=held.filter(role=role.role).order_by().values("user"))
    return accounts_at(scope, organization, as_of=as_of).filter(lacks)


def is_username_taken(scope: Scope, username: str) -> bool:
    """Return whether a user name is in use anywhere; says that, never by whom."""
    return bool(scope) and User.objects.filter(username=username.strip().lower()).exists()


def user(scope: Scope, pk: int) -> QuerySet[User]:
    """Return the user with this id, if they have or had a role in scope: none or one row."""
    return User.objects.filter(
        pk=pk, pk__in=Assignment.objects.filter(scope.q()).values("user")
    ).order_by("pk")


def person(scope: Scope, pk: int) -> User | None:
    """Return the person with this id, whether or not the account is in use: whose words these are."""
    return User.objects.filter(pk=pk).first() if scope else None


def sessions(
    scope: Scope, user: User, *, at: datetime.datetime | None = None
) -> QuerySet[PortalSession]:
    """Return the sessions of a person whom the caller found in scope, last used first.

    With a moment only those that let the person in then. Without what they hold.
    """
    found = PortalSession.objects.filter(user=user).defer("session_data").order_by("-seen_at")
    if not scope:
        return found.none()
    if at is not None:
        found = found.filter(
            seen_at__gt=at - settings.SESSION_IDLE, started_at__gt=at - settings.SESSION_ABSOLUTE
        )
    return found


def reaches_beyond(scope: Scope, user: User) -> bool:
    """Return whether a user has a role outside the scope; says that, never where."""
    return Assignment.objects.filter(user=user).exclude(scope.q()).exists()


def _lasting(as_of: datetime.date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=as_of)


def places(scope: Scope) -> QuerySet[Organization]:
    """Return the open organisations in scope at which a role may be given, in tree order."""
    return organization_queries.tree(scope).filter(closed_on__isnull=True)


def half_in(scope: Scope, pk: int) -> User | None:
    """Return the active account with this id: of one who has shown the password at the door."""
    return User.objects.filter(pk=pk, is_active=True).first() if scope else None


def passkey(scope: Scope, credential: str) -> Authenticator | None:
    """Return the passkey with this credential id, with its holder; none without a scope."""
    found = Authenticator.objects.filter(kind=Authenticator.Kind.PASSKEY, credential=credential)
    return found.select_related("user").first() if scope and credential else None


def names(scope: Scope, keys: Collection[int]) -> dict[int, str]:
    """Return the names of accounts that have or had a role in scope; one statement."""
    here = Assignment.objects.filter(scope.q(), user__in=keys).values("user")
    return dict(User.objects.filter(pk__in=here).order_by().values_list("pk", "full_name"))
