"""The pages of the year's ratings."""

from reports.ratings.views.deciding import (
    decide_rating_sheet,
    reopen_rating_sheet,
    return_rating_sheet,
)
from reports.ratings.views.review import ratings
from reports.ratings.views.sheets import (
    open_rating_sheet,
    rating_sheet,
    refresh_rating_sheet,
    submit_rating_sheet,
    write_rating_sheet,
)

__all__ = [
    "decide_rating_sheet",
    "open_rating_sheet",
    "rating_sheet",
    "ratings",
    "refresh_rating_sheet",
    "reopen_rating_sheet",
    "return_rating_sheet",
    "submit_rating_sheet",
    "write_rating_sheet",
]
