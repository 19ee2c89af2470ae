"""The facts of a report: frozen values, gathered once, each as of its own date."""

from reports.yearend.facts.gathering import gather
from reports.yearend.facts.values import ReportFacts, UnreadableFacts

__all__ = ["ReportFacts", "UnreadableFacts", "gather"]
