"""Roles that were given lately, as the desk tells of them."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from chibo.access import Role, Scope
from chibo.accounts.models import User
from chibo.accounts.queries import names
from chibo.organizations.models import Organization
from chibo.portal import queries

TOLD_FOR = datetime.timedelta(days=30)
"""How long the desk tells of a role that was given."""
_NAMED = 3


@dataclass(frozen=True)
class NewPowers:
    """Roles given lately: how many, and the first of them in words, higher ones before others."""

    n: int
    named: tuple[str, ...]
    since: datetime.date


def new_powers(
    scope: Scope, organization: Organization, user: User, today: datetime.date
) -> NewPowers | None:
    """Return which roles others gave at a place and below; None where there are none.

    `scope` is where this person reads the log: only there is one told. One statement, a second
    for names.
    """
    if not scope.covers(organization.path):
        return None
    since = today - TOLD_FOR
    at = timezone.make_aware(datetime.datetime.combine(since, datetime.time.min))
    n, given = queries.roles_given(scope, organization, since=at, but=user, most=_NAMED)
    if not n:
        return None
    named = names(scope, {holder for _, holder in given})
    return NewPowers(
        n, tuple(f"{Role(role).label} cho {named[holder]}" for role, holder in given), since
    )
