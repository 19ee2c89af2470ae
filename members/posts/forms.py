"""What is typed about posts and terms."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.access import Scope
from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from chibo.organizations.models import Organization
from members.posts import queries
from members.posts.models import PositionHolding, Post, Term
from members.roster.models import Member

_PARTIAL = "Ngày, tháng/năm hoặc năm; để trống nếu không rõ."


class PostForm(CorrectionForm):
    """A post of an organisation: which, since when, in which term."""

    post = forms.ChoiceField(
        label="Chức vụ",
        choices=[("", "Chọn chức vụ"), *Post.choices],
        error_messages={"required": "Chọn chức vụ."},
    )
    title = Text(
        label="Ghi là",
        max_length=120,
        required=False,
        help_text="Tên in ra: “Giám đốc Sở”, “Phó Bí thư Thường trực”. "
        "Chức vụ đảng để trống thì in tên thường dùng.",
    )
    starts = PartialDateInput(label="Từ ngày", required=False, help_text=_PARTIAL)
    ends = PartialDateInput(
        label="Đến ngày", required=False, help_text="Chỉ ghi khi đã thôi chức vụ này."
    )
    assigned_field = Text(label="Lĩnh vực được phân công", max_length=200, required=False)

    def __init__(self, scope: Scope, organization: Organization, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"] = forms.ModelChoiceField(
            queries.terms(scope, organization),
            label="Nhiệm kỳ",
            required=False,
            empty_label="Không ghi nhiệm kỳ",
            error_messages={"invalid_choice": "Không có nhiệm kỳ này trong sổ. Chọn lại."},
        )
        self.order_fields(["member", "post", "title", "starts", "ends", "term"])


class AppointForm(PostForm):
    """A post given to one of the members who may be chosen."""

    def __init__(
        self, scope: Scope, organization: Organization, choices: QuerySet[Member], *args: Any,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(scope, organization, *args, **kwargs)
        self.fields["member"] = forms.ModelChoiceField(
            choices,
            label="Đồng chí",
            empty_label="Chọn đồng chí",
            error_messages={
                "required": "Chọn đồng chí được giao chức vụ.",
                "invalid_choice": "Không có đồng chí này trong sổ. Chọn lại.",
            },
        )
        self.order_fields(["member"])


class EndPostForm(forms.Form):
    """The day from which a post is no longer held."""

    ends = PartialDateInput(label="Thôi chức vụ từ ngày", required=False)


class TermForm(CorrectionForm):
    """A term of an organisation's committee."""

    label = Text(label="Nhiệm kỳ", max_length=40, help_text="Như 2025–2027.")
    congress_ordinal = forms.IntegerField(
        label="Đại hội lần thứ",
        required=False,
        max_value=999,
        help_text="Ghi số: 4 in thành “lần thứ IV”.",
        error_messages={"invalid": "Ghi một số, như 4.", "max_value": "Số lần đại hội quá lớn."},
    )
    starts = PartialDateInput(label="Từ ngày", required=False, help_text="Ngày đại hội.")
    ends = PartialDateInput(
        label="Dự kiến đến",
        required=False,
        help_text="Ngày dự kiến hết nhiệm kỳ; kéo dài thì ghi ngày mới và văn bản.",
    )
    extension_document = Text(label="Văn bản kéo dài", max_length=120, required=False)


def details_of(holding: PositionHolding) -> dict[str, Any]:
    """Return what is recorded of a post, for the form that corrects it."""
    names = ("post", "title", "starts", "ends", "term", "assigned_field")
    return {name: getattr(holding, name) for name in names}


def details_of_term(term: Term) -> dict[str, Any]:
    """Return what is recorded of a term, for the form that corrects it."""
    return {name: getattr(term, name) for name in TermForm.base_fields}
