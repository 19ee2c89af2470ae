"""Writing minutes: one page, one form, every button saves all of it."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from chibo.access import Permission, Scope, requires
from chibo.clock import now, today
from chibo.drafts import queries as drafts
from chibo.drafts.actions import drop_draft
from chibo.drafts.models import Draft
from chibo.reasons import Refusal
from meetings.minutes import actions, queries, rules
from meetings.minutes.facts import Appraisal, appraise
from meetings.minutes.forms import MinutesForm, Shelf, reconciled
from meetings.minutes.models import Kind, Meeting
from meetings.minutes.queries import MinutesFacts
from members.posts import queries as posts

_JUST_SAVED = "minutes-just-saved"


def draft_key(pk: int) -> str:
    """Return the name of the draft of a meeting's minutes."""
    return f"bien-ban-{pk}"


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def write_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes as one form and save all of it; «them» names rows that get one more."""
    meeting = get_object_or_404(queries.meeting(request.scope, pk))
    request.place = meeting.organization
    if request.method == "POST":
        return _save(request, meeting)
    if meeting.status == Meeting.Status.LOCKED:
        messages.info(request, "Biên bản đã khóa, chỉ còn đọc và in.")
        return redirect("meeting", pk)
    minutes = _minutes(request.scope, pk)
    people = _people(request.scope, minutes)
    shelf = Shelf(request.scope, meeting.organization, minutes.documents)
    draft = drafts.draft(request.scope, request.user, draft_key(pk))
    if draft is None:
        form = MinutesForm(minutes, people, shelf, blank=request.GET.get("them", ""))
    else:
        typed = drafts.typed(draft)
        is_current = typed.get("version") == str(minutes.version)
        form = (
            MinutesForm(minutes, people, shelf, data=typed)
            if is_current
            else reconciled(minutes, people, shelf, typed)
        )
        form.is_valid()
    return _page(request, meeting, minutes, form, draft=draft)


def _save(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    blank = request.POST.get("them", "")
    minutes = _minutes(request.scope, meeting.pk)
    people = _people(request.scope, minutes)
    shelf = Shelf(request.scope, meeting.organization, minutes.documents)
    form = MinutesForm(minutes, people, shelf, data=request.POST, blank=blank)
    conflict = False
    if form.is_valid():
        try:
            actions.write_minutes(
                by=request.user,
                meeting=meeting,
                content=form.content(),
                version=form.version,
                at=now(),
            )
        except actions.OutOfDate:
            conflict = True
            minutes = _minutes(request.scope, meeting.pk)
            shelf = Shelf(request.scope, meeting.organization, minutes.documents)
            form = reconciled(minutes, people, shelf, form.data)
            form.is_valid()
        except Refusal as no:
            form.refuse(no.reasons)
        else:
            drop_draft(by=request.user, key=draft_key(meeting.pk))
            return _onward(request, meeting.pk, form, blank)
    return _page(request, meeting, minutes, form, conflict=conflict)


def _onward(request: HttpRequest, pk: int, form: MinutesForm, blank: str) -> HttpResponse:
    """Go on where the person was: at the new empty row, at the reading page, or on the desk."""
    request.session[_JUST_SAVED] = pk
    if "xem" in request.POST:
        return redirect("meeting", pk)
    address = reverse("write_minutes", args=[pk])
    if not blank:
        messages.success(request, "Đã lưu biên bản.")
        number = form.number_of(request.POST.get("open", ""))
        return redirect(f"{address}?mo={number}#noi-dung-{number}" if number else address)
    where, row = form.place_of(blank)
    return redirect(f"{address}?them={where}#{row}")


@require_POST
@requires(Permission.RECORD_MEETINGS)
def drop_minutes_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what was typed and not saved; the minutes stay as they were last saved."""
    get_object_or_404(queries.meeting(request.scope, pk))
    drop_draft(by=request.user, key=draft_key(pk))
    request.session[_JUST_SAVED] = pk
    messages.info(request, "Đã bỏ bản gõ dở. Trang này là bản đã lưu.")
    return redirect("write_minutes", pk)


def _minutes(scope: Scope, pk: int) -> MinutesFacts:
    found = queries.minutes(scope, pk)
    assert found is not None  # noqa: S101 - the meeting itself was found in this scope
    return found


def _people(scope: Scope, minutes: MinutesFacts) -> list[tuple[str, str]]:
    """Return who may be chosen: the roll of the day with posts, and whoever is named already."""
    titles = _titles(scope, minutes)
    named = {fact.member.id: fact.member.name for fact in minutes.attendances}
    for person in _named(minutes):
        named.setdefault(person.id, person.name)
    return [
        (str(key), f"{name}, {titles[key]}" if key in titles else name)
        for key, name in named.items()
    ]


def _named(minutes: MinutesFacts) -> list[queries.Person]:
    people = [minutes.chair, minutes.secretary]
    for item in minutes.items:
        people += [item.presenter, *(said.speaker for said in item.opinions)]
        people += [task.assignee for task in item.tasks]
    return [person for person in people if person is not None]


def _titles(scope: Scope, minutes: MinutesFacts) -> dict[int, str]:
    ids = [fact.member.id for fact in minutes.attendances]
    as_of = minutes.held.latest or today()
    return posts.titles_on(scope, ids, as_of=as_of, of_party=True)


def _page(
    request: HttpRequest, meeting: Meeting, minutes: MinutesFacts, form: MinutesForm, **more: Any
) -> HttpResponse:
    titles = _titles(request.scope, minutes)
    found = appraise(minutes, today=today())
    just_saved = request.session.pop(_JUST_SAVED, None) == meeting.pk
    by_key = {
        str(vote.pk): outcome for vote, outcome in zip(minutes.votes, found.outcomes, strict=True)
    }
    for vote_form in form.votes.forms:
        vote_form.outcome = by_key.get(str(vote_form["pk"].value()))
    lines = form.roll.lines()
    present, summoned = rules.attendance(lines)
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "form": form,
        "found": found,
        "roll_lines": form.roll.rows(titles),
        "out": form.roll.not_summoned(),
        "present": present,
        "summoned": summoned,
        "quorum": rules.quorum(lines, found.share),
        "steps": _steps(minutes, found),
        "kind_words": [Kind(kind).label for kind in minutes.kinds],
        "draft_key": draft_key(meeting.pk),
        "opened": _opened(request),
        "just_saved": just_saved and request.method == "GET",
        "shown_at": _shown_at(request, minutes, more.get("draft")),
        **more,
    }
    return render(request, "meetings/minutes/write.html", context)


def _opened(request: HttpRequest) -> str:
    """Return the anchor of the item that stands open because the person was writing there."""
    if request.method == "POST":
        return request.POST.get("open", "")
    return f"noi-dung-{request.GET['mo']}" if request.GET.get("mo") else ""


def _shown_at(
    request: HttpRequest, minutes: MinutesFacts, draft: Draft | None
) -> datetime.datetime:
    """Return when what the page shows was last kept: words typed before are on it already."""
    if request.method == "POST":
        return now()
    return draft.saved_at if draft else minutes.updated_at


def _steps(minutes: MinutesFacts, found: Appraisal) -> list[dict[str, str]]:
    """Return the parts of the page with how far each is, from what is saved."""
    places = {reason.url for reason in found.obstacles}
    opening = places & {"#id_held", "#id_ends_at", "#id_chair", "#id_secretary"}
    begun = sum(item.is_begun for item in minutes.items)
    passed = sum(outcome.passed for outcome in found.outcomes)
    counted = found.summoned is not None
    return [
        _step("Mở đầu", "#mo-dau", "warn" if opening else "ok", "còn thiếu" if opening else ""),
        _step(
            "Điểm danh",
            "#diem-danh",
            "warn" if "#diem-danh" in places else "ok",
            f"{found.present}/{found.summoned}" if counted else "không ghi số",
        ),
        _step(
            "I. Nội dung",
            "#chuong-trinh",
            "ok" if begun == len(minutes.items) else "here",
            f"{begun}/{len(minutes.items)}",
        ),
        _counted("II. Chỉ đạo của cấp trên", "#chi-dao", len(minutes.directives)),
        _counted("III. Biểu quyết", "#bieu-quyet", len(minutes.votes), f"{passed} đạt"),
        _step(
            "IV. Kết thúc",
            "#ket-thuc",
            "ok" if minutes.self_score is not None else "idle",
            f"{minutes.self_score} điểm" if minutes.self_score is not None else "chưa chấm",
        ),
    ]


def _step(label: str, url: str, state: str, small: str) -> dict[str, str]:
    return {"label": label, "url": url, "state": state, "small": small}


def _counted(label: str, url: str, count: int, small: str = "") -> dict[str, str]:
    return _step(label, url, "ok" if count else "idle", small if count and small else str(count))
