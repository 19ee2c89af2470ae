"""What is typed about inspection and supervision."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from members.roster.models import Member
from reports.activities.forms import choice
from reports.inspection.models import Inspection

__all__ = ["InspectionForm", "details_of"]


_KIND, _CHOOSE = "Hình thức", "Chọn hình thức trong danh sách."


class InspectionForm(CorrectionForm):
    """One inspection or supervision, or a year's regular work of that kind."""

    kind = choice(_KIND, Inspection.Kind.choices, _CHOOSE)
    when = PartialDateInput(
        label="Thời gian", error_messages={"required": "Ghi thời gian, ít nhất là năm."}
    )
    topics = Text(
        label="Nội dung kiểm tra, giám sát",
        long=True,
        required=False,
        help_text="Mỗi nội dung một dòng: nền nếp sinh hoạt, thu nộp đảng phí…",
    )
    subject_count = forms.IntegerField(
        label="Số đảng viên được kiểm tra, giám sát",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Để trống nếu không thống kê.",
        error_messages={
            "invalid": "Ghi một số nguyên, như 7.",
            "min_value": "Số đảng viên từ 1 trở lên; để trống nếu không thống kê.",
            "max_value": "Số này quá lớn. Kiểm tra lại.",
        },
    )
    conclusion = Text(label="Kết quả, kết luận", long=True, required=False)

    def __init__(
        self, members: QuerySet[Member], *args: Any, sees_discipline: bool = False, **kwargs: Any
    ) -> None:
        """Offer the inspection under signs of violation to those alone who see discipline."""
        super().__init__(*args, **kwargs)
        self.sees_discipline = sees_discipline
        if not sees_discipline:
            open_to_all = [kind for kind in Inspection.Kind.choices if kind[0] != "signs"]
            self.fields["kind"] = choice(_KIND, open_to_all, _CHOOSE)
        self.fields["subject"] = forms.ModelChoiceField(
            members,
            label="Đồng chí được kiểm tra, giám sát",
            required=False,
            empty_label="Không nêu tên",
            error_messages={"invalid_choice": "Không có đồng chí này trong sổ. Chọn lại."},
        )
        self.order_fields(["kind", "when", "topics", "subject", "subject_count", "conclusion"])


def details_of(inspection: Inspection) -> dict[str, Any]:
    """Return what a record says as the initial values of its form."""
    names = ("kind", "when", "topics", "subject_count", "conclusion")
    values = {name: getattr(inspection, name) for name in names}
    return {**values, "subject": inspection.subject}
