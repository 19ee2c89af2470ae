"""record(): the one way to write down a deed, and @action, the frame of every deed.

Entries are kept until the outermost action has written everything else; then the heads of their
chains are locked, in the order of their keys, and the entries are linked. Heads are locked last
and in order, so writers of different organisations never wait for each other.
"""

import datetime
import functools
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, ParamSpec, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from chibo.audit.models import SYSTEM, Chain, Entry
from chibo.audit.rules import Link, canonical, digest_of, hash_of
from chibo.clock import now


@dataclass(frozen=True)
class _Deed:
    chain_key: int
    actor_id: int | None
    verb: str
    subject_type: str
    subject_id: str
    values: Any


P = ParamSpec("P")
R = TypeVar("R")
By = AbstractBaseUser | None
"""Who does a deed: a user, or None for the system itself."""

_open: ContextVar[list[_Deed] | None] = ContextVar("open_ledger", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Frame a deed: keyword arguments only, one transaction, its entries linked at the end."""

    @functools.wraps(function)
    def deed(*args: P.args, **kwargs: P.kwargs) -> R:
        if args:
            raise TypeError(f"{function.__name__}() takes keyword arguments only")
        with _ledger():
            return function(**kwargs)  # type: ignore[call-arg]

    deed.is_action = True  # type: ignore[attr-defined]
    return deed


def record(
    *,
    by: By,
    verb: str,
    subject: models.Model,
    organization_id: int | None = None,
    values: dict[str, Any] | None = None,
) -> None:
    """Write down what was done to `subject`, in its organisation's chain; None is the system's.

    `by` is the user, None for the system itself. `values` must be JSON; field names to values or
    to [before, after] pairs. They are written down as they are now, whatever becomes of them.
    """
    pending = _open.get()
    if pending is None:
        raise RuntimeError("record() belongs inside an @action")
    pending.append(
        _Deed(
            chain_key=organization_id or SYSTEM,
            actor_id=by.pk if by is not None else None,
            verb=verb,
            subject_type=subject._meta.label,
            subject_id=str(subject.pk),
            values=json.loads(canonical(values or {})),
        )
    )


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return name → [what it was, what it is] of all that a correction changed.

    >>> changed({"a": 1, "b": 2}, {"a": 1, "b": 3})
    {'b': [2, 3]}
    """
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


@contextmanager
def _ledger() -> Iterator[None]:
    outer = _open.get()
    pending = outer if outer is not None else []
    mark = len(pending)
    token = _open.set(pending)
    try:
        with transaction.atomic():
            yield
            if outer is None:
                _link(pending)
    except BaseException:
        del pending[mark:]
        raise
    finally:
        _open.reset(token)


def _link(pending: list[_Deed]) -> None:
    """Append the entries to their chains, each chain's head locked in the order of the keys."""
    keys = sorted({deed.chain_key for deed in pending})
    known = set(Chain.objects.filter(key__in=keys).values_list("key", flat=True))
    Chain.objects.bulk_create(
        [Chain(key=key) for key in keys if key not in known], ignore_conflicts=True
    )
    heads = {
        chain.key: chain
        for chain in Chain.objects.select_for_update().filter(key__in=keys).order_by("key")
    }
    at = now()
    entries = []
    for key, deeds in groupby(sorted(pending, key=lambda deed: deed.chain_key), _chain_key):
        entries += _append(heads[key], list(deeds), at)
    Entry.objects.bulk_create(entries)
    Chain.objects.bulk_update(heads.values(), ["length", "head"])


def _chain_key(deed: _Deed) -> int:
    return deed.chain_key


def _append(chain: Chain, deeds: list[_Deed], at: datetime.datetime) -> list[Entry]:
    entries = []
    for deed in deeds:
        salt = secrets.token_hex(16)
        chain.length += 1
        link = Link(
            chain_key=chain.key,
            sequence=chain.length,
            at=moment(at),
            actor_id=deed.actor_id,
            verb=deed.verb,
            subject_type=deed.subject_type,
            subject_id=deed.subject_id,
            values=deed.values,
            salt=salt,
            digest=digest_of(salt, deed.values),
            previous=chain.head,
            hash="",
        )
        chain.head = hash_of(link)
        entries.append(Entry(**{**vars(replace(link, hash=chain.head)), "at": at}))
    return entries


def moment(at: datetime.datetime) -> str:
    """Return a moment as it is hashed: UTC, to the microsecond."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
