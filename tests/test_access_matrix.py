"""Every page × every person of the cast × every place × reading and writing: the exact answer.

The pages come from the addresses of the site; a page without a line in `PAGES` fails. What a
person meets follows from three small tables: who holds which power, how far powers reach, and
what a page answers to those who may.
"""

import contextlib
import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from chibo.access import Permission
from tests.cast import PEOPLE, PLACES, assemble, samples

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

BACKEND = "chibo.accounts.backend.AccountBackend"
FORBIDDEN, NOT_FOUND, WRONG_METHOD = 403, 404, 405
DOOR = {"get": 302, "post": 401}  # a link leads through the door, a form meets it on the spot
FINE = {200, 302, 404}

# Who holds which power somewhere. `nobody` is not signed in, `stranger` has no role.
POWERS = """
                      stranger member collector clerk deputy secretary neighbour staff reviewer leader inspector administrator
signed_in             x        x      x         x     x      x         x         x     x        x      x         x
view_organizations    .        x      x         x     x      x         x         x     x        x      x         x
change_organizations  .        .      .         .     .      .         .         x     .        .      .         x
settle                .        .      .         x     x      x         x         x     .        .      .         x
manage_accounts       .        .      .         .     .      .         .         .     .        .      .         x
view_members          .        .      .         x     x      x         x         x     x        x      x         .
change_members        .        .      .         .     x      x         x         x     .        .      .         .
view_sensitive        .        .      .         .     .      x         x         x     .        .      .         .
export_members        .        .      .         .     .      x         x         x     .        x      .         .
erase_members         .        .      .         .     .      x         x         .     .        x      .         .
view_discipline       .        .      .         .     x      x         x         x     x        x      x         .
view_dues             .        .      x         .     x      x         x         x     x        x      x         .
record_dues           .        .      x         .     x      x         x         x     .        .      .         .
view_meetings         .        x      x         x     x      x         x         x     x        x      x         .
record_meetings       .        .      .         x     x      x         x         x     .        .      .         .
lock_minutes          .        .      .         .     x      x         x         x     .        x      .         .
unlock_minutes        .        .      .         .     .      x         x         x     .        x      .         .
view_documents        .        x      x         x     x      x         x         x     x        x      x         .
register_documents    .        .      .         x     x      x         x         x     .        .      .         .
issue_documents       .        .      .         .     .      x         x         x     .        x      .         .
view_activities       .        .      .         x     x      x         x         x     x        x      x         .
record_activities     .        .      .         x     x      x         x         x     .        .      .         .
view_ratings          .        .      .         .     x      x         x         x     x        x      x         .
propose_ratings       .        .      .         .     x      x         x         x     .        .      .         .
review_ratings        .        .      .         .     .      .         .         x     x        x      .         .
decide_ratings        .        .      .         .     .      .         .         .     .        x      .         .
view_reports          .        x      x         x     x      x         x         x     x        x      x         .
compose_reports       .        .      .         x     x      x         x         x     .        .      .         .
issue_reports         .        .      .         .     .      x         x         x     .        x      .         .
view_log              .        .      .         .     .      x         x         .     .        x      x         x
hand_over             .        .      .         .     .      x         x         .     .        x      .         .
"""

# Where a power that looks, and one that writes, finds records. The group stands below the own
# cell; the two cells stand below the committee; elsewhere is another tree.
LOOKS = """
               committee own sibling group elsewhere
member         .         x   .       x     .
collector      .         x   .       x     .
clerk          .         x   .       x     .
deputy         .         x   .       x     .
secretary      .         x   .       x     .
neighbour      .         .   x       .     .
staff          x         x   x       x     .
reviewer       x         x   x       x     .
leader         x         x   x       x     .
inspector      x         x   x       x     .
administrator  x         x   x       x     .
"""
WRITES = """
               committee own sibling group elsewhere
member         .         .   .       .     .
collector      .         x   .       .     .
clerk          .         x   .       .     .
deputy         .         x   .       .     .
secretary      .         x   .       .     .
neighbour      .         .   x       .     .
staff          x         .   .       .     .
reviewer       .         .   .       .     .
leader         x         .   .       .     .
inspector      .         .   .       .     .
administrator  .         .   .       .     .
"""
OTHERS = tuple(place for place in PLACES if place != "own")
REACH_BELOW = {
    "signed_in",
    "change_organizations",
    "manage_accounts",
    "export_members",
    "erase_members",
    "review_ratings",
    "decide_ratings",
}


def _crosses(table: str) -> dict[str, set[str]]:
    head, *rows = table.strip("\n").splitlines()
    columns = head.split()
    return {
        row.split()[0]: {c for c, sign in zip(columns, row.split()[1:], strict=True) if sign == "x"}
        for row in rows
    }


HOLDS, LOOKING, WRITING = _crosses(POWERS), _crosses(LOOKS), _crosses(WRITES)


@dataclass(frozen=True)
class Page:
    """What a page demands and answers to those who may, where its record is of the given kind.

    `get` and `post` are None where the page does not take the method. `but` names people who
    may, yet meet something else (at any place, by any method that the page takes).
    """

    name: str
    power: str
    kind: str = ""
    get: int | None = 200
    post: int | None = None
    more: tuple = ()
    but: dict[str, int] = field(default_factory=dict)
    read_below: bool = False  # a record of the committee is read in its whole tree
    whose: str = ""  # about oneself: this person's at the own cell, and nobody else's
    door_first: bool = False  # asks who one is before it looks at the method

    def __str__(self) -> str:
        return f"{self.name}-{self.kind}".strip("-").replace(" ", "-")


LINKED = dict.fromkeys(("secretary", "neighbour"), 200)  # whose account is a member's
WITHOUT_DRAFTS = dict.fromkeys(("member", "collector"), NOT_FOUND)
PAGES = [
    # The door and oneself
    Page("sign_in", "public", get=200, post=200, but=dict.fromkeys(PEOPLE[1:], 302)),
    Page("sign_out", "public", get=None, post=302),
    Page("ask_passkey", "public", get=None, post=200),
    Page("sign_in_oidc", "public", get=404),  # nothing, where no provider is configured
    Page("sign_in_oidc_back", "public", get=404),
    Page("change_password", "signed_in", get=200, post=200),
    Page("sessions", "signed_in"),
    Page("end_session", "signed_in", get=None, post=404, more=("0" * 32,)),
    Page("end_other_sessions", "signed_in", get=None, post=302),
    Page("large_text", "signed_in", get=None, post=302, door_first=True),
    Page("keep_draft", "signed_in", get=None, post=200, more=("thu",)),
    Page("drop_draft", "signed_in", get=None, post=200, more=("thu",)),
    Page("security", "signed_in"),
    Page("add_app", "signed_in", post=200),
    Page("add_passkey", "signed_in", post=200),
    Page("renew_recovery_codes", "signed_in", get=None, post=302, but={"secretary": 200}),
    Page("rename_authenticator", "signed_in", "app", post=200, whose="secretary"),
    Page("remove_authenticator", "signed_in", "app", get=None, post=302, whose="secretary"),
    # The roof
    Page("desk", "view_organizations"),
    Page("search", "signed_in"),
    Page("health", "public"),
    Page("gallery", "change_organizations"),
    Page("hand_over", "hand_over", "place"),
    Page("delegate", "hand_over", "place", post=200),
    Page("hand_over_role", "hand_over", "place", post=200),
    Page("hand_over_print", "hand_over", "place", more=("docx",)),
    Page("handed_over_print", "hand_over", "handed role", more=("pdf",)),
    Page("withdraw_delegation", "hand_over", "lent role", get=None, post=302),
    Page("regulations", "signed_in"),
    # Accounts
    Page("accounts", "manage_accounts"),
    Page("open_account", "manage_accounts", post=200),
    Page("assign", "manage_accounts", "account", post=200),
    Page("renew_password", "manage_accounts", "account", get=None, post=200),
    Page("account_sessions", "manage_accounts", "account"),
    Page("end_account_session", "manage_accounts", "account session", get=None, post=302),
    Page("end_account_sessions", "manage_accounts", "account", get=None, post=302),
    Page("reset_factors", "manage_accounts", "account", post=200),
    Page("unbind_identity", "manage_accounts", "account", get=None, post=302),
    Page("end_assignment", "manage_accounts", "role", get=None, post=302),
    # The tree
    Page("organizations", "view_organizations"),
    Page("organization", "view_organizations", "place"),
    Page("found_organization", "change_organizations", post=200),
    Page("found_below", "change_organizations", "place", post=200),
    Page("change_organization", "change_organizations", "place", post=200),
    Page("settle_organization", "settle", "place", post=200),
    Page("close_organization", "change_organizations", "place", post=200),
    # Members
    Page("roll", "view_members"),
    Page("member", "view_members", "member"),
    Page("reveal", "view_sensitive", "member", get=None, post=200),
    Page("who_may_see", "view_members", "member"),
    Page("leave", "change_members", "member", post=200),
    Page("link_account", "change_members", "member", post=200),
    Page("unlink_account", "change_members", "member", get=None, post=302),
    Page("enter_member", "change_members", "place", post=200),
    Page("correct_member", "change_members", "member", post=200),
    Page("recognise", "change_members", "newcomer", post=200),
    Page("begin_status", "change_members", "member", post=200),
    Page("end_status", "change_members", "away", post=200),
    Page("withdraw_status", "change_members", "away", get=None, post=200),
    Page("correct_membership", "change_members", "membership", post=200),
    Page("appoint", "change_members", "place", post=200),
    Page("end_post", "change_members", "post", post=200),
    Page("correct_post", "change_members", "post", post=200),
    Page("withdraw_post", "change_members", "post", get=None, post=200),
    Page("terms", "view_members", "place"),
    Page("record_term", "change_members", "place", post=200),
    Page("correct_term", "change_members", "term", post=200),
    # One's own file, and what members ask to have corrected
    Page("my_file", "signed_in"),
    Page("reveal_my_file", "signed_in", get=None, post=200),
    Page("request_correction", "signed_in", post=200),
    Page(
        "withdraw_correction",
        "signed_in",
        get=None,
        post=200,
        but={"secretary": 302, "neighbour": 302},
    ),
    Page("export_members", "export_members", "place", post=200),
    Page("correction_requests", "change_members"),
    Page("correction_request", "change_members", "correction request"),
    Page("approve_correction", "change_members", "correction request", get=None, post=200),
    Page("refuse_correction", "change_members", "correction request", get=None, post=200),
    # What is held about a member, and until when
    Page("extract", "view_members", "member"),
    Page("extract_print", "view_members", "member", more=("docx",)),
    Page("reveal_extract", "view_sensitive", "member", get=None, post=200, more=("docx",)),
    Page("my_extract", "signed_in", get=302, but=LINKED),
    Page("my_extract_print", "signed_in", get=302, more=("docx",), but=LINKED),
    Page("reveal_my_extract", "signed_in", get=None, post=302, more=("docx",), but=LINKED),
    Page("retention", "erase_members"),
    Page("breach_report", "view_log"),
    Page("breach_print", "view_log", get=302, more=("docx",)),
    Page("erase_member", "erase_members", "former member", post=200),
    # Awards and discipline
    Page("conduct", "view_members"),
    Page("commend", "change_members", "place", post=200),
    Page("correct_commendation", "change_members", "award", post=200),
    Page("remove_commendation", "change_members", "award", post=200),
    Page("discipline", "change_members", "place", post=200),
    Page("correct_discipline", "change_members", "measure", post=200),
    Page("withdraw_discipline", "change_members", "measure", post=200),
    # Dues
    Page("dues", "view_dues"),
    Page("dues_profiles", "record_dues", "place"),
    Page("set_dues_profile", "record_dues", "payer", post=200),
    Page("dues_month", "view_dues", "dues month"),
    Page("open_dues_month", "record_dues", "dues month", get=None, post=302),
    Page("receive_dues", "record_dues", "dues month", get=None, post=200),
    Page("remit_dues", "record_dues", "dues month", post=200),
    Page("correct_dues_charge", "record_dues", "dues charge", post=200),
    Page("withdraw_dues_payment", "record_dues", "dues payment", post=200),
    Page("withdraw_dues_remittance", "record_dues", "dues remittance", post=200),
    # Meetings: drafts are for those who keep the book
    Page("meetings", "view_meetings"),
    Page("open_meeting", "record_meetings", "place", post=200),
    Page("meeting", "view_meetings", "locked meeting"),
    Page("meeting", "view_meetings", "open meeting", but=WITHOUT_DRAFTS),
    Page("minutes_docx", "view_meetings", "locked meeting"),
    Page("minutes_docx", "view_meetings", "open meeting", but=WITHOUT_DRAFTS),
    Page("minutes_pdf", "view_meetings", "locked meeting"),
    Page("write_minutes", "record_meetings", "open meeting", post=200),
    Page("write_minutes", "record_meetings", "locked meeting", get=302, post=200),
    Page("drop_minutes_draft", "record_meetings", "open meeting", get=None, post=302),
    Page("lock_minutes", "lock_minutes", "open meeting", get=None, post=200),
    Page("unlock_minutes", "unlock_minutes", "locked meeting", get=None, post=200),
    Page("discard_meeting", "record_meetings", "open meeting", get=None, post=200),
    # What is published, and its photos
    Page("press_items", "view_meetings"),
    Page("press_item", "view_meetings", "press item"),
    Page("record_press_item", "record_meetings", "place", post=200),
    Page("correct_press_item", "record_meetings", "press item", post=200),
    Page("remove_press_item", "record_meetings", "press item", get=None, post=200),
    Page("add_photo", "record_meetings", "press item", post=200),
    Page("correct_photo", "record_meetings", "photo", post=200),
    Page("remove_photo", "record_meetings", "photo", get=None, post=200),
    Page("stored_file", "view_meetings", "file"),
    # Documents from above: a register is read by all below it
    Page("documents", "view_documents"),
    Page("document", "view_documents", "guiding document", read_below=True),
    Page("register_document", "register_documents", "place", post=200),
    Page("correct_document", "register_documents", "guiding document", post=200),
    Page("remove_document", "register_documents", "guiding document", get=None, post=200),
    Page("attach_file", "register_documents", "guiding document", post=200),
    Page("document_file", "view_documents", "document file", read_below=True),
    Page("remove_file", "register_documents", "document file", post=200),
    # The papers of the cell: drafts are for those who keep the book
    Page("official_documents", "view_documents"),
    Page("official_document", "view_documents", "issued paper"),
    Page("official_document", "view_documents", "draft paper", but=WITHOUT_DRAFTS),
    Page("official_document_print", "view_documents", "issued paper", more=("pdf",)),
    Page("draft_official_document", "register_documents", "place", post=200),
    Page("correct_official_document", "register_documents", "draft paper", post=200),
    Page("correct_official_document", "register_documents", "issued paper", get=302, post=302),
    Page("drop_official_document_draft", "register_documents", "draft paper", get=None, post=302),
    Page("withdraw_official_document", "register_documents", "draft paper", get=None, post=200),
    Page("issue_official_document", "issue_documents", "draft paper", post=200),
    Page("issue_official_document", "issue_documents", "issued paper", get=302, post=302),
    Page("print_official_document_again", "issue_documents", "draft paper", get=None, post=302),
    # Study and commitments
    Page("studies", "view_activities"),
    Page("study", "view_activities", "study"),
    Page("record_study", "record_activities", "place", post=200),
    Page("correct_study", "record_activities", "study", post=200),
    Page("make_up_study", "record_activities", "study", get=None, post=200),
    Page("remove_study", "record_activities", "study", post=200),
    Page("record_commitment", "record_activities", "place", post=200),
    Page("correct_commitment", "record_activities", "commitment", post=200),
    Page("remove_commitment", "record_activities", "commitment", post=200),
    # Congresses
    Page("congresses", "view_meetings"),
    Page("congress", "view_meetings", "planned congress"),
    Page("congress", "view_meetings", "congress"),
    Page("plan_congress", "record_meetings", "place", post=200),
    Page("record_congress", "record_meetings", "place", post=200),
    Page("hold_congress", "record_meetings", "planned congress", post=200),
    Page("hold_congress", "record_meetings", "congress", get=302, post=302),
    Page("correct_congress", "record_meetings", "planned congress", post=200),
    Page("correct_congress", "record_meetings", "congress", post=200),
    Page("remove_congress", "record_meetings", "congress", post=200),
    Page("record_results", "record_meetings", "congress", post=200),
    Page("record_results", "record_meetings", "planned congress", get=302, post=302),
    Page("seat_elected", "change_members", "congress", get=None, post=302),
    # Tasks
    Page("tasks", "view_activities"),
    Page("set_goal", "record_activities", "place", post=200),
    Page("add_task", "record_activities", "place", post=200),
    Page("correct_task", "record_activities", "task", post=200),
    Page("finish_task", "record_activities", "task", post=200),
    Page("drop_task", "record_activities", "task", post=200),
    Page("reopen_task", "record_activities", "done task", get=None, post=302),
    # The year's notebook
    Page("notebook", "view_activities"),
    Page("add_note", "record_activities", "place", post=200, more=("ket-qua",)),
    Page("correct_note", "record_activities", "note", post=200),
    Page("remove_note", "record_activities", "note", post=200),
    Page("inspections", "view_activities"),
    Page("note_inspection", "record_activities", "place", post=200),
    Page("correct_inspection", "record_activities", "inspection", post=200),
    Page("remove_inspection", "record_activities", "inspection", post=200),
    # Ratings
    Page("ratings", "view_ratings"),
    Page("open_rating_sheet", "propose_ratings", "place", get=None, post=302, more=(2026,)),
    Page("rating_sheet", "view_ratings", "rating sheet"),
    Page("write_rating_sheet", "propose_ratings", "rating sheet", post=200),
    Page("write_rating_sheet", "propose_ratings", "submitted rating sheet", get=302, post=409),
    Page("refresh_rating_sheet", "propose_ratings", "rating sheet", get=None, post=302),
    Page("submit_rating_sheet", "propose_ratings", "rating sheet", post=200),
    Page("return_rating_sheet", "review_ratings", "submitted rating sheet", post=200),
    Page("decide_rating_sheet", "decide_ratings", "submitted rating sheet", post=200),
    Page("decide_rating_sheet", "decide_ratings", "rating sheet", get=302, post=302),
    Page("reopen_rating_sheet", "decide_ratings", "decided rating sheet", post=200),
    Page("rating_figures", "view_ratings"),
    Page("note_rating_aggregate", "propose_ratings", "place", post=200),
    Page("correct_rating_aggregate", "propose_ratings", "rating aggregate", post=200),
    Page("remove_rating_aggregate", "propose_ratings", "rating aggregate", post=200),
    Page("rate_organization", "propose_ratings", "place", post=200),
    Page("decide_organization_rating", "decide_ratings", "place", post=200),
    Page("correct_organization_rating", "propose_ratings", "organization rating", post=200),
    Page("remove_organization_rating", "propose_ratings", "organization rating", post=200),
    Page("note_residence_review", "propose_ratings", "place", post=200),
    Page("correct_residence_review", "propose_ratings", "residence review", post=200),
    Page("remove_residence_review", "propose_ratings", "residence review", post=200),
    # Targets
    Page("targets", "view_activities"),
    Page("set_target", "record_activities", "place", post=200),
    Page("correct_target", "record_activities", "target", post=200),
    Page("remove_target", "record_activities", "target", post=200),
    Page("note_progress", "record_activities", "target", post=200),
    Page("correct_progress", "record_activities", "progress", post=200),
    Page("remove_progress", "record_activities", "progress", post=200),
    # Reports
    Page("reports", "view_reports"),
    Page("report", "view_reports", "issued report"),
    Page("report_print", "view_reports", "issued report", more=("pdf",)),
    Page("report_article", "view_reports", "issued report"),
    Page("report_article", "view_reports", "draft report"),
    Page("start_report", "compose_reports", "place", post=200),
    Page("write_report", "compose_reports", "draft report", post=200),
    Page("write_report", "compose_reports", "issued report", get=302, post=302),
    Page("preview_report", "compose_reports", "draft report"),
    Page("draft_print", "compose_reports", "draft report", more=("docx",)),
    Page("discard_report", "compose_reports", "draft report", post=200),
    Page("issue_report", "issue_reports", "draft report", post=200),
    Page("print_again", "issue_reports", "issued report", get=None, post=302),
    Page("correct_report", "compose_reports", "issued report", get=None, post=302),
    # The log: each kind of record is seen by who may see it in its own room, too
    Page("log", "view_log"),
    Page("export_log", "view_log", get=None, post=200),
    Page("log_heads", "view_log"),
    Page("record_history", "view_log", "member history", but={"administrator": NOT_FOUND}),
    Page("record_history", "view_log", "measure history", but={"administrator": NOT_FOUND}),
    Page("record_history", "view_log", "place history"),
    Page("member_readings", "view_log", "member", but={"administrator": NOT_FOUND}),
]


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from _names(pattern)


def test_every_page_stands_in_the_table_and_no_page_that_is_gone():
    assert {page.name for page in PAGES} == set(_names(get_resolver()))


def test_every_power_stands_in_the_table():
    assert set(HOLDS) == {permission.value for permission in Permission} | {"signed_in", "settle"}


@dataclass(frozen=True)
class World:
    """The keys of the cast's sessions and, for each place, one record of every kind."""

    browser: Client
    sessions: dict[str, str]
    records: dict[str, dict[str, list]]


@contextlib.contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def pages_of_refusal_and_prints_are_bare(monkeypatch):
    """Who gets them is asked here, not how they look."""
    for status in (FORBIDDEN, NOT_FOUND):
        bare = functools.partial(_bare, status)
        monkeypatch.setattr(f"chibo.urls.handler{status}", bare, raising=False)
    for printer in ("pdf", "docx"):
        monkeypatch.setattr(f"chibo.documents.{printer}.render", lambda *args, **kwargs: b"bytes")


@pytest.fixture
def pages_are_bare(monkeypatch):
    """The answer counts alone: everybody's pages are drawn in `tests/attack/test_offers.py`."""
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *args: "")


def _bare(status: int, request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=status)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once; every request of the matrix is undone."""
    with django_db_blocker.unblock(), _undone():
        cast = assemble()
        records = {place: samples(cast.places[place]) for place in PLACES}
        sessions = {}
        for person, user in cast.people.items():
            if user is not None:
                client = Client()
                client.force_login(user, backend=BACKEND)
                sessions[person] = client.session.session_key
        yield World(Client(), sessions, records)


def _client(world: World, person: str) -> Client:
    """Return the browser with this person's session and nothing else in it."""
    world.browser.cookies.clear()
    if person in world.sessions:
        world.browser.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[person]
    return world.browser


def _answer(world: World, person: str, address: str, method: str) -> int:
    with _undone():
        return getattr(_client(world, person), method)(address).status_code


def _expected(page: Page, person: str, place: str, method: str) -> int:
    if getattr(page, method) is None and not (page.door_first and person == "nobody"):
        return WRONG_METHOD
    if page.power != "public":
        if person == "nobody":
            return DOOR[method]
        if person not in HOLDS[page.power]:
            return FORBIDDEN
        if page.whose and (person, place) != (page.whose, "own"):
            return NOT_FOUND
        reads_above = page.read_below and place == "committee"
        if (
            page.kind
            and not page.whose
            and not reads_above
            and not _reaches(page.power, person, place)
        ):
            return NOT_FOUND
    return page.but.get(person, getattr(page, method))


def _reaches(power: str, person: str, place: str) -> bool:
    if power == "settle":  # whoever changes the tree, or composes the reports of the place
        return place in WRITING[person] or _reaches("change_organizations", person, place)
    if power in REACH_BELOW or power.startswith("view_"):
        return person in HOLDS[power] and place in LOOKING[person]
    return place in WRITING[person]


def _asked(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield (person, place, method): everybody, by both methods, at every place that has a record."""
    places = PLACES if page.kind else ("own",)
    return itertools.product(PEOPLE, places, ("get", "post"))


@pytest.mark.parametrize("page", PAGES, ids=str)
@pytest.mark.usefixtures("pages_are_bare")
def test_everybody_gets_the_answer_that_the_table_says(world, page):
    answers, expected = {}, {}
    for person, place, method in _asked(page):
        arguments = world.records[place][page.kind] if page.kind else []
        address = reverse(page.name, args=[*arguments, *page.more])
        answers[person, place, method] = _answer(world, person, address, method)
        expected[person, place, method] = _expected(page, person, place, method)
    assert {a: s for a, s in answers.items() if s != expected[a]} == {
        a: s for a, s in expected.items() if s != answers[a]
    }


@pytest.mark.parametrize("page", [page for page in PAGES if page.kind], ids=str)
def test_a_record_that_never_was_is_not_found(world, page):
    known = world.records["own"][page.kind]
    unknown = [*known[:-1], "khong-co" if isinstance(known[-1], str) else 10**12]
    address = reverse(page.name, args=[*unknown, *page.more])
    method = "get" if page.get else "post"
    assert _answer(world, _who_may(page), address, method) == NOT_FOUND


def _who_may(page: Page) -> str:
    powers = {
        "manage_accounts": "administrator",
        "change_organizations": "staff",
        "review_ratings": "staff",
        "decide_ratings": "leader",
    }
    return powers.get(page.power, "secretary")


NONSENSE = ["²", "\x00", "-1", "9" * 30, "<script>", "99999"]
ASKED = ("q", "nam", "trang", "trang-chi-bo", "tinh-den", "loai", "thang", "ngay", "buoi")
ASKED += ("dang-vien", "them", "key", "luu", "next", "ky")


@pytest.mark.parametrize("page", [p for p in PAGES if p.get == 200], ids=str)
def test_nonsense_behind_the_question_mark_breaks_no_page(world, page):
    arguments = world.records["own"][page.kind] if page.kind else []
    address = reverse(page.name, args=[*arguments, *page.more])
    for nonsense in NONSENSE[:1] if page.kind else NONSENSE:
        asked = urlencode({**dict.fromkeys(ASKED, nonsense), "q": f"{nonsense}\x00"})
        assert _answer(world, _who_may(page), f"{address}?{asked}", "get") in FINE, nonsense
    for nonsense in [] if page.kind else ["\x00", "khong-co"]:
        asked = urlencode({"to-chuc": nonsense})
        assert _answer(world, _who_may(page), f"{address}?{asked}", "get") in FINE, nonsense


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_of_refusal_say_what_to_do(world, person, monkeypatch):
    monkeypatch.undo()
    with _undone():
        gone = _client(world, person).get("/khong-co-trang-nay/")
        assert (gone.status_code, "<h1>" in gone.content.decode()) == (NOT_FOUND, True)
        refused = _client(world, person).get(reverse("accounts"))
    if person not in {"nobody", "administrator"}:
        assert refused.status_code == FORBIDDEN
        said = "chưa được giao vai trò" if person == "stranger" else "không có quyền"
        assert said in refused.content.decode()
