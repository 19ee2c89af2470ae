"""Entries as lines that people read: who, when, what, to whom, from what to what."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from chibo.access import Scope
from chibo.audit.models import Entry
from chibo.fields import SealedTextField, partial_date_words
from chibo.organizations.models import Organization
from chibo.regulations.models import Topic
from chibo.regulations.parameters import DuesParameters, RatingParameters
from members.roster.models import Member
from reports.log import queries, rules
from reports.log.rules import Change, Subject, Teller, Word

USER = "chibo.User"
_CATEGORY = "category"


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    pk: int
    at: datetime.datetime
    actor: str
    phrase: str
    subject: Subject
    kind: str
    key: str
    place: str
    changes: tuple[Change, ...]
    is_reading: bool
    is_erased: bool

    @property
    def words(self) -> str:
        """The sentence: «đ/c A sửa hồ sơ đảng viên B: ngày chính thức từ … thành …»."""
        told = "; ".join(change.words for change in self.changes)
        said = " ".join(filter(None, [self.actor, self.phrase, self.subject.name]))
        return f"{said}: {told}" if told else said

    @property
    def told(self) -> list[Change]:
        """What is told in one flow: short values that were written for the first time."""
        return [one for one in self.changes if not (one.was_changed or one.is_long)]

    @property
    def listed(self) -> list[Change]:
        """What has a line of its own: what was changed, and long texts."""
        return [one for one in self.changes if one.was_changed or one.is_long]

    @property
    def slug(self) -> str:
        """The word of the address of the record's history; nothing where it has none."""
        return "" if self.subject.is_gone else rules.SLUGS.get(self.kind, "")

    @property
    def day(self) -> datetime.date:
        """The day in Việt Nam."""
        return timezone.localtime(self.at).date()


class _Asking(dict[tuple[str, str], str]):
    """Names nobody knows yet; it keeps which ones are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_asked: dict[str, set[str]] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        """Note the question; answer nothing."""
        self.keys_asked.setdefault(key[0], set()).add(str(key[1]))
        return default


def lines(log_scope: Scope, found: Sequence[Entry]) -> list[Line]:
    """Return entries in words. A fixed number of statements: one for each kind of name, one law."""
    asking = _Asking()
    levels, categories = _codes()
    words = _words_with(categories)
    asker = Teller(words, asking, levels)
    for entry in found:
        asker.changes(_told_as(entry), entry.values or {})
        asking.get((entry.subject_type, entry.subject_id))
        if entry.actor_id is not None:
            asking.get((USER, entry.actor_id))
        if entry.chain_key:
            asking.get(("chibo.Organization", entry.chain_key))
    known = {kind: keys for kind, keys in asking.keys_asked.items() if _is_model(kind)}
    names = queries.names(log_scope, known)
    teller = Teller(words, names, levels)
    return [_line(entry, teller, names) for entry in found]


def by_day(found: Iterable[Line]) -> list[tuple[datetime.date, list[Line]]]:
    """Return lines by their days, in their order."""
    days: list[tuple[datetime.date, list[Line]]] = []
    for line in found:
        if not days or days[-1][0] != line.day:
            days.append((line.day, []))
        days[-1][1].append(line)
    return days


def word(subject_type: str, name: str) -> Word | None:
    """Return what a value of an entry is called and how it is read; None where nobody knows."""
    at = f"{subject_type}.{name}"
    if own := rules.own_word(subject_type, name):
        return own
    kind, _, field_name = rules.ALIASES.get(at, at).rpartition(".")
    extra = rules.extra_word(subject_type, name)
    found = _of_field(kind, field_name, name) or extra
    if found and extra and extra.many and at in rules.ALIASES:
        return replace(found, label=extra.label, many=True)
    return found


def _told_as(entry: Entry) -> str:
    return rules.TOLD_AS.get(entry.verb, entry.subject_type)


def _line(entry: Entry, teller: Teller, names: Mapping[tuple[str, str], str]) -> Line:
    values = entry.values or {}
    known = names.get((entry.subject_type, entry.subject_id))
    name, changes = rules.told_once(
        known or rules.told_by(values), teller.changes(_told_as(entry), values)
    )
    return Line(
        pk=entry.pk,
        at=entry.at,
        actor=_actor(entry, names),
        phrase=rules.phrase(entry.subject_type, entry.verb),
        subject=Subject(name, is_gone=known is None),
        kind=entry.subject_type,
        key=entry.subject_id,
        place=names.get(("chibo.Organization", str(entry.chain_key)), ""),
        changes=tuple(changes),
        is_reading=entry.verb in rules.READINGS,
        is_erased=entry.values is None,
    )


def _actor(entry: Entry, names: Mapping[tuple[str, str], str]) -> str:
    if entry.actor_id is None:
        return "Hệ thống"
    name = names.get((USER, str(entry.actor_id)), "")
    return f"Đ/c {name.rpartition(' (')[0]}" if name else "Một tài khoản không còn"


def _is_model(kind: str) -> bool:
    try:
        apps.get_model(kind)
    except (LookupError, ValueError):
        return False
    return True


def _codes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of the codes of levels and of categories of dues, of all law known."""
    levels: dict[str, str] = {}
    categories: dict[str, str] = {}
    for one in queries.law():
        if one.topic == Topic.RATING:
            rating = RatingParameters.model_validate(one.parameters)
            for level in (*rating.levels, *rating.organization_levels):
                levels.setdefault(level.code, level.label)
        else:
            dues = DuesParameters.model_validate(one.parameters)
            categories |= {rate.code: rate.label for rate in dues.rates}
    return levels, categories


def _words_with(categories: Mapping[str, str]) -> Any:
    def words(subject_type: str, name: str) -> Word | None:
        if name == _CATEGORY:
            return Word("đối tượng", "choice", categories)
        return word(subject_type, name)

    return words


@cache
def _of_field(kind: str, field_name: str, name: str) -> Word | None:
    if field_name in Member.SEALED:
        field: Any = Member._meta.get_field(field_name)
        return Word(str(field.verbose_name), "sealed")
    try:
        model = apps.get_model(kind)
        if said := partial_date_words(model, field_name):
            return Word(said)
        field = model._meta.get_field(field_name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    if not field.concrete:
        return None
    label = str(field.verbose_name)
    if not label or label == field_name.replace("_", " "):
        if not (field.is_relation or field.choices):
            return None
        label = _label_of(field, rules.extra_word(kind, name))
    return _read_as(field, field_name, label)


def _label_of(field: Any, extra: Word | None) -> str:
    """Return what a field without words of its own is called."""
    if extra is not None:
        return extra.label
    return str(field.related_model._meta.verbose_name) if field.is_relation else ""


def _read_as(field: Any, name: str, label: str) -> Word:
    if isinstance(field, SealedTextField):
        return Word(label, "sealed")
    if field.is_relation:
        return Word(label, "ref", ref=field.related_model._meta.label)
    if field.choices:
        return Word(label, "choice", {str(code): str(said) for code, said in field.choices})
    if name in rules.LEVELS and isinstance(field, models.CharField):
        return Word(label, "level")
    if name in rules.MONEY and isinstance(field, models.IntegerField):
        return Word(label, "money")
    kinds = (
        (models.BooleanField, "flag"),
        (models.DateTimeField, "moment"),
        (models.DateField, "month" if name == "month" else "day"),
        (models.TimeField, "time"),
        (models.IntegerField, "plain" if _is_plain(name) else "number"),
        (models.DecimalField, "number"),
    )
    return Word(label, next((kind for known, kind in kinds if isinstance(field, known)), "text"))


def _is_plain(name: str) -> bool:
    return "year" in name or name in {"number", "ordinal", "month", "plan_month"}


@dataclass(frozen=True)
class Head:
    """The head of one organisation's chain: how long it is, when and with what hash it ends."""

    name: str
    code: str
    length: int
    last: str
    hash: str


def heads(log_scope: Scope, organization: Organization) -> list[Head]:
    """Return the heads of a place and of all below it, in the order of the tree. Two statements."""
    chains = queries.heads(log_scope, organization).in_bulk(field_name="key")
    return [
        _head(place, chains[place.pk])
        for place in queries.places(log_scope, organization)
        if place.pk in chains
    ]


def _head(place: Organization, chain: Any) -> Head:
    last = f"{timezone.localtime(chain.last_at):%d/%m/%Y %H:%M:%S}" if chain.last_at else ""
    return Head(place.name, place.code, chain.length, last, chain.head)
