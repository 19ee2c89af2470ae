"""Figures and remarks of an invented cell, made through the room's own actions."""

from chibo.dates import parse
from reports.ratings.actions import figures as actions
from reports.ratings.models import OrganizationRating, RatingAggregate, ResidenceReview


def aggregate(organization, level: str = "good", count: int = 7, **facts) -> RatingAggregate:
    """Return how many reached a level; in 2020–2021 where nothing else is said."""
    usual = {"from_year": 2020, "to_year": 2021}
    return actions.note_rating_aggregate(
        by=None, organization=organization, level=level, count=count, **{**usual, **facts}
    )


def rating(organization, year: int = 2025, **facts) -> OrganizationRating:
    """Return how an organisation was rated; good by its superior where nothing else is said."""
    levels = facts or {"decided_level": "good"}
    return actions.rate_organization(by=None, organization=organization, year=year, **levels)


def review(organization, when: str = "2022", extent: str = "all", **facts) -> ResidenceReview:
    """Return a good remark on all who were introduced, where nothing else is said."""
    usual = {"result": "good"}
    return actions.note_residence_review(
        by=None, organization=organization, when=parse(when), extent=extent, **{**usual, **facts}
    )
