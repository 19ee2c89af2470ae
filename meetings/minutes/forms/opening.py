"""Opening a meeting."""

from django import forms

from chibo.fields import PartialDateInput
from meetings.minutes.forms.rows import Hour, ShortText, Year
from meetings.minutes.models import Kind, Meeting


class OpeningForm(forms.Form):
    """What is known before the minutes are written."""

    use_required_attribute = False

    kinds = forms.MultipleChoiceField(
        label="Loại sinh hoạt",
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Một buổi có thể gồm nhiều loại: đánh dấu tất cả loại có trong buổi đó.",
        error_messages={"required": "Chọn ít nhất một loại sinh hoạt."},
    )
    held = PartialDateInput(
        label="Ngày họp",
        required=False,
        help_text="Như 20/11/2026, 8/2013, cuối tháng 3/2020, 2019. Không rõ thì để trống.",
    )
    starts_at = Hour(label="Bắt đầu")
    session = forms.ChoiceField(
        label="Buổi", required=False, choices=[("", "Không ghi"), *Meeting.Session.choices]
    )
    form = forms.ChoiceField(
        label="Hình thức", required=False, choices=[("", "Không ghi"), *Meeting.Form.choices]
    )
    place = ShortText(label="Địa điểm", required=False, max_length=200)
    title = ShortText(
        label="Tên gọi riêng",
        required=False,
        help_text="Để trống thì đặt theo loại và tháng, như «Sinh hoạt chi bộ thường kỳ tháng 11».",
    )
    review_year = Year(
        label="Năm tổng kết", help_text="Nếu tổng kết hoặc kiểm điểm một năm đã qua."
    )
    plan_year = Year(label="Năm phương hướng", help_text="Nếu bàn nhiệm vụ của một năm.")
