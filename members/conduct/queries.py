"""Awards and discipline: of a place within a time, of a member, counted per member."""

import datetime
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, F, Q, QuerySet

from chibo.access import PATH_STEP, Scope
from chibo.organizations.models import Organization
from chibo.vietnamese import fold
from members.conduct.models import Commendation, Discipline
from members.conduct.rules import award_in_words
from members.roster import queries as roster
from members.roster.models import Member

MOST_CHOICES = 500
"""Where more members than this could be chosen, one starts from the member's file."""

Row = TypeVar("Row", Commendation, Discipline)

_LATEST_FIRST = (F("when_earliest").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class Conduct:
    """How often a member was commended and disciplined in a time."""

    commended: int = 0
    disciplined: int = 0


def commendations(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Commendation]:
    """Return the awards and nominations of a place and of all below it that touch a time.

    With what a committee above recorded about its members.
    """
    return (
        Commendation.objects.filter(_touching(scope, organization, since, until))
        .select_related("organization", "member__organization")
        .order_by("when_earliest", "pk")
    )


def disciplines(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[Discipline]:
    """Return the disciplinary measures of a place and of all below it that touch a time.

    With what a committee above recorded about its members; the scope is that of discipline.
    """
    return (
        Discipline.objects.filter(_touching(scope, organization, since, until))
        .select_related("organization", "member__organization")
        .order_by("when_earliest", "pk")
    )


def conduct_by_member(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> dict[int, Conduct]:
    """Return member → how often commended and disciplined in a time. Two statements."""
    within = _touching(scope, organization, since, until) & Q(member__isnull=False)
    commended = dict(
        Commendation.objects.filter(within, standing=Commendation.Standing.AWARDED)
        .order_by()
        .values_list("member_id")
        .annotate(n=Count("pk"))
    )
    disciplined = dict(
        Discipline.objects.filter(within)
        .order_by()
        .values_list("member_id")
        .annotate(n=Count("pk"))
    )
    return {
        member: Conduct(commended.get(member, 0), disciplined.get(member, 0))
        for member in {*commended, *disciplined}
    }


def found(scope: Scope, q: str) -> QuerySet[Commendation]:
    """Return the awards in scope that answer a question, the newest first."""
    every = Commendation.objects.filter(scope.q()).select_related("organization", "member")
    return matching(every, q).order_by(*_LATEST_FIRST)


def matching(found: QuerySet[Row], q: str) -> QuerySet[Row]:
    """Return those in whose words, or in whose name whose they are, all words of a question stand.

    Where no member is named they are the organisation's.
    """
    for word in fold(q).split():
        whose = Q(member__search__contains=word) | Q(
            member__isnull=True, organization__search__contains=word
        )
        found = found.filter(Q(search__contains=word) | whose)
    return found


def commendation(scope: Scope, pk: int) -> QuerySet[Commendation]:
    """Return one award of an organisation in scope: none or one row."""
    return Commendation.objects.filter(scope.q(), pk=pk).select_related(
        "organization", "member__organization"
    )


def discipline(scope: Scope, pk: int) -> QuerySet[Discipline]:
    """Return one disciplinary measure of an organisation in scope: none or one row."""
    return Discipline.objects.filter(scope.q(), pk=pk).select_related(
        "organization", "member__organization", "member__user"
    )


def commendations_of(scope: Scope, member: Member) -> QuerySet[Commendation]:
    """Return the awards and nominations of a member, the newest first; for whoever sees the file.

    The file follows the person: what arose elsewhere stands in it, too.
    """
    if not scope.covers(member.organization.path):
        return Commendation.objects.none()
    return (
        Commendation.objects.filter(member=member)
        .select_related("organization")
        .order_by(*_LATEST_FIRST)
    )


def disciplines_of(scope: Scope, member: Member) -> QuerySet[Discipline]:
    """Return the measures against a member, the newest first; the scope is that of discipline."""
    if not scope.covers(member.organization.path):
        return Discipline.objects.none()
    return (
        Discipline.objects.filter(member=member)
        .select_related("organization")
        .order_by(*_LATEST_FIRST)
    )


def counted(found: QuerySet[Commendation]) -> dict[str, int]:
    """Return how many of these stand how: standing → number. One statement."""
    by_standing = found.order_by().values_list("standing").annotate(n=Count("pk"))
    return {standing.value: 0 for standing in Commendation.Standing} | dict(by_standing)


def recipients(
    scope: Scope,
    organization: Organization,
    since: datetime.date,
    until: datetime.date,
    *,
    chosen: int | None = None,
) -> QuerySet[Member]:
    """Return who may be chosen: the roll of the first and of the last day, and who was chosen.

    Where the roll is too long for a select only who was chosen.
    """
    days = {since, until}
    choices = Q(pk=chosen)
    for day in days:
        on_roll = roster.choices(scope, organization, as_of=day).order_by()
        choices |= Q(pk__in=on_roll.values("pk"))
    found = Member.objects.filter(choices).order_by("sort_key")
    too_many = found[: MOST_CHOICES + 1].count() > MOST_CHOICES
    return found.filter(pk=chosen) if too_many else found


def recipient_of(commendation: Commendation) -> str:
    """Return who received an award, as printed; asks nothing where member and place are at hand."""
    if commendation.member is not None:
        return commendation.member.full_name
    return commendation.collective or commendation.organization.name


def title_of(commendation: Commendation) -> str:
    """Return an award as it is told: «Bằng khen của UBND Thành phố»."""
    return award_in_words(commendation.get_form_display(), commendation.title, commendation.issuer)


def _touching(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> Q:
    """Return the condition of a place's rows in a time.

    Those that arose there or below, and those that were recorded above about a member of there.
    """
    below = Scope.below(organization.path)
    steps = range(PATH_STEP, len(organization.path), PATH_STEP)
    recorded_above = Q(organization__path__in=[organization.path[:step] for step in steps])
    of_member = scope.q("member__organization") & below.q("member__organization")
    here = (scope.q() & below.q()) | (recorded_above & of_member)
    return here & Q(when_earliest__lte=until, when_latest__gte=since)
