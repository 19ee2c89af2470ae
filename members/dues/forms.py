"""What is typed about dues: amounts as written in Vietnamese, what was received, profiles."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from chibo.dates import PartialDate, parse
from chibo.fields import DayInput, PartialDateInput, Text, UnclippedField, Unopened
from chibo.vietnamese import normalise, number
from members.dues.actions import Receipt
from members.dues.models import DuesPayment, DuesProfile
from members.dues.queries import Line
from members.dues.rules import charging, obstacles
from members.dues.rules.charging import Law

_MONEY = re.compile(r"^(\d{1,3}(?:\.\d{3})+|\d+)(?:đồng|đ|vnd)?$")
MOST_DIGITS = 15


class MoneyInput(UnclippedField):
    """A form field for an amount of đồng as written in Vietnamese: 1.284.000; cleans to an int."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the amount that was typed, None where nothing was."""
        if value is None or isinstance(value, int):
            return value
        text = "".join(normalise(str(value)).lower().split())
        if not text:
            return None
        found = _MONEY.match(text)
        if found is None or not found[1].isascii() or len(found[1]) > MOST_DIGITS:
            raise forms.ValidationError(
                "Không đọc được số tiền. Ghi bằng đồng, không có số lẻ: 124800 hoặc 124.800.",
                code="unreadable",
            )
        return int(found[1].replace(".", ""))

    def run_validators(self, value: Any) -> None:
        """Leave the length to `to_python`."""

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the input: the amount with points."""
        return number(value) if isinstance(value, int) else value


@dataclass(frozen=True)
class Row:
    """One line of the month with the controls of the form; None where nothing is owed."""

    line: Line
    tick: BoundField | None = None
    amount: BoundField | None = None
    seen: BoundField | None = None

    @property
    def amount_shown(self) -> str:
        """What stands in the input of the amount: as typed, else what is owed with points."""
        value = self.amount.value() if self.amount else ""
        return number(value) if isinstance(value, int) else value or ""


class ReceiveForm(forms.Form):
    """Who paid a month's dues: everybody who owes is ticked, with what is owed."""

    paid_on = DayInput(label="Ngày đóng", error_messages={"required": "Ghi ngày đóng."})
    channel = forms.ChoiceField(
        label="Hình thức",
        choices=DuesPayment.Channel.choices,
        error_messages={"required": "Chọn hình thức đóng."},
    )
    receipt = Text(label="Số biên lai", max_length=60, required=False)

    def __init__(self, lines: Sequence[Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            if line.owing or self._is_typed(line):
                self._offer(line)

    def _is_typed(self, line: Line) -> bool:
        """Keep a row that was ticked although somebody else has settled it since."""
        return self.is_bound and f"pay_{line.charge.pk}" in self.data

    def _offer(self, line: Line) -> None:
        key, name = line.charge.pk, line.name
        self.fields[f"pay_{key}"] = forms.BooleanField(label=name, required=False, initial=True)
        self.fields[f"amount_{key}"] = MoneyInput(
            label=f"Thu lần này: {name}", required=False, initial=line.owing
        )
        self.fields[f"seen_{key}"] = forms.IntegerField(
            required=False, initial=line.paid, widget=forms.HiddenInput
        )

    @property
    def rows(self) -> Iterator[Row]:
        """The lines of the month, each with its controls where something is owed."""
        for line in self.lines:
            key = line.charge.pk
            if f"pay_{key}" not in self.fields:
                yield Row(line)
                continue
            yield Row(line, self[f"pay_{key}"], self[f"amount_{key}"], self[f"seen_{key}"])

    def clean(self) -> dict[str, Any]:
        """Ask for the amount of everybody who is ticked."""
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            amount = f"amount_{line.charge.pk}"
            ticked = cleaned.get(f"pay_{line.charge.pk}")
            if not ticked:
                self.errors.pop(amount, None)
            elif amount not in self.errors and cleaned.get(amount) is None:
                self.add_error(amount, "Ghi số tiền đã nhận.")
        return cleaned

    def receipts(self) -> list[Receipt]:
        """Return what was received of those who are ticked."""
        said = self.cleaned_data
        return [
            Receipt(key, said[f"amount_{key}"], said.get(f"seen_{key}") or 0)
            for key in (line.charge.pk for line in self.lines)
            if said.get(f"pay_{key}")
        ]


class CorrectChargeForm(forms.Form):
    """Another amount for a charge, with the reason."""

    amount = MoneyInput(
        label="Phải đóng (đồng)",
        help_text="Ghi 0 nếu tháng này không phải đóng.",
        error_messages={"required": "Ghi số tiền phải đóng; 0 nếu không phải đóng."},
    )
    reason = Text(
        label="Lý do sửa",
        max_length=120,
        required=False,
        help_text="Như: lương tháng này đổi, có quyết định giảm.",
    )


class RemitForm(forms.Form):
    """What was passed upward for a month."""

    amount = MoneyInput(
        label="Số tiền đã nộp (đồng)", error_messages={"required": "Ghi số tiền đã nộp."}
    )
    remitted_on = DayInput(label="Ngày nộp", error_messages={"required": "Ghi ngày nộp."})
    receipt = Text(label="Số chứng từ", max_length=60, required=False)


class ProfileForm(forms.Form):
    """By which category and base a member pays, from a month on."""

    starts = PartialDateInput(
        label="Áp dụng từ tháng",
        help_text="Ghi tháng/năm, như 3/2026. Căn cứ trước đó tự kết thúc ở tháng này.",
        error_messages={"required": "Ghi tháng bắt đầu áp dụng."},
    )
    category = forms.ChoiceField(
        label="Đối tượng",
        error_messages={
            "required": "Chọn đối tượng đóng đảng phí.",
            "invalid_choice": "Đối tượng này không có trong quy định của tháng ấy. Chọn lại.",
        },
    )
    base = MoneyInput(
        label="Thu nhập tháng tính đảng phí (đồng)",
        required=False,
        help_text="Tiền lương, trợ cấp hoặc lương hưu. Để trống nếu đóng theo lương tối thiểu "
        "hoặc mức cố định.",
    )
    region = forms.ChoiceField(
        label="Vùng lương tối thiểu",
        required=False,
        choices=[("", "Không tính theo vùng"), *((one, f"Vùng {one}") for one in charging.REGIONS)],
        help_text="Chỉ chọn nếu đối tượng đóng theo lương tối thiểu vùng.",
    )
    reduction = forms.IntegerField(
        label="Mức giảm (%)",
        required=False,
        min_value=0,
        max_value=charging.WHOLE,
        help_text="Để trống nếu không giảm; 100 là miễn.",
        error_messages={
            "invalid": "Ghi một số nguyên, như 50.",
            "min_value": "Mức giảm từ 0 đến 100 phần trăm.",
            "max_value": "Mức giảm từ 0 đến 100 phần trăm.",
        },
    )
    decision = Text(
        label="Quyết định miễn, giảm",
        max_length=120,
        required=False,
        help_text="Số, ngày và thời hạn. Hết thời hạn thì ghi căn cứ mới.",
    )

    def __init__(self, law: Law, month: datetime.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rates = charging.rates_on(law.parameters, month)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", "Chọn đối tượng"),
            *((rate.code, f"{rate.label} ({charging.rate_in_words(rate)})") for rate in rates),
        ]

    def clean_starts(self) -> datetime.date:
        """Return the first day of the month that was named."""
        month = month_named(self.cleaned_data["starts"])
        if month is None:
            raise forms.ValidationError("Ghi rõ tháng và năm, như 3/2026.", code="month")
        return month

    def clean_reduction(self) -> int:
        """Return the reduction; 0 where nothing was typed."""
        return self.cleaned_data["reduction"] or 0


def month_named(date: PartialDate) -> datetime.date | None:
    """Return the first day of the month that a date lies in; None where it is not one month."""
    first, last = date.earliest, date.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return obstacles.first_day(first)


def month_typed(text: str) -> datetime.date | None:
    """Return the month that somebody typed; None where nobody can read it."""
    try:
        return month_named(parse(text[:60]))
    except ValueError:
        return None


def details_of(kept: DuesProfile | None, month: datetime.date) -> dict[str, Any]:
    """Return what a running profile says as the initial values of the form, from a month on."""
    said = {"starts": f"{month:%m/%Y}"}
    if kept is None:
        return said
    base = None if isinstance(kept.base, Unopened) else kept.base
    values = {name: getattr(kept, name) for name in ("category", "region", "decision")}
    return {**said, **values, "base": base, "reduction": kept.reduction or None}
