"""By which category and base each member pays: for the collector only."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, requires
from chibo.clock import today
from chibo.forms import carry_out
from chibo.readings import logged, shows
from members.dues import actions, queries
from members.dues.forms import ProfileForm, details_of, month_typed
from members.dues.rules import charging, obstacles
from members.dues.views.finding import found_organization, looks


@require_safe
@requires(Permission.RECORD_DUES)
@logged("view")
def dues_profiles(request: HttpRequest, code: str) -> HttpResponse:
    """Show by which category and base everybody on the roll pays today."""
    organization = found_organization(request, code)
    shows(request, organization, organization.pk, part="dues_profiles")
    month = obstacles.first_day(today())
    law = queries.law(request.scope, as_of=month)
    found = queries.standings(looks(request), organization, month, as_of=today())
    rates = {one.code: one for one in charging.rates_on(law.parameters, month)}
    rows = [
        {
            "standing": row,
            "rate": rates.get(row.profile.category) if row.profile else None,
            "owed": charging.assess(row.payer, law, month),
        }
        for row in found
    ]
    context = {
        "organization": organization,
        "rows": rows,
        "law": law,
        "set": sum(row.profile is not None for row in found),
        "back": f"{reverse('dues')}?to-chuc={organization.code}",
    }
    return render(request, "members/dues/dues_profiles.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_DUES)
@logged("view")
def set_dues_profile(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Set by which category and base a member on the roll pays, from a month (`?thang=`) on."""
    organization = found_organization(request, code)
    membership = queries.payer(looks(request), organization, pk, as_of=today())
    if membership is None:
        raise Http404
    member = membership.member
    shows(request, member, organization.pk, part="dues_profile")
    month = _asked_month(request)
    law = queries.law(request.scope, as_of=month)
    running = queries.running_profile(looks(request), organization, pk, as_of=month)
    form = ProfileForm(law, month, request.POST or None, initial=details_of(running, month))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.set_dues_profile(
            by=request.user,
            organization=organization,
            member=member,
            today=today(),
            **form.cleaned_data,
        ),
    ):
        messages.success(request, f"Đã ghi căn cứ đóng đảng phí của đồng chí {member}.")
        return redirect("dues_profiles", code)
    context = {
        "form": form,
        "member": member,
        "organization": organization,
        "law": law,
        "running": running,
        "back": reverse("dues_profiles", args=[code]),
    }
    return render(request, "members/dues/set_dues_profile.html", context)


def _asked_month(request: HttpRequest) -> datetime.date:
    """Return the month that was typed, or asked for by `?thang=`; this month without either."""
    asked = request.POST.get("starts") or request.GET.get("thang", "")
    return month_typed(asked) or obstacles.first_day(today())
