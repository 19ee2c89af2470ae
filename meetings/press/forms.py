"""What is typed about a news item and its photos."""

from typing import Any

from django import forms

from chibo.access import Scope
from chibo.fields import PartialDateInput, Text
from chibo.files.forms import ClassifiedQuestion, PhotoInput, ask_to_choose_again
from chibo.forms import CorrectionForm
from chibo.organizations.models import Organization
from meetings.minutes.models import Meeting
from meetings.minutes.rules import meeting_name
from meetings.press import queries
from meetings.press.models import Photo, PressItem


class MeetingChoice(forms.ModelChoiceField):
    """One of the meetings that may be chosen, each by its day and its name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the day and what the meeting is called."""
        return f"{obj.held or 'Chưa rõ ngày'}: {name_of(obj)}"


def _lines() -> forms.Textarea:
    """Return a place for words that are read on a page, not printed."""
    return forms.Textarea(attrs={"rows": 3})


class PressItemForm(CorrectionForm):
    """A news item about an organisation."""

    use_required_attribute = False

    title = Text(
        label="Tên bài",
        max_length=300,
        error_messages={"required": "Ghi tên bài như đã đăng."},
    )
    outlet = Text(
        label="Đăng ở đâu",
        max_length=200,
        required=False,
        help_text="Tên báo, trang tin, bản tin; như “Cổng thông tin Đảng ủy cơ quan”.",
    )
    published = PartialDateInput(
        label="Ngày đăng",
        required=False,
        help_text="Như 26/12/2023, 8/2013, 2019. Không rõ thì để trống.",
    )
    author = Text(label="Tác giả", max_length=100, required=False)
    summary = Text(
        label="Tóm tắt",
        long=True,
        required=False,
        widget=_lines(),
        help_text="Vài câu, không cần chép cả bài.",
    )

    def __init__(self, scope: Scope, organization: Organization, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = MeetingChoice(
            queries.possible_meetings(scope, organization),
            label="Viết về buổi sinh hoạt",
            required=False,
            empty_label="Không về buổi nào trong sổ",
            error_messages={"invalid_choice": "Không có buổi này trong sổ. Chọn lại."},
        )
        self.order_fields(["title", "outlet", "published", "author", "meeting"])


def _caption() -> Text:
    return Text(
        label="Chú thích",
        long=True,
        max_length=500,
        widget=_lines(),
        help_text="Trong ảnh có ai, đang làm gì; như dưới ảnh đã đăng.",
        error_messages={"required": "Ghi chú thích: trong ảnh có ai, đang làm gì."},
    )


class PhotoForm(forms.Form):
    """A photo that is added, with its caption."""

    use_required_attribute = False

    photo = PhotoInput(label="Ảnh")
    caption = _caption()
    is_classified = ClassifiedQuestion(
        label="Trong ảnh có tài liệu mang dấu độ mật (Mật, Tối mật, Tuyệt mật) không?",
        error_messages={"required": "Xem kỹ ảnh rồi chọn Không hoặc Có."},
    )

    def clean(self) -> dict[str, Any]:
        """Say that a good photo must be chosen again where the page comes back for another field."""
        ask_to_choose_again(self, "photo", "Ảnh")
        return self.cleaned_data


class CorrectPhotoForm(CorrectionForm):
    """The caption of a photo and its place among those of its item."""

    use_required_attribute = False

    caption = _caption()

    def __init__(self, count: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"] = forms.TypedChoiceField(
            label="Thứ tự",
            choices=[(order, f"Ảnh {order}") for order in range(1, count + 1)],
            coerce=int,
            error_messages={"invalid_choice": f"Tin bài có {count} ảnh. Chọn lại thứ tự."},
        )


def name_of(meeting: Meeting) -> str:
    """Return what a meeting is called; its kinds and its organisation are at hand."""
    kinds = [kind.kind for kind in meeting.kinds.all()]
    is_cell = meeting.organization.is_cell
    return meeting_name(kinds, meeting.held, meeting.title, meeting.review_year, is_cell)


def details_of(item: PressItem) -> dict[str, Any]:
    """Return what is recorded of a news item, for the form that corrects it."""
    return {name: getattr(item, name) for name in (*PressItemForm.base_fields, "meeting")}


def details_of_photo(photo: Photo) -> dict[str, Any]:
    """Return what is recorded of a photo, for the form that corrects it."""
    return {"caption": photo.caption, "order": photo.order}
