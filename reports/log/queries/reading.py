"""Entries that one may read, narrowed by what is asked.

An entry is read by whoever may see the log where it was written *and*, there, the kind of record
that it is about: `SEEN_BY`. Entries of accounts are read by those who administer the account,
whether they stand in the system's chain or in that of its place; what else stands in the
system's is for commands alone.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from chibo.access import Permission, Scope, paths_above
from chibo.accounts.models import Assignment, User
from chibo.audit.models import Entry
from chibo.organizations.models import Organization
from chibo.vietnamese import fold
from members.roster.models import Member
from reports.log.queries.kinds import (
    CONFIDENTIAL,
    MEMBER_OF,
    OF_ACCOUNTS,
    SEEN_BY,
    STRICTER,
    Kinds,
)
from reports.log.rules import READINGS

_ABOUT = ("member", "assignee", "subject")

_MOST_PEOPLE = 100
"""People whose name matches a question; who asks for more narrows it."""


@dataclass(frozen=True)
class Asked:
    """What a reader asks for; what is empty asks nothing."""

    place: Organization | None = None
    actor: str = ""
    member: str = ""
    types: tuple[str, ...] = ()
    readings: bool | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


def entries(log_scope: Scope, kinds: Kinds) -> QuerySet[Entry]:
    """Return the entries that whoever holds these scopes may read, newest first.

    `kinds` holds the scope of each permission of `ASKED`. Places are ranges over paths, in one
    statement, however many organisations there are.
    """
    readable = Q(pk__in=[])
    for scope, types in _by_scope(kinds):
        here = Q(chain_key__in=_places(log_scope, scope))
        readable |= here & _of_types(types)
    for (kind, verb), permission in STRICTER.items():
        here = Q(chain_key__in=_places(log_scope, kinds.get(permission, Scope())))
        readable |= here & Q(subject_type=kind, verb=verb)
    for kind, (_, _, permission) in CONFIDENTIAL.items():
        scope = kinds.get(permission, Scope())
        both = Q(chain_key__in=_places(log_scope, scope)) & Q(
            chain_key__in=_places(log_scope, kinds.get(SEEN_BY[kind], Scope()))
        )
        readable |= both & Q(subject_type=kind)
    found = Entry.objects.order_by("-at", "-pk")
    if administered := kinds.get(Permission.MANAGE_ACCOUNTS, Scope()):
        return found.filter(readable | _of_accounts(administered))
    # Said once more for all kinds, so that a cell's few entries are found by their index.
    return found.filter(readable, chain_key__in=_places(log_scope, log_scope))


def narrowed(log_scope: Scope, found: QuerySet[Entry], asked: Asked) -> QuerySet[Entry]:
    """Return those of the entries that are asked for; one statement more for the actor's name."""
    if asked.place is not None and not _holds(asked.place, log_scope):
        found = found.filter(chain_key__in=_places(log_scope, Scope.below(asked.place.path)))
    if asked.types:
        found = found.filter(subject_type__in=asked.types)
    if asked.readings is not None:
        looked = Q(verb__in=READINGS)
        found = found.filter(looked if asked.readings else ~looked)
    if words := fold(asked.actor):
        actors = User.objects.filter(search__contains=words).order_by("pk").values_list("pk")
        found = found.filter(actor_id__in=[pk for (pk,) in actors[:_MOST_PEOPLE]])
    return _between(found, asked.since, asked.until)


def about_members(scope: Scope, found: QuerySet[Entry], q: str) -> QuerySet[Entry]:
    """Return those entries that concern members of a scope whose name holds a question's words."""
    known = Member.objects.filter(scope.q())
    for word in fold(q).split():
        known = known.filter(search__contains=word)
    return found.filter(_about(list(known.values_list("pk", flat=True)[:_MOST_PEOPLE])))


def after(found: QuerySet[Entry], pk: int | None) -> QuerySet[Entry]:
    """Return those of the entries that come after one of them; all where it is none of them."""
    last = found.filter(pk=pk).values_list("at", "pk").first() if pk is not None else None
    if last is None:
        return found
    at, key = last
    return found.filter(Q(at__lt=at) | Q(at=at, pk__lt=key), at__lte=at)


def history(log_scope: Scope, kinds: Kinds, kind: str, pk: int) -> QuerySet[Entry]:
    """Return the readable entries of one record, newest first; of a member all about them."""
    found = entries(log_scope, kinds)
    if kind == "members.Member":
        return found.filter(_about([pk]))
    return found.filter(subject_type=kind, subject_id=str(pk))


def readings_of(log_scope: Scope, kinds: Kinds, member: Member) -> QuerySet[Entry]:
    """Return who looked at a member's record, newest first: `view`, `reveal`, `print`, `export`."""
    return history(log_scope, kinds, "members.Member", member.pk).filter(verb__in=READINGS)


def _places(log_scope: Scope, scope: Scope) -> QuerySet[Organization, Any]:
    return Organization.objects.filter(log_scope.q(""), scope.q("")).values("pk")


def _by_scope(kinds: Kinds) -> list[tuple[Scope, list[str]]]:
    """Return kinds of record by the scope in which they are seen; most people have one or two."""
    found: dict[Scope, list[str]] = {}
    for kind, permission in SEEN_BY.items():
        found.setdefault(kinds.get(permission, Scope()), []).append(kind)
    return [(scope, types) for scope, types in found.items() if scope]


def _of_types(types: list[str]) -> Q:
    condition = Q(subject_type__in=types)
    for kind, verb in STRICTER:
        if kind in types:
            condition &= ~Q(subject_type=kind, verb=verb)
    for kind in CONFIDENTIAL:
        if kind in types:
            condition &= ~Q(subject_type=kind, subject_id__in=_confidential(kind))
    return condition


def _confidential(kind: str) -> QuerySet[Entry, Any]:
    """Return the keys of the records of a kind that once were of those to be hidden."""
    name, said, _ = CONFIDENTIAL[kind]
    values = sorted(said)
    spoke = Q(**{f"values__{name}__in": values})
    for place in (0, 1):
        spoke |= Q(**{f"values__{name}__{place}__in": values})
    return Entry.objects.filter(spoke, subject_type=kind).order_by().values("subject_id")


def _of_accounts(scope: Scope) -> Q:
    """Return the condition for entries of accounts all of whose roles lie in a scope."""
    assigned = Assignment.objects.filter(scope.q())
    beyond = Assignment.objects.exclude(scope.q())
    users = User.objects.filter(pk__in=assigned.values("user")).exclude(
        pk__in=beyond.values("user")
    )
    condition = Q(pk__in=[])
    for kind, path in OF_ACCOUNTS.items():
        rows = apps.get_model(kind)._default_manager.filter(**{f"{path}__in": users.values("pk")})
        condition |= Q(subject_type=kind, subject_id__in=_as_text(rows))
    return condition


def _about(members: list[int]) -> Q:
    """Return the condition that an entry concerns one of these members. Three statements.

    Keys are looked up first: conditions on lists are answered by indexes, in a log of any length.
    What records that are gone said of a member is sought where the member ever was, and above.
    """
    if not members:
        return Q(pk__in=[])
    condition = Q(subject_type="members.Member", subject_id__in=[str(pk) for pk in members])
    for kind, keys in _records_of(members).items():
        condition |= Q(subject_type=kind, subject_id__in=keys)
    spoke = Q()
    for name in _ABOUT:
        spoke |= Q(**{f"values__{name}__in": members})
    return condition | (Q(chain_key__in=_chains_of(members)) & spoke)


def _records_of(members: list[int]) -> dict[str, list[str]]:
    """Return kind → keys of the records that are about these members. One statement."""
    first, *others = (
        apps.get_model(kind)
        ._default_manager.filter(**{f"{path}__in": members})
        .order_by()
        .values_list(Value(kind), "pk")
        for kind, path in MEMBER_OF.items()
    )
    found: dict[str, list[str]] = {}
    for kind, pk in first.union(*others, all=True):
        found.setdefault(kind, []).append(str(pk))
    return found


def _chains_of(members: list[int]) -> list[int]:
    """Return the chains of the places where these members are or were, and of all above."""
    here = Q(members__in=members) | Q(memberships__member__in=members)
    paths = set(Organization.objects.filter(here).values_list("path", flat=True))
    above = {one for path in paths for one in paths_above(path)}
    found = Organization.objects.filter(path__in=sorted(above)).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _as_text(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.order_by().annotate(key_text=Cast("pk", CharField())).values("key_text")


def _between(
    found: QuerySet[Entry], since: datetime.date | None, until: datetime.date | None
) -> QuerySet[Entry]:
    if since is not None:
        found = found.filter(at__gte=_midnight(since))
    if until is not None:
        found = found.filter(at__lt=_midnight(until + datetime.timedelta(days=1)))
    return found


def _midnight(on: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time.min))


def _holds(place: Organization, scope: Scope) -> bool:
    """Return whether a place and what is below it is all that a scope reaches."""
    return not scope.everything and all(one.path.startswith(place.path) for one in scope.places)
