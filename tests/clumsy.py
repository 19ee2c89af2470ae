"""A clumsy person at a form: its fields as a browser sees them, nonsense to type, what came of it.

Knows no room: forms are read from the pages, kinds of fields from the forms that the pages bound.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from django import forms
from django.apps import apps
from django.db import connection, models
from django.forms.formsets import BaseFormSet, ManagementForm
from django.http import HttpResponse

from chibo.audit.models import Chain, Entry

Typed = dict[str, list[str]]
OWN_APPS = ("chibo", "members", "meetings", "reports")
_CHANGES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
_PASSING = re.compile(r"^(chibo_draft|chibo_portalsession|axes_)")
_WRITTEN = {"text", "search", "email", "tel", "url", "number", "date", "time", "month", ""}


@dataclass(frozen=True)
class Paper:
    """A form on a page: where it is sent, and what a browser would send of it untouched.

    `written` are the fields one types into, `hidden` those that nobody sees; `rows` the values
    of the buttons that add a row.
    """

    address: str
    typed: Typed
    written: frozenset[str]
    hidden: frozenset[str]
    rows: tuple[str, ...]


def papers(page: HttpResponse, own: str) -> list[Paper]:
    """Return the forms of a page that are sent by POST; `own` is the page's address."""
    tree = lxml.html.document_fromstring(page.content.decode())
    return [
        _paper(tree, form, own)
        for form in tree.iter("form")
        if (form.get("method") or "").lower() == "post"
    ]


def _paper(tree: Any, form: Any, own: str) -> Paper:
    typed: Typed = {}
    written, hidden = set(), set()
    outside = tree.xpath("//*[@form=$id]", id=form.get("id")) if form.get("id") else []
    controls = [*form.xpath(".//input|.//textarea|.//select|.//button"), *outside]
    for control in controls:
        name, kind = control.get("name"), (control.get("type") or "").lower()
        if not name or control.tag == "button" or kind in {"submit", "button", "file"}:
            continue
        if control.tag == "select":
            chosen = control.xpath(".//option[@selected]") or control.xpath("(.//option)[1]")
            typed.setdefault(name, []).extend(one.get("value") or "" for one in chosen)
        elif kind in {"checkbox", "radio"}:
            if control.get("checked") is not None:
                typed.setdefault(name, []).append(control.get("value") or "on")
        else:
            value = control.text_content() if control.tag == "textarea" else control.get("value")
            typed.setdefault(name, []).append((value or "").removeprefix("\n"))
            if control.tag == "textarea" or kind in _WRITTEN | {"password"}:
                written.add(name)
            if kind == "hidden":
                hidden.add(name)
    address = (form.get("action") or own).split("#")[0]
    rows = [one.get("value") for one in controls if one.get("name") == "them"]
    return Paper(address, typed, frozenset(written), frozenset(hidden), tuple(rows))


def is_password(page_of: Any, name: str) -> bool:
    """Return whether a field hides what is typed: the browser never gets that back."""
    return isinstance(page_of, forms.Field) and isinstance(page_of.widget, forms.PasswordInput)


@dataclass
class Watched:
    """What a request did: the forms that it bound, and the tables that it changed."""

    bound: list[forms.BaseForm] = field(default_factory=list)
    sets: list[BaseFormSet] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    def fields(self) -> dict[str, forms.Field]:
        """Return the fields of the forms that were sent, by their names in the page.

        A form that reads the address, as a filter does, was not sent: it carries no token.
        """
        return {
            form.add_prefix(name): field
            for form in self.bound
            if "csrfmiddlewaretoken" in form.data
            for name, field in form.fields.items()
        }

    def errors(self) -> dict[str, list[str]]:
        """Return what the forms and their rows say, by the name of the field; "" for the whole."""
        said: dict[str, list[str]] = {}
        for form in self.bound:
            if getattr(form, "is_taken_out", False) or _is_left_blank(form):
                continue
            for name, errors in (form._errors or {}).items():
                key = "" if name == "__all__" else form.add_prefix(name)
                said.setdefault(key, []).extend(map(str, errors))
        for rows in self.sets:
            said.setdefault("", []).extend(map(str, rows._non_form_errors or []))
        return {name: errors for name, errors in said.items() if errors}

    def _changed_here(self, execute: Any, sql: Any, *more: Any) -> Any:
        found = _CHANGES.match(sql) if isinstance(sql, str) else None
        if found and not _PASSING.match(found[1]):
            self.changed.add(found[1])
        return execute(sql, *more)


def _is_left_blank(form: forms.BaseForm) -> bool:
    return bool(form.empty_permitted and not form.has_changed())


@contextlib.contextmanager
def watched() -> Iterator[Watched]:
    """Watch the forms and the writes of what happens inside."""
    seen = Watched()
    clean_form, clean_rows = forms.BaseForm.full_clean, BaseFormSet.full_clean

    def form_cleans(form: forms.BaseForm) -> None:
        clean_form(form)
        if form.is_bound and not isinstance(form, ManagementForm):
            seen.bound.append(form)

    def rows_clean(rows: BaseFormSet) -> None:
        clean_rows(rows)
        if rows.is_bound:
            seen.sets.append(rows)

    forms.BaseForm.full_clean, BaseFormSet.full_clean = form_cleans, rows_clean  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(seen._changed_here):
            yield seen
    finally:
        forms.BaseForm.full_clean, BaseFormSet.full_clean = clean_form, clean_rows  # type: ignore[method-assign]


def _kept() -> list[type[models.Model]]:
    return [
        model
        for app in OWN_APPS
        for model in apps.get_app_config(app).get_models()
        if not _PASSING.match(model._meta.db_table)
    ]


def digest() -> str:
    """Return a hash of every row of the book: of all models but drafts and sessions.

    A page that is shown once more is a line in the log, which is no deed; the chain that it
    lengthens is left out with it.
    """
    hashed = hashlib.sha256()
    for model in _kept():
        if model is not Chain:
            rows = model._default_manager.order_by("pk")
            rows = rows.exclude(verb="view") if model is Entry else rows
            for row in rows.values_list():
                hashed.update(repr(row).encode())
    return hashed.hexdigest()


def words_kept(tables: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (table.column, words) of all that is written in text columns of these tables."""
    for model in _kept():
        if model._meta.db_table in tables:
            texts = [
                one.attname
                for one in model._meta.concrete_fields
                if isinstance(one, models.CharField | models.TextField | models.JSONField)
            ]
            for row in model._default_manager.values(*texts):
                yield from ((f"{model.__name__}.{name}", str(row[name])) for name in texts)


def tied(page: HttpResponse) -> tuple[dict[str, str], str]:
    """Return what a page says beside each field, by its name, and what it says at the top.

    Beside a field is what its `aria-describedby` (or that of its group) points at.
    """
    tree = lxml.html.document_fromstring(page.content.decode())
    beside: dict[str, str] = {}
    by_id = {one.get("id"): one for one in tree.xpath("//*[@id]")}
    for control in tree.xpath("//*[@name]"):
        group = control.xpath("ancestor-or-self::*[@aria-describedby]")
        ids = " ".join(one.get("aria-describedby") for one in group).split()
        said = " ".join(_words(by_id[one]) for one in ids if one in by_id)
        beside[control.get("name")] = f"{beside.get(control.get('name'), '')} {said}".strip()
    tops = tree.xpath("//*[contains(@class, 'reasons') or @role='alert' or @role='status']")
    return beside, " ".join(map(_words, tops))


def plain(error: str) -> str:
    """Return an error as it reads on the page: a safe one may hold a link."""
    if hasattr(error, "__html__"):
        return _words(lxml.html.fragment_fromstring(error, create_parent=True))
    return " ".join(error.split())


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())
