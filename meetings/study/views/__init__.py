"""Pages of study: the list of a year, one occasion, commitments, and the deeds on them."""

from meetings.study.views.committing import (
    correct_commitment,
    record_commitment,
    remove_commitment,
)
from meetings.study.views.listing import studies
from meetings.study.views.studying import (
    correct_study,
    make_up_study,
    record_study,
    remove_study,
    study,
)

__all__ = [
    "correct_commitment",
    "correct_study",
    "make_up_study",
    "record_commitment",
    "record_study",
    "remove_commitment",
    "remove_study",
    "studies",
    "study",
]
