"""Signing in, changing one's password, opening accounts and giving roles."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from chibo.access import Role, Scope
from chibo.accounts import queries
from chibo.accounts.models import User
from chibo.fields import DayInput, Text

_CHECK = "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt."


_NOT_THIS = "Mật khẩu này chưa dùng được. Chọn một câu khác, dài hơn."
_WEAK = {
    "password_too_short": "Mật khẩu ngắn quá, dễ bị đoán. Ghi ít nhất 10 ký tự.",
    "password_too_common": "Mật khẩu này nhiều người dùng, dễ bị đoán. Chọn một câu khác.",
    "password_too_similar": "Mật khẩu giống tên của đồng chí, dễ bị đoán. Chọn một câu khác.",
}
"""Why a new password is refused, by the code of the validator."""
LONGEST_PASSWORD = 200


class SignInForm(forms.Form):
    """User name and password; the answer never says which of the two was wrong.

    With a `holder` it asks that person alone, by password, to show again who they are. Wherever
    the door is drawn, `chibo/accounts/door_fields.html` draws its fields.
    """

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        error_messages={"required": "Ghi tên đăng nhập do văn phòng đảng ủy cấp."},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": "Ghi mật khẩu."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(
        self, request: HttpRequest, *args: Any, holder: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.holder = holder
        self.user: User | None = None
        if holder is not None:
            del self.fields["username"]

    def clean(self) -> None:
        """Find the user; counting of failures is the backend's."""
        given = self.cleaned_data
        if self.holder is not None:
            given["username"] = self.holder.username
        if "username" not in given or "password" not in given:
            return
        self.user = authenticate(
            self.request,
            username=given["username"].strip().lower(),
            password=given["password"],
        )
        if self.user is None:
            raise ValidationError(f"Tên đăng nhập hoặc mật khẩu chưa đúng. {_CHECK}")


class PasswordForm(forms.Form):
    """The old password and a new one, twice."""

    old = forms.CharField(
        label="Mật khẩu hiện nay",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="Mật khẩu mới",
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text="Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Ghi lại mật khẩu mới",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.user = user

    def clean_old(self) -> str:
        """Refuse a wrong old password."""
        if not self.user.check_password(self.cleaned_data["old"]):
            raise ValidationError(f"Mật khẩu hiện nay chưa đúng. {_CHECK}")
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        """Refuse passwords that are short, common or like the user's name."""
        try:
            password_validation.validate_password(self.cleaned_data["new"], self.user)
        except ValidationError as refused:
            raise ValidationError(
                [_WEAK.get(one.code or "", _NOT_THIS) for one in refused.error_list]
            ) from refused
        return self.cleaned_data["new"]

    def clean(self) -> None:
        """Refuse two different new passwords."""
        if self.cleaned_data.get("new") != self.cleaned_data.get("again"):
            self.add_error("again", "Hai lần ghi mật khẩu mới khác nhau. Ghi lại cả hai.")


MOST_CHOICES = 200
"""A longer list of organisations is typed by code instead of chosen."""


class PlaceChoice(forms.ModelChoiceField):
    """One of the organisations of which one administers the accounts: a list, or its code."""

    def __init__(self, scope: Scope, **kwargs: Any) -> None:
        super().__init__(queries.places(scope), to_field_name="code", **kwargs)
        self.error_messages["invalid_choice"] = (
            "Không có tổ chức này trong phần việc của đồng chí. Ghi đúng mã ở cây tổ chức."
        )
        if queries.places(scope)[: MOST_CHOICES + 1].count() > MOST_CHOICES:
            self.widget = forms.TextInput()
            self.help_text = "Ghi mã của tổ chức, xem ở cây tổ chức."


class RoleForm(forms.Form):
    """A role at a place for a period."""

    role = forms.ChoiceField(label="Vai trò", choices=[(role.value, role.label) for role in Role])
    starts_on = DayInput(label="Từ ngày")
    ends_on = DayInput(
        label="Đến hết ngày trước ngày", required=False, help_text="Để trống nếu chưa định."
    )
    with_post = forms.BooleanField(
        label="Hết cùng chức vụ",
        required=False,
        help_text="Chỉ với bí thư, phó bí thư: ghi thôi chức vụ hoặc rời sổ thì vai trò hết luôn.",
    )

    def __init__(self, scope: Scope, *args: Any, place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = PlaceChoice(
            scope, label="Tại tổ chức", initial=place, empty_label="Chọn tổ chức"
        )
        self.order_fields(["username", "full_name", "role", "organization"])

    def clean_role(self) -> Role:
        """Return the role itself."""
        return Role(self.cleaned_data["role"])


class OpenAccountForm(RoleForm):
    """A new account with its first role; the password is made by the portal."""

    ends_on = None  # type: ignore[assignment]
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,59}$",
        label="Tên đăng nhập",
        help_text="Chữ thường không dấu, số, dấu chấm; ít nhất 3 ký tự: dinh.cong.phuc.",
        error_messages={
            "invalid": "Dùng từ 3 ký tự, chỉ chữ thường không dấu, số, dấu chấm, gạch nối."
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    full_name = Text(label="Họ và tên", max_length=100)
