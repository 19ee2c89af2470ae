"""What is typed when a role is lent for a time or handed over for good."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.accounts.models import Assignment, User
from chibo.accounts.rules import MOST_DAYS_DELEGATED
from chibo.fields import DayInput


class _RoleChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Assignment) -> str:
        """Return the role's name."""
        return obj.get_role_display()


class _PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        """Return name and user name: two people may be called the same."""
        return f"{obj.full_name} ({obj.username})"


class _Handing(forms.Form):
    """Which of one's own roles, and to whom of those who have an account at the place."""

    def __init__(
        self, roles: QuerySet[Assignment], people: QuerySet[User], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"] = _RoleChoice(
            roles,
            label="Vai trò của đồng chí",
            empty_label=None,
            error_messages={
                "required": "Chọn vai trò trao lại.",
                "invalid_choice": "Không có vai trò này của đồng chí ở đây. Chọn trong danh sách.",
            },
        )
        self.fields["user"] = _PersonChoice(
            people,
            label="Người nhận",
            empty_label="Chọn người nhận",
            help_text="Người đang có vai trò ở đây. Chưa có thì nhờ quản trị mở tài khoản trước.",
            error_messages={
                "required": "Chọn người nhận.",
                "invalid_choice": "Không có người này ở đây, hoặc người này đã giữ vai trò ấy. "
                "Chọn trong danh sách.",
            },
        )
        self.order_fields(["assignment", "user"])


class DelegateForm(_Handing):
    """A role lent for a time."""

    starts_on = DayInput(label="Từ ngày")
    ends_on = DayInput(
        label="Hết ủy quyền từ ngày",
        help_text=f"Nhiều nhất {MOST_DAYS_DELEGATED} ngày; từ ngày này quyền tự hết.",
    )


class HandOverForm(_Handing):
    """A role handed over for good."""

    on = DayInput(
        label="Từ ngày", help_text="Từ ngày này người nhận có vai trò, đồng chí thôi vai trò."
    )
    is_checked = forms.BooleanField(
        label="Đã xem hết danh sách việc còn dở, đã nói lại với người nhận", required=False
    )
