"""What is asked of the log: who did it, whom it concerns, which kind, between which days."""

import datetime
from typing import Any

from django import forms

from chibo.fields import DayInput, Text
from reports.log.rules import CHANGED, GROUPS, READ

_KINDS = [
    ("", "Tất cả"),
    (CHANGED, "Chỉ việc ghi, sửa"),
    (READ, "Chỉ việc xem, in, xuất"),
    *((slug, group.label) for slug, group in GROUPS.items()),
]


class LogForm(forms.Form):
    """The questions put to the log; what cannot be read asks nothing and says why."""

    nguoi = Text(label="Người làm", max_length=100, required=False)
    q = Text(label="Đồng chí được ghi", max_length=100, required=False)
    loai = forms.ChoiceField(
        label="Loại việc",
        choices=_KINDS,
        required=False,
        error_messages={"invalid_choice": "Không có loại này. Chọn lại trong danh sách."},
    )
    tu = DayInput(label="Từ ngày", required=False)
    den = DayInput(label="Đến ngày", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("nguoi", "q"):
            self.fields[name].widget.attrs |= {
                "type": "search",
                "placeholder": "Gõ không cần dấu",
                "autocomplete": "off",
            }

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        since, until = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if since and until and until < since:
            self.add_error("den", "Ngày này trước ngày bắt đầu. Ghi ngày sau, hoặc bỏ trống.")
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """Return what was asked, by name; what cannot be read is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def told(self) -> str:
        """Return what was asked as one line, for the log; «không» where nothing.

        Of a member only that one was asked for: the line is read by administrators, too, and no
        erasure finds a name in it.
        """
        said = [
            f"{self.fields[name].label}: {self._said(name, value)}"
            for name, value in self.answers().items()
        ]
        return "; ".join(said) or "không"

    def _said(self, name: str, value: Any) -> str:
        if isinstance(value, datetime.date):
            return f"{value:%d/%m/%Y}"
        if name == "q":
            return "có lọc theo tên"
        return str(dict(_KINDS).get(value, value)) if name == "loai" else str(value)
