"""Taking the demo away: everything under its roots and its accounts; the audit stays."""

from collections.abc import Collection
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError, Q, QuerySet

from chibo.access import Place, Scope
from chibo.accounts.models import User
from chibo.audit.ledger import By, action, record
from chibo.files.models import StoredFile
from chibo.management.demo.load import CODES, loaded_accounts
from chibo.organizations.models import Organization
from chibo.portal.queries import demo_roots
from chibo.reasons import Reason, refuse

_MOST_NAMED = 5


@action
def wipe_demo(*, by: By) -> list[str]:
    """Delete what the demo loaded and all that was recorded in it since; return the roots' codes.

    Bytes of files that nothing else stores are deleted, too. Refuses where people have founded
    organisations of their own below the demo's: those are not the demo's to take away.
    """
    roots = list(demo_roots(Scope.whole()))
    inside = Scope(tuple(Place(root.path, below=True) for root in roots))
    refuse(_obstacles(inside))
    users = loaded_accounts()
    hashes = set(StoredFile.objects.filter(inside.q()).values_list("sha256", flat=True))
    for root in roots:
        record(by=by, verb="wipe_demo", subject=root, organization_id=root.pk)
    if roots:
        _delete(_rows(inside))
        for organization in Organization.objects.filter(inside.q("")).order_by("-path"):
            organization.delete()
    User.objects.filter(pk__in=users).delete()
    kept = set(StoredFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    transaction.on_commit(lambda: _unlink(hashes - kept))
    return [root.code for root in roots]


def _obstacles(inside: Scope) -> list[Reason]:
    added = Organization.objects.filter(inside.q("")).exclude(code__in=CODES)
    names = [f"{one.name} ({one.code})" for one in added.order_by("path")[:_MOST_NAMED]]
    if not names:
        return []
    return [
        Reason(
            f"Chưa xóa gì: bên dưới tổ chức minh họa có tổ chức do người dùng lập: "
            f"{'; '.join(names)}. Chuyển các tổ chức đó đi nơi khác rồi chạy lại."
        )
    ]


def _rows(inside: Scope) -> list[QuerySet[models.Model]]:
    """Return all rows of every room that belong to an organisation in the scope."""
    condition: Q = inside.q()
    return [
        model._default_manager.filter(condition)
        for model in apps.get_models()
        if any(
            field.name == "organization" and field.related_model is Organization
            for field in model._meta.get_fields()
        )
    ]


def _delete(pending: list[QuerySet[models.Model]]) -> None:
    """Delete rows, those that others still point at after the others.

    Raises ProtectedError where records outside the demo point into it.
    """
    while pending:
        left = [rows for rows in pending if not _is_deleted(rows)]
        if len(left) == len(pending):
            left[0].all().delete()
        pending = left


def _is_deleted(rows: QuerySet[models.Model]) -> bool:
    try:
        with transaction.atomic():
            rows.all().delete()
    except ProtectedError:
        return False
    return True


def _unlink(hashes: Collection[str]) -> None:
    for sha256 in hashes:
        Path(settings.FILES_ROOT, sha256[:2], sha256).unlink(missing_ok=True)
