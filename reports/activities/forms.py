"""What is typed into the year's notebook."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from chibo.vietnamese import normalise, number
from reports.activities.models import (
    Achievement,
    Activity,
    Circumstance,
    IdeologyAssessment,
    Limitation,
    Note,
    StatedFigure,
)

_QUANTITY = re.compile(r"^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,3}))?$", re.ASCII)
MOST_DIGITS = 15


class QuantityInput(forms.CharField):
    """A form field for a quantity as written in Vietnamese: 1.284 or 38,5; cleans to a Decimal."""

    def to_python(self, value: Any) -> Any:
        """Return the quantity that was typed, None where nothing was."""
        if value is None or isinstance(value, Decimal):
            return value
        text = normalise(str(value)).replace(" ", "")
        if not text:
            return None
        found = _QUANTITY.match(text)
        if found is None or len(found[1].replace(".", "")) > MOST_DIGITS:
            raise forms.ValidationError(
                "Không đọc được số này. Ghi như 129, 1.284 hoặc 38,5; đơn vị ghi ở ô bên cạnh.",
                code="unreadable",
            )
        return Decimal(f"{found[1].replace('.', '')}.{found[2] or '0'}").normalize()

    def run_validators(self, value: Any) -> None:
        """Ask nothing more of a number that was read."""

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the input: the number as written in Vietnamese."""
        return quantity_words(value) if isinstance(value, Decimal) else value


def quantity_words(quantity: Decimal) -> str:
    """Return a quantity without needless zeros: 129, 38,5."""
    plain = Decimal(f"{quantity.normalize():f}")
    return number(plain, max(0, -int(plain.as_tuple().exponent)))


def choice(label: str, choices: Any, missing: str, **kwargs: Any) -> forms.ChoiceField:
    """Return a select that starts with an empty line and says what to choose."""
    return forms.ChoiceField(
        label=label,
        choices=[("", "Chọn…"), *choices],
        error_messages={"required": missing, "invalid_choice": missing},
        **kwargs,
    )


class NoteForm(CorrectionForm):
    """Common to all notes: when, in which words."""

    when = PartialDateInput(
        label="Thời gian", error_messages={"required": "Ghi thời gian, ít nhất là năm."}
    )
    text = Text(
        label="Nội dung", long=True, error_messages={"required": "Ghi nội dung, một hai câu."}
    )


class AchievementForm(NoteForm):
    """Something achieved."""

    area = choice("Lĩnh vực", Achievement.Area.choices, "Chọn lĩnh vực trong danh sách.")
    quantity = QuantityInput(label="Số lượng", required=False)
    unit = Text(
        label="Đơn vị",
        max_length=60,
        required=False,
        help_text="Như: văn bản, đơn vị máu, hồ sơ.",
    )
    programme = Text(label="Chương trình, đề án", required=False)

    field_order = ("text", "area", "when", "quantity", "unit", "programme")


class CircumstanceForm(NoteForm):
    """An advantage, a difficulty or an event."""

    kind = choice(
        "Loại",
        Circumstance.Kind.choices,
        "Chọn thuận lợi, khó khăn hay sự kiện.",
        help_text="Sự kiện: kỷ niệm ngày thành lập ngành, năm đại hội…; sự kiện của năm tới ghi "
        "trước được.",
    )

    field_order = ("kind", "text", "when")


class LimitationForm(NoteForm):
    """A shortcoming with its cause."""

    area = choice("Lĩnh vực", Limitation.Area.choices, "Chọn lĩnh vực trong danh sách.")
    cause = Text(label="Nguyên nhân", long=True, required=False)
    cause_kind = choice(
        "Loại nguyên nhân", Limitation.CauseKind.choices, "Chọn khách quan hay chủ quan.",
        required=False,
    )  # fmt: skip

    field_order = ("text", "area", "when", "cause", "cause_kind")


class IdeologyForm(NoteForm):
    """How the members' state of mind was judged."""

    level = choice("Đánh giá", IdeologyAssessment.Level.choices, "Chọn một mức đánh giá.")
    cases = forms.IntegerField(
        label="Số trường hợp suy thoái, “tự diễn biến”",
        required=False,
        min_value=0,
        max_value=100_000,
        help_text="Để trống nếu không thống kê.",
        error_messages={
            "invalid": "Ghi một số nguyên, như 0 hoặc 2.",
            "min_value": "Số trường hợp không thể âm.",
            "max_value": "Số này quá lớn. Kiểm tra lại.",
        },
    )

    population = Text(
        label="Trong số",
        max_length=200,
        required=False,
        help_text="Đếm trong những ai: đảng viên, công chức, người lao động.",
    )

    field_order = ("level", "text", "when", "cases", "population")


class ActivityForm(NoteForm):
    """Something done for others or kept up."""

    kind = choice("Loại hoạt động", Activity.Kind.choices, "Chọn loại trong danh sách.")
    channel = Text(
        label="Kênh, hình thức",
        required=False,
        help_text="Như: trang thông tin, thư điện tử, bản tin nội bộ, về nguồn.",
    )
    since = PartialDateInput(
        label="Duy trì từ",
        required=False,
        help_text="Nếu làm đều từ nhiều năm trước: 2011. Để trống nếu mới làm trong kỳ.",
    )
    quantity = QuantityInput(label="Số lượng", required=False)
    unit = Text(
        label="Đơn vị",
        max_length=60,
        required=False,
        help_text="Như: đơn vị máu, suất quà, buổi.",
    )
    participants = Text(
        label="Ai tham gia",
        required=False,
        help_text="Như: đảng viên và toàn thể công chức cơ quan.",
    )

    field_order = (
        "text", "kind", "when", "since", "channel", "quantity", "unit", "participants",
    )  # fmt: skip


class StatedFigureForm(NoteForm):
    """A figure as its source states it."""

    text = Text(
        label="Số liệu về cái gì",
        long=True,
        help_text="Như: đảng viên dự đầy đủ các buổi học tập nghị quyết.",
        error_messages={"required": "Ghi số liệu này về cái gì, của ai."},
    )
    stated = Text(
        label="Bao nhiêu, ghi đúng như nguồn",
        max_length=120,
        help_text="Như: 73%, 100%, toàn thể, 8/8.",
        error_messages={"required": "Ghi bao nhiêu, đúng như nguồn: 73%, toàn thể, 100%."},
    )
    total = forms.IntegerField(
        label="Trên tổng số",
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text="Để trống nếu nguồn không ghi.",
        error_messages={
            "invalid": "Ghi một số nguyên, như 69.",
            "min_value": "Tổng số từ 1 trở lên; để trống nếu nguồn không ghi.",
            "max_value": "Số này quá lớn. Kiểm tra lại.",
        },
    )
    subject = choice("Thuộc phần", StatedFigure.Subject.choices, "Chọn phần trong danh sách.")

    field_order = ("text", "stated", "total", "subject", "when")


FORMS: dict[type[Note], type[NoteForm]] = {
    Achievement: AchievementForm,
    Circumstance: CircumstanceForm,
    Limitation: LimitationForm,
    IdeologyAssessment: IdeologyForm,
    Activity: ActivityForm,
    StatedFigure: StatedFigureForm,
}


def details_of(note: Note) -> dict[str, Any]:
    """Return what a note says as the initial values of its form."""
    return {name: getattr(note, name) for name in FORMS[type(note)].base_fields}
