"""Forms of goals and tasks."""

from collections.abc import Mapping
from typing import Any

from django import forms

from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from meetings.tasks.models import Goal, Task
from members.roster.models import Member

LONGEST_TEXT = 100_000
EARLIEST_YEAR, LATEST_YEAR = 1930, 2100


class LongText(Text):
    """Text that is printed, up to 100,000 characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(long=True, max_length=LONGEST_TEXT, **kwargs)


class Year(forms.IntegerField):
    """The year a goal or task is planned for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=EARLIEST_YEAR,
            max_value=LATEST_YEAR,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            **kwargs,
        )
        self.error_messages["invalid"] = "Năm gồm bốn chữ số, như 2026."


class Month(forms.TypedChoiceField):
    """The month of the year a goal or task is planned for, or the whole year."""

    def __init__(self, **kwargs: Any) -> None:
        months = [("", "Cả năm"), *((month, f"Tháng {month}") for month in range(1, 13))]
        super().__init__(choices=months, coerce=int, empty_value=None, required=False, **kwargs)
        self.error_messages["invalid_choice"] = "Tháng từ 1 đến 12. Chọn lại tháng."


class GoalForm(CorrectionForm):
    """The general objective of a year or of one month of it."""

    use_required_attribute = False

    plan_year = Year(label="Năm")
    plan_month = Month(label="Tháng")
    text = LongText(label="Mục tiêu chung")
    horizon = Text(
        label="Tạo tiền đề cho giai đoạn",
        required=False,
        max_length=60,
        help_text="Nếu có, như 2022–2025.",
    )

    def merged(self, recorded: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that the goal is to say; one for another time says what stands on the page."""
        if {"plan_year", "plan_month"} & set(self.changed_data):
            return self.cleaned_data
        return super().merged({**dict.fromkeys(self.fields, ""), **recorded})

    @staticmethod
    def stored(goal: Goal) -> dict[str, Any]:
        """Return a goal as the form begins with it."""
        names = ("plan_year", "plan_month", "text", "horizon")
        return {name: getattr(goal, name) for name in names}


class TaskForm(CorrectionForm):
    """A task: what, who, until when, and its place in the plan of a year or month."""

    use_required_attribute = False

    text = LongText(label="Nhiệm vụ")
    assignee = forms.ModelChoiceField(
        queryset=Member.objects.none(), label="Phụ trách", required=False, empty_label="Cả chi bộ"
    )
    due = PartialDateInput(label="Hạn", required=False)
    plan_year = Year(label="Năm", required=False)
    plan_month = Month(
        label="Tháng",
        help_text="Việc của một tháng được in trong phương hướng của báo cáo tháng trước đó.",
    )
    is_key = forms.BooleanField(
        label="Nhiệm vụ trọng tâm",
        required=False,
        help_text="Của cả năm thì được in trong phần phương hướng của báo cáo tổng kết.",
    )
    order = forms.IntegerField(
        label="Thứ tự",
        required=False,
        min_value=0,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, assignees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = assignees  # type: ignore[attr-defined]

    def clean_order(self) -> int:
        """Return the place in the plan, 0 where none was given."""
        return self.cleaned_data["order"] or 0

    @staticmethod
    def stored(task: Task) -> dict[str, Any]:
        """Return a task as the form begins with it."""
        names = ("text", "assignee", "due", "plan_year", "plan_month", "is_key", "order")
        return {name: getattr(task, name) for name in names}


class FinishForm(forms.Form):
    """When a task was done and what came of it."""

    use_required_attribute = False

    done = PartialDateInput(label="Xong ngày", required=False)
    result = LongText(label="Kết quả", required=False)


class DropForm(forms.Form):
    """Why a task will not be done."""

    use_required_attribute = False

    reason = LongText(label="Lý do thôi không làm", required=False)
