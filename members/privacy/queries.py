"""Whose file belongs to an account, and what members asked to have corrected."""

import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from chibo.access import PERMISSIONS, Permission, Scope
from chibo.accounts.models import Assignment
from chibo.organizations.models import Organization
from members.privacy.models import CorrectionRequest
from members.roster.models import Member

_Status = CorrectionRequest.Status


def member_of(scope: Scope, user: AbstractBaseUser) -> Member | None:
    """Return the member whose account this is; None where none is linked."""
    return Member.objects.filter(scope.q(), user_id=user.pk).select_related("organization").first()


def requests(scope: Scope, organization: Organization) -> QuerySet[CorrectionRequest]:
    """Return what members of a place asked, what waits first, then the newest; one statement."""
    return _requests(scope).filter(member__organization=organization).order_by("-asked_on", "-pk")


def request(scope: Scope, pk: int) -> QuerySet[CorrectionRequest]:
    """Return the request with this key, if the member's file lies in scope: none or one row."""
    return _requests(scope).filter(pk=pk)


def requests_of(scope: Scope, member: Member) -> QuerySet[CorrectionRequest]:
    """Return what a member has asked, the newest first."""
    return _requests(scope).filter(member=member).order_by("-asked_on", "-pk")


def waiting_of(scope: Scope, member: Member) -> CorrectionRequest | None:
    """Return the one request of a member that waits."""
    return _requests(scope).filter(member=member, status=_Status.WAITING).order_by("pk").first()


def waiting_at(
    scope: Scope, organization: Organization, *, but: AbstractBaseUser
) -> QuerySet[CorrectionRequest]:
    """Return what members of a place asked and nobody decided, the oldest first.

    `but`: whose own request is left out, as nobody decides about that alone. One statement.
    """
    found = _requests(scope).filter(member__organization=organization, status=_Status.WAITING)
    return found.exclude(member__user=but.pk).order_by("asked_on", "pk")


def deciders(
    scope: Scope, organization: Organization, *, as_of: datetime.date, but: int | None = None
) -> list[str]:
    """Return the names of those who may change the book of a place on a day, without one of them."""
    roles = [role.value for role, held in PERMISSIONS.items() if Permission.CHANGE_MEMBERS in held]
    found = (
        Assignment.objects.filter(
            scope.q(),
            Q(ends_on__isnull=True) | Q(ends_on__gt=as_of),
            organization=organization,
            role__in=roles,
            starts_on__lte=as_of,
            user__is_active=True,
        )
        .exclude(user_id=but)
        .order_by("pk")
    )
    return list(dict.fromkeys(found.values_list("user__full_name", flat=True)))


def _requests(scope: Scope) -> QuerySet[CorrectionRequest]:
    return CorrectionRequest.objects.filter(scope.q("member__organization")).select_related(
        "member__organization", "decided_by"
    )
