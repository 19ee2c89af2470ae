"""Naming a second factor, and showing that it works before it is kept."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.accounts import passkeys
from chibo.accounts.rules import accepted_step
from chibo.fields import Text


class NameForm(forms.Form):
    """What the holder calls an app or a passkey."""

    name = Text(
        label="Tên gọi",
        max_length=60,
        help_text="Để sau này nhận ra, như «Điện thoại của tôi».",
        error_messages={"required": "Đặt một tên để sau này nhận ra, như «Điện thoại của tôi»."},
    )


class AppForm(NameForm):
    """The code that a new app shows; `step` is then the time step it belongs to."""

    code = Text(
        label="Mã 6 chữ số ứng dụng đang hiện",
        max_length=20,
        error_messages={"required": "Ghi mã 6 chữ số mà ứng dụng đang hiện."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, secret: str, at: datetime.datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret, self.at = secret, at
        self.step = 0

    def clean_code(self) -> str:
        """Refuse a code that is not this app's at this time."""
        step = accepted_step(self.secret, self.cleaned_data["code"], self.at, last=0)
        if step is None:
            raise ValidationError(
                "Mã chưa đúng. Chờ ứng dụng hiện mã mới rồi ghi lại; giờ của điện thoại phải đúng."
            )
        self.step = step
        return self.cleaned_data["code"]


class PasskeyForm(NameForm):
    """The browser's answer that a key was made, brought by static/js/passkeys.js."""

    passkey = forms.CharField(
        max_length=passkeys.LONGEST_ANSWER,
        error_messages={
            "required": "Trình duyệt chưa tạo khóa. Bấm nút rồi làm theo hướng dẫn trên máy.",
            "max_length": "Chưa nhận được khóa này. Bấm nút để tạo lại.",
        },
        widget=forms.HiddenInput,
    )
