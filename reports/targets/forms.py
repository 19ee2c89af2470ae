"""What is typed about targets and what was reached of them; ready-made targets to start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.dates import EARLIEST_YEAR, LATEST_YEAR
from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from chibo.regulations.parameters import Level, MeetingParameters
from meetings.congress.models import Congress
from members.posts.models import Term
from reports.activities.forms import QuantityInput, choice
from reports.targets.models import Target, TargetProgress

__all__ = [
    "ProgressForm",
    "Suggestion",
    "TargetForm",
    "details_of",
    "results_of",
    "suggestions",
]

_MONTHS = [("", "Chọn…"), *((month, f"Tháng {month}") for month in range(1, 13))]
_YEARS = f"Ghi năm, từ {EARLIEST_YEAR} đến {LATEST_YEAR}, như 2026."
_HAND = "Ghi tay từng lần"


@dataclass(frozen=True)
class Suggestion:
    """A typical target of a cell, ready to be kept or changed; domain reference §7."""

    slug: str
    label: str
    facts: dict[str, Any]


def suggestions(
    levels: Sequence[Level], meetings: MeetingParameters, *, is_cell: bool = True
) -> list[Suggestion]:
    """Return the typical targets; what the law aims at is taken from the law in force."""
    percent, count = Target.Measure.PERCENT.value, Target.Measure.COUNT.value
    indicator = Target.Indicator
    found = [
        _suggestion("hoc-tap", "100% học tập nghị quyết",
                    "Đảng viên được học tập, quán triệt nghị quyết", percent, 100, indicator.STUDY),
        _suggestion("hoan-thanh-tot", "100% hoàn thành tốt trở lên",
                    "Đảng viên hoàn thành tốt nhiệm vụ trở lên", percent, 100,
                    indicator.GOOD_OR_BETTER),
        _suggestion("xuat-sac", "15% hoàn thành xuất sắc",
                    "Đảng viên hoàn thành xuất sắc nhiệm vụ", percent, 15, indicator.EXCELLENT),
        _suggestion("dang-vien-moi", "2 đảng viên mới",
                    "Phát triển đảng viên mới", count, 2, indicator.ADMITTED, unit="đảng viên"),
    ]  # fmt: skip
    if levels:
        best = {"level": levels[0].code, "measure": Target.Measure.LEVEL.value, "value": None}
        place, source = "Chi bộ" if is_cell else "Đảng bộ", indicator.ORGANIZATION_LEVEL
        words = f"{place} được xếp loại"
        one = _suggestion("xep-loai", f"{place} xuất sắc", words, percent, 0, source)
        found.append(Suggestion(one.slug, one.label, one.facts | best))
    if aim := meetings.attendance_aim:
        found.append(
            _suggestion("du-hop", f"Dự sinh hoạt {aim}%", "Đảng viên dự sinh hoạt chi bộ",
                        percent, aim, indicator.ATTENDANCE)
        )  # fmt: skip
    if times := meetings.thematic_per_quarter * 4:
        found.append(
            _suggestion("chuyen-de", f"{times} buổi chuyên đề", "Sinh hoạt chuyên đề",
                        count, times, indicator.THEMATIC, unit="buổi")
        )  # fmt: skip
    found.append(
        _suggestion("dang-phi", "100% đảng phí", "Đóng đảng phí đầy đủ, đúng hạn",
                    percent, 100, indicator.DUES)
    )  # fmt: skip
    return found


def _suggestion(
    slug: str, label: str, text: str, measure: str, value: int, indicator: str, unit: str = ""
) -> Suggestion:
    facts = {
        "text": text,
        "measure": measure,
        "operator": Target.Operator.AT_LEAST.value,
        "value": Decimal(value),
        "indicator": str(indicator),
        "unit": unit,
    }
    return Suggestion(slug, label, facts)


class TargetForm(CorrectionForm):
    """One target; what does not belong to its time is left out of what it says."""

    text = Text(label="Chỉ tiêu", error_messages={"required": "Ghi chỉ tiêu bằng một câu ngắn."})
    span = choice("Chỉ tiêu của", Target.Span.choices, "Chọn nhiệm kỳ, năm hay tháng.")
    year = forms.IntegerField(
        label="Năm",
        required=False,
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        error_messages={
            "invalid": "Ghi năm bằng bốn chữ số, như 2026.",
            "min_value": _YEARS,
            "max_value": _YEARS,
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    month = forms.TypedChoiceField(
        label="Tháng",
        choices=_MONTHS,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Chọn tháng từ 1 đến 12."},
    )
    measure = choice("Loại", Target.Measure.choices, "Chọn tỷ lệ, số lượng hay mức xếp loại.")
    operator = choice("So sánh", Target.Operator.choices, "Chọn cách so sánh.")
    value = QuantityInput(label="Mức đề ra (số)", required=False, help_text="Như 100 hoặc 2.")
    unit = Text(label="Đơn vị", max_length=60, required=False, help_text="Như: đảng viên, buổi.")
    source = Text(
        label="Văn bản đề ra",
        required=False,
        help_text="Như: Nghị quyết số 05-NQ/CB về nhiệm vụ năm 2026.",
    )
    baseline = Text(
        label="Xuất phát điểm",
        max_length=120,
        required=False,
        help_text="Kết quả trước đó, để so sánh. Như: năm 2025 đạt 12,5%.",
    )
    indicator = forms.ChoiceField(
        label="Kết quả tính từ sổ",
        choices=[("", _HAND), *Target.Indicator.choices],
        required=False,
        help_text="Sổ tự đếm theo những gì đã ghi; ghi tay lúc nào cũng được ưu tiên.",
        error_messages={"invalid_choice": "Chọn trong danh sách, hoặc ghi tay từng lần."},
    )

    def __init__(
        self,
        terms: QuerySet[Term],
        congresses: QuerySet[Congress],
        levels: Sequence[Level],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"] = forms.ModelChoiceField(
            terms,
            label="Nhiệm kỳ",
            required=False,
            empty_label="Chọn…",
            error_messages={"invalid_choice": "Không có nhiệm kỳ này. Chọn lại."},
        )
        self.fields["congress"] = forms.ModelChoiceField(
            congresses,
            label="Đại hội thông qua",
            required=False,
            empty_label="Không phải đại hội",
            error_messages={"invalid_choice": "Không có đại hội này. Chọn lại."},
        )
        self.fields["level"] = _level_choice("Mức đề ra (xếp loại)", levels)

    def clean(self) -> dict[str, Any]:
        """Return what was typed without what belongs to another kind of time."""
        cleaned = super().clean() or {}
        return cleaned | _left_out(cleaned.get("span"))

    def merged(self, recorded: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that the target is to say, without what belongs to another kind of time."""
        said = super().merged(recorded)
        return said | _left_out(said["span"])


class ProgressForm(CorrectionForm):
    """What was reached of one target by a day; only the fields that fit its kind."""

    when = PartialDateInput(
        label="Tính đến", error_messages={"required": "Ghi số này tính đến khi nào."}
    )
    stated = Text(
        label="Ghi như nguồn",
        max_length=120,
        required=False,
        help_text="Khi nguồn chỉ nói bằng lời, như «toàn thể đảng viên».",
    )
    evidence = Text(
        label="Căn cứ",
        long=True,
        required=False,
        help_text="Lấy từ đâu: biên bản, quyết định, báo cáo.",
    )

    def __init__(self, measure: str, levels: Sequence[Level], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measure == Target.Measure.LEVEL:
            self.fields["level"] = _level_choice("Được xếp loại", levels)
        else:
            label = "Hoặc tỷ lệ (%)" if measure == Target.Measure.PERCENT else "Đạt được"
            self.fields["value"] = QuantityInput(label=label, required=False)
        if measure == Target.Measure.PERCENT:
            self.fields["numerator"] = _number("Số đạt")
            self.fields["denominator"] = _number("Trên tổng số")
        self.order_fields(
            ["numerator", "denominator", "value", "level", "when", "stated", "evidence"]
        )


def _left_out(span: str | None) -> dict[str, None]:
    """Return, as empty, what says nothing of a target of this kind of time."""
    names = {
        Target.Span.TERM: ("year", "month"),
        Target.Span.YEAR: ("term", "month"),
        Target.Span.MONTH: ("term",),
    }
    return dict.fromkeys(names[Target.Span(span)] if span else ())


def _level_choice(label: str, levels: Sequence[Level]) -> forms.ChoiceField:
    choices = [("", "Chọn…"), *((level.code, level.label) for level in levels)]
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": "Không có mức này trong quy định. Chọn lại."},
    )


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ghi một số nguyên, như 7.",
            "min_value": "Số này không thể âm. Kiểm tra lại.",
            "max_value": "Số này quá lớn. Kiểm tra lại.",
        },
    )


def details_of(target: Target) -> dict[str, Any]:
    """Return what a target says as the initial values of its form."""
    names = (*TargetForm.base_fields, "level", "term", "congress")
    return {name: getattr(target, name) for name in names}


def results_of(progress: TargetProgress) -> dict[str, Any]:
    """Return what a written result says as the initial values of its form."""
    names = ("when", "value", "numerator", "denominator", "level", "stated", "evidence")
    return {name: getattr(progress, name) for name in names}
