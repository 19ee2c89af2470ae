"""Values of an entry as people read them: each name in words, before and after. Pure."""

import datetime
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from chibo.vietnamese import day, number
from reports.log.rules.words import NESTED, NOT_SHOWN, Word

LONG = 160
"""Characters after which a value is folded away."""
_PAIRLESS = {"appointed", "ended"}
_NAMES = ("full_name", "name", "title", "text", "label", "subject", "symbol", "username", "when")
_HIDDEN = "giá trị lưu kín, không hiện"
_GONE = "không còn trong sổ"


@dataclass(frozen=True)
class Change:
    """One value: what it is called, what it was (where it was known) and what it is."""

    label: str
    after: str
    before: str = ""
    was_changed: bool = False

    @property
    def text(self) -> str:
        """What happened to it, in words, without its name."""
        if not (self.was_changed and self.before):
            return self.after
        if not self.after:
            return f"{self.before} (đã bỏ)"
        return f"từ {self.before} thành {self.after}"

    @property
    def words(self) -> str:
        """The whole change: «ngày chính thức từ 01/02/2024 thành 03/02/2024»."""
        if self.before and self.after:
            return f"{self.label} {self.text}".strip()
        return f"{self.label}: {self.text}" if self.label else self.text

    @property
    def short(self) -> str:
        """The change as far as it fits on a line."""
        return self.words if not self.is_long else self.words[: LONG - 1].rstrip() + "…"

    @property
    def is_long(self) -> bool:
        """Whether the rest stands behind a fold."""
        return len(self.words) > LONG


@dataclass(frozen=True)
class Subject:
    """What a deed was done to, by its name today or, where it is gone, as the entry says."""

    name: str
    is_gone: bool = False


Words = Callable[[str, str], Word | None]
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Teller:
    """Tells values: `words(type, name)` gives the word, `names[type, key]` who or what a key is."""

    words: Words
    names: Names
    levels: Mapping[str, str]

    def changes(self, subject_type: str, values: Mapping[str, Any]) -> list[Change]:
        """Return what an entry says, value by value; what says nothing is left out."""
        found = []
        for name, value in values.items():
            if name not in NOT_SHOWN and (change := self._change(subject_type, name, value)):
                found.append(change)
        return found

    def _change(self, subject_type: str, name: str, value: Any) -> Change | None:
        word = self.words(subject_type, name)
        label = word.label if word else ""
        if word is not None and word.kind == "flag" and value is False:
            return None
        if word is not None and word.kind == "sealed":
            text = _sealed(value)
            return Change(label, text, was_changed=isinstance(value, list)) if text else None
        if _is_pair(name, value, word):
            before, after = (self.text(subject_type, name, each) for each in value)
            if before == after:
                return None
            return Change(label, after, before, was_changed=True)
        text = self.text(subject_type, name, value)
        return Change(label, text) if text else None

    def text(self, subject_type: str, name: str, value: Any) -> str:
        """Return one value in words; nothing where it says nothing or has no word."""
        word = self.words(subject_type, name)
        if word is None or word.kind == "hidden" or _says_nothing(value):
            return ""
        if word.kind == "count":
            return number(len(value)) if isinstance(value, list | dict) else ""
        if word.kind == "map" and isinstance(value, dict):
            return self._map(word, value)
        if isinstance(value, list):
            return self._list(subject_type, name, word, value)
        if isinstance(value, dict):
            return self._dict(subject_type, name, value)
        if word.kind == "field":
            named = self.words(subject_type, str(value))
            return named.label if named else str(value)
        return self._scalar(word, value)

    def _list(self, subject_type: str, name: str, word: Word, value: list[Any]) -> str:
        if word.kind == "row":
            return "; ".join(self._row(subject_type, word, row) for row in value)
        between = "; " if any(isinstance(each, dict | list) for each in value) else ", "
        return between.join(filter(None, (self.text(subject_type, name, each) for each in value)))

    def _row(self, subject_type: str, word: Word, row: Any) -> str:
        if not isinstance(row, list):
            return ""
        cells = zip(word.columns, row, strict=False)
        return ", ".join(filter(None, (self._cell(subject_type, *cell) for cell in cells)))

    def _cell(self, subject_type: str, name: str, value: Any) -> str:
        text = self.text(subject_type, name, value)
        word = self.words(subject_type, name)
        if text and word and word.kind == "number":
            return f"{word.label} {text}"
        return text

    def _dict(self, subject_type: str, name: str, value: Mapping[str, Any]) -> str:
        if set(value) == {"length"}:
            return f"{number(value['length'])} chữ"
        if set(value) == {"id", "name"}:
            return str(value["name"])
        kind = NESTED.get(name, subject_type)
        return ", ".join(change.words for change in self.changes(kind, value))

    def _map(self, word: Word, value: Mapping[str, Any]) -> str:
        return "; ".join(
            f"{self._name(word.ref, key)}: {said}"
            for key, each in value.items()
            if (said := self._mapped(word, each))
        )

    def _mapped(self, word: Word, value: Any) -> str:
        if isinstance(value, dict):
            return ", ".join(change.words for change in self.changes(word.inner, value))
        return self.text(word.inner, "value", value)

    def _scalar(self, word: Word, value: Any) -> str:
        text = str(value)
        if word.kind == "sealed":
            return _sealed(value)
        if word.kind == "choice":
            return word.choices.get(text, "")
        if word.kind == "level":
            return self.levels.get(text, "")
        if word.kind == "ref":
            return self._name(word.ref, text)
        if word.kind == "flag" or isinstance(value, bool):
            return "có" if value in (True, "True") else "không"
        if word.kind in {"day", "month", "moment"}:
            return _day(text, word.kind)
        return _READ.get(word.kind, str)(text)

    def _name(self, ref: str, key: str) -> str:
        return self.names.get((ref, key)) or _GONE


def told_once(name: str, changes: list[Change]) -> tuple[str, list[Change]]:
    """Return a record's name and what happened to it, without what the name says already.

    A name that is the beginning of a text becomes the whole text, if it fits on a line.
    """
    kept = []
    for change in changes:
        is_beginning = not change.was_changed and len(name) > 3 and change.text.startswith(name)
        if is_beginning and not change.is_long:
            name = change.text
        elif change.was_changed or not (len(change.text) > 3 and change.text in name):
            kept.append(change)
    return name, kept


def told_by(values: Mapping[str, Any]) -> str:
    """Return what an entry itself calls its record, for one that is gone.

    >>> told_by({"title": ["Cũ", "Mới"]}), told_by({"amount": 5})
    ('Mới', '')
    """
    for name in _NAMES:
        value = values.get(name)
        said = value[-1] if isinstance(value, list) and len(value) == 2 else value
        if isinstance(said, str) and said:
            return said if len(said) <= LONG else said[: LONG - 1].rstrip() + "…"
    return ""


def _sealed(value: Any) -> str:
    """Return what happened to a sealed value; nothing of the value itself, not even its veil."""
    is_pair = isinstance(value, list) and len(value) == 2
    before, after = (not _says_nothing(one) for one in (value if is_pair else (None, value)))
    if not (before or after):
        return ""
    deed = "đã sửa" if before and after else "đã ghi" if after else "đã xóa"
    return f"{deed} ({_HIDDEN})"


def _says_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _is_pair(name: str, value: Any, word: Word | None) -> bool:
    """Return whether a value is [before, after]; a list of two is one only where lists are told."""
    if not isinstance(value, list) or len(value) != 2 or name in _PAIRLESS:
        return False
    if word is not None and (word.many or word.kind == "row"):
        return all(each is None or isinstance(each, list) for each in value)
    return True


def _day(text: str, kind: str) -> str:
    with suppress(ValueError):
        if kind == "moment":
            at = datetime.datetime.fromisoformat(text)
            return f"{day(at.date())} {at:%H:%M}"
        date = datetime.date.fromisoformat(text[:10])
        return f"{date:%m/%Y}" if kind == "month" else day(date)
    return text


def _number(text: str) -> str:
    with suppress(InvalidOperation, ValueError):
        value = Decimal(text)
        whole = value == value.to_integral_value()
        return number(int(value) if whole else value.normalize())
    return text


def _money(text: str) -> str:
    said = _number(text)
    return f"{said} đồng" if said[-1:].isdigit() else said


def _hour(text: str) -> str:
    return text[:5]


_READ: dict[str, Callable[[str], str]] = {"time": _hour, "number": _number, "money": _money}
"""Kind of value → how its text is read; others stand as they are."""
