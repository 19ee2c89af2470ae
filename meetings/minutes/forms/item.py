"""An agenda item on the page, with the rows inside it."""

from typing import Any

from django import forms

from meetings.minutes.forms.documents import DocumentRows, Shelf
from meetings.minutes.forms.rows import (
    LongText,
    OpinionRows,
    People,
    PersonField,
    RowForm,
    ShortText,
    TaskRows,
    rows,
)


class ItemForm(RowForm):
    """One agenda item, with rows of its own for documents, opinions and tasks."""

    title = ShortText(label="Tên nội dung")
    presenter = PersonField(label="Người trình bày")
    theme = ShortText(
        label="Tên chuyên đề",
        required=False,
        help_text="Nếu nội dung này là phần chuyên đề; phần Tóm tắt ghi những yêu cầu được nêu.",
    )
    was_assigned = forms.BooleanField(label="Được chi bộ phân công", required=False)
    body = LongText(label="Tóm tắt", required=False)
    conclusion = LongText(label="Kết luận của chủ trì", required=False, rows=2)

    def __init__(
        self, *args: Any, people: People, shelf: Shelf, blank: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.documents = self._nested(DocumentRows, "documents", blank, people=people, shelf=shelf)
        self.opinions = self._nested(OpinionRows, "opinions", blank, people=people)
        self.tasks = self._nested(TaskRows, "tasks", blank, people=people)

    def _nested(
        self, kind: type[forms.BaseFormSet], name: str, blank: str, **form_kwargs: Any
    ) -> forms.BaseFormSet:
        prefix = f"{self.prefix}-{name}"
        known = self.is_bound and f"{prefix}-TOTAL_FORMS" in self.data
        nested = kind(
            self.data if known else None,
            prefix=prefix,
            initial=None if self.is_bound else self.initial.get(name),
            form_kwargs=form_kwargs,
        )
        if not known and prefix == blank:
            nested.extra = 1
        return nested

    @property
    def nested(self) -> list[forms.BaseFormSet]:
        """The rows inside this one."""
        return [self.documents, self.opinions, self.tasks]

    def has_changed(self) -> bool:
        """Return whether anything stands in the item or in a row inside it."""
        return super().has_changed() or any(
            each.has_changed() for each in self.nested if each.is_bound
        )

    def is_valid(self) -> bool:
        """Return whether the item and every row inside it can be written."""
        valid = [each.is_valid() for each in self.nested if each.is_bound]
        return super().is_valid() and all(valid)

    @property
    def progress(self) -> tuple[str, str, str]:
        """How far the item is: kind of state, icon and word."""
        said = any(self[name].value() for name in ("theme", "body", "conclusion"))
        begun = said or self.documents.forms or self.opinions.forms
        if self.opinions.forms and not self["conclusion"].value():
            return "warn", "pencil", "thiếu kết luận"
        return ("ok", "check", "đã ghi") if begun else ("idle", "", "chưa ghi")

    @property
    def stands_open(self) -> bool:
        """Whether the person has something to do here: a mistake, a new row, a conflict."""
        parts = [self, *(form for rows in self.nested for form in rows.forms)]
        if any(rows.extra for rows in self.nested) or not self["title"].value():
            return True
        if any(hasattr(form[name], "theirs") for form in parts for name in form.fields):
            return True
        return self.is_bound and any(form.errors for form in parts)

    @property
    def number(self) -> int:
        """The item's place on the page, from 1."""
        return int(str(self.prefix).rsplit("-", 1)[1]) + 1

    @property
    def place(self) -> str:
        """The item's anchor on the page."""
        return f"noi-dung-{self.number}"


ItemRows = rows(ItemForm, most=100)
