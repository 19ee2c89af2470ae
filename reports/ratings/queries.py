"""Ratings of a year: the sheets of cells, the ratings of organisations, figures of old years."""

import datetime

from django.db.models import Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from reports.ratings.models import (
    OrganizationRating,
    Rating,
    RatingAggregate,
    RatingSheet,
    ResidenceReview,
)


def sheets(scope: Scope, organization: Organization, year: int) -> QuerySet[RatingSheet]:
    """Return the sheets of a year of a place and of all below it, in the order of the tree."""
    return (
        RatingSheet.objects.filter(scope.q(), Scope.below(organization.path).q(), year=year)
        .select_related("organization", "meeting")
        .order_by("organization__path")
    )


def ratings(scope: Scope, organization: Organization, year: int) -> QuerySet[Rating]:
    """Return the lines of all sheets of a year of a place and of all below it, by name."""
    return (
        Rating.objects.filter(
            scope.q("sheet__organization"),
            Scope.below(organization.path).q("sheet__organization"),
            sheet__year=year,
        )
        .select_related("sheet__organization", "member")
        .order_by("member__sort_key", "pk")
    )


def organization_ratings(
    scope: Scope, organization: Organization, since_year: int, until_year: int
) -> QuerySet[OrganizationRating]:
    """Return how a place and all below it were rated in some years, both included."""
    return (
        OrganizationRating.objects.filter(
            scope.q(),
            Scope.below(organization.path).q(),
            year__gte=since_year,
            year__lte=until_year,
        )
        .select_related("organization")
        .order_by("organization__path", "year")
    )


def aggregates(
    scope: Scope, organization: Organization, since_year: int, until_year: int
) -> QuerySet[RatingAggregate]:
    """Return the figures of a place for times that touch some years, both included."""
    return RatingAggregate.objects.filter(
        scope.q(), organization=organization, from_year__lte=until_year, to_year__gte=since_year
    ).order_by("from_year", "pk")


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
