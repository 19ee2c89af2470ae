"""What is typed about congresses and elections."""

from typing import Any

from django import forms

from chibo.access import Scope
from chibo.dates import UNKNOWN
from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from chibo.organizations.models import Organization, OrganizationType
from meetings.congress import queries
from meetings.congress.actions import HELD, PLANNED, Row
from meetings.congress.facts import post_name
from meetings.congress.models import Congress, ElectionResult
from meetings.congress.rules import LAST_ORDINAL, NewTerm
from meetings.minutes.models import Meeting
from meetings.minutes.rules import meeting_name
from members.posts import queries as posts
from members.posts.models import Post, Term
from members.roster.models import Member

LEAST_ROWS, BLANK_ROWS = 5, 2
_NEW_TERM = ("new_term", "new_term_starts", "new_term_ends")
_POSTS = {
    "cell": (Post.SECRETARY, Post.DEPUTY, Post.COMMITTEE_MEMBER),
    "group": (Post.GROUP_LEADER, Post.GROUP_DEPUTY),
    "committee": (
        Post.SECRETARY,
        Post.DEPUTY,
        Post.STANDING_MEMBER,
        Post.COMMITTEE_MEMBER,
        Post.INSPECTION_HEAD,
    ),
}


class MeetingChoice(forms.ModelChoiceField):
    """One of the meetings of the organisation, each by its day and its name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the day and what the meeting is called."""
        return f"{obj.held or 'Chưa rõ ngày'}: {name_of(obj)}"


def name_of(meeting: Meeting) -> str:
    """Return what a meeting is called; asks nothing where its kinds are at hand."""
    return meeting_name(
        [kind.kind for kind in meeting.kinds.all()],
        meeting.held,
        meeting.title,
        meeting.review_year,
        meeting.organization.is_cell,
    )


def _number(
    label: str, *, most: int = 100_000, least: int = 0, **kwargs: Any
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Ghi một số nguyên, như 8.",
            "min_value": f"Số này từ {least} trở lên; để trống nếu không rõ.",
            "max_value": "Số này quá lớn. Kiểm tra lại.",
        },
        **kwargs,
    )


class PlanForm(CorrectionForm):
    """A congress that is planned."""

    use_required_attribute = False

    ordinal = _number(
        "Đại hội lần thứ",
        most=LAST_ORDINAL,
        least=1,
        help_text="Ghi số: 4 in thành “lần thứ IV”. Không rõ thì để trống.",
    )
    when = PartialDateInput(
        label="Dự kiến họp",
        help_text="Ngày, tháng hoặc một phần: 29/9/2022, cuối tháng 3/2020.",
        error_messages={"required": "Ghi thời gian dự kiến, ít nhất là năm."},
    )
    place = Text(label="Địa điểm", max_length=200, required=False)
    note = Text(label="Ghi chú", long=True, max_length=2000, required=False)

    @property
    def typed_term(self) -> NewTerm | None:
        """The term that was typed anew; None where none was."""
        label = self.cleaned_data.get("new_term", "")
        starts, ends = (self.cleaned_data.get(name, UNKNOWN) for name in _NEW_TERM[1:])
        return NewTerm(label, starts, ends) if label or starts or ends else None

    def facts(self, corrections: bool = False) -> dict[str, Any]:
        """Return what was said, or only what was changed, as the actions take it."""
        said = self.corrections() if corrections else self.cleaned_data
        return {name: value for name, value in said.items() if name in HELD}


class HeldForm(PlanForm):
    """A congress that was held. Terms are typed anew only by who may record terms."""

    when = PartialDateInput(
        label="Ngày đại hội",
        help_text="Như 29/9/2022; không rõ ngày thì ghi tháng hoặc năm.",
        error_messages={"required": "Ghi ngày đại hội, ít nhất là năm."},
    )
    new_term = Text(
        label="Nhiệm kỳ mới",
        max_length=40,
        required=False,
        help_text="Chưa có trong danh sách trên thì ghi ở đây, như 2022–2025.",
    )
    new_term_starts = PartialDateInput(
        label="Nhiệm kỳ mới từ", required=False, help_text="Để trống: từ ngày đại hội."
    )
    new_term_ends = PartialDateInput(
        label="Dự kiến đến", required=False, help_text="Ngày, tháng hoặc năm; để trống nếu chưa rõ."
    )
    summoned = _number("Triệu tập", help_text="Đã chọn biên bản có điểm danh thì để trống.")
    present = _number("Có mặt", help_text="Số đảng viên, không tính khách mời.")
    documents = Text(
        label="Văn kiện được thông qua",
        long=True,
        required=False,
        help_text="Mỗi văn kiện một dòng: Báo cáo chính trị, Nghị quyết đại hội…",
    )

    def __init__(
        self,
        scope: Scope,
        organization: Organization,
        *args: Any,
        may_record_term: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"] = forms.ModelChoiceField(
            posts.terms(scope, organization),
            label="Nhiệm kỳ",
            required=False,
            empty_label="Chưa chọn",
            help_text=""
            if may_record_term
            else "Chưa có nhiệm kỳ cần chọn: Bí thư ghi ở trang Chức vụ và nhiệm kỳ.",
            error_messages={"invalid_choice": "Không có nhiệm kỳ này trong sổ. Chọn lại."},
        )
        self.fields["meeting"] = MeetingChoice(
            queries.possible_meetings(scope, organization),
            label="Biên bản",
            required=False,
            empty_label="Không có biên bản trong sổ",
            help_text="Số có mặt và khách mời lấy từ biên bản.",
            error_messages={"invalid_choice": "Không có buổi này trong sổ. Chọn lại."},
        )
        if not may_record_term:
            for name in _NEW_TERM:
                del self.fields[name]
        self.order_fields(["ordinal", "when", "place", "term", *_NEW_TERM, "meeting"])


class ResultForm(forms.Form):
    """One candidate: post, member or name, votes of ballots, elected or not."""

    use_required_attribute = False

    pk = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid": "Có dòng không đọc được nên chưa ghi gì. Mở lại trang này rồi ghi lại."
        },
    )
    post = forms.ChoiceField(
        label="Chức vụ", required=False, error_messages={"invalid_choice": "Chọn chức vụ."}
    )
    member = forms.TypedChoiceField(
        label="Đồng chí",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Không có đồng chí này trong danh sách. Chọn lại."},
    )
    name = Text(label="Hoặc ghi họ và tên", max_length=100, required=False)
    votes = _number("Số phiếu bầu")
    ballots = _number("Số phiếu hợp lệ")
    is_elected = forms.BooleanField(label="Trúng cử", required=False, initial=True)

    def __init__(
        self, *args: Any, people: dict[int, Member], posts: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        names = [(str(pk), member.full_name) for pk, member in people.items()]
        choices = {
            "post": [("", "Chọn chức vụ"), *posts],
            "member": [("", "Chọn đồng chí"), *names],
        }
        for name, known in choices.items():
            self.fields[name].choices = known  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """Return whether anything was said: a row with only its preset mark is empty."""
        return bool(set(self.changed_data) - {"pk", "is_elected"})

    def clean(self) -> dict[str, Any]:
        """Ask for the post in a row that says anything; an empty row needs none."""
        said = super().clean() or self.cleaned_data
        if not said.get("post") and "post" not in self.errors and not said.get("DELETE"):
            self.add_error("post", "Chọn chức vụ.")
        return said

    @property
    def row(self) -> Row | None:
        """The candidate as the action takes it; None for a row that was left empty."""
        said = dict(self.cleaned_data)
        said.pop("DELETE", None)
        if not said.get("post"):
            return None
        chosen = said.pop("member")
        return Row(**said, member=self.people[chosen] if chosen else None)


class ResultRows(forms.BaseFormSet):
    """The candidates of one congress, with a few empty rows behind them."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Say on the box that takes a row out what it does."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"

    @property
    def other_errors(self) -> list[str]:
        """The errors that stand beside no field a person sees, each once."""
        unseen = [error for form in self.forms for error in form.errors.get("pk", [])]
        return list(dict.fromkeys(map(str, [*self.non_form_errors(), *unseen])))

    @property
    def said(self) -> list[tuple[ResultForm, Row]]:
        """The rows that stay, each with its form."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return [(form, form.row) for form in kept if form.row is not None]

    @property
    def taken_out(self) -> list[int]:
        """The keys of the rows that go."""
        return [pk for form in self.deleted_forms if (pk := form.cleaned_data.get("pk"))]


def result_rows(
    congress: Congress, people: dict[int, Member], data: Any = None, *, more: bool = False
) -> ResultRows:
    """Return the formset of a congress's results; `more` asks for further empty rows."""
    stored = list(congress.results.all())
    blank = max(LEAST_ROWS - len(stored), BLANK_ROWS) + (LEAST_ROWS if more else 0)
    rows: Any = forms.formset_factory(
        ResultForm,
        formset=ResultRows,
        extra=blank,
        can_delete=True,
        max_num=500,
        absolute_max=500,
    )
    made: ResultRows = rows(
        data,
        prefix="ket-qua",
        initial=[_details_of_result(row) for row in stored],
        form_kwargs={"people": people, "posts": _posts_of(congress, stored)},
    )
    return made


def _posts_of(congress: Congress, stored: list[ElectionResult]) -> list[tuple[str, str]]:
    """Return the posts that a congress of this organisation elects, by their printed names."""
    place = congress.organization
    is_group = place.type == OrganizationType.GROUP
    known = _POSTS["group" if is_group else "cell" if place.is_cell else "committee"]
    posts = [*known, *{row.post for row in stored if row.post not in known}]
    return [(str(post), post_name(place, post)) for post in posts]


def _details_of_result(row: ElectionResult) -> dict[str, Any]:
    names = ("pk", "post", "name", "votes", "ballots", "is_elected")
    return {**{name: getattr(row, name) for name in names}, "member": row.member_id}


def details_of(congress: Congress) -> dict[str, Any]:
    """Return what a congress says as the initial values of its form."""
    said = {name: getattr(congress, name) for name in (HELD if congress.is_held else PLANNED)}
    return {
        name: value.pk if isinstance(value, (Term, Meeting)) else value
        for name, value in said.items()
    }
