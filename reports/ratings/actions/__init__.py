"""Deeds on the year's ratings."""

from reports.ratings.actions.sheets import (
    decide_rating_sheet,
    open_rating_sheet,
    refresh_rating_sheet,
    reopen_rating_sheet,
    return_rating_sheet,
    submit_rating_sheet,
    write_rating_sheet,
)

__all__ = [
    "decide_rating_sheet",
    "open_rating_sheet",
    "refresh_rating_sheet",
    "reopen_rating_sheet",
    "return_rating_sheet",
    "submit_rating_sheet",
    "write_rating_sheet",
]
