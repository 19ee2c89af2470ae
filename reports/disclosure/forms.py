"""What is typed to erase a member's data, and about a breach."""

import re
from typing import Any

from django import forms

from chibo.fields import Text, UnclippedField
from reports.disclosure.rules import ASKED, DUE


class EraseForm(forms.Form):
    """On what an erasure rests, why, and the name that confirms it."""

    use_required_attribute = False

    basis = forms.ChoiceField(
        label="Căn cứ",
        choices=[
            (DUE, "Đã hết thời hạn lưu"),
            (ASKED, "Người có dữ liệu hoặc gia đình yêu cầu"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn căn cứ.", "invalid_choice": "Chọn một trong hai căn cứ."},
    )
    reason = Text(
        label="Lý do, văn bản",
        max_length=500,
        required=False,
        help_text="Giữ lại sau khi xóa nên không ghi họ tên.",
    )
    typed_name = Text(
        label="Gõ lại họ và tên để xác nhận",
        max_length=100,
        required=False,
        help_text="Đúng như trong sổ, cả dấu.",
    )


class Moment(forms.DateTimeField):
    """A form field for a moment written 05/11/2026 14:00."""

    def __init__(self, **kwargs: Any) -> None:
        written = "%d/%m/%Y %H:%M"
        kwargs.setdefault("input_formats", [written, "%H:%M %d/%m/%Y", "%d/%m/%Y"])
        kwargs.setdefault("widget", forms.DateTimeInput(format=written))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("placeholder", "ngày/tháng/năm giờ:phút")


class BreachForm(forms.Form):
    """When a breach happened and was found, and which accounts or which address are suspected."""

    use_required_attribute = False

    tu = Moment(
        label="Xảy ra từ", error_messages={"required": "Ghi từ lúc nào; chưa rõ thì ghi sớm nhất."}
    )
    den = Moment(
        label="Đến", error_messages={"required": "Ghi đến lúc nào; chưa rõ thì ghi lúc phát hiện."}
    )
    phat_hien = Moment(
        label="Phát hiện lúc",
        help_text="Hạn thông báo 72 giờ tính từ lúc này.",
        error_messages={"required": "Ghi lúc phát hiện; hạn 72 giờ tính từ đó."},
    )
    tai_khoan = Text(
        label="Tài khoản nghi ngờ",
        max_length=500,
        required=False,
        help_text="Tên đăng nhập, cách nhau bằng dấu phẩy.",
    )
    dia_chi = UnclippedField(
        label="Địa chỉ mạng nghi ngờ",
        max_length=45,
        required=False,
        help_text="Như 203.0.113.7: tính các tài khoản còn phiên đăng nhập từ đó.",
        error_messages={"max_length": "Địa chỉ mạng dài quá 45 chữ. Kiểm tra lại."},
    )
    mo_ta = Text(label="Mô tả ngắn", max_length=500, required=False)

    @property
    def usernames(self) -> list[str]:
        """Return the user names that were typed, small, each once."""
        said = re.split(r"[\s,;]+", self.cleaned_data["tai_khoan"].lower())
        return list(dict.fromkeys(name for name in said if name))
