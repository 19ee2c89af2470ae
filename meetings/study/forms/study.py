"""One occasion of study as it is typed."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from chibo.access import Scope
from chibo.dates import UNKNOWN, PartialDate, UnreadableDate, parse
from chibo.fields import PartialDateInput, Text
from chibo.forms import CorrectionForm
from chibo.organizations.models import Organization
from chibo.vietnamese import day
from meetings.library import queries as library
from meetings.library.models import GuidingDocument
from meetings.minutes.models import Meeting
from meetings.study import queries, rules
from meetings.study.forms.fields import Keys, People, keys_of
from meetings.study.models import Extent, Population, StudySession

_MOST_LINES = 20
_NO_DOCUMENT = "Có văn bản đã chọn không còn trong sổ. Xem lại các văn bản ở đây rồi lưu lại."
_NOBODY = "Có người đã chọn không thuộc danh sách này. Xem lại danh sách rồi lưu lại."
_EXTENTS = {
    Meeting.Attending.BY_NAME: Extent.BY_NAME,
    Meeting.Attending.COUNTED: Extent.COUNTED,
    Meeting.Attending.ALL: Extent.ALL,
    Meeting.Attending.UNKNOWN: Extent.UNKNOWN,
}
_STUDY = (
    "title", "when", "form", "organizer", "presenter", "population", "extent", "attended", "total",
    "recipients", "outcome",
)  # fmt: skip


@dataclass(frozen=True)
class RollLine:
    """One member on the form: whether they stand on the list, and whether they did not study."""

    member_id: int
    name: str
    why: str
    is_listed: bool
    is_absent: bool
    is_made_up: bool


def _token(one: queries.Candidate) -> str:
    """Return what the page sends back of a candidate: who it is, and what was known of them."""
    return f"{one.member_id}-{one.state}"


class StudyForm(CorrectionForm):
    """One occasion of study. `meeting` is where it comes from, `study` what is corrected."""

    title = Text(
        label="Tên gọi, nội dung",
        required=False,
        help_text="Như: Hội nghị học tập Nghị quyết Đại hội XIII. Có văn bản thì để trống được.",
    )
    documents = Keys(label="Văn bản đã học", error_messages={"invalid_choice": _NO_DOCUMENT})
    symbols = Text(
        label="Ghi số, ký hiệu hoặc tên văn bản",
        long=True,
        max_length=2000,
        required=False,
        help_text="Mỗi dòng một văn bản đã có trong sổ, như 05-CT/TW hoặc Nghị quyết Đại hội XIII.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    when = PartialDateInput(
        label="Thời gian", error_messages={"required": "Ghi thời gian, ít nhất là năm."}
    )
    form = forms.ChoiceField(
        label="Hình thức", choices=[("", "Không ghi"), *StudySession.Form.choices], required=False
    )
    in_meeting = forms.BooleanField(label="Học trong buổi sinh hoạt này", required=False)
    organizer = Text(
        label="Đơn vị tổ chức",
        max_length=200,
        required=False,
        help_text="Để trống nếu tự tổ chức.",
    )
    presenter = Text(label="Báo cáo viên", max_length=120, required=False)
    population = forms.ChoiceField(label="Đối tượng", choices=Population.choices)
    extent = forms.ChoiceField(
        label="Số người tham gia",
        choices=Extent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn cách ghi số người tham gia."},
    )
    listed = Keys(label="Danh sách", error_messages={"invalid_choice": _NOBODY})
    absent = Keys(label="Chưa học", error_messages={"invalid_choice": _NOBODY})
    attended = People(label="Số người tham gia")
    total = People(label="Trên tổng số")
    recipients = Text(
        label="Gửi tới",
        max_length=200,
        required=False,
        help_text="Khi gửi qua thư điện tử, Sổ tay: các chi bộ trực thuộc, toàn thể đảng viên…",
    )
    outcome = Text(
        label="Chương trình hành động, kết quả", long=True, max_length=4000, required=False
    )

    def __init__(
        self,
        scope: Scope,
        organization: Organization,
        today: datetime.date,
        *args: Any,
        meeting: Meeting | None = None,
        study: StudySession | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.organization, self.study = scope, organization, study
        self.meeting = meeting
        self.day = rules.roll_day(self._when(), today)
        if meeting is None:
            del self.fields["in_meeting"]

    def _when(self) -> PartialDate:
        said = self["when"].value()
        try:
            return said if isinstance(said, PartialDate) else parse(said or "")
        except UnreadableDate:
            return UNKNOWN

    @cached_property
    def candidates(self) -> list[queries.Candidate]:
        """Who may stand on the list on the day that was typed."""
        return queries.candidates(
            self.scope,
            self.organization,
            as_of=self.day,
            meeting=self.meeting,
            study=self.study,
        )

    @property
    def candidates_shown(self) -> str:
        """All candidates with their states, as the page sends them back."""
        return " ".join(_token(one) for one in self.candidates)

    @cached_property
    def _candidates_were(self) -> set[str]:
        return set(self.data.get("candidates", "").split())

    @cached_property
    def lines(self) -> list[RollLine]:
        """Everybody who may stand on the list; who was not shown yet as they are by themselves."""
        shown = self._candidates_were
        listed, absent = (
            set(keys_of(self.data.getlist(name))) if self.is_bound else set()  # type: ignore[attr-defined]
            for name in ("listed", "absent")
        )
        return [
            RollLine(
                one.member_id,
                one.name,
                one.why,
                one.member_id in listed if _token(one) in shown else bool(one.state),
                one.member_id in absent if _token(one) in shown else one.state == rules.ABSENT,
                one.state == rules.MADE_UP,
            )
            for one in self.candidates
        ]

    @property
    def list_errors(self) -> list[str]:
        """What is wrong with the list, each sentence once."""
        errors = [*self.errors.get("listed", []), *self.errors.get("absent", [])]
        return list(dict.fromkeys(map(str, errors)))

    @property
    def roll(self) -> list[RollLine]:
        """Who stands on the list, and who is ticked although they do not."""
        return [line for line in self.lines if line.is_listed or line.is_absent]

    @cached_property
    def offered(self) -> list[tuple[GuidingDocument, bool]]:
        """The documents that can be ticked, each with whether it is; the ticked ones first."""
        chosen = [document.pk for document in self._known(self._ticked())]
        newest = queries.newest(self.scope, self.organization, chosen)
        return [(one, True) for one in self._known(chosen)] + [(one, False) for one in newest]

    @property
    def offers_more(self) -> bool:
        """Whether there are documents to tick beside those that are."""
        return any(not is_ticked for _, is_ticked in self.offered)

    def _ticked(self) -> list[int]:
        return keys_of([str(key) for key in self["documents"].value() or []])

    def _known(self, keys: list[int]) -> list[GuidingDocument]:
        """Return the documents of these keys that may be named here, or are named already."""
        kept = [row.document for row in self.study.documents.all()] if self.study else []
        found = {one.pk: one for one in queries.documents(self.scope, self.organization, keys)}
        found |= {one.pk: one for one in kept}
        return [found[key] for key in keys if key in found]

    def clean_documents(self) -> list[GuidingDocument]:
        """Return the ticked documents; refuse one that may not be named here."""
        keys = self.cleaned_data["documents"]
        found = self._known(keys)
        if len(found) != len(keys):
            raise forms.ValidationError(_NO_DOCUMENT, code="invalid_choice")
        return found

    def clean_symbols(self) -> list[GuidingDocument]:
        """Return the documents that the lines name, one each."""
        lines = [line.strip() for line in self.cleaned_data["symbols"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > _MOST_LINES:
            raise forms.ValidationError(
                f"Ghi nhiều nhất {_MOST_LINES} dòng một lần; lưu rồi sửa để ghi thêm."
            )
        return [self._recognised(line) for line in lines]

    def _recognised(self, line: str) -> GuidingDocument:
        found = list(library.recognise(self.scope, self.organization, line))
        if not found:
            raise forms.ValidationError(
                format_html(
                    "Chưa thấy «{}» trong sổ Văn bản. Ghi đủ số, ký hiệu; chưa có thì "
                    '<a href="{}">ghi văn bản vào sổ</a> trước, rồi trở lại đây.',
                    line[:80],
                    reverse("register_document", args=[self.organization.code]),
                )
            )
        if len(found) > 1:
            names = "; ".join(document.name for document in found[:4])
            raise forms.ValidationError(
                f"«{line[:80]}» có thể là {len(found)} văn bản: {names}. Mỗi dòng một văn bản; "
                "ghi đủ số, ký hiệu, hoặc bấm chọn ở trên."
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Ask to look again where the list is another than the one that was shown."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        known = {one.member_id for one in self.candidates}
        now = {_token(one) for one in self.candidates}
        if self._is_by_name and now and now != self._candidates_were:
            self.add_error(
                "listed",
                f"Danh sách vừa lập lại theo sổ, ngày {day(self.day)}. "
                "Xem ai chưa học rồi lưu lại.",
            )
        were = keys_of([token.partition("-")[0] for token in self._candidates_were])
        for name in ("listed", "absent"):
            keys = set(said.get(name, []))
            if keys - known - set(were):
                self.add_error(name, _NOBODY)
            said[name] = keys & known
        return said

    @property
    def _is_by_name(self) -> bool:
        """Whether the list will count, be it chosen here or meanwhile by somebody else."""
        extent = self.cleaned_data.get("extent")
        if self.study and "extent" not in self.changed_data:
            extent = self.study.extent
        return extent == Extent.BY_NAME

    def facts(self) -> dict[str, Any]:
        """Return what the deeds of study are told."""
        said = {**self.cleaned_data}
        if self.study:
            said = self.merged(said | _recorded(self.study))
        said["documents"] = [*said["documents"], *said.pop("symbols")]
        said["meeting"] = self.meeting if said.pop("in_meeting", False) else None
        return said


def details_of_study(study: StudySession) -> dict[str, Any]:
    """Return what an occasion says as the initial values of its form."""
    return {
        **{name: getattr(study, name) for name in _STUDY},
        "in_meeting": study.meeting_id is not None,
        "documents": [row.document_id for row in study.documents.all()],
    }


def _recorded(study: StudySession) -> dict[str, Any]:
    """Return what an occasion says as its form cleans it; the list has a guard of its own."""
    documents = [row.document for row in study.documents.all()]
    return {**details_of_study(study), "documents": documents}


def proposal(
    scope: Scope,
    organization: Organization,
    meeting: Meeting | None,
    document: GuidingDocument | None,
) -> dict[str, Any]:
    """Return what the form of a new occasion begins with: what a meeting says, if it is of one."""
    if meeting is None:
        return {
            "documents": [document.pk] if document else [],
            "extent": Extent.BY_NAME if organization.is_cell else Extent.COUNTED,
        }
    is_a_form = meeting.form in StudySession.Form.values
    is_counted = meeting.attending == Meeting.Attending.COUNTED
    return {
        "title": meeting.title,
        "when": meeting.held,
        "form": meeting.form if is_a_form else "",
        "in_meeting": True,
        "documents": queries.documents_read_in(scope, meeting),
        "extent": _EXTENTS[Meeting.Attending(meeting.attending)],
        "attended": meeting.present_count if is_counted else None,
        "total": meeting.summoned_count if is_counted else None,
    }
