"""The form field through which a photo comes in."""

from typing import Any

from django import forms

from chibo.files.rules import Upload, obstacles_to_photo, obstacles_to_size
from chibo.reasons import Reason

_NONE = "Chọn một ảnh PNG hoặc JPEG trên máy."
_EMPTY = "Tệp này trống, không có gì để lưu. Chọn lại ảnh."


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


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise forms.ValidationError([reason.text for reason in reasons], code="refused")
