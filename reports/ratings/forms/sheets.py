"""What is typed about a sheet of ratings: its lines, its way to the committee, the decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.fields import DayInput, Text
from meetings.minutes.models import Meeting
from meetings.register.forms import MeetingChoice
from reports.ratings import rules
from reports.ratings.models import Rating
from reports.ratings.queries import WRITTEN, RatingLaw, line_of

_NO_LEVEL = "Chọn mức trong danh sách."
_NUMBER = {"class": "form-control num rate-n", "inputmode": "numeric", "autocomplete": "off"}


def _level(law: RatingLaw, label: str, name: str = "", *, css: str = "rate") -> forms.ChoiceField:
    """Return a select of the levels of a year; with `name` for that member's line of a table."""
    spoken = {"aria-label": f"{label}: {name}"} if name else {}
    return forms.ChoiceField(
        label=f"{label}: {name}" if name else label,
        choices=[("", "Chưa chọn"), *((level.code, law.short(level.code)) for level in law.levels)],
        required=False,
        widget=forms.Select(attrs={"class": f"form-select {css}", **spoken}),
        error_messages={"invalid_choice": _NO_LEVEL},
    )


def _number(label: str, name: str, most: int, **attrs: str) -> forms.IntegerField:
    said = f"Ghi một số nguyên từ 0 đến {most}."
    return forms.IntegerField(
        label=f"{label}: {name}",
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={**_NUMBER, "aria-label": f"{label}: {name}", **attrs}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), said),
    )


class SheetForm(forms.Form):
    """A whole sheet as one form; `version` is the one that was opened."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        lines: Sequence[Rating],
        law: RatingLaw,
        meetings: QuerySet[Meeting],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ratings = lines
        self.fields["meeting"] = MeetingChoice(
            meetings,
            label="Hội nghị kiểm điểm, bỏ phiếu",
            required=False,
            empty_label="Chưa chọn",
            error_messages={"invalid_choice": "Không có buổi sinh hoạt này trong sổ. Chọn lại."},
        )
        self.fields["cell_level"] = _level(law, "Chi bộ tự xếp loại", css="")
        for line in lines:
            self._add(line, law)

    def _add(self, line: Rating, law: RatingLaw) -> None:
        name = line.member.full_name
        added = {
            "self_level": _level(law, "Tự xếp loại", name, css="rate rate--quiet"),
            "score": _number("Điểm", name, 100),
            "votes": _number("Số phiếu tán thành", name, 100_000),
            "base": _number("Trên tổng số đảng viên chính thức", name, 100_000),
            "proposed_level": _level(law, "Chi bộ đề nghị", name),
            "is_rated": forms.BooleanField(
                label="Thuộc diện xếp loại",
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            ),
            "not_rated_reason": Text(label="Lý do không xếp loại", max_length=200, required=False),
            "remark": Text(label="Ghi chú", max_length=300, required=False),
        }
        for field in ("not_rated_reason", "remark"):
            added[field].widget.attrs["class"] = "form-control"
        for field, made in added.items():
            self.fields[rules.field_of(line.pk, field)] = made

    @property
    def lines(self) -> list[rules.Line]:
        """The lines as typed; who is not rated has no proposal."""
        return [self._line(line) for line in self.ratings]

    def _line(self, line: Rating) -> rules.Line:
        said = {name: self.cleaned_data[rules.field_of(line.pk, name)] for name in WRITTEN}
        if not said["is_rated"]:
            said["proposed_level"] = ""
        return rules.Line(
            key=line.pk, name=line.member.full_name, is_official=line.is_official, **said
        )

    def proposals(self) -> list[str]:
        """Return the proposed levels of the rated as they stand on the page, typed or stored."""
        return [
            str(self[rules.field_of(line.pk, "proposed_level")].value() or "")
            for line in self.ratings
            if self[rules.field_of(line.pk, "is_rated")].value()
        ]

    def compare(self, saved: Mapping[str, Any]) -> None:
        """Put what a colleague saved as `theirs` beside each field where it stands otherwise."""
        for name, field in self.fields.items():
            if name == "version" or not field.has_changed(saved.get(name), self[name].value()):
                continue
            self[name].theirs = self._words(name, saved.get(name))  # type: ignore[attr-defined]

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "có" if value else "không"
        if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
            said = {str(key): str(label) for key, label in field.choices if key}  # type: ignore[union-attr]
            return said.get(str(value), "(trống)")
        return str(value) if value not in (None, "") else "(trống)"


def typed_of(
    lines: Sequence[Rating], *, version: int, meeting: int | None, cell_level: str
) -> dict[str, Any]:
    """Return what a stored sheet says as the initial values of its form."""
    initial: dict[str, Any] = {"version": version, "meeting": meeting, "cell_level": cell_level}
    for line in lines:
        said = line_of(line)
        for name in WRITTEN:
            initial[rules.field_of(line.pk, name)] = getattr(said, name)
    return initial


class SubmitForm(forms.Form):
    """What the cell says when it sends its sheet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = Text(label="Lời gửi đảng ủy", long=True, max_length=4_000, required=False)


class SheetReasonForm(forms.Form):
    """Why a sheet is returned or opened again."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = Text(label="Lý do", long=True, max_length=4_000, required=False)


class DecisionForm(forms.Form):
    """The committee's decision: a level for each rated member and for the cell, number and day."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = Text(
        label="Số, ký hiệu quyết định",
        max_length=120,
        required=False,
        help_text="Như 45-QĐ/ĐU.",
    )
    decided_on = DayInput(label="Ngày quyết định", required=False)
    exception = Text(
        label="Văn bản cho phép vượt mức trần",
        max_length=300,
        required=False,
        help_text="Chỉ ghi khi số xuất sắc vượt mức trần.",
    )
    text = Text(label="Ý kiến gửi chi bộ", long=True, max_length=4_000, required=False)

    def __init__(self, lines: Sequence[Rating], law: RatingLaw, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ratings = [line for line in lines if line.is_rated]
        self.fields["cell_level"] = _level(law, "Xếp loại chi bộ", css="")
        for line in self.ratings:
            name = rules.field_of(line.pk, "decided_level")
            self.fields[name] = _level(law, "Đảng ủy quyết định", line.member.full_name)
            self.fields[name].initial = line.proposed_level

    @property
    def levels(self) -> dict[int, str]:
        """Line key → the level decided."""
        return {
            line.pk: self.cleaned_data[rules.field_of(line.pk, "decided_level")]
            for line in self.ratings
        }

    def decided(self) -> list[str]:
        """Return the levels as they stand on the page."""
        return [
            str(self[rules.field_of(line.pk, "decided_level")].value() or "")
            for line in self.ratings
        ]
