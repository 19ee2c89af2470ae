"""What is typed about numbers."""

from django import forms


class IssueForm(forms.Form):
    """A number given by hand, where the series does not choose it."""

    number = forms.IntegerField(
        label="Số văn bản",
        required=False,
        min_value=1,
        max_value=99_999,
        help_text="Để trống để lấy số tiếp theo. Ghi số khi sổ giấy đã cấp tới số khác.",
        error_messages={
            "invalid": "Ghi một số nguyên, như 12; hoặc để trống.",
            "min_value": "Số văn bản từ 1 trở lên.",
            "max_value": "Số này quá lớn. Kiểm tra lại.",
        },
    )
