"""What is typed about papers: the text, head and foot, the reason."""

from dataclasses import fields
from typing import Any, cast

from django import forms
from django.http import QueryDict

from chibo.access import Scope
from chibo.fields import DayInput, Text
from chibo.numbering.forms import IssueForm
from chibo.organizations.models import Organization
from meetings.minutes.models import Meeting
from meetings.register import queries, rules
from meetings.register.actions import PaperContent
from meetings.register.models import OfficialDocument, PaperType

LONGEST_TEXT = 100_000
_FOREIGN = "Không có trong sổ của chi bộ. Chọn lại trong danh sách."
_LEFT = "(trống)"


class MeetingChoice(forms.ModelChoiceField):
    """A meeting, named by its day."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the day and the name or the kinds of a meeting."""
        return f"{obj.held or 'không rõ ngày'} – {_name(obj)}"


class VoteChoice(forms.ModelChoiceField):
    """A vote, named by its day and its question."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the day, the question and the count of a vote."""
        held = obj.meeting.held or "không rõ ngày"
        return f"{held} – {obj.question}: {obj.yes}/{obj.base}"


def _name(meeting: Meeting) -> str:
    return meeting.title or ", ".join(kind.get_kind_display() for kind in meeting.kinds.all())


class SignedForm(forms.Form):
    """The head and the foot of what is signed and sent."""

    place = Text(label="Địa danh", max_length=60, required=False)
    dated = DayInput(label="Ngày ký", required=False)
    authority = Text(label="Thẩm quyền ký", max_length=60, required=False)
    signer_post = Text(label="Chức vụ người ký", max_length=80, required=False)
    signer_name = Text(label="Họ và tên người ký", max_length=100, required=False)
    recipients = Text(
        label="Nơi nhận",
        long=True,
        max_length=2_000,
        required=False,
        help_text="Mỗi nơi một dòng; dòng cuối là Lưu Chi bộ.",
    )


class PaperForm(SignedForm):
    """A paper as it is written; `version` is the one that was opened, empty for a new one."""

    use_required_attribute = False
    field_order = ("type", "subject", "body", "proposed_by", "addressees")

    type = forms.ChoiceField(
        label="Thể loại",
        choices=[(code, f"{label} ({code})") for code, label in PaperType.choices],
        error_messages={
            "required": "Chọn thể loại văn bản.",
            "invalid_choice": "Chi bộ không ban hành thể loại này. Chọn trong danh sách.",
        },
    )
    subject = Text(
        label="Trích yếu",
        error_messages={"required": "Ghi trích yếu: văn bản về việc gì."},
        help_text="Viết thường, như “về việc học tập và làm theo tư tưởng Hồ Chí Minh”.",
    )
    body = Text(
        label="Nội dung",
        long=True,
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "write"}),
        help_text="Mỗi dòng một đoạn. Dòng “I. …”, “1. …” in thành đề mục, “- …” thành gạch "
        "đầu dòng. Chưa có nội dung thì lưu thành đề nghị.",
    )
    proposed_by = Text(
        label="Người đề nghị",
        max_length=200,
        required=False,
        help_text="Như “đảng viên trong chi bộ đề nghị”.",
    )
    addressees = Text(
        label="Kính gửi",
        long=True,
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "class": "write"}),
        help_text="Chỉ cho công văn, tờ trình. Mỗi nơi một dòng.",
    )
    dated = DayInput(label="Ngày ký", required=False, help_text="Để trống khi còn dự thảo.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, scope: Scope, organization: Organization, law: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposed_in"] = MeetingChoice(
            queries.meeting_choices(scope, organization),
            label="Đề nghị tại buổi sinh hoạt",
            required=False,
            empty_label="Không gắn với buổi nào",
            error_messages={"invalid_choice": _FOREIGN},
        )
        self.fields["vote"] = VoteChoice(
            queries.vote_choices(scope, organization),
            label="Biểu quyết thông qua",
            required=False,
            empty_label="Chưa biểu quyết, hoặc không cần",
            error_messages={"invalid_choice": _FOREIGN},
            help_text="Số phiếu được in vào văn bản, nối tới biên bản.",
        )
        if organization.is_cell and (barred := rules.barred_words(law)):
            self.fields["type"].help_text = f"Chi bộ không ban hành {barred} ({law})."

    @property
    def content(self) -> PaperContent:
        """What was typed, cleaned."""
        names = [one.name for one in fields(PaperContent)]
        return PaperContent(**{name: self.cleaned_data[name] for name in names})

    def compare(self, paper: OfficialDocument) -> None:
        """Take the stored version, and put its words as `theirs` beside fields that differ."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(paper.version)
        self.data = data
        for name, stored in details_of(paper).items():
            field = self.fields[name]
            value = field.prepare_value(stored)
            shown = "" if value is None else field.widget.format_value(value)
            if name != "version" and _plain(self[name].value()) != _plain(shown):
                self[name].theirs = self._words(name, stored)  # type: ignore[attr-defined]

    def _words(self, name: str, stored: Any) -> str:
        """Return a stored value as the person reads it."""
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            found = field.queryset.filter(pk=stored).first() if stored else None  # type: ignore[union-attr]
            return field.label_from_instance(found) if found else _LEFT
        if isinstance(field, forms.ChoiceField):
            return PaperType(stored).label
        return _plain(field.widget.format_value(stored)) or _LEFT


def _plain(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


class ConfirmForm(IssueForm):
    """The last question before the issue; `version` is the one that is read beside it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WithdrawForm(forms.Form):
    """Why a proposal or a draft is withdrawn."""

    use_required_attribute = False

    reason = Text(
        label="Lý do rút",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do rút."},
    )


def details_of(paper: OfficialDocument) -> dict[str, Any]:
    """Return what a paper says as the initial values of its form."""
    said = {one.name: getattr(paper, one.name) for one in fields(PaperContent)}
    return {
        **said,
        "proposed_in": paper.proposed_in_id,
        "vote": paper.vote_id,
        "version": paper.version,
    }
