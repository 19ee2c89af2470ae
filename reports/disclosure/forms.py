"""What is typed to erase a member's data, and about a breach."""

from django import forms

from chibo.fields import Text
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
