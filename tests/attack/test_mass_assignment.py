"""What a form does not ask for it does not take, whatever is sent beside its fields.

Each form is sent twice, once as it is and once with the name of every column of every table that
it writes; the second time nothing else may be written than the first.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests import clumsy
from tests.attack.world import undone
from tests.clumsy import OWN_APPS, Typed
from tests.desks import Desk, Site, desks_of
from tests.test_access_matrix import PAGES, Page

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

UNSURE = {"password", "salt", "digest", "hash", "previous", "head", "session_data"}
"""Columns that are never twice the same."""
NOT_COMPARED = {"chibo_entry", "chibo_chain"}
ALWAYS = ("organization", "organization_id", "user", "user_id", "by", "id", "pk", "is_staff")
ALWAYS += ("is_superuser", "is_active", "role", "place_pk", "scope", "today", "status")
FOREIGN = {
    models.BooleanField: ["on"],
    models.DateTimeField: ["2001-01-01T00:00:00Z"],
    models.DateField: ["2001-01-01"],
    models.JSONField: ['{"a": 1}'],
    models.CharField: ["zqx"],
    models.TextField: ["zqx"],
}


def _tables() -> dict[str, type[models.Model]]:
    found = [model for app in OWN_APPS for model in apps.get_app_config(app).get_models()]
    return {model._meta.db_table: model for model in found}


def _foreign(field: models.Field) -> list[str]:
    """Return a value that a column would take and that is not its own."""
    if field.choices:
        return [str(list(field.choices)[-1][0])]
    if field.is_relation:
        last = field.related_model._default_manager.order_by("-pk").first()
        return [str(last.pk if last else 1)]
    return next((v for kind, v in FOREIGN.items() if isinstance(field, kind)), ["777"])


def _extra(desk: Desk, tables: set[str]) -> Typed:
    names: Typed = {name: ["1"] for name in ALWAYS}
    for table in tables & set(_tables()):
        for field in _tables()[table]._meta.concrete_fields:
            names |= {field.name: _foreign(field), field.attname: _foreign(field)}
    asked = {*desk.fields, *desk.paper.typed}
    prefixes = {name.rpartition("-")[0] for name in asked if "-" in name}
    rows = {f"{prefix}-{name}": value for prefix in prefixes for name, value in names.items()}
    return {name: value for name, value in (names | rows).items() if name not in asked}


def _rows(tables: set[str], last: dict[str, int]) -> dict[str, list[list[Any]]]:
    """Return what stands in these tables, without keys of rows that are new and without clocks."""
    found = {}
    for table in sorted(tables - NOT_COMPARED):
        model = _tables().get(table)
        if model is None:
            continue
        fields = [
            field
            for field in model._meta.concrete_fields
            if field.name not in UNSURE
            and not isinstance(field, models.DateTimeField)
            and not field.primary_key
        ]
        rows = model._default_manager.order_by("pk").values(*(f.attname for f in fields))
        found[table] = [[_plain(f, row[f.attname], last) for f in fields] for row in rows]
    return found


def _plain(field: models.Field, value: Any, last: dict[str, int]) -> Any:
    if field.is_relation and isinstance(value, int):
        return value if value <= last.get(field.related_model._meta.db_table, 0) else "new"
    return value


def _last_keys() -> dict[str, int]:
    return {
        table: model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
        for table, model in _tables().items()
        if isinstance(model._meta.pk, models.AutoField)
    }


def _sent(site: Site, desk: Desk, typed: Typed, query: str = "") -> tuple[int, set[str], Any]:
    last = _last_keys()
    with undone():
        with clumsy.watched() as did:
            answer = site.browser(desk.page).post(f"{desk.paper.address}{query}", typed)
        return answer.status_code, did.changed, _rows(did.changed, last)


def _writing() -> list[Page]:
    return [page for page in PAGES if page.post is not None and page.get == 200]


@pytest.mark.parametrize("page", _writing(), ids=str)
def test_a_form_takes_only_what_it_asks_for(site, page):
    for desk in desks_of(site, page):
        status, changed, written = _sent(site, desk, desk.typed)
        extra = _extra(desk, changed)
        again, more, now = _sent(site, desk, extra | desk.typed)
        assert (again, more) == (status, changed)
        assert now == written


def test_most_forms_do_write_when_they_are_sent(site):
    """Every sixth page; otherwise there is nothing to compare."""
    desks = [desk for page in _writing()[::6] for desk in desks_of(site, page)]
    wrote = [desk for desk in desks if _sent(site, desk, desk.typed)[1]]
    assert len(wrote) > len(desks) // 3
