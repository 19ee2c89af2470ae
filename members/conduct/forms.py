"""What is typed about awards and discipline."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from members.conduct.models import Commendation, Discipline
from members.roster.models import Member

MEMBER, COLLECTIVE, ITSELF = "member", "collective", "itself"
_NOT_CHOSEN = {
    MEMBER: "Ở trên không chọn «Một đồng chí đảng viên» mà ô này có tên. Chọn lại, hoặc bỏ tên.",
    COLLECTIVE: "Ở trên không chọn «Một tập thể» mà ô này có tên. Chọn lại, hoặc xóa tên.",
}
_MISSING = {
    MEMBER: "Chọn đồng chí trong danh sách.",
    COLLECTIVE: "Ghi tên tập thể, như «Trung tâm Công nghệ thông tin».",
}


class _WhoForm(CorrectionForm):
    """Common to both: to whom it is done, exactly one; the fields not chosen stay empty."""

    ways: tuple[tuple[str, str], ...] = ()
    question = ""

    def __init__(
        self, members: QuerySet[Member], organization: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"] = forms.ChoiceField(
            label=self.question,
            choices=[(way, label.format(organization)) for way, label in self.ways],
            widget=forms.RadioSelect,
            error_messages={"required": "Chọn một trong các dòng này."},
        )
        self.fields["member"] = forms.ModelChoiceField(
            members,
            label="Đồng chí",
            required=False,
            empty_label="Chọn đồng chí",
            help_text="Không thấy tên? Sửa thời gian ở dưới rồi bấm Lưu, hoặc mở hồ sơ đồng chí "
            "ấy và ghi từ đó.",
            error_messages={
                "invalid_choice": "Ngày ấy đồng chí này không có trong sổ. Sửa ngày ở dưới, "
                "hoặc chọn lại."
            },
        )
        self.order_fields(["recipient", MEMBER, COLLECTIVE])

    def clean(self) -> dict[str, Any]:
        """Ask for the one that was chosen, and refuse words beside one that was not."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("recipient")
        for name in (MEMBER, COLLECTIVE):
            if not chosen or name not in self.fields or name in self.errors:
                continue
            if name == chosen and not cleaned.get(name):
                self.add_error(name, _MISSING[name])
            elif name != chosen and cleaned.get(name):
                self.add_error(name, _NOT_CHOSEN[name])
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return what was typed as the deed takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "recipient"}

    def corrections(self) -> dict[str, Any]:
        """Return what the person changed; who it is follows from the fields themselves."""
        changed = super().corrections()
        changed.pop("recipient", None)
        return changed

    def rest(self) -> list[forms.BoundField]:
        """Return the fields that stand below the question to whom."""
        return [field for field in self if field.name not in {"recipient", MEMBER, COLLECTIVE}]


class CommendationForm(_WhoForm):
    """An award, or a nomination for one."""

    question = "Khen ai?"
    ways = (
        (MEMBER, "Một đồng chí đảng viên"),
        (COLLECTIVE, "Một tập thể (cơ quan, phòng, trung tâm, đoàn thể…)"),
        (ITSELF, "Chính {}"),
    )

    collective = Text(label="Tên tập thể, ghi như trong quyết định", max_length=200, required=False)
    standing = forms.ChoiceField(
        label="Đã được tặng chưa?",
        choices=Commendation.Standing.choices,
        widget=forms.RadioSelect,
        initial=Commendation.Standing.AWARDED,
        help_text="Đề nghị mà sau được tặng thì sửa dòng này, không ghi dòng mới.",
        error_messages={"required": "Chọn đã được tặng hay mới đề nghị."},
    )
    form = forms.ChoiceField(
        label="Hình thức",
        choices=[("", "Chọn hình thức"), *Commendation.Form.choices],
        error_messages={
            "required": "Chọn hình thức trong danh sách.",
            "invalid_choice": "Chọn hình thức trong danh sách.",
        },
    )
    title = Text(
        label="Tên gọi",
        required=False,
        help_text="Danh hiệu, giải thưởng: “Chiến sĩ thi đua cơ sở”. Bằng khen, giấy khen để "
        "trống cũng được.",
    )
    issuer = Text(
        label="Cơ quan tặng",
        max_length=200,
        required=False,
        help_text="Như “UBND Thành phố”, “Đảng ủy Sở”.",
    )
    when = PartialDateInput(
        label="Thời gian", error_messages={"required": "Ghi thời gian, ít nhất là năm."}
    )
    decision = Text(
        label="Quyết định",
        max_length=120,
        required=False,
        help_text="Số, ký hiệu; mới đề nghị thì để trống.",
    )
    period = Text(
        label="Khen cho giai đoạn",
        max_length=60,
        required=False,
        help_text="Ghi như trong quyết định: 2011–2020.",
    )
    reason = Text(label="Thành tích", long=True, required=False)


class DisciplineForm(_WhoForm):
    """A disciplinary measure."""

    question = "Kỷ luật ai?"
    ways = ((MEMBER, "Một đồng chí đảng viên"), (ITSELF, "Chính {}"))

    form = forms.ChoiceField(
        label="Hình thức",
        choices=[("", "Chọn hình thức"), *Discipline.Form.choices],
        help_text="Đảng viên dự bị: khiển trách, cảnh cáo. Tổ chức: khiển trách, cảnh cáo, "
        "giải tán.",
        error_messages={
            "required": "Chọn hình thức trong danh sách.",
            "invalid_choice": "Chọn hình thức trong danh sách.",
        },
    )
    when = PartialDateInput(
        label="Ngày công bố",
        help_text="Kỷ luật có hiệu lực từ ngày công bố: 26/12/2023, 8/2023, 2023.",
        error_messages={"required": "Ghi ngày công bố, ít nhất là năm."},
    )
    decided_by = Text(
        label="Cấp quyết định",
        max_length=200,
        required=False,
        help_text="Như “Chi bộ”, “Ủy ban Kiểm tra Đảng ủy”.",
    )
    decision = Text(label="Quyết định", max_length=120, required=False, help_text="Số, ký hiệu.")
    reason = Text(
        label="Nội dung vi phạm",
        long=True,
        required=False,
        help_text="Ghi ngắn như trong quyết định, không chép hồ sơ vụ việc.",
    )


def details_of(row: Commendation | Discipline) -> dict[str, Any]:
    """Return what is recorded, for the form that corrects it."""
    form = CommendationForm if isinstance(row, Commendation) else DisciplineForm
    details = {name: getattr(row, name) for name in form.base_fields}
    collective = details.get("collective")
    who = MEMBER if row.member_id else COLLECTIVE if collective else ITSELF
    return {**details, "member": row.member, "recipient": who}
