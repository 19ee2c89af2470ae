"""How the log is told: verbs as phrases, names of values as words, values as people read them."""

from reports.log.rules.exporting import obstacles_to_exporting
from reports.log.rules.kinds import CHANGED, GROUPS, READ, RECORDS, SLUGS
from reports.log.rules.telling import Change, Subject, Teller, told_by, told_once
from reports.log.rules.verbs import PHRASES, READINGS, phrase
from reports.log.rules.words import (
    ALIASES,
    LEVELS,
    MONEY,
    NESTED,
    NOT_SHOWN,
    TOLD_AS,
    Word,
    extra_word,
    own_word,
)

__all__ = [
    "CHANGED",
    "GROUPS",
    "READ",
    "RECORDS",
    "SLUGS",
    "ALIASES",
    "LEVELS",
    "MONEY",
    "NESTED",
    "NOT_SHOWN",
    "PHRASES",
    "READINGS",
    "TOLD_AS",
    "Change",
    "Subject",
    "Teller",
    "Word",
    "extra_word",
    "obstacles_to_exporting",
    "own_word",
    "phrase",
    "told_by",
    "told_once",
]
