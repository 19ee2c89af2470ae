"""Searching the whole house, health, the gallery of components, pages of refusal."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chibo.access import Permission, Scope, public, requires, signed_in
from chibo.clock import today
from chibo.organizations.models import Organization
from chibo.portal import facts, queries
from meetings.library import queries as library
from meetings.minutes.queries import summarised
from meetings.register import queries as register
from meetings.study import queries as study
from meetings.tasks import queries as tasks
from meetings.tasks.models import Task
from members.conduct import queries as conduct
from reports.activities import queries as activities

M = TypeVar("M", bound=Model)
_Scopes = Callable[[Permission], Scope]

MOST_FOUND = 20
"""Results of one kind on the page of search; the list pages show them all."""
MOST_LETTERS = 140
"""Letters of a task or note that stand for it."""


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """Find what the book holds, each kind where the person may see it.

    Never discipline, ratings or dues.
    """
    q = request.GET.get("q", "").strip()[:100]
    sections = _found(request, q) if q else []
    context = {
        "q": q,
        "quoted": quote(q),
        "sections": sections,
        "found": any(section["rows"] for section in sections),
    }
    return render(request, "chibo/portal/search.html", context)


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the portal can work, 503 while it cannot; says which check failed, no more."""
    checks = facts.health()
    ok = all(checks.values())
    return JsonResponse({"ok": ok, "checks": checks}, status=200 if ok else 503)


@require_safe
@requires(Permission.CHANGE_ORGANIZATIONS)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component of the interface once, with invented figures."""
    return render(request, "chibo/portal/gallery.html")


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form came from an old page and what to do."""
    return render(request, "403_csrf.html", status=403)


def says_wrong_method(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: give words to a 405, which Django sends as an empty page."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return answered


def _found(request: HttpRequest, q: str) -> list[dict[str, Any]]:
    """Return the kinds of results this person may see, each with its first rows and its list."""

    def scope(permission: Permission) -> Scope:
        return request.user.scope(permission, on=today())  # type: ignore[union-attr]

    books = scope(Permission.VIEW_ACTIVITIES)
    return [
        *_of_people(scope, q),
        *_of_meetings(scope, q, books),
        *_of_papers(scope, q, books),
        *_of_the_year(books, q),
        _section("Tổ chức", "organizations", [
            (row.name, row.code, f"{reverse('desk')}?to-chuc={row.code}")
            for row in _first(queries.found_organizations(scope(Permission.VIEW_ORGANIZATIONS), q))
        ]),
    ]  # fmt: skip


def _of_people(scope: _Scopes, q: str) -> list[dict[str, Any]]:
    files = scope(Permission.VIEW_MEMBERS)
    return [
        _section("Đảng viên", "roll", [
            (row.full_name, row.organization.name, reverse("member", args=[row.pk]))
            for row in _first(queries.found_members(files, q))
        ]),
        _section("Khen thưởng", "conduct", [
            (
                f"{row} – {row.member or row.collective or row.organization}",
                f"{row.organization.name} · {row.when}",
                _in_year("conduct", row.organization, row.when.latest, q),
            )
            for row in _first(conduct.found(files, q))
        ]),
    ]  # fmt: skip


def _of_meetings(scope: _Scopes, q: str, books: Scope) -> list[dict[str, Any]]:
    meetings = queries.found_meetings(scope(Permission.VIEW_MEETINGS), q, drafts=books)
    return [
        _section("Sinh hoạt", "meetings", [
            (row.title, f"{row.organization_name} · {row.held}", reverse("meeting", args=[row.pk]))
            for row in summarised(_first(meetings))
        ])
    ]  # fmt: skip


def _of_papers(scope: _Scopes, q: str, books: Scope) -> list[dict[str, Any]]:
    papers = scope(Permission.VIEW_DOCUMENTS)
    return [
        _section("Văn bản cấp trên", "documents", [
            (row.name, row.title, reverse("document", args=[row.pk]))
            for row in _first(library.found(papers, q))
        ]),
        _section("Học tập, quán triệt", "studies", [
            (str(row), f"{row.organization.name} · {row.when}", reverse("study", args=[row.pk]))
            for row in _first(study.found(books, q))
        ]),
        _section("Văn bản của chi bộ", "official_documents", [
            (
                str(row),
                f"{row.organization.name} · {row.get_status_display()}",
                reverse("official_document", args=[row.pk]),
            )
            for row in _first(register.found(papers, q, drafts=books))
        ]),
        _section("Báo cáo", "reports", [
            (str(row), row.organization.name, reverse("report", args=[row.pk]))
            for row in _first(queries.found_reports(scope(Permission.VIEW_REPORTS), q))
        ]),
    ]  # fmt: skip


def _of_the_year(books: Scope, q: str) -> list[dict[str, Any]]:
    """Return the tasks and notes found: each leads to the list of its year, narrowed alike."""
    return [
        _section("Nhiệm vụ", "tasks", [
            (
                _short(row.text),
                f"{row.organization.name} · {row.get_state_display()}",
                _in_year("tasks", row.organization, _planned_for(row), q),
            )
            for row in _first(tasks.found(books, q))
        ]),
        _section("Ghi chép năm", "notebook", [
            (
                _short(row.text),
                f"{row.organization.name} · {row.when}",
                _in_year("notebook", row.organization, row.when.latest, q),
            )
            for row in activities.found(books, q, most=MOST_FOUND + 1)
        ]),
    ]  # fmt: skip


def _first(found: QuerySet[M]) -> QuerySet[M]:
    """Return as many as are shown, and one more that tells whether there are others."""
    return found[: MOST_FOUND + 1]


def _short(text: str) -> str:
    return Truncator(text).chars(MOST_LETTERS)


def _planned_for(task: Task) -> datetime.date | None:
    """Return a day of the year on whose list a task stands; None for that of this year."""
    return datetime.date(task.plan_year, 1, 1) if task.plan_year else task.due.latest


def _in_year(name: str, place: Organization, day: datetime.date | None, q: str) -> str:
    asked = {"to-chuc": place.code, "nam": (day or today()).year, "q": q}
    return f"{reverse(name)}?{urlencode(asked)}"


def _section(title: str, list_name: str, rows: list[tuple[str, str, str]]) -> dict[str, Any]:
    return {
        "title": title,
        "rows": [{"name": name, "note": note, "url": url} for name, note, url in rows[:MOST_FOUND]],
        "more": len(rows) > MOST_FOUND,
        "list_url": reverse(list_name),
    }
