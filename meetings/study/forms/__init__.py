"""What is typed about study and commitments."""

from meetings.study.forms.commitment import CommitmentForm, details_of_commitment
from meetings.study.forms.fields import keys_of
from meetings.study.forms.study import StudyForm, details_of_study, proposal

__all__ = [
    "CommitmentForm",
    "StudyForm",
    "details_of_commitment",
    "details_of_study",
    "keys_of",
    "proposal",
]
