"""Founding, changing and closing organisations; every change is a dated period."""

import datetime

from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Substr

from chibo.access import path_successor
from chibo.audit.ledger import By, action, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.fields import holds
from chibo.organizations import rules
from chibo.organizations.models import NumberingMode, Organization, OrganizationPeriod
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold


@action
def found(
    *,
    by: By,
    code: str,
    type: str,  # noqa: A002 - the domain's word
    name: str,
    parent: Organization | None = None,
    opened: PartialDate = UNKNOWN,
    superior_name: str = "",
    locality: str = "",
    official_code: str = "",
    document: str = "",
) -> Organization:
    """Add an organisation to the tree, as it is from the day it opened."""
    _lock(parent)
    refuse(
        _taken(code)
        + _obstacles_under(parent, type)
        + rules.obstacles_to_official_code(official_code)
    )
    organization = Organization.objects.create(
        code=code,
        type=type,
        name=name,
        search=fold(f"{name} {code}"),
        parent=parent,
        path=_next_path(parent),
        superior_name=superior_name,
        locality=locality,
        official_code=official_code,
        opened=opened,
    )
    _begin_period(organization, opened, document)
    record(
        by=by,
        verb="found",
        subject=organization,
        organization_id=organization.pk,
        values={"code": code, "type": type, "name": name, "parent": parent and parent.code},
    )
    return organization


@action
def change(
    *,
    by: By,
    organization: Organization,
    on: datetime.date,
    today: datetime.date,
    type: str,  # noqa: A002 - the domain's word
    name: str,
    parent: Organization | None,
    document: str = "",
) -> Organization:
    """Rename, retype or re-parent an organisation from a day on; what it was before is kept."""
    _lock(organization, parent)
    running = organization.periods.order_by("-pk")[0]
    moved = parent != organization.parent
    refuse(
        rules.obstacles_to_working(organization.closed_on)
        + rules.obstacles_to_change(on, today, running.starts.earliest)
        + _circle(organization, parent)
        + (_obstacles_under(parent, type) if moved or type != organization.type else [])
        + rules.obstacles_to_containing(type, _child_types(organization))
    )
    before = {"type": organization.type, "name": organization.name, "path": organization.path}
    running.ends = PartialDate.on(on)
    running.save()
    organization.type, organization.name, organization.parent = type, name, parent
    organization.search = fold(f"{name} {organization.code}")
    organization.save()
    if moved:
        _move(organization, _next_path(parent), on, document)
    _begin_period(organization, PartialDate.on(on), document)
    after = {"type": type, "name": name, "path": organization.path, "on": on.isoformat()}
    record(
        by=by,
        verb="change",
        subject=organization,
        organization_id=organization.pk,
        values={"before": before, "after": after, "document": document},
    )
    return organization


@action
def settle(
    *,
    by: By,
    organization: Organization,
    locality: str,
    superior_name: str,
    official_code: str,
    numbering: NumberingMode,
) -> Organization:
    """Set what stands on the organisation's documents: place, superior, code, numbering."""
    _lock(organization)
    refuse(rules.obstacles_to_official_code(official_code))
    organization.locality = locality
    organization.superior_name = superior_name
    organization.official_code = official_code
    organization.numbering = numbering
    values = {
        "locality": locality,
        "superior_name": superior_name,
        "official_code": official_code,
        "numbering": str(numbering),
    }
    organization.save(update_fields=list(values))
    record(
        by=by,
        verb="settle",
        subject=organization,
        organization_id=organization.pk,
        values=values,
    )
    return organization


@action
def close(
    *, by: By, organization: Organization, on: datetime.date, today: datetime.date
) -> Organization:
    """End an organisation from a day on; its records stay where they arose."""
    _lock(organization)
    running = organization.periods.order_by("-pk")[0]
    reasons = rules.obstacles_to_working(organization.closed_on)
    reasons += rules.obstacles_to_change(on, today, running.starts.earliest)
    if organization.children.filter(closed_on__isnull=True).exists():
        reasons.append(
            Reason("Còn tổ chức trực thuộc đang hoạt động. Chuyển hoặc kết thúc chúng trước.")
        )
    refuse(reasons)
    running.ends = PartialDate.on(on)
    running.save()
    organization.closed_on = on
    organization.save(update_fields=["closed_on"])
    record(
        by=by,
        verb="close",
        subject=organization,
        organization_id=organization.pk,
        values={"on": on.isoformat()},
    )
    return organization


def _lock(*organizations: Organization | None) -> None:
    """Read organisations anew and lock their rows, so that nobody else moves them meanwhile.

    In one order for everybody, so that two who lock the same do not wait for each other.
    """
    for organization in sorted(filter(None, organizations), key=lambda one: one.pk):
        organization.refresh_from_db(from_queryset=Organization.objects.select_for_update())


def _lock_subtree(path: str) -> list[int]:
    """Lock a place in the tree and everything below it; return the ids in the order of the tree.

    Who founds something locks its parent. While this waits for them, the tree grows: it is read
    again, each time as it is by then, until nothing has come that is not locked.
    """
    subtree = Organization.objects.filter(path__gte=path, path__lt=path_successor(path))
    locked: list[int] = []
    while (found := [one.pk for one in subtree.select_for_update().order_by("path")]) != locked:
        locked = found
    return locked


def _child_types(organization: Organization) -> set[str]:
    children = organization.children.filter(closed_on__isnull=True)
    return set(children.values_list("type", flat=True))


def _taken(code: str) -> list[Reason]:
    if Organization.objects.filter(code=code).exists():
        return [Reason(f"Mã «{code}» đã được dùng. Chọn mã khác.", field="code")]
    return []


def _obstacles_under(parent: Organization | None, type_: str) -> list[Reason]:
    if parent is None:
        return []
    return rules.obstacles_to_parent(parent.closed_on) + rules.obstacles_to_placing(
        type_, parent.type, _last_child(parent)
    )


def _circle(organization: Organization, parent: Organization | None) -> list[Reason]:
    if parent is not None and parent.path.startswith(organization.path):
        return [Reason("Không thể đặt một tổ chức dưới chính nó.", field="parent")]
    return []


def _next_path(parent: Organization | None) -> str:
    return rules.child_path(parent.path if parent else "", _last_child(parent) + 1)


def _last_child(parent: Organization | None) -> int:
    """Return the highest number that a child ever had; that of one that moved is not given again.

    So two organisations never share a path, on whatever day one looks at the tree.
    """
    prefix = parent.path if parent else ""
    below: dict[str, int | str] = {"path__length": len(prefix) + rules.PATH_STEP}
    if parent is not None:
        below |= {"path__gte": prefix, "path__lt": path_successor(prefix)}
    lasts = [
        model.objects.filter(**below).aggregate(last=Max("path"))["last"]
        for model in (Organization, OrganizationPeriod)
    ]
    return max(int(last[-rules.PATH_STEP :]) if last else 0 for last in lasts)


def _move(organization: Organization, path: str, on: datetime.date, document: str) -> None:
    """Give an organisation and everything below it their new paths."""
    old = organization.path
    moved = _lock_subtree(old)
    Organization.objects.filter(path__gte=old, path__lt=path_successor(old)).update(
        path=Concat(Value(path), Substr(F("path"), len(old) + 1))
    )
    organization.path = path
    _follow([pk for pk in moved if pk != organization.pk], on, document)


def _follow(moved: list[int], on: datetime.date, document: str) -> None:
    """Begin a new period for the organisations that moved because what is above them did."""
    running = OrganizationPeriod.objects.filter(
        organization__in=moved, ends_earliest=None, ends_latest=None
    ).select_related("organization")
    for period in running:
        if holds(period.starts, UNKNOWN, on - datetime.timedelta(days=1)):
            period.ends = PartialDate.on(on)
            _begin_period(period.organization, PartialDate.on(on), document)
        else:
            period.path = period.organization.path
        period.save()


def _begin_period(organization: Organization, starts: PartialDate, document: str) -> None:
    OrganizationPeriod.objects.create(
        organization=organization,
        starts=starts,
        type=organization.type,
        name=organization.name,
        parent=organization.parent,
        path=organization.path,
        document=document,
    )
