"""What the forms of this room are made of: ticked records, numbers of people, reasons."""

import re
from collections.abc import Collection
from typing import Any

from django import forms

_LONGEST_KEY = 18  # digits


class Keys(forms.MultipleChoiceField):
    """Ticked boxes that stand for records; cleans to their keys, each once, in order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        """Return the keys as text, each once; those of a list that was shown, too."""
        texts = re.findall(r"\w+", value) if isinstance(value, str) else value or []
        return list(dict.fromkeys(map(str, texts)))

    def clean(self, value: Any) -> Any:
        """Return the keys, each once; whose they are is for the form to see."""
        texts = self.to_python(value)
        keys = keys_of(texts)
        if len(keys) != len(texts):
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return keys


class People(forms.IntegerField):
    """A number of people, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=1_000_000, **kwargs)
        self.error_messages |= {
            "invalid": "Ghi một số nguyên, như 18.",
            "min_value": "Số người không thể âm.",
            "max_value": "Số này quá lớn. Kiểm tra lại.",
        }


def keys_of(texts: Collection[str]) -> list[int]:
    """Return the keys that texts name, each once; what is no key is left out."""
    keys = [text for text in texts if text.isascii() and text.isdecimal()]
    return list(dict.fromkeys(int(key) for key in keys if len(key) <= _LONGEST_KEY))
