"""The papers of the cell: the list, writing one, reading it as paper, issuing, withdrawing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import now, today
from chibo.documents import html, printing
from chibo.documents.letters import padded_number
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Document
from chibo.drafts import actions as drafts
from chibo.drafts import queries as kept
from chibo.files import store
from chibo.forms import asked_year, carry_out
from chibo.numbering.queries import next_number
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.readings import logged, shows
from chibo.reasons import Refusal, without_links
from meetings.minutes.forms import asked_meeting
from meetings.register import actions, documents, queries
from meetings.register.forms import ConfirmForm, PaperForm, WithdrawForm, details_of
from meetings.register.models import OfficialDocument, PaperType
from members.posts.queries import run_on, secretary_of

ON_A_PAGE = 40
_JUST_SAVED = "official-document-just-saved"
_Status = OfficialDocument.Status


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def official_documents(request: HttpRequest) -> HttpResponse:
    """List the papers of a year by state, with all that is still open.

    `?q=` looks in all years, `?buoi=` for what came out of one meeting.
    """
    scope = request.scope
    organization = place(request, scope)
    open_ones = _drafts(request)
    q = request.GET.get("q", "").strip()
    meeting = asked_meeting(request, on=today())
    year = asked_year(request) or today().year
    found = queries.official_documents(
        scope,
        organization,
        year=None if q or meeting else year,
        q=q,
        meeting=meeting,
        drafts=open_ones,
    )
    known = queries.years(scope, organization, drafts=open_ones)
    context = {
        "organization": organization,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang")),
        "q": q,
        "meeting": meeting,
        "year": year,
        "years": sorted({*known, year, today().year}, reverse=True),
        "may_register": allows(request, Permission.REGISTER_DOCUMENTS, organization.path),
    }
    return render(request, "meetings/register/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_DOCUMENTS)
def draft_official_document(request: HttpRequest, code: str) -> HttpResponse:
    """Propose or draft a paper of the organisation in the address; `?buoi=` names the meeting."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    key = f"van-ban-moi-{code}"
    left = kept.draft(request.scope, request.user, key)
    initial = {
        "type": PaperType.RESOLUTION,
        "proposed_in": request.GET.get("buoi"),
        **_usual(request.scope, organization),
        **(kept.typed(left).dict() if left else {}),
    }
    form = _form(request, organization, initial)
    if request.method == "POST":
        paper = carry_out(
            form,
            lambda: actions.draft(
                by=request.user, organization=organization, content=form.content, at=now()
            ),
        )
        if paper:
            return _saved(request, paper, key)
    context = {"form": form, "organization": organization, "key": key, "left": left}
    return render(request, "meetings/register/draft.html", context)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def official_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper as it prints, or as it was issued, with what may be done."""
    return _read(request, _seen(request, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_DOCUMENTS)
def correct_official_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on a proposal or a draft; saves go on the version that was opened."""
    paper = _found(request, pk)
    if not paper.is_open:
        messages.info(request, "Văn bản này không sửa được nữa, chỉ còn đọc.")
        return redirect("official_document", pk)
    key = f"van-ban-{pk}"
    if request.method == "GET":
        return _open(request, paper, key)
    form = _form(request, paper.organization, {})
    conflict = False
    if form.is_valid():
        try:
            saved = actions.correct(
                by=request.user,
                paper=paper,
                content=form.content,
                version=form.cleaned_data["version"] or 0,
                at=now(),
            )
        except actions.OutOfDate:
            conflict = True
            paper.refresh_from_db()
            form.compare(paper)
        except Refusal as no:
            for reason in no.reasons:
                form.add_error(None, reason.text)
        else:
            return _saved(request, saved, key)
    return _desk(request, paper, form, key, conflict=conflict)


def _open(request: HttpRequest, paper: OfficialDocument, key: str) -> HttpResponse:
    """Show the writing page: as saved, or with what this person typed and has not saved."""
    said = {name: value for name, value in details_of(paper).items() if value not in ("", None)}
    initial = {**_usual(request.scope, paper.organization), **said}
    left = kept.draft(request.scope, request.user, key)
    if left is None:
        return _desk(request, paper, _form(request, paper.organization, initial), key)
    typed = kept.typed(left)
    if typed.get("version") == str(paper.version):
        form = _form(request, paper.organization, {**initial, **typed.dict()})
        return _desk(request, paper, form, key, left=left)
    form = PaperForm(request.scope, paper.organization, _law(request.scope), typed)
    form.compare(paper)
    return _desk(request, paper, form, key, left=left, conflict=True)


def _desk(
    request: HttpRequest, paper: OfficialDocument, form: PaperForm, key: str, **more: Any
) -> HttpResponse:
    context = {"paper": paper, "organization": paper.organization, "form": form, "key": key, **more}
    return render(request, "meetings/register/correct.html", context)


@require_POST
@requires(Permission.REGISTER_DOCUMENTS)
def drop_official_document_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what was typed and not saved; the paper stays as it was last saved."""
    paper = _found(request, pk)
    drafts.drop_draft(by=request.user, key=f"van-ban-{paper.pk}")
    request.session[_JUST_SAVED] = f"van-ban-{paper.pk}"
    messages.info(request, "Đã bỏ bản gõ dở. Đây là bản đã lưu.")
    return redirect("official_document", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ISSUE_DOCUMENTS)
def issue_official_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then issue the paper and keep its prints."""
    paper = _found(request, pk)
    if not paper.is_open:
        return redirect("official_document", pk)
    data = request.POST if request.method == "POST" else None
    form = ConfirmForm(data, initial={"version": paper.version})
    if request.method == "POST":
        issued = carry_out(
            form,
            lambda: actions.issue(
                by=request.user,
                scope=request.scope,
                paper=paper,
                at=now(),
                number=form.cleaned_data["number"],
                version=form.cleaned_data["version"] or 0,
            ),
        )
        if issued:
            messages.success(request, f"Đã ban hành văn bản số {issued.symbol}.")
            _print(request, issued)
            return redirect("official_document", pk)
    return render(request, "meetings/register/issue.html", _before_issue(request, paper, form))


@require_POST
@requires(Permission.ISSUE_DOCUMENTS)
def print_official_document_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the prints that are missing, from the document as it was issued."""
    paper = _found(request, pk)
    if paper.status == _Status.ISSUED:
        _print(request, paper)
    return redirect("official_document", pk)


@require_POST
@requires(Permission.REGISTER_DOCUMENTS)
def withdraw_official_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a proposal or a draft, with the reason."""
    paper = _found(request, pk)
    form = WithdrawForm(request.POST)
    withdrawn = carry_out(
        form,
        lambda: actions.withdraw(
            by=request.user, paper=paper, reason=form.cleaned_data["reason"], at=now()
        ),
    )
    if withdrawn:
        messages.success(request, "Đã rút. Lý do được giữ cùng văn bản và trong nhật ký.")
        return redirect("official_document", pk)
    return _read(request, paper, withdrawal=form)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
@logged("print")
def official_document_print(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """Hand out the kept print of an issued paper, byte for byte; a draft is printed now."""
    paper = _seen(request, pk)
    shows(request, paper, paper.organization_id, format=format)
    if paper.status == _Status.ISSUED:
        found = get_object_or_404(queries.kept_prints(request.scope, paper).filter(format=format))
        return printing.download(store.get(found.file.sha256), found.format, found.file.name)
    if format not in printing.FORMATS:
        return redirect("official_document", pk)
    try:
        content = printing.printed(documents.draft(request.scope, paper), format)
    except PrintingFailed as error:
        messages.error(request, str(error))
        return redirect("official_document", pk)
    return printing.download(content, format, documents.file_name(paper, format))


def _read(
    request: HttpRequest, paper: OfficialDocument, *, withdrawal: WithdrawForm | None = None
) -> HttpResponse:
    path = paper.organization.path
    is_issued = paper.status == _Status.ISSUED
    prints = list(queries.kept_prints(request.scope, paper)) if is_issued else []
    may_issue = allows(request, Permission.ISSUE_DOCUMENTS, path)
    document = (
        Document.from_json(paper.snapshot.document)
        if is_issued
        else documents.draft(request.scope, paper)
    )
    obstacles = (
        documents.obstacles(request.scope, paper, today()) if paper.is_open and may_issue else []
    )
    may_register = allows(request, Permission.REGISTER_DOCUMENTS, path)
    context = {
        "paper": paper,
        "organization": paper.organization,
        "sheet": html.render(document),
        "prints": prints,
        "missing": printing.missing(one.format for one in prints) if is_issued else [],
        "obstacles": obstacles if may_register else without_links(obstacles),
        "may_issue": may_issue,
        "may_register": may_register,
        "withdrawal": withdrawal or WithdrawForm(),
        "saved_key": request.session.pop(_JUST_SAVED, ""),
    }
    return render(request, "meetings/register/read.html", context)


def _before_issue(
    request: HttpRequest, paper: OfficialDocument, form: ConfirmForm
) -> Mapping[str, Any]:
    scope, organization = request.scope, paper.organization
    run = run_on(scope, organization, as_of=paper.dated) if paper.dated else ""
    document = documents.draft(scope, paper)
    upcoming = next_number(scope, organization, paper.type, run) if run else None
    reasons = documents.obstacles(scope, paper, today())
    may_register = allows(request, Permission.REGISTER_DOCUMENTS, organization.path)
    return {
        "paper": paper,
        "form": form,
        "reasons": reasons if may_register else without_links(reasons),
        "run": run,
        "upcoming": padded_number(upcoming, document.format) if upcoming else "",
        "series": document.letterhead.series,
    }


def _print(request: HttpRequest, paper: OfficialDocument) -> None:
    """Print what was issued and keep the bytes; say what failed, the issue stands."""
    made, failures = printing.prints(Document.from_json(paper.snapshot.document))
    actions.keep_prints(by=request.user, paper=paper, prints=made)
    for failure in failures:
        messages.warning(request, f"Văn bản đã ban hành. {failure}")


def _drafts(request: HttpRequest) -> Scope:
    """Return where this person may read what is not issued: those who look after the records."""
    return request.user.scope(Permission.VIEW_ACTIVITIES, on=today())


def _seen(request: HttpRequest, pk: int) -> OfficialDocument:
    """Return the paper of the address if this person may read it; drafts are for few."""
    found = queries.official_document(request.scope, pk, drafts=_drafts(request))
    paper = get_object_or_404(found)
    request.place = paper.organization
    return paper


def _found(request: HttpRequest, pk: int) -> OfficialDocument:
    paper = get_object_or_404(queries.official_document(request.scope, pk))
    request.place = paper.organization
    return paper


def _law(scope: Scope) -> str:
    return queries.law_on(scope, as_of=today())


def _form(
    request: HttpRequest, organization: Organization, initial: Mapping[str, Any]
) -> PaperForm:
    data = request.POST if request.method == "POST" else None
    return PaperForm(request.scope, organization, _law(request.scope), data, initial=dict(initial))


def _usual(scope: Scope, organization: Organization) -> dict[str, str]:
    """Return the head and foot that a paper usually has: signed by the secretary of today."""
    holding = secretary_of(scope, organization, as_of=today())
    in_cell = organization.is_cell
    return {
        "place": organization.locality,
        "authority": "T/M CHI BỘ" if in_cell else "T/M ĐẢNG ỦY",
        "signer_post": holding.get_post_display().upper() if holding else "",
        "signer_name": holding.member.full_name if holding else "",
        "recipients": documents.usual_recipients(organization.parent_name, in_cell=in_cell),
    }


def _saved(request: HttpRequest, paper: OfficialDocument, key: str) -> HttpResponse:
    """Drop what was kept while typing and go and read the paper."""
    drafts.drop_draft(by=request.user, key=key)
    request.session[_JUST_SAVED] = key
    said = "đề nghị" if paper.status == _Status.PROPOSED else "dự thảo"
    messages.success(request, f"Đã lưu {said}.")
    return redirect("official_document", paper.pk)
