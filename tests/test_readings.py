"""Which pages are written down in the log when they are read, and that no others are."""

import json
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.documents.pdf import PrintingFailed
from tests.cast import assemble, samples
from tests.chibo.factories import holder
from tests.members import pages
from tests.members.factories import DisciplineFactory
from tests.test_access_matrix import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

LOGGED = {
    "member": "view",
    "correct_member": "view",
    "conduct": "view",
    "correct_discipline": "view",
    "withdraw_discipline": "view",
    "dues_profiles": "view",
    "set_dues_profile": "view",
    "dues_month": "view",
    "correct_dues_charge": "view",
    "withdraw_dues_payment": "view",
    "ratings": "view",
    "rating_sheet": "view",
    "write_rating_sheet": "view",
    "submit_rating_sheet": "view",
    "decide_rating_sheet": "view",
    "minutes_docx": "print",
    "minutes_pdf": "print",
    "official_document_print": "print",
    "report_print": "print",
    "draft_print": "print",
    "correction_request": "view",
    "extract": "view",
    "extract_print": "print",
}
ELSEWHERE = {
    "my_extract": "view",
    "my_extract_print": "print",
    "breach_report": "view",
    "breach_print": "print",
    "approve_correction": "view",
    "refuse_correction": "view",
    "receive_dues": "view",
    "inspections": "view",
    "correct_inspection": "view",
    "remove_inspection": "view",
}
"""Written down only where something is shown: to whose account is a member's, to who asks of a breach,
of an inspection under signs, to whose form was refused; tried with that in
`tests/members/{privacy,dues}/` and `tests/reports/{disclosure,inspection}/`."""
SUBJECTS = {
    "member": "members.Member",
    "correct_member": "members.Member",
    "conduct": "chibo.Organization",
    "correct_discipline": "members.Discipline",
    "withdraw_discipline": "members.Discipline",
    "dues_profiles": "chibo.Organization",
    "set_dues_profile": "members.Member",
    "dues_month": "chibo.Organization",
    "correct_dues_charge": "members.DuesCharge",
    "withdraw_dues_payment": "members.DuesPayment",
    "ratings": "reports.RatingSheet",
    "rating_sheet": "reports.RatingSheet",
    "write_rating_sheet": "reports.RatingSheet",
    "submit_rating_sheet": "reports.RatingSheet",
    "decide_rating_sheet": "reports.RatingSheet",
    "minutes_docx": "meetings.Meeting",
    "minutes_pdf": "meetings.Meeting",
    "official_document_print": "meetings.OfficialDocument",
    "report_print": "reports.Report",
    "draft_print": "reports.Report",
    "correction_request": "members.CorrectionRequest",
    "extract": "members.Member",
    "extract_print": "members.Member",
}
READERS = {"manage_accounts": "administrator", "decide_ratings": "leader"}
"""Power → who holds it, where it is not the secretary."""
PARTS = dict.fromkeys(("conduct", "ratings"), "?to-chuc=chi-bo&nam=2025")


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern)


def test_the_pages_that_are_written_down_are_these_and_no_others():
    found = {p.name: getattr(p.callback, "logs", None) for p in _patterns(get_resolver())}
    assert {name: verb for name, verb in found.items() if verb} == LOGGED | ELSEWHERE


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = assemble()
        yield cast, samples(cast.places["own"])
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def prints_are_bare(monkeypatch):
    for printer in ("pdf", "docx"):
        monkeypatch.setattr(f"chibo.documents.{printer}.render", lambda *args, **kwargs: b"bytes")


def _address(world, page):
    arguments = world[1][page.kind] if page.kind else []
    return reverse(page.name, args=[*arguments, *page.more]) + PARTS.get(page.name, "")


def _client(world, person="secretary"):
    return pages.client(world[0].people[person])


def _written(ask):
    """Return the readings that a request wrote down."""
    last = Entry.objects.order_by("pk").last().pk
    ask()
    return list(Entry.objects.filter(pk__gt=last, verb__in=["view", "print"]))


READ = [page for page in PAGES if page.get == 200]


@pytest.mark.parametrize("page", READ, ids=str)
def test_reading_a_page_is_written_down_once_with_its_verb_or_not_at_all(world, page):
    person = READERS.get(page.power, "secretary")
    browser, address = _client(world, person), _address(world, page)
    written = _written(lambda: browser.get(address))
    expected = [(LOGGED[page.name], SUBJECTS[page.name])] if page.name in LOGGED else []
    assert [(entry.verb, entry.subject_type) for entry in written] == expected
    assert {entry.chain_key for entry in written} <= {world[0].places["own"].pk}
    assert {entry.actor_id for entry in written} <= {world[0].people[person].pk}


WRITTEN = [page for page in READ if page.name in LOGGED]


@pytest.mark.parametrize("page", WRITTEN, ids=str)
def test_only_a_page_that_was_sent_is_written_down(world, page):
    browser, address = _client(world, READERS.get(page.power, "secretary")), _address(world, page)
    assert _written(lambda: browser.head(address)) == []
    stranger = _client(world, "stranger")
    assert _written(lambda: stranger.get(address)) == []
    assert _written(lambda: Client().get(address)) == []


@pytest.mark.parametrize("page", WRITTEN, ids=str)
def test_a_page_is_not_shown_where_the_log_cannot_be_written(world, page, monkeypatch):
    def broken(pending):
        raise OSError("no log")

    browser, address = _client(world, READERS.get(page.power, "secretary")), _address(world, page)
    browser.raise_request_exception = False
    monkeypatch.setattr("chibo.audit.ledger._link", broken)
    answer = browser.get(address)
    assert answer.status_code == 500
    assert "Đỗ" not in answer.content.decode()


def test_a_print_that_failed_is_not_written_down(world, monkeypatch):
    def failing(*args, **kwargs):
        raise PrintingFailed

    monkeypatch.setattr("chibo.documents.printing.printed", failing)
    address = reverse("minutes_pdf", args=world[1]["locked meeting"])
    assert _written(lambda: _client(world).get(address)) == []


def test_every_opening_counts_and_costs_six_statements(world, django_assert_max_num_queries):
    from django.db import connection

    browser = _client(world)
    address = reverse("member", args=world[1]["member"])
    browser.get(address)
    assert len(_written(lambda: [browser.get(address) for _ in range(3)])) == 3
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    said = [one["sql"].split()[0] for one in asked][-6:]
    assert said == ["SAVEPOINT", "SELECT", "SELECT", "INSERT", "UPDATE", "RELEASE"]


def test_a_list_of_awards_alone_is_no_reading_of_discipline(world):
    cast = world[0]
    clerk = _client(world, "clerk")
    address = f"{reverse('conduct')}?nam=2025"
    DisciplineFactory(organization=cast.places["own"])
    assert _written(lambda: clerk.get(address)) == []
    nothing = f"{reverse('conduct')}?nam=2019"
    assert _written(lambda: _client(world).get(nothing)) == []


def test_no_reading_tells_what_was_read(world):
    found = [
        entry
        for page in WRITTEN
        for browser in [_client(world, READERS.get(page.power, "secretary"))]
        for entry in _written(lambda p=page, b=browser: b.get(_address(world, p)))
    ]
    assert len(found) == len(WRITTEN)
    keys = {key for entry in found for key in entry.values}
    assert keys == {"part", "year", "month", "member", "format", "what"}
    assert "Nguyễn" not in json.dumps([e.values for e in found], ensure_ascii=False)


def test_whoever_reads_from_above_is_written_in_the_chain_of_the_place(world):
    cast, records = world
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cast.places["committee"]))
    (entry,) = _written(lambda: staff.get(reverse("member", args=records["member"])))
    assert entry.chain_key == cast.places["own"].pk
