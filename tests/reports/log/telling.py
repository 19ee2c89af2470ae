"""What stands in told entries that is no word of people: names, codes and keys of the machine."""

import re
from collections.abc import Iterator

from django.apps import apps

from chibo.access import Scope
from reports.log import facts, rules

WHOLE = Scope.whole()
SOME = 400
"""Entries told at once, as on pages of the log, only more."""


def _kept(values) -> Iterator[str]:
    """Yield the names and the codes that stand in values, at any depth."""
    if isinstance(values, dict):
        for name, value in values.items():
            yield name
            yield from _kept(value)
    elif isinstance(values, list):
        for value in values:
            yield from _kept(value)


def _codes() -> set[str]:
    return {
        str(code)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        for code, _ in getattr(field, "flatchoices", ())
    }


def raw(entries) -> set[str]:
    """Return the words of the machine that stand in what is told of entries."""
    names = {name for entry in entries for name in _kept(entry.values or {})}
    words = {w for w in names | _codes() | set(rules.PHRASES) if re.fullmatch("[a-z_]{3,}", w)}
    told = set()
    for start in range(0, len(entries), SOME):
        for line in facts.lines(WHOLE, entries[start : start + SOME]):
            said = " ".join([line.phrase, *(one.words for one in line.changes)])
            told |= set(re.findall(r"(?<![\w./@“-])[a-z_]{3,}(?![\w./@”-])", said))
    return {word for word in told & words if word not in VIETNAMESE} | {w for w in told if "_" in w}


VIETNAMESE = {"cho", "chi", "trong", "mau", "loan", "online"}
"""Words of the machine that are also words of people, or stand in texts that people wrote."""


def unknown(entries) -> set[tuple[str, str]]:
    """Return the values at the top of entries that nobody has words for."""
    return {
        (kind, name)
        for entry in entries
        for name in entry.values or {}
        if name not in rules.NOT_SHOWN
        and facts.word(kind := rules.TOLD_AS.get(entry.verb, entry.subject_type), name) is None
    }
