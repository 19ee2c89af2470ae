"""Roles that people gave lately, as the log tells of them."""

import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, Count, IntegerField, Value, When, Window

from chibo.access import Role, Scope
from chibo.accounts.models import Assignment
from chibo.audit.models import Entry
from chibo.organizations.models import Organization

HIGHER = (Role.COMMITTEE_LEADER.value, Role.ADMINISTRATOR.value)
"""Roles that decide over others, or give roles: told of before all others."""


def roles_given(
    scope: Scope,
    place: Organization,
    *,
    since: datetime.datetime,
    but: AbstractBaseUser,
    most: int,
) -> tuple[int, list[tuple[str, int]]]:
    """Return (how many roles people gave at a place and below since a moment, the first of them).

    Of the first it tells role and holder's key: higher ones, then the newest. Left out is what
    this person gave, and what commands did. One statement.
    """
    here = Organization.objects.filter(scope.q(""), Scope.below(place.path).q("")).values("pk")
    given = Entry.objects.filter(
        chain_key__in=here,
        verb__in=("assign", "delegate", "hand_over"),
        subject_type=Assignment._meta.label,
        at__gte=since,
        actor_id__isnull=False,
    ).exclude(actor_id=but.pk)
    rank = Case(
        When(values__role__in=HIGHER, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = given.annotate(n=Window(Count("pk"))).order_by(rank, "-at", "-pk")
    found = list(rows.values_list("values__role", "values__user", "n")[:most])
    return (found[0][2] if found else 0), [(role, user) for role, user, _ in found]
