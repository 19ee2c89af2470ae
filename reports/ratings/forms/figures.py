"""What is typed about figures of old years, ratings of organisations and residence remarks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.fields import DayInput, PartialDateInput, Text
from chibo.forms import CorrectionForm
from meetings.study.models import Extent
from meetings.tasks.forms import Year
from members.roster.models import Member
from reports.activities.forms import choice
from reports.ratings.models import OrganizationRating, RatingAggregate, ResidenceReview
from reports.ratings.rules.figures import Scale, scale_of

__all__ = [
    "AggregateForm",
    "OrganizationDecisionForm",
    "OrganizationRatingForm",
    "ResidenceReviewForm",
    "details_of",
]

_LEVEL = "Chọn một mức trong danh sách."
_FOR_WHOM = [
    (Extent.ALL, "Toàn thể (100%)"),
    (Extent.COUNTED, "Một số, chỉ biết số"),
    (Extent.BY_NAME, "Một đồng chí"),
]


class Count(forms.IntegerField):
    """How many members."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=100_000,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            **kwargs,
        )
        self.error_messages["invalid"] = "Ghi một số nguyên, như 7."
        for name, words in (
            ("min_value", "Số đảng viên không thể âm."),
            ("max_value", "Số này quá lớn. Kiểm tra lại."),
        ):
            self.error_messages[name] = words


class _RatedForm(CorrectionForm):
    """A form whose levels are called as in the regulation of the year that it speaks of.

    The first of `year_fields` that names a year decides.
    """

    year_fields: tuple[str, ...] = ("year",)
    level_fields: tuple[str, ...] = ()

    def __init__(self, scales: Sequence[Scale], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [str(self[name].value() or "").strip() for name in self.year_fields]
        known = [
            int(year) for year in years if year.isascii() and year.isdigit() and len(year) == 4
        ]
        scale = scale_of(scales, known[0]) if known else None
        scale = scale or max(scales, key=lambda one: one.since, default=None)
        if scale:
            self._offer(scale)

    def _offer(self, scale: Scale) -> None:
        for name in self.level_fields:
            self.fields[name].choices = [("", "Chọn…"), *scale.levels]  # type: ignore[attr-defined]
            self.fields[name].help_text = f"Tên các mức theo {scale.symbol}."


class AggregateForm(_RatedForm):
    """How many of how many members reached one level in some years."""

    year_fields = ("to_year", "from_year")
    level_fields = ("level",)

    from_year = Year(label="Từ năm", error_messages={"required": "Ghi năm, như 2021."})
    to_year = Year(label="Đến năm", required=False, help_text="Để trống nếu chỉ một năm.")
    level = choice("Mức xếp loại", (), _LEVEL)
    or_better = forms.BooleanField(label="Trở lên: số này tính cả các mức cao hơn", required=False)
    count = Count(
        label="Số đảng viên đạt mức này",
        error_messages={"required": "Ghi số đảng viên đạt mức này, như 7."},
    )
    total = Count(
        label="Trên tổng số đảng viên",
        required=False,
        help_text="Để trống nếu nguồn không ghi.",
    )
    source = Text(
        label="Nguồn", max_length=200, required=False, help_text="Như: báo cáo chính trị 2022."
    )

    def clean(self) -> dict[str, Any]:
        """Return what was typed; one year alone is its own end."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to_year") is None and "to_year" not in self.errors:
            cleaned["to_year"] = cleaned.get("from_year")
        return cleaned


class OrganizationRatingForm(_RatedForm):
    """How an organisation was rated for a year."""

    level_fields = ("self_level", "decided_level")

    year = Year(label="Năm", error_messages={"required": "Ghi năm, như 2025."})
    self_level = choice("Tự xếp loại", (), _LEVEL, required=False)
    decided_level = choice("Được xếp loại", (), _LEVEL, required=False)
    decided_by = Text(
        label="Cấp quyết định",
        max_length=200,
        required=False,
        help_text="Cấp ủy cấp trên trực tiếp, như: Đảng ủy Sở.",
    )
    decision = Text(
        label="Số, ký hiệu quyết định", max_length=120, required=False, help_text="Như: 15-QĐ/ĐU."
    )
    decided_on = DayInput(label="Ngày quyết định", required=False)
    note = Text(label="Ghi chú", required=False)

    def __init__(self, *args: Any, superior_decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if superior_decides:
            for name in ("decided_level", "decided_by", "decision", "decided_on"):
                del self.fields[name]


class OrganizationDecisionForm(_RatedForm):
    """What a superior decides about an organisation for a year."""

    level_fields = ("decided_level",)

    year = Year(label="Năm", error_messages={"required": "Ghi năm, như 2025."})
    decided_level = choice("Được xếp loại", (), _LEVEL)
    decision = Text(
        label="Số, ký hiệu quyết định", max_length=120, required=False, help_text="Như: 15-QĐ/ĐU."
    )
    decided_on = DayInput(label="Ngày quyết định", required=False)


class ResidenceReviewForm(CorrectionForm):
    """What places of residence said of one member, of some, or of all who were introduced."""

    when = PartialDateInput(
        label="Thời gian", error_messages={"required": "Ghi thời gian, ít nhất là năm."}
    )
    extent = choice("Ghi cho", _FOR_WHOM, "Chọn nhận xét ghi cho ai.")
    count = Count(
        label="Số đảng viên", required=False, help_text="Chỉ ghi khi không phải toàn thể."
    )
    total = Count(
        label="Trên tổng số đảng viên được giới thiệu",
        required=False,
        help_text="Để trống nếu không biết.",
    )
    result = choice("Nhận xét", ResidenceReview.Result.choices, "Chọn nhận xét trong danh sách.")
    text = Text(label="Nội dung nhận xét", long=True, required=False)

    def __init__(self, members: QuerySet[Member], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = forms.ModelChoiceField(
            members,
            label="Đồng chí được nhận xét",
            required=False,
            empty_label="Không nêu tên",
            help_text="Chỉ chọn khi ghi cho một đồng chí.",
            error_messages={"invalid_choice": "Không có đồng chí này trong sổ. Chọn lại."},
        )
        self.order_fields(["when", "extent", "member", "count", "total", "result", "text"])


def details_of(kept: RatingAggregate | OrganizationRating | ResidenceReview) -> dict[str, Any]:
    """Return what a record says as the initial values of its form."""
    names = {
        RatingAggregate: tuple(AggregateForm.base_fields),
        OrganizationRating: tuple(OrganizationRatingForm.base_fields),
        ResidenceReview: (*ResidenceReviewForm.base_fields, "member"),
    }[type(kept)]
    return {name: getattr(kept, name) for name in names}
