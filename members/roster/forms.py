"""What is typed about a member: the facts of the file, and the deeds that change it."""

from collections.abc import Mapping
from typing import Any

from django import forms

from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from members.roster import rules
from members.roster.models import (
    Education,
    Gender,
    Member,
    Membership,
    PoliticalTheory,
    StatusPeriod,
)

_SHORT = "Ngày, tháng/năm hoặc năm; để trống nếu không rõ."
_STANDING = [("1", "Chính thức"), ("0", "Dự bị")]
_UNSAID = [("", "Không ghi")]
_TICKS = [f"clear_{name}" for name in Member.SEALED]
SUGGESTIONS = {
    "ethnicity": ("Kinh", "Tày", "Thái", "Mường", "Khmer", "Hoa", "Nùng", "Mông", "Dao", "Gia Rai"),
    "religion": ("Không", "Phật giáo", "Công giáo", "Tin lành", "Cao Đài", "Phật giáo Hòa Hảo"),
}
"""What is often written in the fields of free text that lie sealed."""


class CitizenNumber(Text):
    """A form field for a citizen number; cleans to its twelve digits."""

    def to_python(self, value: Any) -> str:
        """Return the digits that were typed."""
        return rules.citizen_digits(super().to_python(value))

    def validate(self, value: Any) -> None:
        """Refuse what is no citizen number."""
        super().validate(value)
        for reason in rules.obstacles_to_citizen_number(value):
            raise forms.ValidationError(f"{reason.text} ({reason.clause})", code="number")


class FactsForm(CorrectionForm):
    """The facts of a member's file; what lies sealed is asked only of those who may see it.

    `sealed` is for them: what may be said of each sealed fact that is recorded, never the fact
    itself; such a form is left empty where nothing changes. Without it there are no such fields.
    """

    full_name = Text(
        label="Họ và tên",
        max_length=100,
        help_text="Viết như trong hồ sơ đảng viên.",
        error_messages={"required": "Ghi họ và tên."},
    )
    gender = forms.ChoiceField(label="Giới tính", choices=_UNSAID + Gender.choices, required=False)
    born = PartialDateInput(label="Ngày sinh", required=False, help_text=_SHORT)
    home_town = Text(label="Quê quán", max_length=200, required=False)
    is_official = forms.TypedChoiceField(
        label="Đảng tịch",
        choices=_STANDING,
        coerce=lambda value: value == "1",
        initial="1",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn chính thức hoặc dự bị."},
    )
    admission_decision = Text(
        label="Số quyết định kết nạp", max_length=60, required=False, help_text="Như 25-QĐ/ĐU."
    )
    admission_decided = PartialDateInput(
        label="Ngày ký quyết định", required=False, help_text="Tuổi đảng tính từ ngày này."
    )
    admitted = PartialDateInput(
        label="Ngày kết nạp", required=False, help_text="Ngày làm lễ; 12 tháng dự bị tính từ đây."
    )
    recognised = PartialDateInput(label="Ngày chính thức", required=False, help_text=_SHORT)
    recognition_decision = Text(
        label="Số quyết định công nhận chính thức", max_length=60, required=False
    )
    education = forms.ChoiceField(
        label="Trình độ chuyên môn", choices=_UNSAID + Education.choices, required=False
    )
    profession = Text(label="Ngành, chuyên ngành", max_length=120, required=False)
    political_theory = forms.ChoiceField(
        label="Lý luận chính trị", choices=_UNSAID + PoliticalTheory.choices, required=False
    )
    citizen_number = CitizenNumber(
        label="Số định danh cá nhân",
        required=False,
        max_length=40,
        help_text="12 chữ số trên thẻ căn cước.",
    )
    ethnicity = Text(label="Dân tộc", max_length=60, required=False)
    religion = Text(label="Tôn giáo", max_length=60, required=False)
    phone = Text(label="Điện thoại", max_length=30, required=False)
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        error_messages={
            "invalid": "Địa chỉ thư điện tử chưa đúng. Ghi như ten@coquan.gov.vn.",
            "max_length": "Địa chỉ thư điện tử dài quá 254 chữ. Kiểm tra lại.",
        },
    )
    card_number = Text(label="Số thẻ đảng viên", max_length=20, required=False)
    file_number = Text(label="Số lý lịch", max_length=20, required=False)

    parts: list[tuple[str, list[str], list[str]]] = [
        ("Đồng chí", ["full_name"], ["gender", "born", "home_town"]),
        (
            "Đảng tịch",
            ["is_official"],
            [
                "admission_decision",
                "admission_decided",
                "admitted",
                "recognised",
                "recognition_decision",
            ],
        ),
        ("Trình độ", [], ["education", "profession", "political_theory"]),
        ("Lưu kín, chỉ người được giao mới xem", [], [*Member.SEALED, *_TICKS]),
        ("Liên lạc và số hiệu", [], ["phone", "email", "card_number", "file_number"]),
    ]

    def __init__(self, *args: Any, sealed: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Member.SEALED:
            if sealed is None:
                del self.fields[name]
            else:
                self._seal(name, sealed.get(name, ""))

    def _seal(self, name: str, recorded: str) -> None:
        """Let nothing that is typed here be kept outside the book; offer to empty what it says."""
        field = self.fields[name]
        field.widget.attrs |= {"autocomplete": "off", "data-unkept": True}
        if name in SUGGESTIONS:
            field.widget.attrs["list"] = f"goi-y-{name}"
        if recorded:
            field.help_text = f"Để trống nếu không đổi; hiện đang ghi {recorded}."
            self.fields[f"clear_{name}"] = forms.BooleanField(
                label=f"Bỏ {str(field.label).lower()} đang ghi", required=False
            )

    def corrections(self) -> dict[str, Any]:
        """Return what the person changed; a sealed fact that was ticked away is empty."""
        said = super().corrections()
        emptied = {name for name in Member.SEALED if said.pop(f"clear_{name}", False)}
        return dict.fromkeys(emptied, "") | said

    def sections(self) -> list[tuple[str, list[forms.BoundField], list[forms.BoundField]]]:
        """Return title, fields as wide as the page, fields side by side; for each section."""
        asked = [
            (title, wide, [name for name in narrow if name in self.fields])
            for title, wide, narrow in self.parts
        ]
        return [
            (title, [self[name] for name in wide], [self[name] for name in narrow])
            for title, wide, narrow in asked
            if wide or narrow
        ]

    @property
    def suggestions(self) -> dict[str, tuple[str, ...]]:
        """Return what is often written, by the name of the field; none where nothing is asked."""
        return SUGGESTIONS if Member.SEALED[0] in self.fields else {}


class EnterForm(FactsForm):
    """A member who is written into the roll: the facts, and how they came."""

    began = forms.ChoiceField(label="Vào sổ do", choices=Membership.Began.choices)
    starts = PartialDateInput(
        label="Ở trong sổ từ",
        required=False,
        help_text="Để trống: từ trước khi lập sổ, hoặc từ ngày kết nạp nếu kết nạp tại đây.",
    )
    elsewhere = Text(label="Chuyển đến từ", max_length=200, required=False)
    decision = Text(label="Giấy giới thiệu, quyết định", max_length=120, required=False)
    is_temporary = forms.BooleanField(
        label="Chỉ sinh hoạt tạm thời ở đây",
        required=False,
        help_text="Không tính vào đảng số; đảng số tính ở nơi sinh hoạt chính thức.",
    )
    is_another_person = forms.BooleanField(label="Vẫn ghi, là hai người khác nhau", required=False)

    parts = [
        *FactsForm.parts[:2],
        ("Vào sổ", ["is_temporary"], ["began", "starts", "elsewhere", "decision"]),
        *FactsForm.parts[2:],
    ]

    @property
    def is_doubted(self) -> bool:
        """Whether to ask if this is another person: it was doubted, or has been confirmed."""
        return "is_another_person" in self.errors or bool(self["is_another_person"].value())


class RecogniseForm(forms.Form):
    """The day from which a probationary member is official, and the decision."""

    recognised = PartialDateInput(label="Chính thức từ ngày", required=False)
    decision = Text(label="Số quyết định công nhận", max_length=60, required=False)


class BeginStatusForm(forms.Form):
    """Why, since when and by which decision a member does not take part as usual."""

    kind = forms.ChoiceField(
        label="Trạng thái", choices=StatusPeriod.Kind.choices, widget=forms.RadioSelect
    )
    starts = PartialDateInput(label="Từ ngày", required=False, help_text=_SHORT)
    ends = PartialDateInput(
        label="Đến ngày (nếu đã định)",
        required=False,
        help_text="Ngày sinh hoạt trở lại; để trống nếu chưa định.",
    )
    decision = Text(label="Nghị quyết, quyết định", max_length=120, required=False)
    note = Text(label="Lý do, nơi sinh hoạt tạm thời", max_length=300, required=False)


class EndStatusForm(forms.Form):
    """The day from which a member takes part again."""

    ends = PartialDateInput(label="Sinh hoạt trở lại từ ngày", required=False)


class CorrectMembershipForm(CorrectionForm):
    """When and how a member came onto the roll and left it."""

    began = forms.ChoiceField(label="Vào sổ do", choices=Membership.Began.choices)
    starts = PartialDateInput(label="Ở trong sổ từ", required=False, help_text=_SHORT)
    elsewhere = Text(label="Chuyển đến từ", max_length=200, required=False)
    decision = Text(label="Giấy giới thiệu, quyết định", max_length=120, required=False)
    ended = forms.ChoiceField(
        label="Rời sổ do",
        choices=[("", "Chưa rời sổ"), *Membership.Ended.choices],
        required=False,
    )
    ends = PartialDateInput(label="Rời sổ từ ngày", required=False)
    destination = Text(label="Chuyển đi đâu", max_length=200, required=False)
    ending_decision = Text(label="Quyết định rời sổ", max_length=120, required=False)


def facts_of(member: Member) -> dict[str, Any]:
    """Return what the file says now, for the form that corrects it; what lies sealed stays so."""
    facts = {
        name: getattr(member, name) for name in FactsForm.base_fields if name not in Member.SEALED
    }
    return facts | {"is_official": "1" if member.is_official else "0"}


def hints_of(member: Member) -> dict[str, str]:
    """Return what may be said of each sealed fact that is recorded, to those who may see it."""
    return {name: member.veiled(name) for name in Member.SEALED}


def dates_of(membership: Membership) -> dict[str, Any]:
    """Return what is recorded of a membership, for the form that corrects it."""
    return {name: getattr(membership, name) for name in CorrectMembershipForm.base_fields}
