"""Two people wrote at once: what was typed stays, what the server holds is shown beside it."""

import datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict

from chibo.vietnamese import normalise
from meetings.minutes.forms.documents import Shelf
from meetings.minutes.forms.item import ItemForm
from meetings.minutes.forms.page import MinutesForm
from meetings.minutes.forms.rows import People
from meetings.minutes.queries import MinutesFacts

_NOT_COMPARED = {"version", "pk", "DELETE", "shown"}
Matches = dict[str, str]
"""Prefix of a row on the server → prefix of the same row in what was typed."""


def reconciled(
    minutes: MinutesFacts, people: People, shelf: Shelf, typed: QueryDict
) -> MinutesForm:
    """Return the page as typed, on the version the server holds now.

    Every field that differs carries the server's words as `theirs`; rows that somebody else added
    are there too, and so are their words where nothing was typed: saving again loses neither.
    """
    server = MinutesForm(minutes, people, shelf)
    data = typed.copy()
    data["version"] = str(minutes.version)
    matches: Matches = {}
    _fill(data, "", server.heading, matches)
    for rows in server.sets:
        _match(data, str(rows.prefix), rows, matches)
    mine = MinutesForm(minutes, people, shelf, data=data)
    by_prefix = {str(form.prefix): form for form in mine.forms()}
    _compare(mine.heading, server.heading, matches)
    _compare(mine.roll, server.roll, matches)
    for theirs, prefix in matches.items():
        if prefix in by_prefix:
            _compare(by_prefix[prefix], _form_at(server, theirs), matches)
    return mine


def _form_at(page: MinutesForm, prefix: str) -> forms.Form:
    return next(form for form in page.forms() if str(form.prefix) == prefix)


def _match(data: QueryDict, prefix: str, rows: forms.BaseFormSet, matches: Matches) -> None:
    """Find each of the server's rows among the typed ones by its key; append those missing."""
    total = _number(data.get(f"{prefix}-TOTAL_FORMS"))
    typed = {data.get(f"{prefix}-{index}-pk"): index for index in range(total)}
    for form in rows.forms:
        key = str(form["pk"].value())
        if key not in typed:
            typed[key] = total
            _put(data, f"{prefix}-{total}", form, matches)
            total += 1
        place = f"{prefix}-{typed[key]}"
        matches[str(form.prefix)] = place
        _fill(data, place, form, matches)
        if isinstance(form, ItemForm):
            for nested in form.nested:
                name = str(nested.prefix).rsplit("-", 1)[1]
                _match(data, f"{place}-{name}", nested, matches)
    data[f"{prefix}-TOTAL_FORMS"] = str(total)
    data.setdefault(f"{prefix}-INITIAL_FORMS", "0")


def _put(data: QueryDict, prefix: str, form: forms.Form, matches: Matches) -> None:
    for name in form.fields:
        value = _plain(form[name].value())
        if value:
            data[f"{prefix}-{name}"] = matches.get(value, value)


def _fill(data: QueryDict, prefix: str, form: forms.Form, matches: Matches) -> None:
    """Put the server's words where nothing was typed: they may be all a colleague wrote there."""
    for name, field in form.fields.items():
        key = f"{prefix}-{name}" if prefix else form.add_prefix(name)
        if name != "shown" and (
            isinstance(field, (forms.BooleanField, forms.MultipleChoiceField)) or data.get(key)
        ):
            continue
        if value := _plain(form[name].value()):
            data[key] = matches.get(value, value)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0


def _compare(mine: forms.Form, server: forms.Form, matches: Matches) -> None:
    for name, field in mine.fields.items():
        if name in _NOT_COMPARED or name not in server.fields:
            continue
        theirs = _plain(server[name].value())
        if _plain(mine[name].value()) != matches.get(theirs, theirs):
            mine[name].theirs = _shown(field, matches.get(theirs, theirs))  # type: ignore[attr-defined]


def _plain(value: Any) -> str:
    """Return the value of a field as one text to compare."""
    if isinstance(value, (list, tuple)):
        return ",".join(sorted(str(each) for each in value))
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if value is None or value is False:
        return ""
    return "on" if value is True else normalise(str(value))


def _shown(field: forms.Field, value: str) -> str:
    """Return a value as the person reads it: the words of a choice, «có» or «không» for a box."""
    if isinstance(field, forms.BooleanField):
        return "có đánh dấu" if value else "không đánh dấu"
    if isinstance(field, forms.ChoiceField):
        words = {str(code): str(word) for code, word in cast(Any, field.choices)}
        return ", ".join(words.get(code, code) for code in value.split(","))
    return value or "(trống)"
