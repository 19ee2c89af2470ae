"""Reports on paper: the outline, the sentences made from facts, drafts."""

from reports.yearend.documents.article import Article, article
from reports.yearend.documents.drafting import (
    Draft,
    contents,
    draft,
    file_name,
    gaps,
    heading_of,
    obstacles,
    page,
    signer,
    signer_post,
    stand_ins,
    unsaved,
    usual_heading,
)
from reports.yearend.documents.outline import OUTLINE, Passage, Section, build, passages

__all__ = [
    "OUTLINE",
    "Article",
    "Draft",
    "Passage",
    "Section",
    "article",
    "build",
    "contents",
    "draft",
    "file_name",
    "gaps",
    "heading_of",
    "obstacles",
    "page",
    "passages",
    "signer",
    "signer_post",
    "stand_ins",
    "unsaved",
    "usual_heading",
]
