"""What is typed about one's own record, and by who decides about it."""

from typing import Any

from django import forms

from chibo.fields import Text
from members.privacy.facts import FIELDS, Difference, value_of
from members.privacy.models import CorrectionRequest
from members.privacy.rules import proposals
from members.roster.forms import FactsForm, facts_of
from members.roster.models import Member


class RequestForm(FactsForm):
    """The facts of one's own record as they ought to be; sealed ones are typed only to be changed."""

    is_official = None  # type: ignore[assignment]
    because = Text(
        label="Căn cứ",
        max_length=500,
        required=False,
        help_text="Giấy tờ nào ghi đúng: căn cước, quyết định kết nạp, bằng tốt nghiệp … "
        "Không ghi nội dung có độ mật.",
    )

    parts = [
        *FactsForm.parts[:1],
        ("Vào Đảng", [], FactsForm.parts[1][2]),
        *FactsForm.parts[2:],
        ("Căn cứ", ["because"], []),
    ]

    def changes(self) -> dict[str, Any]:
        """Return what the person changed, by the names of facts."""
        return {name: value for name, value in self.corrections().items() if name in FIELDS}


class ApproveForm(forms.Form):
    """Which facts are put right, and a word about those that are not."""

    taken = forms.MultipleChoiceField(
        label="Sửa theo đề nghị",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Đề nghị không có mục này. Mở lại trang rồi chọn lại."},
    )
    answer = Text(
        label="Ý kiến trả lời",
        max_length=500,
        required=False,
        help_text="Bắt buộc khi có mục không nhận.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, rows: list[Difference], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [row for row in rows if not row.is_hidden]
        self.fields["taken"].choices = [  # type: ignore[attr-defined]
            (row.name, row.label) for row in offered
        ]
        self.fields["taken"].initial = [row.name for row in offered]


class RefuseForm(forms.Form):
    """Why a request is not accepted; the rule asks for it."""

    use_required_attribute = False

    reason = Text(label="Lý do không chấp nhận", max_length=500, required=False)


class ExportForm(forms.Form):
    """For what a roll is taken out, and which columns of it."""

    use_required_attribute = False

    reason = Text(
        label="Mục đích xuất",
        max_length=300,
        required=False,
        help_text="Như: nộp danh sách theo Công văn 12-CV/ĐU. In trên tệp, lưu trong nhật ký.",
    )
    columns = forms.MultipleChoiceField(
        label="Cột",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ chọn cột cần cho mục đích ấy.",
        error_messages={"invalid_choice": "Không có cột này. Mở lại trang rồi chọn lại."},
    )
    sealed = forms.MultipleChoiceField(
        label="Cột lưu kín",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn sẵn; chỉ chọn khi văn bản yêu cầu nêu rõ.",
        error_messages={"invalid_choice": "Không có cột này. Mở lại trang rồi chọn lại."},
    )

    def __init__(
        self,
        columns: list[tuple[str, str]],
        sealed: list[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = columns  # type: ignore[attr-defined]
        self.fields["sealed"].choices = sealed  # type: ignore[attr-defined]
        if not sealed:
            del self.fields["sealed"]

    def chosen(self) -> list[str]:
        """Return the keys of the columns that were ticked."""
        return [*self.cleaned_data["columns"], *self.cleaned_data.get("sealed", [])]


def proposed(member: Member, waiting: CorrectionRequest | None) -> dict[str, Any]:
    """Return what the form of a request shows: the record, with what was asked before."""
    said = facts_of(member)
    for one in proposals(waiting.proposed) if waiting else ():
        if one.name not in Member.SEALED:
            said[one.name] = value_of(one)
    return said | {"because": waiting.because if waiting else ""}
