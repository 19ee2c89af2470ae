"""Pages of reports: the lists, the composer, the issue and what was issued."""
