"""The notebook of a year, and one page for each deed in it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.forms import RemovalForm, asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.vietnamese import matches, normalise
from reports.activities import actions, queries
from reports.activities.forms import FORMS, NoteForm, details_of, quantity_words
from reports.activities.models import (
    Achievement,
    Activity,
    Circumstance,
    IdeologyAssessment,
    Limitation,
    Note,
    StatedFigure,
)


@dataclass(frozen=True)
class Kind:
    """A kind of note: its model, its deed, and what its section and its form are called."""

    slug: str
    model: type[Note]
    deed: Callable[..., Note]
    title: str
    add: str
    empty: str


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "ket-qua", Achievement, actions.note_achievement, "Kết quả đạt được",
            "Ghi kết quả", "Ghi việc đã làm được, có số lượng nếu biết.",
        ),
        Kind(
            "hoat-dong", Activity, actions.note_activity, "Hoạt động",
            "Ghi hoạt động", "Tuyên truyền, xã hội, quần chúng, về nguồn: việc làm đều hoặc theo đợt.",
        ),
        Kind(
            "boi-canh", Circumstance, actions.note_circumstance, "Bối cảnh của năm",
            "Ghi bối cảnh", "Thuận lợi, khó khăn, sự kiện của năm, để mở đầu báo cáo.",
        ),
        Kind(
            "han-che", Limitation, actions.note_limitation, "Hạn chế và nguyên nhân",
            "Ghi hạn chế", "Ghi ngay khi thấy, cuối năm khỏi phải nhớ lại.",
        ),
        Kind(
            "tu-tuong", IdeologyAssessment, actions.assess_ideology, "Tình hình tư tưởng",
            "Ghi đánh giá", "Đánh giá tình hình tư tưởng đảng viên trong kỳ.",
        ),
        Kind(
            "so-lieu", StatedFigure, actions.state_figure, "Số liệu theo nguồn",
            "Ghi số liệu", "Con số chỉ có trong báo cáo, bài viết: in đúng như nguồn, sổ không tính lại.",
        ),
    )
}  # fmt: skip

_FURTHER = ("cause", "programme", "unit", "channel", "participants", "population", "stated")
"""The fields beside the text in which a search looks, where a note has them."""


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
def notebook(request: HttpRequest) -> HttpResponse:
    """Show the notes of one year, by section."""
    organization = place(request, request.scope)
    year, q = asked_year(request) or today().year, normalise(request.GET.get("q", ""))
    span = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    may_record = allows(request, Permission.RECORD_ACTIVITIES, organization.path)
    sections = [
        {
            "kind": kind,
            "notes": _matching(request, kind, organization, span, q),
            "add": _adding(organization, kind, year) if may_record else "",
        }
        for kind in KINDS.values()
    ]
    context = {
        "organization": organization,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "q": q,
        "sections": sections,
        "found": sum(len(section["notes"]) for section in sections),
        "may_record": may_record,
    }
    return render(request, "reports/activities/notebook.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def add_note(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Note something of one kind in the organisation of the address."""
    found = _kind(kind)
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization  # type: ignore[attr-defined]
    year = asked_year(request) or today().year
    form = FORMS[found.model](request.POST or None, initial={"when": str(year)})
    if request.method == "POST" and carry_out(
        form,
        lambda: found.deed(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã ghi vào sổ.")
        return redirect(_notebook(organization, form))
    return _form_page(request, found, form, organization)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def correct_note(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Correct what a note says."""
    found = _kind(kind)
    note = _note(request, found, pk)
    form = FORMS[found.model](request.POST or None, initial=details_of(note))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_note(
            by=request.user, note=note, today=today(), **form.corrections()
        ),
    ):
        messages.success(request, "Đã sửa.")
        return redirect(_notebook(note.organization, form))
    return _form_page(request, found, form, note.organization, note)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def remove_note(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove a note, with the reason."""
    found = _kind(kind)
    note = _note(request, found, pk)
    back = f"{_place(note.organization)}&nam={_year_of(note)}"
    form = RemovalForm(request.POST or None)

    def remove() -> bool:
        actions.remove_note(by=request.user, note=note, reason=form.cleaned_data["reason"])
        return True

    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ ghi chép; nội dung và lý do còn trong nhật ký.")
        return redirect(back)
    context = {"form": form, "kind": found, "note": note, "back": back}
    return render(request, "reports/activities/remove.html", context)


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _note(request: HttpRequest, kind: Kind, pk: int) -> Note:
    note = get_object_or_404(queries.note(request.scope, kind.model, pk))  # type: ignore[attr-defined]
    request.place = note.organization  # type: ignore[attr-defined]
    return note


def _matching(
    request: HttpRequest,
    kind: Kind,
    organization: Organization,
    span: tuple[datetime.date, datetime.date],
    q: str,
) -> list[Note]:
    notes = list(queries.notes(request.scope, kind.model, organization, *span))  # type: ignore[attr-defined]
    for note in notes:
        if isinstance(note, Achievement | Activity) and note.quantity is not None:
            note.amount = f"{quantity_words(note.quantity)} {note.unit}".strip()  # type: ignore[attr-defined]
    return [note for note in notes if matches(q, note.text, _further(note))]


def _further(note: Note) -> str:
    return " ".join(getattr(note, name, "") for name in _FURTHER)


def _adding(organization: Organization, kind: Kind, year: int) -> str:
    return f"{reverse('add_note', args=[organization.code, kind.slug])}?nam={year}"


def _place(organization: Organization) -> str:
    return f"{reverse('notebook')}?to-chuc={organization.code}"


def _notebook(organization: Organization, form: NoteForm) -> str:
    """Return the notebook of the year that was written about."""
    return f"{_place(organization)}&nam={form.cleaned_data['when'].latest.year}"


def _year_of(note: Note) -> int:
    return note.when.latest.year if note.when.latest else today().year


def _form_page(
    request: HttpRequest,
    kind: Kind,
    form: NoteForm,
    organization: Organization,
    note: Note | None = None,
) -> HttpResponse:
    year = _year_of(note) if note else asked_year(request) or today().year
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "note": note,
        "organization": organization,
        "back": f"{_place(organization)}&nam={year}",
    }
    return render(request, "reports/activities/note.html", context)
