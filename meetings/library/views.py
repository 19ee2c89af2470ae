"""The register of guiding documents: the list, one document, and the deeds on it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.files.rules import kind_of
from chibo.files.views import handed_out
from chibo.forms import RemovalForm, asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.reasons import Reason, Refusal
from chibo.vietnamese import roman
from meetings.library import actions, queries
from meetings.library.forms import AttachForm, DocumentForm, RemoveForm, facts_of
from meetings.library.models import DocumentFile, GuidingDocument

PAGE = 100
_CORRECTED = "Đã sửa văn bản. Nhật ký giữ lại điều ghi trước đó."
_ON_PAPER_ONLY = (
    "Đã ghi là văn bản mật – lưu bản giấy. Trích yếu, ghi chú và tệp đính kèm đã bỏ khỏi sổ."
)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents that the place goes by, from above and its own (`?q=`, `?nam=`)."""
    organization = place(request, request.scope)
    request.place = organization
    q = request.GET.get("q", "").strip()[: queries.LONGEST_QUESTION]
    year = asked_year(request)
    found = queries.documents(request.scope, organization, q=q, year=year)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {
        "organization": organization,
        "q": q,
        "year": year,
        "years": queries.years(request.scope, organization),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "groups": _groups(page),
        "own_title": _own_title(organization),
        "may_register": allows(request, Permission.REGISTER_DOCUMENTS, organization.path),
    }
    return render(request, "meetings/library/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_DOCUMENTS)
def register_document(request: HttpRequest, code: str) -> HttpResponse:
    """Write a document into the register of the organisation in the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    form = DocumentForm(request.POST or None)
    if request.method == "POST":
        document = carry_out(
            form,
            lambda: actions.register_document(
                by=request.user, organization=organization, today=today(), **form.cleaned_data
            ),
        )
        if document:
            messages.success(request, f"Đã ghi vào sổ: {document.name}.")
            return redirect("document", document.pk)
    context = {"form": form, "organization": organization}
    return render(request, "meetings/library/register.html", context)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one document as it stands in its register."""
    return _show(request, get_object_or_404(queries.document(request.scope, pk)))


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_DOCUMENTS)
def correct_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the register says of a document."""
    found = _registered(request, pk)
    form = DocumentForm(request.POST or None, initial=facts_of(found))
    name, was_secret = found.name, found.is_secret
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_document(
            by=request.user, document=found, today=today(), **form.corrections()
        ),
    ):
        messages.success(
            request, _ON_PAPER_ONLY if found.is_secret and not was_secret else _CORRECTED
        )
        return redirect("document", pk)
    context = {"form": form, "organization": found.organization, "pk": pk, "name": name}
    return render(request, "meetings/library/correct.html", context)


@require_POST
@requires(Permission.REGISTER_DOCUMENTS)
def remove_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document out of the register, with a reason."""
    found = _registered(request, pk)
    form = RemoveForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        actions.remove_document(by=request.user, document=found, reason=reason)
    except Refusal as refusal:
        errors = [Reason(str(error)) for error in form.errors.get("reason", [])]
        return _show(
            request, found, refusals=errors or refusal.reasons, typed=form["reason"].value()
        )
    messages.success(request, "Đã bỏ văn bản khỏi sổ. Nhật ký giữ lại nội dung và lý do.")
    return redirect(f"{reverse('documents')}?to-chuc={found.organization.code}")


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_DOCUMENTS)
def attach_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file to a document."""
    found = _registered(request, pk)
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        attached = carry_out(form, lambda: _attached(request, found, form))
        if attached:
            messages.success(request, f"Đã đính kèm: {attached}.")
            return redirect("document", pk)
    elif found.is_secret:
        return redirect("document", pk)  # it says that it is kept on paper only
    context = {"form": form, "document": found, "organization": found.organization}
    return render(request, "meetings/library/attach.html", context)


def _attached(request: HttpRequest, found: GuidingDocument, form: AttachForm) -> DocumentFile:
    typed = dict(form.cleaned_data)
    return actions.attach_file(by=request.user, document=found, upload=typed.pop("file"), **typed)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a file of a document to those who may read the document."""
    return handed_out(get_object_or_404(queries.file(request.scope, pk)).file)


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_DOCUMENTS)
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away from its document, with the reason."""
    attached = get_object_or_404(queries.registered_file(request.scope, pk))
    request.place = attached.document.organization
    form = RemovalForm(request.POST or None)

    def remove() -> bool:
        reason = form.cleaned_data["reason"]
        actions.remove_file(by=request.user, attached=attached, reason=reason)
        return True

    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ tệp. Nhật ký giữ lại tên tệp và lý do.")
        return redirect("document", attached.document_id)
    context = {"form": form, "attached": attached, "document": attached.document}
    return render(request, "meetings/library/remove_file.html", context)


def _show(
    request: HttpRequest,
    found: GuidingDocument,
    *,
    refusals: Sequence[Reason] = (),
    typed: str = "",
) -> HttpResponse:
    organization = found.organization
    may_register = allows(request, Permission.REGISTER_DOCUMENTS, organization.path)
    if allows(request, Permission.VIEW_ORGANIZATIONS, organization.path):
        request.place = organization
    studies = request.user.scope(Permission.VIEW_ACTIVITIES, on=today())
    context = {
        "document": found,
        "organization": organization,
        "facts": _facts(found),
        "files": [
            {"row": row, "kind": kind_of(row.file.media_type)}
            for row in queries.files(request.scope, found)
        ],
        "times_studied": queries.times_studied(studies, found) if studies else None,
        "may_register": may_register,
        "refusals": refusals,
        "typed": typed,
    }
    return render(request, "meetings/library/document.html", context)


def _registered(request: HttpRequest, pk: int) -> GuidingDocument:
    found = get_object_or_404(queries.registered(request.scope, pk))
    request.place = found.organization
    return found


def _groups(page: Any) -> list[tuple[bool, list[GuidingDocument]]]:
    """Return the documents of a page in two parts: from above, and own; empty parts are left out."""
    parts = [(is_own, [row for row in page if row.is_own is is_own]) for is_own in (False, True)]
    return [(is_own, rows) for is_own, rows in parts if rows]


def _own_title(organization: Organization) -> str:
    return "Chi bộ ghi" if organization.is_cell else f"{organization.name} ghi"


def _facts(found: GuidingDocument) -> list[dict[str, str]]:
    """Return what the register says, as label and value; what is not known is left out."""
    congress = f"lần thứ {roman(found.congress_no)}" if found.congress_no else ""
    facts = {
        "Số, ký hiệu": found.symbol,
        "Loại": found.get_type_display(),
        "Ngày ban hành": str(found.issued),
        "Nơi ban hành": found.issuer or found.issuer_code,
        "Văn bản của": "Nhà nước" if found.is_state else "Đảng",
        "Tên thường gọi": found.common_name,
        "Đại hội": congress,
        "Hội nghị Trung ương": f"lần thứ {found.plenum_no}" if found.plenum_no else "",
        "Giai đoạn": found.period,
        "Độ mật": "Mật – lưu bản giấy" if found.is_secret else "",
        "Trong sổ của": found.organization.name,
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]
