"""A commitment as it is typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from meetings.study.forms.fields import People
from meetings.study.models import Commitment, Extent, Population
from members.roster.models import Member

_PROMISED = ("kind", "text", "when", "population", "extent", "registered", "total")


class CommitmentForm(CorrectionForm):
    """What one member, or a whole population, committed themselves to."""

    kind = forms.ChoiceField(
        label="Loại",
        choices=[("", "Chọn…"), *Commitment.Kind.choices],
        error_messages={
            "required": "Chọn loại cam kết trong danh sách.",
            "invalid_choice": "Chọn loại cam kết trong danh sách.",
        },
    )
    text = Text(
        label="Nội dung",
        long=True,
        max_length=4000,
        error_messages={"required": "Ghi nội dung cam kết, một hai câu."},
    )
    when = PartialDateInput(
        label="Thời gian",
        help_text="Năm hoặc cả giai đoạn: 2026, 2020–2022.",
        error_messages={"required": "Ghi thời gian, như 2026 hoặc 2020–2022."},
    )
    population = forms.ChoiceField(label="Đối tượng", choices=Population.choices)
    extent = forms.ChoiceField(
        label="Ai đăng ký",
        choices=[
            (Extent.BY_NAME, "Một đồng chí"),
            (Extent.ALL, Extent.ALL.label),
            (Extent.COUNTED, Extent.COUNTED.label),
            (Extent.UNKNOWN, Extent.UNKNOWN.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn ai đăng ký: một đồng chí, hay toàn thể."},
    )
    registered = People(label="Số người đăng ký")
    total = People(label="Trên tổng số")

    def __init__(self, members: QuerySet[Member], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = forms.ModelChoiceField(
            members,
            label="Đồng chí",
            required=False,
            empty_label="Chọn tên…",
            error_messages={"invalid_choice": "Không có đồng chí này trong sổ. Chọn lại."},
        )

    def clean(self) -> dict[str, Any]:
        """Read the name where the commitment is one member's; ask for it where it is missing."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return _named(said)

    def merged(self, recorded: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that the commitment is to say; a name only where it is one member's."""
        return _named(super().merged(recorded))


def _named(said: dict[str, Any]) -> dict[str, Any]:
    return said if said.get("extent") == Extent.BY_NAME else {**said, "member": None}


def details_of_commitment(commitment: Commitment) -> dict[str, Any]:
    """Return what a commitment says as the initial values of its form."""
    values = {name: getattr(commitment, name) for name in _PROMISED}
    return {**values, "member": commitment.member}
