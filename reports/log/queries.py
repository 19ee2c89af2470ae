"""Entries that one may read, narrowed by what is asked, and the names that stand in them.

An entry is read by whoever may see the log where it was written *and*, there, the kind of record
that it is about: `SEEN_BY`. Entries of accounts stand in the system's chain and are read by those
who administer the account; what else stands there is for commands alone.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone

from chibo.access import PATH_STEP, Permission, Scope
from chibo.accounts.models import Assignment, User
from chibo.audit.models import SYSTEM, Chain, Entry
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.regulations.models import Regulation, Topic
from chibo.vietnamese import fold
from members.roster.models import Member
from reports.log.rules import READINGS

_P = Permission

SEEN_BY: dict[str, Permission] = {
    "chibo.Organization": _P.VIEW_LOG,
    "chibo.Assignment": _P.VIEW_LOG,
    "chibo.StoredFile": _P.VIEW_DOCUMENTS,
    "chibo.NumberSequence": _P.VIEW_DOCUMENTS,
    "members.Member": _P.VIEW_MEMBERS,
    "members.Membership": _P.VIEW_MEMBERS,
    "members.StatusPeriod": _P.VIEW_MEMBERS,
    "members.CorrectionRequest": _P.VIEW_MEMBERS,
    "members.Erasure": _P.VIEW_MEMBERS,
    "members.Term": _P.VIEW_MEMBERS,
    "members.PositionHolding": _P.VIEW_MEMBERS,
    "members.Commendation": _P.VIEW_MEMBERS,
    "members.Discipline": _P.VIEW_DISCIPLINE,
    "members.DuesProfile": _P.VIEW_DUES,
    "members.DuesCharge": _P.VIEW_DUES,
    "members.DuesPayment": _P.VIEW_DUES,
    "members.DuesRemittance": _P.VIEW_DUES,
    "meetings.Meeting": _P.VIEW_MEETINGS,
    "meetings.Congress": _P.VIEW_MEETINGS,
    "meetings.PressItem": _P.VIEW_MEETINGS,
    "meetings.GuidingDocument": _P.VIEW_DOCUMENTS,
    "meetings.OfficialDocument": _P.VIEW_DOCUMENTS,
    "meetings.StudySession": _P.VIEW_ACTIVITIES,
    "meetings.Commitment": _P.VIEW_ACTIVITIES,
    "meetings.Goal": _P.VIEW_ACTIVITIES,
    "meetings.Task": _P.VIEW_ACTIVITIES,
    "reports.Achievement": _P.VIEW_ACTIVITIES,
    "reports.Circumstance": _P.VIEW_ACTIVITIES,
    "reports.Limitation": _P.VIEW_ACTIVITIES,
    "reports.IdeologyAssessment": _P.VIEW_ACTIVITIES,
    "reports.Activity": _P.VIEW_ACTIVITIES,
    "reports.StatedFigure": _P.VIEW_ACTIVITIES,
    "reports.Inspection": _P.VIEW_ACTIVITIES,
    "reports.Target": _P.VIEW_ACTIVITIES,
    "reports.TargetProgress": _P.VIEW_ACTIVITIES,
    "reports.RatingSheet": _P.VIEW_RATINGS,
    "reports.OrganizationRating": _P.VIEW_RATINGS,
    "reports.RatingAggregate": _P.VIEW_RATINGS,
    "reports.ResidenceReview": _P.VIEW_RATINGS,
    "reports.Report": _P.VIEW_REPORTS,
}
"""Kind of record → what one must be allowed where the entry was written, beside the log itself."""

STRICTER: dict[tuple[str, str], Permission] = {
    ("chibo.Organization", "open_dues_month"): _P.VIEW_DUES,
}
"""Entries that say more than their kind of record: what their readers must be allowed."""

CONFIDENTIAL: dict[str, tuple[str, frozenset[str], Permission]] = {
    "reports.Inspection": ("kind", frozenset({"signs"}), _P.VIEW_DISCIPLINE),
}
"""Kind of record → (value, what it says, permission) that hides some records of that kind."""

OF_ACCOUNTS = {"chibo.User": "pk", "chibo.Authenticator": "user", "chibo.PortalSession": "user"}
"""Kinds of record in the system's chain that are about an account → where the account stands."""

ASKED = frozenset(
    {*SEEN_BY.values(), *STRICTER.values(), _P.MANAGE_ACCOUNTS}
    | {permission for _, _, permission in CONFIDENTIAL.values()}
)
"""Permissions whose scopes `entries` is handed."""

MEMBER_OF = {
    "members.Membership": "member",
    "members.StatusPeriod": "member",
    "members.CorrectionRequest": "member",
    "members.Erasure": "member",
    "members.PositionHolding": "member",
    "members.Commendation": "member",
    "members.Discipline": "member",
    "members.DuesProfile": "member",
    "members.DuesCharge": "member",
    "members.DuesPayment": "charge__member",
    "meetings.Commitment": "member",
    "meetings.Task": "assignee",
    "reports.Inspection": "subject",
    "reports.ResidenceReview": "member",
}
"""Kinds of record that are about one member → where the member stands."""

_ABOUT = ("member", "assignee", "subject")
_AT = {
    "chibo.Organization": "",
    "members.Erasure": "member__organization",
    "members.CorrectionRequest": "member__organization",
    "members.DuesPayment": "charge__organization",
    "reports.TargetProgress": "target__organization",
}
_MOST_PEOPLE = 100
"""People whose name matches a question; who asks for more narrows it."""

Kinds = Mapping[Permission, Scope]


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
    if administered := kinds.get(_P.MANAGE_ACCOUNTS, Scope()):
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


def member(log_scope: Scope, kinds: Kinds, pk: int) -> QuerySet[Member]:
    """Return the member with this key, where one may see both log and members."""
    seen = kinds.get(_P.VIEW_MEMBERS, Scope())
    return (
        Member.objects.filter(log_scope.q(), seen.q(), pk=pk)
        .select_related("organization")
        .order_by("pk")
    )


def record(log_scope: Scope, kinds: Kinds, kind: str, pk: int) -> QuerySet[Any]:
    """Return the record of this kind and key whose history one may read: none or one row."""
    model = apps.get_model(kind)
    at = _AT.get(kind, "organization")
    seen = kinds.get(SEEN_BY[kind], Scope())
    found = model._default_manager.filter(log_scope.q(at), seen.q(at), pk=pk).order_by("pk")
    if kind in CONFIDENTIAL:
        name, said, permission = CONFIDENTIAL[kind]
        found = found.filter(
            kinds.get(permission, Scope()).q(at) | ~Q(**{f"{name}__in": sorted(said)})
        )
    return found.select_related(*filter(None, [at]))


def place_of(found: Any) -> Organization:
    """Return the organisation of a record that `record` found."""
    path = _AT.get(found._meta.label, "organization")
    for name in filter(None, path.split("__")):
        found = getattr(found, name)
    assert isinstance(found, Organization)  # noqa: S101 - every path of `_AT` ends at one
    return found


def heads(log_scope: Scope, organization: Organization) -> QuerySet[Chain]:
    """Return the heads of the chains of a place and below, each with the moment `last_at`."""
    last = Entry.objects.filter(chain_key=OuterRef("key"), sequence=OuterRef("length"))
    return (
        Chain.objects.filter(key__in=places(log_scope, organization).order_by().values("pk"))
        .annotate(last_at=Subquery(last.values("at")[:1]))
        .order_by("key")
    )


def places(log_scope: Scope, organization: Organization) -> QuerySet[Organization]:
    """Return a place and all below it whose log lies in scope, in the order of the tree."""
    below = Scope.below(organization.path)
    return Organization.objects.filter(log_scope.q(""), below.q("")).order_by("path")


def names(log_scope: Scope, asked: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """Return (kind, key) → name for the keys that stand in entries one reads.

    One statement for each kind of record, however many keys.
    """
    found: dict[tuple[str, str], str] = {}
    for kind, keys in asked.items():
        numbers = {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19}
        if not log_scope or not numbers:
            continue
        model = apps.get_model(kind)
        rows = model._default_manager.filter(pk__in=numbers).select_related(*_related(model))
        found |= {(kind, str(row.pk)): _name(row) for row in rows.order_by("pk")}
    return found


def law() -> list[Regulation]:
    """Return the regulations whose codes stand in entries; the law is public. One statement."""
    return list(regulations.all_regulations().filter(topic__in=[Topic.RATING, Topic.DUES]))


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
    beyond = Assignment.objects.exclude(scope.q()) if not scope.everything else assigned.none()
    users = User.objects.filter(pk__in=assigned.values("user")).exclude(
        pk__in=beyond.values("user")
    )
    condition = Q(pk__in=[])
    for kind, path in OF_ACCOUNTS.items():
        rows = apps.get_model(kind)._default_manager.filter(**{f"{path}__in": users.values("pk")})
        condition |= Q(subject_type=kind, subject_id__in=_as_text(rows))
    return Q(chain_key=SYSTEM) & condition


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
    above = {path[:end] for path in paths for end in range(PATH_STEP, len(path) + 1, PATH_STEP)}
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


_DEEPER = {"members.DuesPayment": ["charge__member"], "members.DuesCharge": ["member"]}


def _related(model: type[Model]) -> list[str]:
    """Return the relations that the name of a row goes through."""
    direct = [field.name for field in model._meta.fields if field.is_relation]
    return [*direct, *_DEEPER.get(model._meta.label, [])]


def _name(row: Any) -> str:
    """Return what a record is called in a sentence."""
    label = row._meta.label
    if label in {"members.DuesProfile", "reports.Rating", "members.Erasure"}:
        return str(row.member)
    if label in {"members.Commendation", "members.Discipline"} and row.member:
        return f"{row}, đ/c {row.member}"
    if label == "members.DuesPayment":
        return str(row.charge)
    if label == "reports.RatingAggregate":
        return f"{row.from_year}–{row.to_year}"
    if label == "chibo.NumberSequence":
        return f"{row.document_type}, {row.run}"
    if label == "chibo.User":
        return f"{row.full_name} ({row.username})"
    return str(row)
