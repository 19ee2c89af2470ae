"""Reports on paper: the outline, the sentences made from facts, drafts and prints."""

from reports.yearend.documents.drafting import (
    Draft,
    contents,
    draft,
    gaps,
    heading_of,
    obstacles,
    page,
    signer_post,
    stand_ins,
    unsaved,
    usual_heading,
)
from reports.yearend.documents.outline import OUTLINE, Passage, Section, build, passages
from reports.yearend.documents.printing import FORMATS, MEDIA_TYPES, file_name, printed, prints

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "OUTLINE",
    "Draft",
    "Passage",
    "Section",
    "build",
    "contents",
    "draft",
    "file_name",
    "gaps",
    "heading_of",
    "obstacles",
    "page",
    "passages",
    "printed",
    "prints",
    "signer_post",
    "stand_ins",
    "unsaved",
    "usual_heading",
]
