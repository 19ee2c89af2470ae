"""Rules of ratings: figures and remarks."""
