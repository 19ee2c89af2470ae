"""How organisations were rated, figures of old years, residence remarks; one statement each."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.regulations.models import Regulation, Topic
from chibo.regulations.parameters import Level, RatingParameters
from members.roster.models import Member
from reports.ratings.models import (
    OrganizationRating,
    RatingAggregate,
    RatingSheet,
    ResidenceReview,
)
from reports.ratings.rules.figures import Figure, Law, Scale


def organization_ratings(
    scope: Scope, organization: Organization, since_year: int, until_year: int
) -> QuerySet[OrganizationRating]:
    """Return how a place and all below it were rated in some years, both included; `_marked`."""
    return (
        _marked()
        .filter(
            scope.q(),
            Scope.below(organization.path).q(),
            year__gte=since_year,
            year__lte=until_year,
        )
        .select_related("organization")
        .order_by("organization__path", "year")
    )


def own_ratings(scope: Scope, organization: Organization) -> QuerySet[OrganizationRating]:
    """Return how a place itself was rated, the latest year first; `_marked`."""
    return _marked().filter(scope.q(), organization=organization).order_by("-year")


def _marked() -> QuerySet[OrganizationRating]:
    """Mark ratings with `is_unsent`: what they say of themselves stands on a sheet not sent yet."""
    drafts = RatingSheet.objects.filter(
        organization=OuterRef("organization"),
        year=OuterRef("year"),
        status=RatingSheet.Status.DRAFT,
    )
    return OrganizationRating.objects.annotate(is_unsent=Exists(drafts))


def organization_rating(scope: Scope, pk: int) -> QuerySet[OrganizationRating]:
    """Return the rating of an organisation with this key, if it is in scope: none or one row."""
    return OrganizationRating.objects.filter(scope.q(), pk=pk).select_related(
        "organization__parent"
    )


def is_member_of(scope: Scope, organization: Organization, user_id: int | None) -> bool:
    """Return whether a person is a member of that very organisation."""
    found = Member.objects.filter(scope.q(), organization=organization, user_id=user_id)
    return user_id is not None and found.exists()


def aggregates(
    scope: Scope, organization: Organization, since_year: int, until_year: int
) -> QuerySet[RatingAggregate]:
    """Return the figures of a place for times that touch some years, both included."""
    return RatingAggregate.objects.filter(
        scope.q(), organization=organization, from_year__lte=until_year, to_year__gte=since_year
    ).order_by("from_year", "pk")


def aggregate(scope: Scope, pk: int) -> QuerySet[RatingAggregate]:
    """Return the figure with this key, if it is in scope: none or one row."""
    return RatingAggregate.objects.filter(scope.q(), pk=pk).select_related("organization")


def residence_reviews(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> QuerySet[ResidenceReview]:
    """Return what places of residence said within a time about a place's members."""
    touching = Q(when_earliest__lte=until, when_latest__gte=since)
    return (
        ResidenceReview.objects.filter(scope.q(), touching, organization=organization)
        .select_related("member")
        .order_by("when_earliest", "pk")
    )


def residence_review(scope: Scope, pk: int) -> QuerySet[ResidenceReview]:
    """Return the remark with this key, if it is in scope: none or one row."""
    return ResidenceReview.objects.filter(scope.q(), pk=pk).select_related("organization", "member")


def figure(aggregate: RatingAggregate) -> Figure:
    """Return a figure as the rules know it."""
    names = ("from_year", "to_year", "level", "or_better", "count", "total")
    return Figure(**{name: getattr(aggregate, name) for name in names})


def member_scales() -> list[Scale]:
    """Return the levels of members by the regulations of all times; the law is public."""
    return [_scale(one, parameters.levels) for one, parameters in _rating_law()]


def organization_scales() -> list[Scale]:
    """Return the levels of organisations by the regulations of all times."""
    return [
        _scale(one, parameters.organization_levels or parameters.levels)
        for one, parameters in _rating_law()
    ]


def residence_laws() -> list[Law]:
    """Return the regulations of all times on contact with the place of residence."""
    found = regulations.all_regulations().filter(topic=Topic.RESIDENCE)
    return [Law(one.symbol, one.effective_from, one.effective_to) for one in found]


def _rating_law() -> list[tuple[Regulation, RatingParameters]]:
    found = regulations.all_regulations().filter(topic=Topic.RATING)
    return [(one, RatingParameters.model_validate(one.parameters)) for one in found]


def _scale(regulation: Regulation, levels: tuple[Level, ...]) -> Scale:
    return Scale(
        regulation.symbol,
        regulation.effective_from,
        regulation.effective_to,
        tuple((level.code, level.label) for level in levels),
    )
