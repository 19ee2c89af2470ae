"""Model and form fields for what every wing records: partial dates and periods."""

import datetime
import functools
from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.db import models
from django.db.models import Q

from chibo.ciphers import seal, unseal
from chibo.dates import UNKNOWN, PartialDate, UnreadableDate, check_year, parse
from chibo.vietnamese import fold, normalise


class Unopened(str):
    """A sealed value that no key opens: reads as a sentence that says so, and is saved unchanged.

    `sealed` is what lies in the database. The page goes on; the value waits for its key.
    """

    SENTENCE = "Không mở được, báo người quản trị"

    sealed: str

    def __new__(cls, sealed: str) -> "Unopened":
        """Make the sentence that stands for what was stored."""
        made = super().__new__(cls, cls.SENTENCE)
        made.sealed = sealed
        return made


class SealedTextField(models.TextField):
    """Text that lies sealed in the database and reads as text; never searched, never ordered."""

    def from_db_value(self, value: str | None, *args: Any) -> Any:
        """Open what was stored; `Unopened` where no key does."""
        try:
            return value and unseal(value)
        except ValueError:
            return Unopened(value or "")

    def get_prep_value(self, value: Any) -> Any:
        """Seal what is to be stored; what could not be opened stays as it lies."""
        if isinstance(value, Unopened):
            return value.sealed
        text = super().get_prep_value(value)
        return text and seal(text)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to compare: the same text is sealed differently each time."""
        if lookup_name != "isnull":
            raise TypeError("a sealed field cannot be compared")
        return super().get_lookup(lookup_name)


class SealedIntegerField(SealedTextField):
    """A whole number that lies sealed in the database; never summed, compared or ordered there."""

    _pyi_private_set_type: Any  # an int or None; also `Unopened` as it came
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *args: Any) -> Any:
        """Return the number that was stored, None for none, `Unopened` where no key opens it."""
        text = super().from_db_value(value)
        return text if isinstance(text, Unopened) else int(text) if text else None


def sealed_fields() -> Iterator[SealedTextField]:
    """Yield every sealed field of every model, by model and name."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                yield field


@functools.cache
def sealed_names() -> frozenset[str]:
    """Return the names under which forms take what is stored sealed; no draft keeps these."""
    return frozenset(field.name for field in sealed_fields())


class PartialDateField:
    """A partial date on a model: three columns, NAME_earliest, NAME_latest and NAME_words.

    Reads and writes as one `PartialDate`. Queries use the columns: beginnings compare
    NAME_earliest, endings NAME_latest.
    """

    def __init__(self, verbose_name: str = "") -> None:
        self.verbose_name = verbose_name

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Add the three columns and the property; Django calls it when the class is made."""
        columns: dict[str, models.Field[Any, Any]] = {
            "earliest": models.DateField(null=True, blank=True, editable=False),
            "latest": models.DateField(null=True, blank=True, editable=False),
            "words": models.CharField(max_length=60, blank=True, editable=False),
        }
        for suffix, column in columns.items():
            column.contribute_to_class(model, f"{name}_{suffix}")
        words = property(self._reader(name), self._writer(name), doc=self.verbose_name)
        setattr(model, name, words)

    @staticmethod
    def _reader(name: str) -> Any:
        def read(instance: models.Model) -> PartialDate:
            return PartialDate(
                getattr(instance, f"{name}_earliest"),
                getattr(instance, f"{name}_latest"),
                getattr(instance, f"{name}_words"),
            )

        return read

    @staticmethod
    def _writer(name: str) -> Any:
        def write(instance: models.Model, value: PartialDate | None) -> None:
            date = value or UNKNOWN
            setattr(instance, f"{name}_earliest", date.earliest)
            setattr(instance, f"{name}_latest", date.latest)
            setattr(instance, f"{name}_words", date.words)

        return write

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        """Exist for type checkers only: the property replaces this when the class is made."""
        raise AttributeError

    def __set__(self, instance: Any, value: Any) -> None:
        """Exist for type checkers only: the property replaces this when the class is made."""
        raise AttributeError


def partial_date_words(model: type[models.Model], name: str) -> str:
    """Return what a partial date of a model is called; nothing where it is no partial date."""
    if not any(column.name == f"{name}_words" for column in model._meta.concrete_fields):
        return ""
    return getattr(model, name).__doc__ or ""


def in_force(on: datetime.date, starts: str = "starts", ends: str = "ends") -> Q:
    """Return the condition that a period [starts, ends) holds on a day.

    An unknown beginning has always begun; a period without an end still runs. The end is the
    first day on which it no longer holds.
    """
    begun = Q(**{f"{starts}_earliest__isnull": True}) | Q(**{f"{starts}_earliest__lte": on})
    running = Q(**{f"{ends}_latest__isnull": True}) | Q(**{f"{ends}_latest__gt": on})
    return begun & running


def in_words(q: str, column: str = "search") -> Q:
    """Return the condition that folded text holds all words of a question, in any order."""
    return Q(*(Q(**{f"{column}__contains": word}) for word in fold(q).split()))


def holds(starts: PartialDate, ends: PartialDate, on: datetime.date) -> bool:
    """Return whether a period [starts, ends) holds on a day; `in_force` for values in memory."""
    begun = starts.earliest is None or starts.earliest <= on
    return begun and (ends.latest is None or ends.latest > on)


class UnclippedField(forms.CharField):
    """Lets the browser send all that was typed: what is too long is answered, never cut."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the control without the length at which it would cut."""
        attrs = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class PartialDateInput(UnclippedField):
    """A form field for a date of any precision; cleans to a `PartialDate`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("help_text", "Ngày, tháng, năm hoặc một phần: 26/12/2023, 8/2023, 2023.")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the partial date that was typed, UNKNOWN where nothing was."""
        if isinstance(value, PartialDate):
            return value
        try:
            return parse(value or "")
        except UnreadableDate as error:
            raise forms.ValidationError(str(error), code="unreadable") from error

    def validate(self, value: Any) -> None:
        """Refuse an empty date where one is required."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Check the length of the words only."""
        super().run_validators(value.words)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another date was typed; an empty input beside no date is untouched."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the input: the words as written."""
        return str(value) if isinstance(value, PartialDate) else value


def _check_year(date: datetime.date) -> None:
    try:
        check_year(date.year)
    except UnreadableDate as error:
        raise forms.ValidationError(str(error), code="year") from error


class DayInput(forms.DateField):
    """A form field for a day written 05/11/2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%Y-%m-%d"])
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y"))
        kwargs.setdefault("validators", [_check_year])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = (
            "Không đọc được ngày này. Ghi ngày/tháng/năm có trên lịch, như 05/11/2026."
        )
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("placeholder", "ngày/tháng/năm")


class Text(UnclippedField):
    """A form field for text: normalised to NFC, with a Vietnamese sentence where it is too long."""

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20_000 if long else 300)
        if long:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3, "class": "write"}))
        super().__init__(**kwargs)
        limit = f"{kwargs['max_length']:,}".replace(",", ".")
        self.error_messages["max_length"] = (
            f"Dài quá {limit} chữ nên chưa lưu được. Rút gọn, hoặc tách thành nhiều đoạn."
        )

    def to_python(self, value: Any) -> str:
        """Return the text in NFC."""
        return normalise(super().to_python(value) or "")
