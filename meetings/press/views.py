"""What was published, by year; one item with its photos; one page for each deed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.forms import ReasonForm, asked_words, asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.place import place
from meetings.minutes import queries as minutes
from meetings.minutes.forms import asked_meeting
from meetings.minutes.models import Meeting
from meetings.press import actions, queries
from meetings.press.forms import (
    CorrectPhotoForm,
    PhotoForm,
    PressItemForm,
    details_of,
    details_of_photo,
    name_of,
)
from meetings.press.models import Photo, PressItem

ON_A_PAGE = 30
_UNDATED = "khong-ro"


@require_safe
@requires(Permission.VIEW_MEETINGS)
def press_items(request: HttpRequest) -> HttpResponse:
    """Show what was published in a year, the newest that has anything; `?nam=` names another.

    `?q=` looks in all years unless one is named; `?buoi=` asks for what was published about one
    meeting, whenever that was.
    """
    organization = request.place = place(request, request.scope)
    meeting = asked_meeting(request, on=today())
    years = queries.years(request.scope, organization)
    undated = queries.undated(request.scope, organization)
    has_undated = undated.exists()
    year, q = _year(request, years), asked_words(request)
    if meeting:
        found = queries.items_of_meeting(request.scope, meeting)
    elif q:
        year = asked_year(request)
        found = queries.press_items(request.scope, organization, year=year, q=q)
    elif year is None and has_undated:
        found = undated
    else:
        year = year or today().year
        found = queries.press_items(request.scope, organization, year=year)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "organization": organization,
        "meeting": meeting,
        "meeting_name": name_of(meeting) if meeting else "",
        "year": year,
        "q": q,
        "chips": _chips(organization.code, years, year, has_undated=has_undated),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "can_record": allows(request, Permission.RECORD_MEETINGS, organization.path),
    }
    return render(request, "meetings/press/list.html", context)


def _year(request: HttpRequest, known: list[int]) -> int | None:
    """Return the year to show; None for items without one."""
    newest = known[0] if known and request.GET.get("nam") != _UNDATED else None
    return asked_year(request) or newest


def _chips(
    code: str, known: list[int], year: int | None, *, has_undated: bool
) -> list[dict[str, Any]]:
    """Return the years one may turn to; nothing where there is only one."""
    years = sorted({*known, *([year] if year else [])}, reverse=True)
    chips = [
        {"label": one, "url": f"?to-chuc={code}&nam={one}", "here": one == year} for one in years
    ]
    if has_undated:
        url = f"?to-chuc={code}&nam={_UNDATED}"
        chips.append({"label": "Không rõ năm", "url": url, "here": year is None})
    return chips if len(chips) > 1 else []


@require_safe
@requires(Permission.VIEW_MEETINGS)
def press_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one item with its photos and captions."""
    item = _item(request, pk)
    meeting = _meeting(request, item)
    context = {
        "item": item,
        "photos": item.photos.all(),
        "meeting": meeting,
        "meeting_name": name_of(meeting) if meeting else "",
        "can_record": allows(request, Permission.RECORD_MEETINGS, item.organization.path),
    }
    return render(request, "meetings/press/item.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def record_press_item(request: HttpRequest, code: str) -> HttpResponse:
    """Write down an item about the organisation in the address; `?buoi=` proposes a meeting."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    initial = {"meeting": request.GET.get("buoi", "")}
    form = PressItemForm(request.scope, organization, request.POST or None, initial=initial)
    if request.method == "POST":
        item = carry_out(
            form,
            lambda: actions.record_press_item(
                by=request.user, organization=organization, today=today(), **form.cleaned_data
            ),
        )
        if item:
            messages.success(request, "Đã ghi tin bài. Thêm ảnh nếu có.")
            return redirect("press_item", item.pk)
    context = {"form": form, "organization": organization, "back": _list_of(organization.code)}
    return render(request, "meetings/press/record.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def correct_press_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written down of an item."""
    item = _item(request, pk)
    form = PressItemForm(
        request.scope, item.organization, request.POST or None, initial=details_of(item)
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_press_item(
            by=request.user, item=item, today=today(), **form.merged(details_of(item))
        ),
    ):
        messages.success(request, "Đã sửa tin bài.")
        return redirect("press_item", pk)
    return render(request, "meetings/press/correct.html", {"form": form, **_about(item)})


@require_POST
@requires(Permission.RECORD_MEETINGS)
def remove_press_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an item with its photos, for a reason."""
    item = _item(request, pk)
    asked = ReasonForm(request.POST)
    carry_out(
        asked, lambda: actions.remove_press_item(by=request.user, item=item, **asked.cleaned_data)
    )
    if asked.errors:
        form = PressItemForm(request.scope, item.organization, initial=details_of(item))
        context = {"form": form, "asked": asked, **_about(item)}
        return render(request, "meetings/press/correct.html", context)
    messages.success(request, "Đã bỏ tin bài. Nhật ký giữ lại nội dung và lý do.")
    return redirect(_list_of(item.organization.code))


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a photo with its caption to an item."""
    item = _item(request, pk)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        photo = carry_out(form, lambda: _added(request, item, form))
        if photo:
            messages.success(request, f"Đã thêm ảnh {photo.order}.")
            return redirect("press_item", pk)
    return render(request, "meetings/press/add_photo.html", {"form": form, **_about(item)})


def _added(request: HttpRequest, item: PressItem, form: PhotoForm) -> Photo:
    typed = dict(form.cleaned_data)
    return actions.add_photo(by=request.user, item=item, upload=typed.pop("photo"), **typed)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def correct_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the caption of a photo, or its place among the others."""
    photo = get_object_or_404(queries.photo(request.scope, pk))
    item = _item(request, photo.press_item_id)
    form = CorrectPhotoForm(
        len(item.photos.all()), request.POST or None, initial=details_of_photo(photo)
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_photo(
            by=request.user, photo=photo, **form.merged(details_of_photo(photo))
        ),
    ):
        messages.success(request, "Đã sửa ảnh.")
        return redirect("press_item", item.pk)
    context = {"form": form, "photo": photo, **_about(item)}
    return render(request, "meetings/press/correct_photo.html", context)


@require_POST
@requires(Permission.RECORD_MEETINGS)
def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a photo from its item, for a reason."""
    photo = get_object_or_404(queries.photo(request.scope, pk))
    item = _item(request, photo.press_item_id)
    asked = ReasonForm(request.POST)
    carry_out(
        asked, lambda: actions.remove_photo(by=request.user, photo=photo, **asked.cleaned_data)
    )
    if asked.errors:
        form = CorrectPhotoForm(len(item.photos.all()), initial=details_of_photo(photo))
        context = {"form": form, "photo": photo, "asked": asked, **_about(item)}
        return render(request, "meetings/press/correct_photo.html", context)
    messages.success(request, "Đã bỏ ảnh. Nhật ký giữ lại chú thích và lý do.")
    return redirect("press_item", item.pk)


def _item(request: HttpRequest, pk: int) -> PressItem:
    item = get_object_or_404(queries.press_item(request.scope, pk))
    request.place = item.organization
    return item


def _meeting(request: HttpRequest, item: PressItem) -> Meeting | None:
    """Return the meeting that an item is about, if this person may see it; drafts are for few."""
    if item.meeting_id is None:
        return None
    drafts = request.user.scope(Permission.VIEW_ACTIVITIES, on=today())
    return minutes.meeting(request.scope, item.meeting_id, drafts=drafts).first()


def _about(item: PressItem) -> dict[str, Any]:
    return {
        "item": item,
        "organization": item.organization,
        "back": reverse("press_item", args=[item.pk]),
    }


def _list_of(code: str) -> str:
    return f"{reverse('press_items')}?to-chuc={code}"
