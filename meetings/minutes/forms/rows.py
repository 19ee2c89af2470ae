"""The parts of the minutes' page: heading, and rows that can be added and taken out."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms

from chibo.dates import PartialDate, parse
from chibo.fields import PartialDateInput, Text
from chibo.vietnamese import normalise
from meetings.minutes.facts import TaskContent
from meetings.minutes.models import Directive, Kind, Meeting
from meetings.minutes.rules.writing import HIGHEST_SCORE

LONGEST_TEXT = 100_000
EARLIEST_YEAR, LATEST_YEAR = 1930, 2100
People = Sequence[tuple[str, str]]
"""(key of the member, name as shown) of everybody who may be chosen."""


class _Unclipped:
    """Let the browser send all that was typed: too long a text is answered, never cut."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the control without a length at which it would cut."""
        attrs = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class ShortText(_Unclipped, Text):
    """One line of text."""


class LongText(_Unclipped, Text):
    """Text that is printed, up to 100,000 characters."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "class": "write"}))
        super().__init__(**kwargs)


class Hour(forms.TimeField):
    """An hour of the day: 14:00, 14h, 14h30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%Hg%M", "%H"])
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"placeholder": "14:00"}))
        super().__init__(required=False, **kwargs)
        self.error_messages["invalid"] = "Không đọc được giờ này. Ghi như 14:00 hoặc 14h30."


class Year(forms.IntegerField):
    """A year, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            min_value=EARLIEST_YEAR,
            max_value=LATEST_YEAR,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            **kwargs,
        )
        self.error_messages["invalid"] = "Năm gồm bốn chữ số, như 2026."


class Count(forms.IntegerField):
    """A number of people or votes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_value", 100_000)
        kwargs.setdefault("required", False)
        super().__init__(
            min_value=0, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs
        )
        self.error_messages["invalid"] = "Ghi một số nguyên, như 18."


class PersonField(forms.TypedChoiceField):
    """One of the people of the meeting, or nobody; cleans to the member's key."""

    def __init__(self, *, nobody: str = "Chưa ghi", **kwargs: Any) -> None:
        super().__init__(required=False, coerce=int, empty_value=None, **kwargs)
        self.nobody = nobody
        self.error_messages["invalid_choice"] = (
            "Đồng chí này không có trong danh sách của buổi họp. Chọn lại."
        )


class PageForm(forms.Form):
    """A part of the page; choices of people are set once for the whole page."""

    use_required_attribute = False

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.choices = [("", field.nobody), *people]


class HeadingForm(PageForm):
    """When, where, who led, how attendance is known; score and conclusion."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    held = PartialDateInput(label="Ngày", required=False, help_text="")
    session = forms.ChoiceField(
        label="Buổi", required=False, choices=[("", "Không ghi"), *Meeting.Session.choices]
    )
    starts_at = Hour(label="Bắt đầu")
    ends_at = Hour(label="Kết thúc")
    place = ShortText(label="Địa điểm", required=False, max_length=200)
    form = forms.ChoiceField(
        label="Hình thức", required=False, choices=[("", "Không ghi"), *Meeting.Form.choices]
    )
    chair = PersonField(label="Chủ trì")
    secretary = PersonField(label="Thư ký")
    kinds = forms.MultipleChoiceField(
        label="Loại sinh hoạt",
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một loại sinh hoạt."},
    )
    title = ShortText(
        label="Tên gọi riêng", required=False, help_text="Để trống: đặt theo loại và tháng."
    )
    review_year = Year(label="Năm tổng kết")
    plan_year = Year(label="Năm phương hướng")
    attending = forms.ChoiceField(label="Cách ghi số dự", choices=Meeting.Attending.choices)
    summoned_count = Count(label="Triệu tập")
    present_count = Count(label="Có mặt")
    dues_note = ShortText(label="Tình hình đóng đảng phí", required=False)
    self_score = Count(
        label="Điểm tự chấm",
        max_value=HIGHEST_SCORE,
        error_messages={"max_value": f"Điểm tự chấm từ 0 đến {HIGHEST_SCORE}."},
    )
    closing = LongText(label="Kết luận chung", required=False)


class RowForm(PageForm):
    """One row; `pk` is the row it already is, empty for a new one."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def is_taken_out(self) -> bool:
        """Whether the person has pressed «Bỏ» on this row."""
        return self.is_bound and bool(self["DELETE"].data)


class GuestForm(RowForm):
    """Somebody who is not of the cell."""

    name = ShortText(label="Họ và tên", max_length=100)
    posts = LongText(
        label="Chức vụ",
        required=False,
        max_length=2000,
        rows=2,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "mỗi chức vụ một dòng"}),
    )
    gave_directive = forms.BooleanField(label="Phát biểu chỉ đạo", required=False)


class OpinionForm(RowForm):
    """What somebody said."""

    speaker = PersonField(label="Đồng chí", nobody="Không rõ ai")
    text = LongText(label="Ý kiến", rows=2)


class TaskForm(RowForm):
    """Who, what, until when; `shown` is what of it the page was opened with, by `as_shown`."""

    assignee = PersonField(label="Ai", nobody="Cả chi bộ")
    text = LongText(label="Việc", max_length=5000, rows=1)
    due = PartialDateInput(label="Hạn", required=False, help_text="")
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_shown(self) -> TaskContent | None:
        """Return the task as the page first showed it; None for a new or an unreadable one."""
        try:
            text, assignee, due = json.loads(self.cleaned_data["shown"])
            return TaskContent(normalise(text), int(assignee) if assignee else None, parse(due))
        except (ValueError, TypeError):
            return None


def as_shown(text: str, assignee: str, due: PartialDate) -> str:
    """Return a task as the hidden field of its row carries it."""
    return json.dumps([text, assignee, str(due)], ensure_ascii=False)


class DirectiveForm(RowForm):
    """What a superior said; `guest` is the prefix of a row of guests."""

    guest = forms.ChoiceField(label="Người nói", required=False)
    kind = forms.ChoiceField(
        label="Loại", choices=Directive.Kind.choices, initial=Directive.Kind.DIRECTION
    )
    text = LongText(label="Nội dung")
    as_task = forms.BooleanField(label="Đưa thành nhiệm vụ", required=False)

    def __init__(self, *args: Any, speakers: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guest"].choices = [("", "Không rõ ai"), *speakers]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """Return whether anything was said: a row with only its preset kind is empty."""
        return bool(set(self.changed_data) - {"kind"})


class VoteForm(RowForm):
    """One vote."""

    question = ShortText(label="Nội dung biểu quyết")
    yes = Count(label="Đồng ý", required=True)
    no = Count(label="Không đồng ý")
    other = Count(label="Ý kiến khác")
    base = Count(label="Tổng số để tính")
    is_secret = forms.BooleanField(label="Bỏ phiếu kín", required=False)
    needs_two_thirds = forms.BooleanField(label="Cần từ 2/3 trở lên", required=False)


def rows(form: type[RowForm], most: int = 200) -> type[forms.BaseFormSet]:
    """Return the formset of a kind of row: none to begin with, any may be taken out."""
    return forms.formset_factory(form, extra=0, can_delete=True, max_num=most, absolute_max=most)


GuestRows, OpinionRows, TaskRows = rows(GuestForm), rows(OpinionForm), rows(TaskForm)
DirectiveRows, VoteRows = rows(DirectiveForm), rows(VoteForm)
