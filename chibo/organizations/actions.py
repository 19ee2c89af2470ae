"""Founding, changing and closing organisations; every change is a dated period."""

import datetime

from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Substr

from chibo.access import path_successor
from chibo.audit.ledger import By, action, record
from chibo.dates import UNKNOWN, PartialDate
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
    refuse(
        _taken(code)
        + rules.obstacles_to_placing(
            type, parent.type if parent else None, parent.children.count() if parent else 0
        )
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
    running = organization.periods.order_by("-pk")[0]
    moved = parent != organization.parent
    refuse(
        rules.obstacles_to_change(on, today, running.starts.earliest)
        + _circle(organization, parent)
        + (
            rules.obstacles_to_placing(
                type, parent.type if parent else None, parent.children.count() if parent else 0
            )
            if moved or type != organization.type
            else []
        )
    )
    before = {"type": organization.type, "name": organization.name, "path": organization.path}
    running.ends = PartialDate.on(on)
    running.save()
    organization.type, organization.name, organization.parent = type, name, parent
    organization.search = fold(f"{name} {organization.code}")
    organization.save()
    if moved:
        _move(organization, _next_path(parent))
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
    refuse(rules.obstacles_to_official_code(official_code))
    organization.locality = locality
    organization.superior_name = superior_name
    organization.official_code = official_code
    organization.numbering = numbering
    organization.save()
    values = {
        "locality": locality,
        "superior_name": superior_name,
        "official_code": official_code,
        "numbering": str(numbering),
    }
    record(
        by=by,
        verb="settle",
        subject=organization,
        organization_id=organization.pk,
        values=values,
    )
    return organization


@action
def close(*, by: By, organization: Organization, on: datetime.date, today: datetime.date) -> None:
    """End an organisation from a day on; its records stay where they arose."""
    running = organization.periods.order_by("-pk")[0]
    reasons = rules.obstacles_to_change(on, today, running.starts.earliest)
    if organization.children.filter(closed_on__isnull=True).exists():
        reasons.append(
            Reason("Còn tổ chức trực thuộc đang hoạt động. Chuyển hoặc kết thúc chúng trước.")
        )
    refuse(reasons)
    running.ends = PartialDate.on(on)
    running.save()
    organization.closed_on = on
    organization.save()
    record(
        by=by,
        verb="close",
        subject=organization,
        organization_id=organization.pk,
        values={"on": on.isoformat()},
    )


def _taken(code: str) -> list[Reason]:
    if Organization.objects.filter(code=code).exists():
        return [Reason(f"Mã «{code}» đã được dùng. Chọn mã khác.", field="code")]
    return []


def _circle(organization: Organization, parent: Organization | None) -> list[Reason]:
    if parent is not None and parent.path.startswith(organization.path):
        return [Reason("Không thể đặt một tổ chức dưới chính nó.", field="parent")]
    return []


def _next_path(parent: Organization | None) -> str:
    """Return the next free path under a parent; the parent's row is locked meanwhile."""
    if parent is not None:
        Organization.objects.select_for_update().get(pk=parent.pk)
    prefix = parent.path if parent else ""
    siblings = Organization.objects.filter(
        path__startswith=prefix, path__length=len(prefix) + rules.PATH_STEP
    )
    last = siblings.aggregate(last=Max("path"))["last"]
    return rules.child_path(prefix, int(last[-rules.PATH_STEP :]) + 1 if last else 1)


def _move(organization: Organization, path: str) -> None:
    """Give an organisation and everything below it their new paths, in one statement."""
    old = organization.path
    Organization.objects.filter(path__gte=old, path__lt=path_successor(old)).update(
        path=Concat(Value(path), Substr(F("path"), len(old) + 1))
    )
    organization.path = path


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
