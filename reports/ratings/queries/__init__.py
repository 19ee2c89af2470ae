"""Ratings of a year: how organisations were rated, figures of old years, remarks."""

from reports.ratings.queries.figures import aggregates, organization_ratings, residence_reviews

__all__ = ["aggregates", "organization_ratings", "residence_reviews"]
