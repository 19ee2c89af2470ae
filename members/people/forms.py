"""What is asked of the roll, and what is typed when a member leaves it."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.accounts.models import User
from chibo.fields import DayInput, PartialDateInput, Text
from members.roster.models import Membership


class RollForm(forms.Form):
    """The question put to the roll: a name, and a day (`?tinh-den=`)."""

    q = Text(label="Tìm theo tên", max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tinh-den"] = DayInput(label="Tính đến ngày", required=False)
        self.fields["q"].widget.attrs |= {
            "type": "search",
            "placeholder": "Không cần dấu: dong",
            "autocomplete": "off",
        }

    def answers(self, today: datetime.date) -> tuple[str, datetime.date]:
        """Return the name and the day that were asked for; today where none or none readable."""
        self.is_valid()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("tinh-den") or today


class LeaveForm(forms.Form):
    """How, since when and by which decision a member leaves the roll."""

    ended = forms.ChoiceField(
        label="Lý do",
        choices=Membership.Ended.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn lý do rời sổ."},
    )
    ends = PartialDateInput(label="Rời sổ từ ngày", required=False)
    elsewhere = Text(
        label="Chuyển đến đâu", max_length=200, required=False, help_text="Chỉ ghi khi chuyển đi."
    )
    decision = Text(label="Quyết định, giấy giới thiệu", max_length=120, required=False)


class _AccountChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        """Return name and user name: two people may be called the same."""
        return f"{obj.full_name} ({obj.username})"


class AccountForm(forms.Form):
    """Which of the accounts with a role at the place is the member's."""

    def __init__(self, accounts: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"] = _AccountChoice(
            accounts,
            label="Tài khoản",
            empty_label="Chọn tài khoản",
            help_text="Những tài khoản đang có vai trò ở đây, chưa nối với ai. Không thấy thì nhờ "
            "quản trị mở.",
            error_messages={
                "required": "Chọn tài khoản của đồng chí này.",
                "invalid_choice": "Không có tài khoản này ở đây. Chọn trong danh sách.",
            },
        )
