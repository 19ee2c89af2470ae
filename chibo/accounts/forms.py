"""Signing in and changing one's password."""

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from chibo.accounts.models import User

_CHECK = "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt."


class SignInForm(forms.Form):
    """User name and password; the answer never says which of the two was wrong."""

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
        max_length=200,
        strip=False,
        error_messages={"required": "Ghi mật khẩu."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.request = request
        self.user: User | None = None

    def clean(self) -> None:
        """Find the user; counting of failures is the backend's."""
        given = self.cleaned_data
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
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        help_text="Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Ghi lại mật khẩu mới",
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
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self) -> None:
        """Refuse two different new passwords."""
        if self.cleaned_data.get("new") != self.cleaned_data.get("again"):
            self.add_error("again", "Hai lần ghi mật khẩu mới khác nhau. Ghi lại cả hai.")
