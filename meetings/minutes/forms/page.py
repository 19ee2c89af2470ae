"""The whole page on which minutes are written, as one form: save, errors, conflict of versions."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from chibo.reasons import Reason
from meetings.minutes.facts import (
    DirectiveContent,
    DocumentContent,
    GuestContent,
    ItemContent,
    Mark,
    MinutesContent,
    OpinionContent,
    TaskContent,
    VoteContent,
)
from meetings.minutes.forms.documents import Shelf
from meetings.minutes.forms.item import ItemForm, ItemRows
from meetings.minutes.forms.roll import RollForm
from meetings.minutes.forms.rows import (
    DirectiveRows,
    GuestRows,
    HeadingForm,
    People,
    VoteRows,
    as_shown,
)
from meetings.minutes.models import Kind
from meetings.minutes.queries import ItemFact, MinutesFacts, Person

_HEADING = (
    "version held session starts_at ends_at place form title review_year plan_year attending "
    "summoned_count present_count dues_note self_score closing"
).split()
_LONGEST_COUNT = 6  # digits of a count of rows


class MinutesForm:
    """All parts of the page, bound to what was typed or filled with what is stored.

    `blank` is the prefix of the rows that get one empty row more («items», «items-0-opinions»).
    """

    def __init__(
        self,
        minutes: MinutesFacts,
        people: People,
        shelf: Shelf,
        *,
        data: QueryDict | None = None,
        blank: str = "",
    ) -> None:
        self.is_bound = data is not None
        data = _with_blank(data, blank) if data is not None else None
        self.data = data
        self.shelf = shelf
        start = {} if data is not None else _initial(minutes, shelf)
        everybody = {"people": people}
        self.heading = HeadingForm(data, initial=start.get("heading"), people=people)
        self.roll = RollForm(data, roll=minutes.attendances)
        self.said: list[Reason] = []

        def rows(kind: type[forms.BaseFormSet], prefix: str, **more: Any) -> forms.BaseFormSet:
            made = kind(
                data, prefix=prefix, initial=start.get(prefix), form_kwargs=everybody | more
            )
            if data is None and prefix == blank:
                made.extra = 1
            return made

        self.guests = rows(GuestRows, "guests")
        self.items = rows(ItemRows, "items", shelf=shelf, blank=blank)
        self.directives = rows(DirectiveRows, "directives", speakers=self._speakers())
        self.votes = rows(VoteRows, "votes")

    def _speakers(self) -> People:
        return [
            (str(form.prefix), str(form["name"].value()))
            for form in self.guests.forms
            if form["name"].value() and not form.is_taken_out
        ]

    @property
    def sets(self) -> list[forms.BaseFormSet]:
        """The rows of the page, outermost."""
        return [self.guests, self.items, self.directives, self.votes]

    @property
    def asks_for_themes(self) -> bool:
        """Whether the meeting is thematic, so that its items are asked for their theme."""
        return Kind.THEMATIC in (self.heading["kinds"].value() or ())

    def forms(self) -> Iterator[forms.Form]:
        """Return every part of the page that is not taken out, in the order of the page."""
        yield self.heading
        yield self.roll
        for rows in self.sets:
            for form in rows.forms:
                if form.is_taken_out:
                    continue
                yield form
                if isinstance(form, ItemForm):
                    for nested in form.nested:
                        yield from (each for each in nested.forms if not each.is_taken_out)

    def is_valid(self) -> bool:
        """Return whether everything on the page can be read."""
        valid = [self.heading.is_valid(), self.roll.is_valid()]
        return all([*valid, *(rows.is_valid() for rows in self.sets)])

    def wrong(self) -> list[BoundField]:
        """Return the fields with an error, in the order of the page."""
        return [form[name] for form in self.forms() for name in form.errors if name in form.fields]

    def differing(self) -> list[BoundField]:
        """Return the fields of which the server holds other words, in the order of the page."""
        return [
            form[name]
            for form in self.forms()
            for name in form.fields
            if hasattr(form[name], "theirs")
        ]

    def other_errors(self) -> list[str]:
        """Return the errors that belong to no single field."""
        nested = [rows for item in self.items.forms for rows in item.nested if rows.is_bound]
        errors = [str(each) for rows in (*self.sets, *nested) for each in rows.non_form_errors()]
        hidden = [
            str(each)
            for name in self.heading.errors
            for each in self.heading.errors[name]
            if self.heading[name].is_hidden
        ]
        return [*errors, *hidden, *(reason.text for reason in self.said)]

    def refuse(self, reasons: Sequence[Reason]) -> None:
        """Put an action's reasons beside their fields, what has no field at the top."""
        kept = [form for form in self.votes.forms if _is_kept(form)]
        for reason in reasons:
            if reason.field in self.heading.fields:
                self.heading.add_error(reason.field, reason.text)
            elif reason.field.startswith("votes-"):
                kept[int(reason.field.split("-")[1])].add_error("base", reason.text)
            else:
                self.said.append(reason)

    @property
    def version(self) -> int:
        """The version on which this page was opened."""
        return int(self.heading.cleaned_data["version"])

    def content(self) -> MinutesContent:
        """Return the minutes as typed; only after `is_valid`."""
        said = self.heading.cleaned_data
        names = {str(form.prefix): _clean(form).get("name", "") for form in self.guests.forms}
        plain = {name: said[name] for name in _HEADING if name != "version"}
        return MinutesContent(
            **plain,
            kinds=frozenset(said["kinds"]),
            chair_id=said["chair"],
            secretary_id=said["secretary"],
            marks=tuple(Mark(*mark) for mark in self.roll.marks()),
            guests=tuple(GuestContent(**_clean(form)) for form in _kept(self.guests)),
            items=tuple(_item(form) for form in _kept(self.items)),
            directives=tuple(
                DirectiveContent(
                    **_clean(form) | {"guest": names.get(form.cleaned_data["guest"], "")}
                )
                for form in _kept(self.directives)
            ),
            votes=tuple(
                VoteContent(
                    **_clean(form)
                    | {name: form.cleaned_data[name] or 0 for name in ("no", "other")}
                )
                for form in _kept(self.votes)
            ),
        )

    def place_of(self, blank: str) -> tuple[str, str]:
        """Return (prefix of these rows, prefix of their new row) after saving.

        Empty items are gone then, so that the rows of an item may stand one place further up.
        """
        for rows in self.sets:
            if rows.prefix == blank:
                return blank, f"{blank}-{len(_kept(rows))}"
        kept = _kept(self.items)
        for number, item in enumerate(kept):
            for rows in item.nested:
                if rows.prefix == blank:
                    name = f"items-{number}-{blank.rsplit('-', 1)[1]}"
                    return name, f"{name}-{len(_kept(rows))}"
        return "", "chuong-trinh"

    def number_of(self, place: str) -> int | None:
        """Return which item, from 1, the item at «noi-dung-N» is after saving; None if none."""
        for number, item in enumerate(_kept(self.items), start=1):
            if place == item.place:
                return number
        return None


def _is_kept(form: Any) -> bool:
    return form.has_changed() and not form.is_taken_out


def _kept(rows: forms.BaseFormSet) -> list[Any]:
    return [form for form in rows.forms if _is_kept(form)] if rows.is_bound else []


def _clean(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}


def _item(form: ItemForm) -> ItemContent:
    said = _clean(form)
    return ItemContent(
        pk=said["pk"],
        title=said["title"],
        presenter_id=said["presenter"],
        theme=said["theme"],
        was_assigned=said["was_assigned"],
        body=said["body"],
        conclusion=said["conclusion"],
        documents=tuple(
            DocumentContent(each["document"], each["pk"])
            for each in map(_clean, _kept(form.documents))
        ),
        opinions=tuple(
            OpinionContent(each["text"], each["speaker"], each["pk"])
            for each in map(_clean, _kept(form.opinions))
        ),
        tasks=tuple(
            TaskContent(each["text"], each["assignee"], each["due"], each["pk"], each["shown"])
            for each in map(_clean, _kept(form.tasks))
        ),
    )


def _with_blank(data: QueryDict, blank: str) -> QueryDict:
    """Return the fields with one row more where one was asked for."""
    total = f"{blank}-TOTAL_FORMS"
    count = str(data.get(total, ""))
    if not blank or not count.isdecimal() or len(count) > _LONGEST_COUNT:
        return data
    data = data.copy()
    data[total] = str(int(count) + 1)
    return data


def _initial(minutes: MinutesFacts, shelf: Shelf) -> dict[str, Any]:
    """Return what is stored as the page shows it."""
    guests = {guest.name: f"guests-{index}" for index, guest in enumerate(minutes.guests)}
    heading = {name: getattr(minutes, name) for name in _HEADING}
    heading |= {
        "kinds": list(minutes.kinds),
        "chair": _key(minutes.chair),
        "secretary": _key(minutes.secretary),
    }
    return {
        "heading": heading,
        "guests": [vars(guest) | {"posts": "\n".join(guest.posts)} for guest in minutes.guests],
        "items": [_stored_item(item, shelf) for item in minutes.items],
        "directives": [
            vars(said) | {"guest": guests.get(said.guest, ""), "as_task": bool(said.tasks)}
            for said in minutes.directives
        ],
        "votes": [vars(vote) for vote in minutes.votes],
    }


def _stored_item(item: ItemFact, shelf: Shelf) -> dict[str, Any]:
    return {
        "pk": item.pk,
        "title": item.title,
        "presenter": _key(item.presenter),
        "theme": item.theme,
        "was_assigned": item.was_assigned,
        "body": item.body,
        "conclusion": item.conclusion,
        "documents": [
            {"pk": each.pk, "document": shelf.label(each.document_id)} for each in item.documents
        ],
        "opinions": [
            {"pk": said.pk, "speaker": _key(said.speaker), "text": said.text}
            for said in item.opinions
        ],
        "tasks": [
            {
                "pk": task.pk,
                "assignee": _key(task.assignee),
                "text": task.text,
                "due": task.due,
                "shown": as_shown(task.text, _key(task.assignee), task.due),
            }
            for task in item.tasks
        ],
    }


def _key(person: Person | None) -> str:
    return str(person.id) if person else ""
