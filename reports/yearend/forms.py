"""What is typed about reports: the period, the head and foot, the passages."""

import datetime
from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.db.models import QuerySet

from chibo.fields import DayInput, PartialDateInput, Text
from chibo.numbering.forms import IssueForm
from chibo.vietnamese import day
from meetings.minutes.models import Meeting
from meetings.register.forms import MeetingChoice, SignedForm
from reports.yearend.documents import Passage, passages
from reports.yearend.models import Report
from reports.yearend.rules import ReportHeading

LONGEST_TEXT = 100_000
_NO_MEETING = "Không có buổi sinh hoạt này trong sổ của chi bộ. Chọn lại."


def _hearing(meetings: QuerySet[Meeting]) -> MeetingChoice:
    """Return the choice of the meeting that hears the report."""
    return MeetingChoice(
        meetings,
        label="Hội nghị thông qua báo cáo",
        required=False,
        empty_label="Chưa chọn",
        help_text="Ngày họp có thể khác kỳ báo cáo: tổng kết năm 2025 họp tháng 1/2026.",
        error_messages={"invalid_choice": _NO_MEETING},
    )


class StartForm(forms.Form):
    """What a report looks back on."""

    kind = forms.ChoiceField(
        label="Loại báo cáo",
        choices=Report.Kind.choices,
        error_messages={
            "required": "Chọn loại báo cáo.",
            "invalid_choice": "Chọn loại báo cáo trong danh sách.",
        },
    )
    period = PartialDateInput(
        label="Kỳ báo cáo",
        required=False,
        help_text="Năm, tháng, quý hoặc nhiệm kỳ: 2025, 7/2025, quý III/2025, 2020-2025.",
    )
    starts = DayInput(
        label="Từ ngày",
        required=False,
        help_text="Chỉ ghi khi kỳ không trọn tháng, năm; như năm học: 01/08/2025 đến 31/07/2026.",
    )
    ends = DayInput(label="Đến ngày", required=False)

    def __init__(self, meetings: QuerySet[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = _hearing(meetings)

    def clean(self) -> None:
        """Read the period from its words or from its two days; one of them is needed."""
        given = self.cleaned_data
        starts, ends, period = given.get("starts"), given.get("ends"), given.get("period")
        if self.errors:
            return
        if bool(starts) != bool(ends):
            self.add_error("ends" if starts else "starts", "Ghi cả ngày đầu và ngày cuối kỳ.")
        elif not starts and not (period and period.is_known):
            self.add_error("period", "Ghi kỳ báo cáo, như 2025 hoặc 7/2025.")
        elif not starts and period:
            given["starts"], given["ends"] = period.earliest, period.latest
        if given.get("kind") == Report.Kind.YEAR and not self.errors:
            self._check_year(given["starts"], given["ends"])

    def _check_year(self, starts: datetime.date, ends: datetime.date) -> None:
        if (ends - starts).days > 366:
            text = "Tổng kết năm không dài quá một năm. Chọn loại khác, hoặc sửa kỳ."
            self.add_error("period", text)


class WriteForm(SignedForm):
    """The head, the foot and the passages of a report; `version` is the one that was opened."""

    field_order = ("about",)

    about = Text(label="Trích yếu", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, meetings: QuerySet[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = _hearing(meetings)
        for passage in passages():
            self.fields[field_of(passage)] = Text(
                label=passage.title,
                long=True,
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "class": "form-control write"}),
            )

    def compare(self, saved: dict[str, Any]) -> None:
        """Put the saved words as `theirs` beside what stands otherwise at the head and the foot."""
        for name in ("meeting", *(one.name for one in fields(ReportHeading))):
            theirs = self._words(name, saved[name])
            if theirs != self._words(name, self.cleaned_data.get(name)):
                self[name].theirs = theirs or "(trống)"  # type: ignore[attr-defined]

    def _words(self, name: str, value: Any) -> str:
        """Return a value as the person reads it."""
        field = self.fields[name]
        if not value:
            return ""
        if isinstance(field, MeetingChoice):
            found = value if isinstance(value, Meeting) else field.queryset.filter(pk=value).first()  # type: ignore[union-attr]
            return field.label_from_instance(found) if found else ""
        return day(value) if isinstance(value, datetime.date) else str(value)

    @property
    def heading(self) -> ReportHeading:
        """What was typed at the head and the foot."""
        names = [one.name for one in fields(ReportHeading)]
        return ReportHeading(**{name: self.cleaned_data[name] for name in names})

    @property
    def texts(self) -> dict[str, str]:
        """What was typed in the passages, by their keys."""
        return {one.key: self.cleaned_data[field_of(one)] for one in passages()}

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the passages now, valid or not."""
        return {one.key: self[field_of(one)].value() or "" for one in passages()}


class ConfirmForm(IssueForm):
    """The last question before the issue; `version` is the one that is read beside it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DiscardForm(forms.Form):
    """Why a draft is thrown away."""

    reason = Text(label="Lý do bỏ", error_messages={"required": "Ghi lý do bỏ bản soạn này."})


def field_of(passage: Passage) -> str:
    """Return the name of a passage's field."""
    return f"text-{passage.key}"


def details_of(report: Report, heading: ReportHeading, texts: dict[str, str]) -> dict[str, Any]:
    """Return what a report says as the initial values of its form."""
    written = {field_of(one): texts.get(one.key, "") for one in passages()}
    head = {"version": report.version, "meeting": report.meeting_id}
    return {**asdict(heading), **head, **written}
