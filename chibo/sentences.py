"""What a form says where a field has no sentence of its own: what is wrong, and what to do.

Django's are translated word for word («Trường này là bắt buộc») and say nothing to a secretary.
Every form of every wing is drawn from Django's fields, so the sentences are put there, once.
"""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.formsets import BaseFormSet

_CHOOSE = "Chưa chọn ở ô này. Chọn một dòng trong danh sách rồi ghi lại."
_NOT_LISTED = "Không có lựa chọn này. Chọn lại một dòng trong danh sách."
_NO_DAY = "Không đọc được ngày này. Ghi ngày/tháng/năm có trên lịch, như 05/11/2026."
_UNREADABLE = "Trong ô này có ký tự không đọc được. Gõ lại bằng tay."
_NO_FILE = "Chưa nhận được tệp. Chọn lại tệp trên máy rồi gửi lại."

SENTENCES: dict[type, dict[str, str]] = {
    forms.Field: {
        "required": "Ô này đang để trống. Ghi vào đây rồi lưu lại.",
        "max_length": "Dài quá %(limit_value)s chữ nên chưa lưu được. Rút gọn rồi lưu lại.",
        "min_length": "Ngắn quá, cần ít nhất %(limit_value)s chữ. Ghi đủ rồi lưu lại.",
        "max_value": "Số lớn nhất ghi được ở ô này là %(limit_value)s. Kiểm tra lại.",
        "min_value": "Số nhỏ nhất ghi được ở ô này là %(limit_value)s. Kiểm tra lại.",
        "step_size": "Số này phải chia hết cho %(limit_value)s. Kiểm tra lại.",
        "max_digits": "Số này dài quá %(max)s chữ số. Kiểm tra lại.",
        "max_decimal_places": "Chỉ ghi đến %(max)s chữ số sau dấu phẩy. Kiểm tra lại.",
        "max_whole_digits": "Số này quá lớn: đến %(max)s chữ số trước dấu phẩy. Kiểm tra lại.",
        "null_characters_not_allowed": _UNREADABLE,
    },
    forms.IntegerField: {"invalid": "Không đọc được số này. Ghi một số nguyên, như 12."},
    forms.FloatField: {"invalid": "Không đọc được số này. Ghi như 12 hoặc 38,5."},
    forms.DecimalField: {"invalid": "Không đọc được số này. Ghi như 12 hoặc 38,5."},
    forms.DateField: {"invalid": _NO_DAY},
    forms.DateTimeField: {"invalid": "Không đọc được ngày giờ này. Ghi như 05/11/2026 14:00."},
    forms.TimeField: {"invalid": "Không đọc được giờ này. Ghi như 14:00."},
    forms.RegexField: {"invalid": "Chưa đúng cách ghi. Xem cách ghi ở dưới ô rồi ghi lại."},
    forms.SlugField: {"invalid": "Chỉ dùng chữ không dấu, số và gạch nối, như chi-bo-mot."},
    forms.EmailField: {"invalid": "Địa chỉ thư điện tử chưa đúng. Ghi như ten@coquan.gov.vn."},
    forms.URLField: {"invalid": "Địa chỉ trang chưa đúng. Chép nguyên từ trình duyệt vào đây."},
    forms.FileField: {
        "required": "Chưa chọn tệp. Chọn tệp trên máy rồi gửi lại.",
        "invalid": _NO_FILE,
        "missing": _NO_FILE,
        "empty": "Tệp này trống, không có gì để lưu. Chọn tệp khác.",
        "max_length": "Tên tệp dài quá %(max)d chữ. Đặt lại tên ngắn hơn rồi gửi lại.",
        "contradiction": "Vừa chọn tệp vừa đánh dấu bỏ tệp. Chọn một trong hai.",
    },
    forms.BooleanField: {"required": "Đánh dấu vào ô này rồi lưu lại."},
    forms.ChoiceField: {"required": _CHOOSE, "invalid_choice": _NOT_LISTED},
    forms.ModelChoiceField: {"required": _CHOOSE, "invalid_choice": _NOT_LISTED},
    forms.MultipleChoiceField: {
        "required": "Chưa đánh dấu dòng nào. Đánh dấu ít nhất một dòng rồi lưu lại.",
        "invalid_choice": _NOT_LISTED,
        "invalid_list": _NOT_LISTED,
    },
    forms.ModelMultipleChoiceField: {
        "required": "Chưa đánh dấu dòng nào. Đánh dấu ít nhất một dòng rồi lưu lại.",
        "invalid_choice": _NOT_LISTED,
        "invalid_list": _NOT_LISTED,
        "invalid_pk_value": _NOT_LISTED,
    },
    BaseFormSet: {
        "missing_management_form": "Trang gửi lên thiếu số dòng nên chưa ghi gì. Mở lại trang này.",
        "too_many_forms": "Nhiều nhất %(num)d dòng một lần. Bỏ bớt, hoặc chia làm hai lần ghi.",
        "too_few_forms": "Cần ít nhất %(num)d dòng. Thêm dòng rồi lưu lại.",
    },
}
"""The kind of field (or of rows) → the code of the error → what stands on the page."""


def speak() -> None:
    """Put the sentences into Django's fields; forms that are made after it say them."""
    for kind, sentences in SENTENCES.items():
        said: Any = kind
        said.default_error_messages = {
            **vars(kind).get("default_error_messages", {}),
            **sentences,
        }
    ProhibitNullCharactersValidator.message = _UNREADABLE
