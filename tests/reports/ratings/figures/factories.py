"""Figures and remarks of an invented cell, made through the room's own actions."""

import datetime

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
    """Return how an organisation was rated; good by its superior where nothing else is said.

    A superior at the portal decides by itself; of one outside the organisation writes it down.
    """
    said = facts or {"decided_level": "good"}
    mine = {"by": None, "organization": organization, "year": year}
    if not said.get("decided_level"):
        return actions.rate_organization(**mine, **said)
    decision = {"decision": "45-QĐ/ĐU", "decided_on": datetime.date(year + 1, 1, 5)}
    if organization.parent is None:
        return actions.rate_organization(**mine, **{"decided_by": "Đảng ủy Sở", **decision, **said})
    own = {name: said.pop(name) for name in ("self_level", "note") if name in said}
    if own:
        actions.rate_organization(**mine, **own)
    above = {"is_superior": True, "today": datetime.date(year + 1, 12, 31)}
    return actions.decide_organization_rating(**mine, **{**decision, **said}, **above)


def review(organization, when: str = "2022", extent: str = "all", **facts) -> ResidenceReview:
    """Return a good remark on all who were introduced, where nothing else is said."""
    usual = {"result": "good"}
    return actions.note_residence_review(
        by=None, organization=organization, when=parse(when), extent=extent, **{**usual, **facts}
    )
