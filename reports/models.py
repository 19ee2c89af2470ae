"""The models of this wing, gathered from its rooms."""

from reports.activities.models import Achievement, Circumstance, IdeologyAssessment, Limitation
from reports.inspection.models import Inspection
from reports.yearend.models import Report, ReportPrint, ReportSnapshot, ReportText

__all__ = [
    "Achievement",
    "Circumstance",
    "IdeologyAssessment",
    "Inspection",
    "Limitation",
    "Report",
    "ReportPrint",
    "ReportSnapshot",
    "ReportText",
]
