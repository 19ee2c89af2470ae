"""What a committee does with a sheet: return it, decide it, open it again."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.access import Permission, Scope, allows, confirmed, requires
from chibo.clock import now, today
from chibo.forms import carry_out
from chibo.readings import logged, shows
from chibo.reasons import Reason
from reports.ratings import actions, queries, rules
from reports.ratings.forms import DecisionForm, SheetReasonForm
from reports.ratings.models import RatingSheet
from reports.ratings.views.sheets import about, sheet_in_scope
from reports.ratings.views.showing import cap_shown, columns_of, conversation, list_of, rows


@require_http_methods(["GET", "POST"])
@requires(Permission.REVIEW_RATINGS)
def return_rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a sheet back to its cell, with the reason."""
    sheet = sheet_in_scope(request, pk)
    form = SheetReasonForm(request.POST or None, initial={"version": sheet.version})

    def give_back() -> RatingSheet:
        return actions.return_rating_sheet(
            by=request.user, sheet=sheet, at=now(), **form.cleaned_data
        )

    if request.method == "POST" and carry_out(form, give_back):
        messages.success(request, f"Đã trả lại bảng của {sheet.organization.name}.")
        return redirect(_round_of(request, sheet))
    return render(request, "reports/ratings/return.html", _reasoned(request, sheet, form))


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RATINGS)
@confirmed
def reopen_rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back, with the reason."""
    sheet = sheet_in_scope(request, pk)
    form = SheetReasonForm(request.POST or None, initial={"version": sheet.version})

    def open_again() -> RatingSheet:
        return actions.reopen_rating_sheet(
            by=request.user, sheet=sheet, at=now(), **form.cleaned_data
        )

    if request.method == "POST" and carry_out(form, open_again):
        messages.success(request, "Đã mở lại. Bảng trở về chờ đảng ủy quyết định.")
        return redirect("rating_sheet", pk)
    own = rules.obstacles_to_judging(queries.is_concerned(request.scope, sheet, request.user.pk))
    context = {**_reasoned(request, sheet, form), "reasons": own}
    return render(request, "reports/ratings/reopen.html", context)


def _reasoned(
    request: HttpRequest, sheet: RatingSheet, form: SheetReasonForm | DecisionForm
) -> dict[str, Any]:
    return {
        **about(sheet),
        "form": form,
        "back": reverse("rating_sheet", args=[sheet.pk]),
        "talk": conversation(request.scope, sheet),
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RATINGS)
@logged("view")
def decide_rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide the levels of a sheet and of its cell; one that was never sent is not shown."""
    sheet = sheet_in_scope(request, pk)
    is_waiting = sheet.status == rules.SUBMITTED
    if sheet.status == rules.DRAFT or (not is_waiting and request.method != "POST"):
        return redirect("rating_sheet", pk)
    law, lines = queries.law(sheet.year), queries.lines(request.scope, sheet)
    own = queries.own_rating(request.scope, sheet.organization, sheet.year)
    form = DecisionForm(
        lines,
        law,
        request.POST or None,
        initial={
            "version": sheet.version,
            "decided_on": today(),
            "cell_level": (own.decided_level or own.self_level) if own else "",
        },
    )

    def decide() -> RatingSheet:
        names = ("decision", "decided_on", "exception", "text", "cell_level", "version")
        return actions.decide_rating_sheet(
            by=request.user,
            sheet=sheet,
            levels=form.levels,
            today=today(),
            at=now(),
            **{name: form.cleaned_data[name] for name in names},
        )

    if request.method == "POST" and carry_out(form, decide):
        messages.success(request, f"Đã quyết định xếp loại của {sheet.organization.name}.")
        return redirect(_round_of(request, sheet))
    shows(request, sheet, sheet.organization_id)
    context = {
        **_reasoned(request, sheet, form),
        **_judged(rows(request, sheet, lines, law, form, ["decided_level"])),
        "cap": _cap(sheet, law, form),
        "law": law,
        "parameters": law.parameters,
        "own": own,
        "self_level": law.short(own.self_level) if own else "",
        "may_return": allows(request, Permission.REVIEW_RATINGS, sheet.organization.path),
        "reasons": _against_deciding(request, sheet, law),
    }
    return render(request, "reports/ratings/decide.html", context)


def _judged(shown: list[Any]) -> dict[str, Any]:
    columns = columns_of(shown)
    return {"rows": shown, "columns": columns, "width": len(columns) + 4}


def _against_deciding(
    request: HttpRequest, sheet: RatingSheet, law: queries.RatingLaw
) -> list[Reason]:
    """Return why nobody, or not this person, can decide a sheet, whatever is typed."""
    is_concerned = queries.is_concerned(request.scope, sheet, request.user.pk)
    return rules.obstacles_to_deciding(
        sheet.status, [], {}, levels=law.codes, is_concerned=is_concerned
    )


def _cap(sheet: RatingSheet, law: queries.RatingLaw, form: DecisionForm) -> dict[str, Any]:
    """Return the cap over the whole place as it would stand after this decision."""
    whole = Scope.whole()
    place = queries.cap_place(whole, sheet.organization, law)
    others, settled = queries.others_of(whole, sheet, place, law)
    decided = [code for code in form.decided() if code]
    found, at_top = rules.cap_after(law.parameters, others, settled, decided)
    limit = "" if found.most is None else f", mức trần {found.most}"
    over = f" Vượt {found.over}." if found.over else ""
    heading = f"Xuất sắc: đã quyết định {settled}, bảng này {at_top}{limit}.{over}"
    found = replace(found, formula=f"Tính trên cả {place.name}: {found.formula}")
    counts = Counter(decided)
    shown = cap_shown(place, place, law, counts, len(form.ratings), found=found, heading=heading)
    return {**shown, "others": [others[code] for code in law.codes], "settled": settled}


def _round_of(request: HttpRequest, sheet: RatingSheet) -> str:
    """Return the round in which the sheet lies: the superior's where it may be seen."""
    parent = sheet.organization.parent
    if parent is not None and allows(request, Permission.VIEW_RATINGS, parent.path):
        return list_of(parent, sheet.year)
    return reverse("rating_sheet", args=[sheet.pk])
