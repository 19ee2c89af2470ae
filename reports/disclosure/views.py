"""What is held about one member, erasing it, exporting the roll, and what leaked."""

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, Scope, allows, confirmed, requires, signed_in
from chibo.audit import actions as audit
from chibo.clock import now, today
from chibo.documents import html, printing
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Document
from chibo.forms import carry_out
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.readings import logged, shows
from chibo.reasons import refuse
from members.people import actions as people
from members.privacy import queries as privacy
from members.roster import queries as roster
from members.roster.models import Member
from reports.disclosure import actions, documents, facts, queries
from reports.disclosure.facts import Sees
from reports.disclosure.forms import BreachForm, EraseForm
from reports.disclosure.rules import ASKED, obstacles_to_breach_report
from reports.log.queries import ASKED as ASKED_OF_LOG

PAGE = 100
OWN = Sees(is_own=True)
"""What one sees of oneself: every part, but no suspicion before it is concluded."""


@require_safe
@requires(Permission.VIEW_MEMBERS)
@logged("view")
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all that is held about a member, as far as the reader may see it."""
    member = _member(request, pk)
    return _extract_page(request, member, _sees(request, member))


@require_safe
@requires(Permission.VIEW_MEMBERS)
@logged("print")
def extract_print(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """Print the extract, what lies sealed under its veil."""
    member = _member(request, pk)
    return _print(request, member, format, _sees(request, member), reverse("extract", args=[pk]))


@never_cache
@require_POST
@requires(Permission.VIEW_SENSITIVE)
@confirmed
def reveal_extract(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """Print the extract with what lies sealed; the log is written first."""
    member = _member(request, pk)
    _opened(request, member)
    sees = replace(_sees(request, member), opened=True)
    return _print(request, member, format, sees, reverse("extract", args=[pk]))


@require_safe
@signed_in
@logged("view")
def my_extract(request: HttpRequest) -> HttpResponse:
    """Show all that is held about oneself."""
    member = privacy.member_of(Scope.whole(), request.user)
    if member is None:
        return redirect("my_file")
    return _extract_page(request, member, OWN)


@require_safe
@signed_in
@logged("print")
def my_extract_print(request: HttpRequest, format: str) -> HttpResponse:  # noqa: A002
    """Print one's own extract, what lies sealed under its veil."""
    member = privacy.member_of(Scope.whole(), request.user)
    if member is None:
        return redirect("my_file")
    return _print(request, member, format, OWN, reverse("my_extract"))


@never_cache
@require_POST
@signed_in
@confirmed
def reveal_my_extract(request: HttpRequest, format: str) -> HttpResponse:  # noqa: A002
    """Print one's own extract with what lies sealed; the log is written first."""
    member = privacy.member_of(Scope.whole(), request.user)
    if member is None:
        return redirect("my_file")
    _opened(request, member)
    return _print(request, member, format, replace(OWN, opened=True), reverse("my_extract"))


@require_safe
@requires(Permission.ERASE_MEMBERS)
def retention(request: HttpRequest) -> HttpResponse:
    """List whose data is to be erased by the schedule, and whose was."""
    organization = place(request, request.scope)
    request.place = organization
    due = facts.due(request.scope, organization, today=today())
    page = Paginator(due, PAGE).get_page(request.GET.get("trang"))
    schedule = queries.schedule(request.scope, as_of=today())
    context = {
        "organization": organization,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "erased": queries.erased(request.scope, organization)[:PAGE],
        "periods": schedule.periods if schedule else (),
        "bases": sorted({one.basis for one in schedule.periods}) if schedule else (),
    }
    return render(request, "reports/disclosure/retention.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ERASE_MEMBERS)
@confirmed
def erase_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase the personal data of one who has left, for good."""
    member = _member(request, pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.erase_member(
            by=request.user, member=member, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã xóa dữ liệu cá nhân; phần giữ theo quy định mang số hiệu.")
        return redirect(f"{reverse('retention')}?to-chuc={member.organization.code}")
    context = {
        "form": form,
        "member": member,
        "kept": actions.KEPT,
        "due": facts.due_reasons(member, today=today()),
        "obstacles": facts.obstacles_to_erasure(
            member, by=request.user, basis=request.POST.get("basis", ASKED), today=today()
        ),
        "back": reverse("member", args=[pk]),
    }
    return render(request, "reports/disclosure/erase.html", context)


def _member(request: HttpRequest, pk: int) -> Member:
    found = get_object_or_404(roster.members(request.scope), pk=pk)
    request.place = found.organization
    return found


@require_safe
@requires(Permission.VIEW_LOG)
@logged("view")
def breach_report(request: HttpRequest) -> HttpResponse:
    """Show what the log tells of a breach that is asked about, and until when to notify it."""
    organization = place(request, request.scope)
    request.place = organization
    form, found = _breach(request, organization)
    context = {"organization": organization, "form": form, "breach": found}
    if found:
        shows(request, organization, organization.pk, what="báo cáo sự cố")
        context["sheet"] = html.render(_breach_report(request, found))
        asked = request.GET.copy()
        asked["to-chuc"] = organization.code
        context["prints"] = [
            (name, f"{reverse('breach_print', args=[name])}?{asked.urlencode()}")
            for name in ("docx", "pdf")
        ]
    return render(request, "reports/disclosure/breach.html", context)


@require_safe
@requires(Permission.VIEW_LOG)
@logged("print")
def breach_print(request: HttpRequest, format: str) -> HttpResponse:  # noqa: A002
    """Print the report on the breach that is asked about; back to the questions where it is none."""
    organization = place(request, request.scope)
    back = f"{reverse('breach_report')}?{request.GET.urlencode()}"
    _, found = _breach(request, organization)
    if format not in printing.FORMATS:
        raise Http404
    if found is None:
        return redirect(back)
    try:
        content = printing.printed(_breach_report(request, found), format)
    except PrintingFailed as failed:
        messages.warning(request, str(failed))
        return redirect(back)
    shows(request, organization, organization.pk, what="báo cáo sự cố")
    return printing.download(content, format, f"bao-cao-su-co-{organization.code}.{format}")


def _breach_report(request: HttpRequest, found: facts.Breach) -> Document:
    return documents.breach_report(found, as_of=today(), by=request.user.full_name)


def _breach(
    request: HttpRequest, organization: Organization
) -> tuple[BreachForm, facts.Breach | None]:
    """Return the questions, and what the log tells where they make sense."""
    form = BreachForm(request.GET if "tu" in request.GET else None)

    def told() -> facts.Breach:
        said, scope = form.cleaned_data, request.scope
        accounts, unknown = facts.suspects(scope, form.usernames, said["dia_chi"])
        refuse(
            obstacles_to_breach_report(
                said["tu"],
                said["den"],
                said["phat_hien"],
                is_suspecting=bool(form.usernames or said["dia_chi"]),
                has_accounts=bool(accounts),
                unknown=unknown,
                now=now(),
            )
        )
        return facts.breach(
            scope,
            {power: request.user.scope(power, on=today()) for power in ASKED_OF_LOG},
            organization,
            accounts,
            since=said["tu"],
            until=said["den"],
            found_at=said["phat_hien"],
            address=said["dia_chi"],
            about=said["mo_ta"],
        )

    return form, carry_out(form, told)


def _sees(request: HttpRequest, member: Member) -> Sees:
    """Return which parts of an extract a reader may see at the member's place."""
    path = member.organization.path
    discipline = request.user.scope(Permission.VIEW_DISCIPLINE, on=today())
    return Sees(
        discipline=discipline.covers(path),
        dues=allows(request, Permission.VIEW_DUES, path),
        ratings=allows(request, Permission.VIEW_RATINGS, path),
        activities=allows(request, Permission.VIEW_ACTIVITIES, path),
        log=allows(request, Permission.VIEW_LOG, path),
        suspicions=Scope() if member.user_id == request.user.pk else discipline,
    )


def _extract_page(request: HttpRequest, member: Member, sees: Sees) -> HttpResponse:
    shows(request, member, member.organization_id, what="trích lục")
    path = member.organization.path
    own = [] if sees.is_own else [member.pk]
    ways = (
        ("my_extract_print", "reveal_my_extract")
        if own == []
        else ("extract_print", "reveal_extract")
    )
    context = {
        "member": member,
        "organization": member.organization,
        "is_own": sees.is_own,
        "sheet": html.render(_extract(request, member, sees)),
        "formats": [
            (name, *(reverse(way, args=[*own, name]) for way in ways)) for name in ("pdf", "docx")
        ],
        "opens": sees.is_own or allows(request, Permission.VIEW_SENSITIVE, path),
        "may_erase": not sees.is_own
        and member.erased_on is None
        and allows(request, Permission.ERASE_MEMBERS, path),
    }
    return render(request, "reports/disclosure/extract.html", context)


def _opened(request: HttpRequest, member: Member) -> None:
    """Write down that the sealed facts are opened, and that they are printed."""
    people.reveal(by=request.user, member=member)
    audit.note(
        by=request.user,
        verb="print",
        subject=member,
        organization_id=member.organization_id,
        values={"what": "trích lục"},
    )


def _print(
    request: HttpRequest, member: Member, format_: str, sees: Sees, back: str
) -> HttpResponse:
    if format_ not in printing.FORMATS:
        raise Http404
    try:
        content = printing.printed(_extract(request, member, sees), format_)
    except PrintingFailed as failed:
        messages.warning(request, str(failed))
        return redirect(back)
    shows(request, member, member.organization_id, what="trích lục")
    return printing.download(content, format_, documents.file_name(member, format_))


def _extract(request: HttpRequest, member: Member, sees: Sees) -> Document:
    held = facts.held(member, sees, today=today())
    return documents.extract(held, as_of=today(), by=request.user.full_name, is_own=sees.is_own)
