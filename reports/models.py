"""The models of this wing, gathered from its rooms."""

from reports.activities.models import (
    Achievement,
    Activity,
    Circumstance,
    IdeologyAssessment,
    Limitation,
    StatedFigure,
)
from reports.inspection.models import Inspection
from reports.ratings.models import (
    OrganizationRating,
    Rating,
    RatingAggregate,
    RatingExchange,
    RatingSheet,
    ResidenceReview,
)
from reports.targets.models import Target, TargetProgress
from reports.yearend.models import Report, ReportPrint, ReportSnapshot, ReportText

__all__ = [
    "Achievement",
    "Activity",
    "Circumstance",
    "IdeologyAssessment",
    "Inspection",
    "Limitation",
    "OrganizationRating",
    "Rating",
    "RatingAggregate",
    "RatingExchange",
    "RatingSheet",
    "Report",
    "ReportPrint",
    "ReportSnapshot",
    "ReportText",
    "ResidenceReview",
    "StatedFigure",
    "Target",
    "TargetProgress",
]
