"""The form fields through which photos and documents come in."""

from typing import Any

from django import forms

from chibo.files.rules import (
    MOST_DOCUMENT_BYTES,
    Upload,
    obstacles_to_document,
    obstacles_to_document_size,
    obstacles_to_photo,
    obstacles_to_size,
)
from chibo.reasons import Reason

_NONE = "Chọn một ảnh PNG hoặc JPEG trên máy."
_EMPTY = "Tệp này trống, không có gì để lưu. Chọn lại ảnh."
_NO_DOCUMENT = "Chọn một tệp PDF, Word, Excel hoặc ảnh chụp trên máy."
_EMPTY_DOCUMENT = "Tệp này trống, không có gì để lưu. Chọn lại tệp."
_DOCUMENTS = ".pdf,.docx,.xlsx,image/png,image/jpeg"


class PhotoInput(forms.FileField):
    """A form field for one photo; cleans to an `Upload`. Too large a file is not read."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": "image/png,image/jpeg"}))
        kwargs.setdefault("help_text", "PNG hoặc JPEG, nặng đến 8 MB; mỗi lần một ảnh.")
        super().__init__(**kwargs)
        self.error_messages |= {
            "required": _NONE,
            "invalid": _NONE,
            "missing": _NONE,
            "empty": _EMPTY,
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return name and bytes of what was chosen."""
        file = super().clean(data, initial)
        if file is None:
            return None
        _refuse(obstacles_to_size(file.size))
        upload = Upload(file.name, file.read())
        _refuse(obstacles_to_photo(upload.content, is_classified=False))
        return upload


class DocumentInput(forms.FileField):
    """A form field for one document; cleans to an `Upload`. Too large a file is not read.

    Stands beside a `ClassifiedQuestion`; call it `file`, as the rules do.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": _DOCUMENTS}))
        most = MOST_DOCUMENT_BYTES // (1024 * 1024)
        kwargs.setdefault(
            "help_text",
            f"PDF, Word (.docx), Excel (.xlsx) hoặc ảnh chụp; nặng đến {most} MB; mỗi lần một tệp.",
        )
        super().__init__(**kwargs)
        self.error_messages |= {
            "required": _NO_DOCUMENT,
            "invalid": _NO_DOCUMENT,
            "missing": _NO_DOCUMENT,
            "empty": _EMPTY_DOCUMENT,
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return name and bytes of what was chosen."""
        file = super().clean(data, initial)
        if file is None:
            return None
        _refuse(obstacles_to_document_size(file.size))
        upload = Upload(file.name, file.read())
        _refuse(obstacles_to_document(upload, is_classified=False))
        return upload


class ClassifiedQuestion(forms.TypedChoiceField):
    """Whether a file bears a secrecy mark: asked each time, with no answer given beforehand."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Tệp này có dấu độ mật (Mật, Tối mật, Tuyệt mật) không?")
        super().__init__(
            choices=[("0", "Không"), ("1", "Có")],
            coerce=lambda value: value == "1",
            widget=forms.RadioSelect,
            **kwargs,
        )


def ask_to_choose_again(form: forms.Form, name: str, what: str) -> None:
    """Say that a good file must be chosen again where the page comes back for another field."""
    if form.errors and name in form.cleaned_data:
        form.add_error(
            name,
            f"{what} này dùng được, nhưng trình duyệt không giữ tệp khi phải sửa ô khác. "
            f"Chọn lại {what.lower()}.",
        )


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise forms.ValidationError([reason.text for reason in reasons], code="refused")
