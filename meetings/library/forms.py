"""What is typed about a guiding document. Kept nowhere before it is sent.

There is no draft: words typed before somebody notices a secrecy mark must not stay behind.
"""

from typing import Any

from django import forms

from chibo.fields import PartialDateInput, Text
from chibo.files.forms import ClassifiedQuestion, DocumentInput, ask_to_choose_again
from chibo.forms import CorrectionForm
from chibo.vietnamese import roman
from meetings.library import rules
from meetings.library.models import DocumentType, GuidingDocument

_BY_SYMBOL = [("", "Theo số, ký hiệu")]
_YES, _NO = "1", "0"


def _is_yes(value: str) -> bool:
    return value == _YES


class SessionNumber(Text):
    """The number of a congress or plenum, roman or arabic; cleans to an int, None where empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the number that was typed."""
        text = super().clean(value)
        if not text:
            return None
        if (number := rules.ordinal(text)) is None:
            raise forms.ValidationError(
                "Chưa đọc được số này. Ghi số La Mã hoặc số thường, như XIII hoặc 13.",
                code="unreadable",
            )
        return number


class DocumentForm(CorrectionForm):
    """A document: what it is, whether it may be written down here, what else is known of it."""

    symbol = Text(
        label="Số, ký hiệu",
        max_length=120,
        required=False,
        help_text="Ghi như trên văn bản: 05-CT/TW, 06/QĐ-TTg. Văn bản không có số thì để trống.",
    )
    type = forms.ChoiceField(
        label="Loại", choices=_BY_SYMBOL + DocumentType.choices, required=False
    )
    issued = PartialDateInput(
        label="Ngày ban hành", required=False, help_text="Ngày, tháng/năm hoặc năm."
    )
    issuer = Text(
        label="Cơ quan ban hành",
        max_length=200,
        required=False,
        help_text="Như Bộ Chính trị, Đảng ủy Sở, Thủ tướng Chính phủ.",
    )
    is_secret = forms.TypedChoiceField(
        label="Dấu độ mật trên văn bản",
        choices=[
            (_NO, "Văn bản không có dấu độ mật"),
            (_YES, "Có dấu Mật, Tối mật hoặc Tuyệt mật: chỉ ghi số, ký hiệu và ngày"),
        ],
        coerce=_is_yes,
        widget=forms.RadioSelect,
        error_messages={"required": "Xem dấu độ mật trên văn bản giấy rồi chọn một dòng."},
    )
    title = Text(label="Trích yếu", long=True, max_length=1000, required=False)
    common_name = Text(
        label="Tên thường gọi",
        max_length=300,
        required=False,
        help_text="Như Nghị quyết Trung ương 4 (khóa XII), Nghị quyết Đại hội XIII, Đề án 06.",
    )
    period = Text(
        label="Giai đoạn",
        max_length=200,
        required=False,
        help_text="Như giai đoạn 2022–2025, tầm nhìn đến năm 2030.",
    )
    congress_no = SessionNumber(label="Đại hội, khóa", help_text="Như XIII hoặc 13.")
    plenum_no = SessionNumber(label="Hội nghị Trung ương", help_text="Lần thứ mấy, như 4.")
    is_state = forms.TypedChoiceField(
        label="Văn bản của",
        choices=[*_BY_SYMBOL, (_NO, "Đảng"), (_YES, "Nhà nước")],
        coerce=_is_yes,
        empty_value=None,
        required=False,
    )
    note = Text(label="Ghi chú", long=True, max_length=2000, required=False)
    is_another = forms.BooleanField(label="Đây là văn bản khác, vẫn ghi", required=False)

    def sections(self) -> list[tuple[str, list[forms.BoundField], list[forms.BoundField]]]:
        """Return title, fields as wide as the page, fields side by side; for each section."""
        parts = [
            ("Văn bản", ["symbol"], ["type", "issued", "issuer"]),
            ("Độ mật", ["is_secret"], []),
            ("Nội dung", ["title", "common_name"], []),
            ("Biết thêm thì ghi", ["period"], ["congress_no", "plenum_no", "is_state"]),
            ("Riêng của sổ này", ["note"], []),
        ]
        return [
            (title, [self[name] for name in wide], [self[name] for name in narrow])
            for title, wide, narrow in parts
        ]

    @property
    def is_doubted(self) -> bool:
        """Whether to ask if this is another document: it was doubted, or has been confirmed."""
        return "is_another" in self.errors or bool(self["is_another"].value())


class RemoveForm(forms.Form):
    """Why a document is taken out of the register."""

    reason = Text(max_length=300, error_messages={"required": "Ghi lý do bỏ văn bản khỏi sổ."})


class AttachForm(forms.Form):
    """A file that is attached to a document, once its secrecy mark was looked for."""

    use_required_attribute = False

    is_classified = ClassifiedQuestion(
        error_messages={"required": "Xem dấu độ mật trên từng trang rồi chọn Không hoặc Có."},
        help_text="Dấu thường ở góc trên bên trái trang đầu. Có dấu thì chỉ lưu bản giấy.",
    )
    file = DocumentInput(label="Tệp")
    label = Text(
        label="Nội dung tệp",
        max_length=200,
        required=False,
        help_text="Như Toàn văn, Phụ lục 1, Mẫu đăng ký. Để trống thì dùng tên tệp.",
    )

    def clean(self) -> dict[str, Any]:
        """Say that a good file must be chosen again where the page comes back for another field."""
        ask_to_choose_again(self, "file", "Tệp")
        return self.cleaned_data


def facts_of(document: GuidingDocument) -> dict[str, Any]:
    """Return what the register says now, for the form that corrects it."""
    facts = {
        name: getattr(document, name) for name in DocumentForm.base_fields if name != "is_another"
    }
    return facts | {
        "is_secret": _YES if document.is_secret else _NO,
        "is_state": _YES if document.is_state else _NO,
        "congress_no": roman(document.congress_no) if document.congress_no else "",
    }
