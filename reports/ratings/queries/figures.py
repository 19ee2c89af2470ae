"""Ratings of organisations, figures of old years, remarks of places of residence."""

import datetime

from django.db.models import Q, QuerySet

from chibo.access import Scope
from chibo.organizations.models import Organization
from reports.ratings.models import OrganizationRating, RatingAggregate, ResidenceReview


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
