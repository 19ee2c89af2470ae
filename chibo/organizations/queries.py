"""Finding organisations: in the tree, by code, as they were on a day."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from chibo.access import PATH_STEP, Scope
from chibo.fields import in_force, in_words
from chibo.organizations.models import (
    CELL_TYPES,
    Organization,
    OrganizationPeriod,
    OrganizationType,
)
from chibo.vietnamese import matches, normalise


def tree(scope: Scope, *, q: str = "") -> QuerySet[Organization]:
    """Return the organisations in scope in the order of the tree, those matching q by name or code.

    One statement. Each has its parent at hand.
    """
    found = Organization.objects.filter(scope.q("")).select_related("parent").order_by("path")
    return found.filter(in_words(q))


def by_code(scope: Scope, code: str) -> QuerySet[Organization]:
    """Return the organisation with this code, if it is in scope: none or one row."""
    return tree(scope).filter(code=normalise(code))


def by_codes(scope: Scope, codes: Collection[str]) -> QuerySet[Organization]:
    """Return the organisations with these codes that are in scope."""
    return tree(scope).filter(code__in=codes)


def possible_parents(scope: Scope) -> QuerySet[Organization]:
    """Return the open organisations in scope under which others may stand, in tree order."""
    return tree(scope).filter(closed_on__isnull=True).exclude(type=OrganizationType.GROUP)


def children(scope: Scope, organization: Organization) -> QuerySet[Organization]:
    """Return what stands directly under an organisation, in scope, in the order of the tree."""
    return tree(scope).filter(parent=organization)


def cells_below(scope: Scope, organization: Organization) -> QuerySet[Organization]:
    """Return the cells in scope under an organisation that are open, in the order of the tree."""
    return tree(scope).filter(
        Scope.below(organization.path).q(""),
        type__in=CELL_TYPES,
        closed_on__isnull=True,
    )


def ancestors(scope: Scope, organization: Organization) -> QuerySet[Organization]:
    """Return the organisations above one that is in scope, the root first.

    The names above one's own organisation stand on every document it issues, so they are
    shown although they lie outside the scope.
    """
    if not scope.covers(organization.path):
        return Organization.objects.none()
    path = organization.path
    prefixes = [path[:end] for end in range(PATH_STEP, len(path), PATH_STEP)]
    return Organization.objects.filter(path__in=prefixes).order_by("path")


def period_on(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> OrganizationPeriod | None:
    """Return what an organisation was on a day; None where it did not exist or is not in scope."""
    return (
        OrganizationPeriod.objects.filter(scope.q(), in_force(as_of), organization=organization)
        .select_related("parent")
        .order_by("-starts_earliest")
        .first()
    )


@dataclass(frozen=True)
class Names:
    """What stood on the documents of an organisation on a day: names and type."""

    name: str = ""
    superior: str = ""
    type: str = ""

    @property
    def is_cell(self) -> bool:
        """Whether it was a cell, not a committee or a group."""
        return self.type in CELL_TYPES


def names_on(scope: Scope, organization: Organization, *, as_of: datetime.date | None) -> Names:
    """Return what an organisation and its superior were called on a day; empty out of scope.

    At most two statements. What is not recorded for that day, or a day that is not known, is as
    it is today; the superior's name is shown although it lies outside the scope, because it
    stands on every document.
    """
    if not scope.covers(organization.path):
        return Names()
    was = _period(organization, as_of)
    parent = was.parent if was else organization.parent
    above = _period(parent, as_of)
    return Names(
        name=was.name if was else organization.name,
        superior=above.name if above else parent.name if parent else organization.superior_name,
        type=was.type if was else organization.type,
    )


def _period(
    organization: Organization | None, as_of: datetime.date | None
) -> OrganizationPeriod | None:
    if organization is None or as_of is None:
        return None
    return period_on(Scope.whole(), organization, as_of=as_of)


def tree_on(scope: Scope, *, as_of: datetime.date, q: str = "") -> QuerySet[OrganizationPeriod]:
    """Return what the organisations in scope were on a day, in the order of that day's tree.

    Scope is that of today's tree. With q: those whose name of that day, or code, holds its words;
    two statements then, otherwise one. Each has its organisation and its parent at hand.
    """
    found = (
        OrganizationPeriod.objects.filter(scope.q(), in_force(as_of))
        .filter(Q(organization__closed_on__isnull=True) | Q(organization__closed_on__gt=as_of))
        .select_related("organization", "parent")
        .order_by("path", "pk")
    )
    if not q:
        return found
    named = found.order_by().values_list("pk", "name", "organization__code")
    return found.filter(pk__in=[pk for pk, *words in named if matches(q, *words)])


def periods(scope: Scope, organization: Organization) -> QuerySet[OrganizationPeriod]:
    """Return all an organisation has been, the running period first."""
    return (
        OrganizationPeriod.objects.filter(scope.q(), organization=organization)
        .select_related("parent")
        .order_by("-pk")
    )
