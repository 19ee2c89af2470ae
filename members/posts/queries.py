"""Who held which post on a day, and the terms of an organisation."""

import datetime
from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from chibo.access import Scope
from chibo.fields import in_force
from chibo.organizations.models import NumberingMode, Organization, OrganizationType
from members.posts.models import PositionHolding, Post, Term
from members.posts.rules import GOVERNMENT, printed_title, rank
from members.roster.models import Member


def holdings(scope: Scope) -> QuerySet[PositionHolding]:
    """Return the posts in scope: held in its organisations, or by members whose file lies there."""
    return PositionHolding.objects.filter(
        scope.q() | scope.q("member__organization")
    ).select_related("organization", "member__organization", "term")


def holding(scope: Scope, pk: int) -> QuerySet[PositionHolding]:
    """Return one post of an organisation in scope: none or one row."""
    return PositionHolding.objects.filter(scope.q(), pk=pk).select_related(
        "organization", "member__organization", "term"
    )


def holdings_of(scope: Scope, member: Member) -> QuerySet[PositionHolding]:
    """Return all posts that a member has held, the newest first."""
    return (
        holdings(scope)
        .filter(member=member)
        .order_by(F("starts_earliest").desc(nulls_last=True), "-pk")
    )


def holdings_at(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> list[PositionHolding]:
    """Return the posts of this very organisation that are held on a day, by rank and name."""
    found = (
        PositionHolding.objects.filter(scope.q(), in_force(as_of), organization=organization)
        .select_related("organization", "member__organization", "term")
        .order_by("member__sort_key", "pk")
    )
    return sorted(found, key=lambda holding: rank(holding.post))


def holdings_on(
    scope: Scope, member_ids: Collection[int], *, as_of: datetime.date
) -> dict[int, list[PositionHolding]]:
    """Return member → the posts held on a day, in the order of print. One statement.

    Posts of the Party come first, those of the higher organisation before those below; then
    government posts.
    """
    found = holdings(scope).filter(in_force(as_of), member__in=member_ids).order_by("pk")
    held: dict[int, list[PositionHolding]] = {}
    for holding in sorted(found, key=_order):
        held.setdefault(holding.member_id, []).append(holding)
    return held


def titles_on(
    scope: Scope, member_ids: Collection[int], *, as_of: datetime.date, of_party: bool = False
) -> dict[int, str]:
    """Return member → posts as printed on a day: «Bí thư Chi bộ, Giám đốc Sở». One statement.

    With `of_party` without the government posts, for lists where a name has one line; whoever
    holds no other is left out.
    """
    printed = {
        member_id: ", ".join(
            title_of(holding) for holding in held if not (of_party and holding.post == GOVERNMENT)
        )
        for member_id, held in holdings_on(scope, member_ids, as_of=as_of).items()
    }
    return {member_id: titles for member_id, titles in printed.items() if titles}


def title_of(holding: PositionHolding) -> str:
    """Return a post as it is printed; asks nothing where its organisation is at hand."""
    organization = holding.organization
    return printed_title(
        holding.post,
        holding.title,
        is_cell=organization.is_cell,
        is_group=organization.type == OrganizationType.GROUP,
    )


def secretary_of(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> PositionHolding | None:
    """Return who was secretary of an organisation on a day; None where nobody is known."""
    return (
        PositionHolding.objects.filter(
            scope.q(), in_force(as_of), organization=organization, post=Post.SECRETARY
        )
        .select_related("organization", "member__organization", "term")
        .order_by(F("starts_earliest").desc(nulls_last=True), "-pk")
        .first()
    )


def terms(scope: Scope, organization: Organization) -> QuerySet[Term]:
    """Return the terms of an organisation, the newest first."""
    return (
        Term.objects.filter(scope.q(), organization=organization)
        .select_related("organization")
        .order_by(F("starts_earliest").desc(nulls_last=True), "-pk")
    )


def term_on(scope: Scope, organization: Organization, *, as_of: datetime.date) -> Term | None:
    """Return the term that ran on a day: the last one begun by then.

    The planned end is not asked: a term lasts until the next congress. One statement.
    """
    begun = Q(starts_earliest__isnull=True) | Q(starts_earliest__lte=as_of)
    return terms(scope, organization).filter(begun).first()


def run_on(scope: Scope, organization: Organization, *, as_of: datetime.date) -> str:
    """Return within what numbers run on a day: the term's label, or the year; empty if unknown."""
    if organization.numbering == NumberingMode.YEAR:
        return str(as_of.year)
    found = term_on(scope, organization, as_of=as_of)
    return found.label if found else ""


def term(scope: Scope, pk: int) -> QuerySet[Term]:
    """Return one term, if its organisation lies in scope: none or one row."""
    return Term.objects.filter(scope.q(), pk=pk).select_related("organization")


def _order(holding: PositionHolding) -> tuple[bool, int, int, int]:
    return (
        holding.post == GOVERNMENT,
        len(holding.organization.path),
        rank(holding.post),
        holding.pk,
    )
