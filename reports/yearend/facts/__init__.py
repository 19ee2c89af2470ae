"""The facts of a report: frozen values, gathered once, each as of its own date."""

from reports.yearend.facts.gathering import Confidential, gather
from reports.yearend.facts.values import ReportFacts, UnreadableFacts

__all__ = ["Confidential", "ReportFacts", "UnreadableFacts", "gather"]
