"""Pages of what is known of ratings as figures and remarks."""

from reports.ratings.views.figures.aggregates import (
    correct_rating_aggregate,
    note_rating_aggregate,
    remove_rating_aggregate,
)
from reports.ratings.views.figures.listing import rating_figures
from reports.ratings.views.figures.organizations import (
    correct_organization_rating,
    decide_organization_rating,
    rate_organization,
    remove_organization_rating,
)
from reports.ratings.views.figures.residence import (
    correct_residence_review,
    note_residence_review,
    remove_residence_review,
)

__all__ = [
    "correct_organization_rating",
    "correct_rating_aggregate",
    "correct_residence_review",
    "decide_organization_rating",
    "note_rating_aggregate",
    "note_residence_review",
    "rate_organization",
    "rating_figures",
    "remove_organization_rating",
    "remove_rating_aggregate",
    "remove_residence_review",
]
