"""Deeds of ratings: figures and remarks."""
