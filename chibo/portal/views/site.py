"""Searching the whole house, health, the gallery of components, pages of refusal."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chibo.access import Permission, public, requires, signed_in
from chibo.clock import today
from chibo.portal import facts, queries
from meetings.minutes.queries import summarised

MOST_FOUND = 20
"""Results of one kind on the page of search; the list pages show them all."""


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """Find members, meetings, organisations and reports, each where the person may see them."""
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

    def scope(permission: Permission) -> Any:
        return request.user.scope(permission, on=today())

    members = queries.found_members(scope(Permission.VIEW_MEMBERS), q)
    meetings = queries.found_meetings(
        scope(Permission.VIEW_MEETINGS), q, drafts=scope(Permission.VIEW_ACTIVITIES)
    )
    places = queries.found_organizations(scope(Permission.VIEW_ORGANIZATIONS), q)
    reports = queries.found_reports(scope(Permission.VIEW_REPORTS), q)
    return [
        _section("Đảng viên", "roll", [
            (row.full_name, row.organization.name, reverse("member", args=[row.pk]))
            for row in members[: MOST_FOUND + 1]
        ]),
        _section("Sinh hoạt", "meetings", [
            (row.title, f"{row.organization_name} · {row.held}", reverse("meeting", args=[row.pk]))
            for row in summarised(meetings[: MOST_FOUND + 1])
        ]),
        _section("Tổ chức", "organizations", [
            (row.name, row.code, f"{reverse('desk')}?to-chuc={row.code}")
            for row in places[: MOST_FOUND + 1]
        ]),
        _section("Báo cáo", "reports", [
            (str(row), row.organization.name, reverse("report", args=[row.pk]))
            for row in reports[: MOST_FOUND + 1]
        ]),
    ]  # fmt: skip


def _section(title: str, list_name: str, rows: list[tuple[str, str, str]]) -> dict[str, Any]:
    return {
        "title": title,
        "rows": [{"name": name, "note": note, "url": url} for name, note, url in rows[:MOST_FOUND]],
        "more": len(rows) > MOST_FOUND,
        "list_url": reverse(list_name),
    }
