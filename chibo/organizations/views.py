"""Pages of the tree: finding one's place in it, and what an organisation is and was."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import PATH_STEP, Permission, Scope, allows, requires
from chibo.clock import today
from chibo.forms import asked_day, asked_words, carry_out
from chibo.organizations import actions, queries
from chibo.organizations.forms import (
    ChangeForm,
    CloseForm,
    FoundForm,
    SettleForm,
    initial_settings,
)
from chibo.organizations.models import NumberingMode, Organization

WINDOW = 60
"""Organisations on one page of the tree, and children shown on an organisation's own page."""

_INDENTS = ("", "ps-3", "ps-4", "ps-5")


@require_safe
@requires(Permission.VIEW_ORGANIZATIONS)
def organizations(request: HttpRequest) -> HttpResponse:
    """Show the tree one may see, a window of it, or what matches `?q=`.

    `?tinh-den=` shows names, types and places as they were on a day; the links lead to today's.
    """
    q, day = asked_words(request), asked_day(request)
    found = (
        queries.tree_on(request.scope, as_of=day, q=q) if day else queries.tree(request.scope, q=q)
    )
    page = Paginator(found, WINDOW).get_page(request.GET.get("trang"))
    shallowest = min((place.path for place in request.scope.places), key=len, default="")
    rows = [
        {
            "was": was,
            "organization": was.organization if day else was,
            "parent": (was.parent or "") if day else was.parent_name,
            "indent": "" if q else _indent(was.path, shallowest),
        }
        for was in page
    ]
    context = {
        "q": q,
        "day": day,
        "page": page,
        "rows": rows,
        "may_found": bool(request.user.scope(Permission.CHANGE_ORGANIZATIONS, on=today())),
    }
    return render(request, "chibo/organizations/organizations.html", context)


@require_safe
@requires(Permission.VIEW_ORGANIZATIONS)
def organization(request: HttpRequest, code: str) -> HttpResponse:
    """Show what an organisation is, what stands above and below it, and what it was before."""
    found = _chosen(request, request.scope, code)
    children = list(queries.children(request.scope, found)[: WINDOW + 1])
    context = {
        "organization": found,
        "facts": _facts(found),
        "above": queries.ancestors(request.scope, found),
        "below": children[:WINDOW],
        "more_below": len(children) > WINDOW,
        "periods": queries.periods(request.scope, found),
        "may_change": allows(request, Permission.CHANGE_ORGANIZATIONS, found.path),
        "may_settle": _settling(request).covers(found.path),
        "may_view_members": allows(request, Permission.VIEW_MEMBERS, found.path),
        "may_manage_accounts": allows(request, Permission.MANAGE_ACCOUNTS, found.path),
        "may_hand_over": allows(request, Permission.HAND_OVER, found.path),
    }
    return render(request, "chibo/organizations/organization.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_ORGANIZATIONS)
def found(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add an organisation under one of those in scope; an address may name which."""
    parent = _chosen(request, request.scope, code) if code else None
    form = FoundForm(request.scope, request.POST or None, parent=parent)
    if request.method == "POST" and (
        made := carry_out(form, lambda: actions.found(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, f"Đã thêm {made.name}.")
        return redirect("organization", made.code)
    context = {"form": form, "parent": parent}
    return render(request, "chibo/organizations/found.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_ORGANIZATIONS)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Rename, retype or re-parent an organisation from a day on."""
    target = _chosen(request, request.scope, code)
    form = ChangeForm(request.scope, target, request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.change(
            by=request.user, organization=target, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã ghi thay đổi. Tên và vị trí trước đó vẫn giữ theo ngày.")
        return redirect("organization", target.code)
    context = {"form": form, "organization": target}
    return render(request, "chibo/organizations/change.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ORGANIZATIONS)
def settle(request: HttpRequest, code: str) -> HttpResponse:
    """Set what stands on the documents; for those who change the tree or compose the reports."""
    scope = _settling(request)
    if not scope:
        raise PermissionDenied
    target = _chosen(request, scope, code)
    form = SettleForm(request.POST or None, initial=initial_settings(target))

    def settled() -> Organization:
        given = form.cleaned_data | {"numbering": NumberingMode(form.cleaned_data["numbering"])}
        return actions.settle(by=request.user, organization=target, **given)

    if request.method == "POST" and carry_out(form, settled):
        messages.success(request, "Đã ghi thiết lập. Văn bản soạn từ nay theo thiết lập này.")
        return redirect("organization", target.code)
    context = {"form": form, "organization": target}
    return render(request, "chibo/organizations/settle.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_ORGANIZATIONS)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End an organisation from a day on."""
    target = _chosen(request, request.scope, code)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.close(
            by=request.user, organization=target, on=form.cleaned_data["on"], today=today()
        ),
    ):
        messages.success(request, f"{target.name} đã kết thúc hoạt động; sổ vẫn giữ để tra.")
        return redirect("organization", target.code)
    context = {"form": form, "organization": target}
    return render(request, "chibo/organizations/close.html", context)


def _chosen(request: HttpRequest, scope: Scope, code: str) -> Organization:
    """Return the organisation of the address, which the frame then shows; 404 outside the scope."""
    target = get_object_or_404(queries.by_code(scope, code))
    request.place = target  # type: ignore[attr-defined]
    return target


def _settling(request: HttpRequest) -> Scope:
    """Return where this person may settle: where they change the tree or compose the reports."""
    change = request.user.scope(Permission.CHANGE_ORGANIZATIONS, on=today())
    compose = request.user.scope(Permission.COMPOSE_REPORTS, on=today())
    return Scope(change.places + compose.places)


def _indent(path: str, shallowest: str) -> str:
    """Return the class that sets an organisation in below what stands above it."""
    steps = max(len(path) - len(shallowest), 0) // PATH_STEP
    return _INDENTS[min(steps, len(_INDENTS) - 1)]


def _facts(organization: Organization) -> list[dict[str, Any]]:
    return [
        {"label": "Loại", "value": organization.get_type_display()},
        {"label": "Mã trong sổ", "value": organization.code},
        {"label": "Mã tổ chức đảng", "value": organization.official_code},
        {"label": "Cấp trên", "value": organization.parent_name},
        {"label": "Địa danh", "value": organization.locality},
        {"label": "Đánh số văn bản", "value": organization.get_numbering_display()},
        {"label": "Thành lập", "value": str(organization.opened)},
    ]
