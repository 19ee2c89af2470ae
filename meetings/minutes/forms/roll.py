"""The roll call: one box per member, ticked for whoever was not there as expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from meetings.minutes import rules
from meetings.minutes.forms.rows import ShortText
from meetings.minutes.models import Attendance
from meetings.minutes.queries import AttendanceFact

_State = Attendance.State
WHYS: dict[str, tuple[str, str, str]] = {
    "business": ("Có lý do: đi công tác", _State.EXCUSED, "đi công tác"),
    "ill": ("Có lý do: ốm, nghỉ điều trị", _State.EXCUSED, "ốm, nghỉ điều trị"),
    "private": ("Có lý do: việc gia đình", _State.EXCUSED, "việc gia đình"),
    "other": ("Có lý do khác, ghi ở ô dưới", _State.EXCUSED, ""),
    "unexcused": ("Không có lý do", _State.UNEXCUSED, ""),
    "late": ("Đến muộn, vẫn tính có mặt", _State.LATE, ""),
}
"""Choice at the roll call → words, state, reason as written."""


@dataclass(frozen=True)
class RollLine:
    """One row of the roll call; `counts` says that the member counts for the quorum."""

    name: str
    post: str
    counts: bool
    absent: BoundField
    why: BoundField
    note: BoundField

    @property
    def theirs(self) -> list[str]:
        """What the server holds where somebody else saved in between."""
        fields = (self.absent, self.why, self.note)
        return [field.theirs for field in fields if hasattr(field, "theirs")]


@dataclass(frozen=True)
class NotSummoned:
    """A member who was not summoned and why; the exempt may have come, the others have no box."""

    name: str
    why: str
    came: BoundField | None


class RollForm(forms.Form):
    """The roll call: one box per member, ticked for whoever was not there as expected.

    Fields per member: absent-ID, why-ID, note-ID; came-ID for the exempt who came all the same.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, roll: Sequence[AttendanceFact], **kwargs: Any) -> None:
        kwargs["initial"] = {}
        for fact in roll:
            kwargs["initial"] |= _as_marked(fact)
        super().__init__(*args, **kwargs)
        self.facts = roll
        for fact in roll:
            self._add(fact)

    def _add(self, fact: AttendanceFact) -> None:
        key, name = fact.member.id, fact.member.name
        if fact.status:
            if fact.status == _State.EXEMPT:
                self.fields[f"came-{key}"] = forms.BooleanField(
                    label=f"{name} vẫn dự", required=False
                )
            return
        self.fields[f"absent-{key}"] = forms.BooleanField(label=name, required=False)
        self.fields[f"why-{key}"] = forms.ChoiceField(
            label=f"Lý do: {name}",
            required=False,
            choices=[("", "Chọn lý do…"), *((code, why[0]) for code, why in WHYS.items())],
        )
        self.fields[f"note-{key}"] = ShortText(
            label=f"Ghi rõ: {name}", required=False, max_length=200
        )

    def rows(self, titles: Mapping[int, str]) -> list[RollLine]:
        """Return the members who were summoned, with their posts."""
        rows = []
        for fact in self.facts:
            key = fact.member.id
            if not fact.status:
                rank = "" if fact.is_official else "dự bị"
                kept = [titles.get(key, ""), rank, "tạm thời" if fact.is_temporary else ""]
                boxes = [self[f"{name}-{key}"] for name in ("absent", "why", "note")]
                counts = fact.is_official and not fact.is_temporary
                rows.append(
                    RollLine(fact.member.name, ", ".join(filter(None, kept)), counts, *boxes)
                )
        return rows

    def not_summoned(self) -> list[NotSummoned]:
        """Return the members who were not summoned."""
        return [
            NotSummoned(
                fact.member.name,
                _State(fact.status).label.lower(),
                self[f"came-{fact.member.id}"] if f"came-{fact.member.id}" in self.fields else None,
            )
            for fact in self.facts
            if fact.status
        ]

    def lines(self) -> list[rules.Line]:
        """Return the roll as it stands on the page, for the rules to count."""
        lines = []
        for fact in self.facts:
            key, state = fact.member.id, fact.state
            if fact.status:
                came = f"came-{key}" in self.fields and self[f"came-{key}"].value()
                state = _State.PRESENT if came else fact.status
            else:
                why = WHYS.get(self[f"why-{key}"].value() or "", ("", _State.ABSENT, ""))
                state = why[1] if self[f"absent-{key}"].value() else _State.PRESENT
            lines.append(rules.Line(fact.is_official, str(state), fact.is_temporary, fact.status))
        return lines

    def marks(self) -> list[tuple[int, str, str]]:
        """Return (member, state, reason) for whoever was not simply there."""
        said = self.cleaned_data
        marks = []
        for fact in self.facts:
            key = fact.member.id
            if said.get(f"came-{key}"):
                marks.append((key, str(_State.PRESENT), ""))
            elif said.get(f"absent-{key}"):
                _, state, words = WHYS.get(said[f"why-{key}"], ("", _State.ABSENT, ""))
                marks.append((key, str(state), said[f"note-{key}"] or words))
        return marks


def _as_marked(fact: AttendanceFact) -> dict[str, Any]:
    """Return how a stored attendance stands on the page."""
    key = fact.member.id
    if fact.status:
        return {f"came-{key}": fact.state in {_State.PRESENT, _State.LATE}}
    if fact.state == _State.PRESENT:
        return {f"absent-{key}": False}
    code = next(
        (
            code
            for code, (_, state, words) in WHYS.items()
            if state == fact.state and (not words or words == fact.reason)
        ),
        "",
    )
    note = "" if WHYS.get(code, ("", "", ""))[2] == fact.reason else fact.reason
    return {f"absent-{key}": True, f"why-{key}": code, f"note-{key}": note}
