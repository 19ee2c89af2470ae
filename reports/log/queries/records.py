"""The records that entries are about: found where one may read them, their places and names."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from chibo.access import Permission, Scope
from chibo.audit.models import Chain, Entry
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.regulations.models import Regulation, Topic
from members.roster.models import Member
from reports.log.queries.kinds import (
    CONFIDENTIAL,
    SEEN_BY,
    Kinds,
)

_AT = {
    "chibo.Organization": "",
    "members.Erasure": "member__organization",
    "members.CorrectionRequest": "member__organization",
    "members.DuesPayment": "charge__organization",
    "reports.TargetProgress": "target__organization",
}

_DEEPER = {"members.DuesPayment": ["charge__member"], "members.DuesCharge": ["member"]}


def member(log_scope: Scope, kinds: Kinds, pk: int) -> QuerySet[Member]:
    """Return the member with this key, where one may see both log and members."""
    seen = kinds.get(Permission.VIEW_MEMBERS, Scope())
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
