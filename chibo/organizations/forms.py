"""Founding, changing, settling and closing an organisation."""

from typing import Any

from django import forms

from chibo.access import Scope
from chibo.fields import DayInput, PartialDateInput, Text
from chibo.organizations import queries, rules
from chibo.organizations.models import NumberingMode, Organization, OrganizationType

MOST_CHOICES = 200
"""A longer list of parents is typed by code instead of chosen."""

_NO_PARENT = (
    "Không có tổ chức này trong phần việc của đồng chí. Ghi đúng mã, hoặc mở từ cây tổ chức."
)


class ParentChoice(forms.ModelChoiceField):
    """One of the organisations under which others may be put: a list, or its code if too long."""

    def __init__(self, scope: Scope, **kwargs: Any) -> None:
        super().__init__(queries.possible_parents(scope), to_field_name="code", **kwargs)
        self.error_messages["invalid_choice"] = _NO_PARENT
        if self.queryset is not None and self.queryset[: MOST_CHOICES + 1].count() > MOST_CHOICES:
            self.widget = forms.TextInput()
            self.help_text = "Ghi mã của tổ chức cấp trên, xem ở cây tổ chức."


class FoundForm(forms.Form):
    """A new organisation: its code, name, type, what stands above it and since when it exists."""

    name = Text(label="Tên tổ chức", max_length=200, help_text="Như in trên văn bản: Chi bộ …")
    code = forms.SlugField(
        label="Mã trong sổ",
        max_length=40,
        help_text="Chữ thường không dấu, số, gạch nối: cong-doan-so. Không đổi được về sau.",
        error_messages={"invalid": "Chỉ dùng chữ không dấu, số và gạch nối, như chi-bo-van-phong."},
    )
    type = forms.ChoiceField(label="Loại tổ chức", choices=OrganizationType.choices)
    opened = PartialDateInput(label="Thành lập từ", required=False)
    locality = Text(
        label="Địa danh trên văn bản",
        max_length=60,
        required=False,
        help_text="Nơi ghi trước ngày tháng: Hà Nội, Sơn Hà …",
    )
    document = Text(label="Quyết định thành lập", max_length=200, required=False)

    def __init__(
        self, scope: Scope, *args: Any, parent: Organization | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if parent is not None:
            fitting = rules.CONTAINS[parent.type]
            types = [choice for choice in OrganizationType.choices if choice[0] in fitting]
            self.fields["type"] = forms.ChoiceField(
                label="Loại tổ chức", choices=types, initial=types[-1][0] if types else ""
            )
        self.fields["parent"] = ParentChoice(
            scope,
            label="Trực thuộc",
            initial=parent,
            disabled=parent is not None,
            empty_label="Chọn tổ chức cấp trên",
            error_messages={"required": "Chọn tổ chức cấp trên trực tiếp."},
        )
        self.order_fields(["parent", "name", "code", "type"])

    def clean_code(self) -> str:
        """Return the code in lower case: it stands in addresses."""
        return str(self.cleaned_data["code"]).lower()


class ChangeForm(forms.Form):
    """A new name, type or place in the tree, from a day on."""

    name = Text(label="Tên mới", max_length=200)
    type = forms.ChoiceField(label="Loại tổ chức", choices=OrganizationType.choices)
    on = DayInput(label="Có hiệu lực từ ngày")
    document = Text(label="Theo văn bản", max_length=200, required=False)

    def __init__(self, scope: Scope, organization: Organization, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"name": organization.name, "type": organization.type})
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.fields["parent"] = ParentChoice(
            scope,
            label="Chuyển sang trực thuộc",
            required=False,
            empty_label=f"Giữ nguyên: {organization.parent_name or 'không có cấp trên trong sổ'}",
        )
        self.order_fields(["name", "type", "parent"])

    def clean(self) -> dict[str, Any]:
        """Keep the parent where none was chosen; refuse a change that changes nothing."""
        given = self.cleaned_data
        given["parent"] = given.get("parent") or self.organization.parent
        now = (self.organization.name, self.organization.type, self.organization.parent)
        if (given.get("name"), given.get("type"), given["parent"]) == now:
            raise forms.ValidationError(
                "Chưa có gì thay đổi. Sửa tên, loại hoặc cấp trên rồi ghi lại."
            )
        return given


class SettleForm(forms.Form):
    """What stands on the documents of an organisation."""

    locality = Text(
        label="Địa danh",
        max_length=60,
        required=False,
        help_text="In trước ngày tháng ở đầu văn bản: “Sơn Hà, ngày 05 tháng 11 năm 2026”.",
    )
    superior_name = Text(
        label="Cấp trên ngoài sổ này",
        max_length=200,
        required=False,
        help_text="Chỉ ghi khi cấp trên trực tiếp không dùng sổ này; in trên tên chi bộ.",
    )
    official_code = Text(
        label="Mã tổ chức đảng",
        max_length=20,
        required=False,
        help_text="14 chữ số như 38.168.053.000.001; để trống nếu chưa được cấp.",
    )
    numbering = forms.ChoiceField(
        label="Đánh số văn bản",
        choices=NumberingMode.choices,
        help_text="Số chạy liên tục trong nhiệm kỳ, hoặc bắt đầu lại từ 01 mỗi năm.",
    )


class CloseForm(forms.Form):
    """The day from which an organisation no longer works."""

    on = DayInput(label="Kết thúc hoạt động từ ngày")


def initial_settings(organization: Organization) -> dict[str, str]:
    """Return what is set now, for the form."""
    return {
        "locality": organization.locality,
        "superior_name": organization.superior_name,
        "official_code": organization.official_code,
        "numbering": organization.numbering,
    }
