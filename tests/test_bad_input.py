"""Every page that takes input × every kind of nonsense: refused in words, or taken without harm.

The pages are those of the access matrix, the forms are read from the pages, and what kind of
field each one is shows by what it can read. A room that is added is covered without a line here.
"""

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from urllib.parse import urlencode

import pytest
from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise

from chibo.sentences import SENTENCES
from tests import clumsy
from tests.clumsy import Paper
from tests.desks import (
    SCRIPT,
    VIETNAMESE,
    WORDS,
    Desk,
    Site,
    desks_of,
    faults_of,
    opened,
    send,
    tried,
    tried_out,
    unsaid,
)
from tests.test_access_matrix import PAGES, Page

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

TOKEN = {"csrfmiddlewaretoken": ["x"]}
LONG, ONE_MB = "đồng chí " * 11_250, "đồng chí " * 90_000
TEXTS = {
    "NUL and bells": "Bí\x00 thư\x07 chi\x1b bộ",
    "a script in NFD": SCRIPT + unicodedata.normalize("NFD", WORDS),
    "blanks": " \u00a0\u2003\t ",
}
FOREIGN = "khong-co"
DAYS = ("31/02/2026", "hôm qua", "99/99/9999", "٠٥/١١/٢٠٢٥", "1" * 61)
NUMBERS = (str(10**30), "1e5", "²")
CHOICES = (None, None, None, FOREIGN)
REFUSED = [
    {kind: value for kind, value in zip(("day", "number", "choice"), values, strict=True) if value}
    for values in zip_longest(DAYS, NUMBERS, CHOICES)
]
LEFT_OPEN = [  # may be a value, or nothing at all
    {"number": "-1", "choice": str(10**30)},
    dict.fromkeys(("day", "number", "choice"), "\x00"),
]
SHOWN = (FOREIGN, "\x00", "[[[", '{"a": {}}', "")
HIDDEN = (*SHOWN, str(10**30), "-1", "²")
MANY, COUNTS = "10000", ("-1", "mười", "²", "")


def _pages() -> list[Page]:
    """Return the pages that take input; what is nobody's of the cast answers 404 to all."""
    return [page for page in PAGES if page.post not in {None, 404}]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[Site]:
    """Built once; every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield opened()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def prints_are_bare(monkeypatch):
    """What is typed matters here, not how it prints."""
    for printer in ("pdf", "docx"):
        monkeypatch.setattr(f"chibo.documents.{printer}.render", lambda *args, **kwargs: b"bytes")


def _hold(faults: dict[str, list[str]]) -> None:
    lines = [f"{what}: {each}" for what, found in faults.items() for each in found]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


# The kinds of nonsense ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_text_of_any_kind_does_no_harm(site, page):
    faults = {}
    for desk in desks_of(site, page):
        names = desk.named("text", "code", "other")
        long = dict.fromkeys(names, LONG) | dict.fromkeys(names[:1], ONE_MB)
        faults["101,000 letters, one MB"] = tried(site, desk, long, names)
        for what, value in TEXTS.items():
            faults[what] = tried(site, desk, dict.fromkeys(names, value), [])
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_days_numbers_and_choices_that_are_none_are_refused(site, page):
    faults = {}
    for desk in desks_of(site, page):
        for values in (*REFUSED, *LEFT_OPEN):
            wrong = {
                name: value
                for kind, value in values.items()
                for name in desk.named(kind, "time" if kind == "number" else kind)
            }
            refused = [] if values in LEFT_OPEN else list(wrong)
            faults[str(values)] = tried(site, desk, wrong, refused)
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_hidden_fields_and_boxes_with_nonsense_break_nothing(site, page):
    faults = {}
    for desk in desks_of(site, page):
        hidden = desk.paper.hidden - {"csrfmiddlewaretoken"}
        hidden -= {name for name in hidden if name.endswith("_FORMS")}
        boxes = [
            name
            for name, kind in desk.kinds.items()
            if kind == "tick" and not name.endswith("DELETE")
        ]
        for value in HIDDEN if hidden - {"shown"} else SHOWN:
            faults[repr(value)] = tried(site, desk, dict.fromkeys([*hidden, *boxes], value), [])
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_rows_that_are_miscounted_break_nothing(site, page):
    faults = {}
    for desk in desks_of(site, page):
        counts = [name for name in desk.paper.typed if name.endswith("TOTAL_FORMS")]
        tries = [{name: [value] for name in counts} for value in COUNTS if counts]
        for wrong in [*tries, *({name: [MANY]} for name in counts)]:
            answer = send(site, desk.page, desk.paper, desk.typed | wrong)
            if answer.page.status_code not in {200, 302}:
                faults[str(wrong)] = [f"answered {answer.page.status_code}"]
            elif answer.is_refused:
                faults[str(wrong)] = unsaid(answer)
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_a_page_that_is_sent_empty_is_answered(site, page):
    paper = Paper(site.address(page), {}, frozenset(), frozenset(), ())
    desk = Desk(page, paper, {}, {}, {})
    answer = send(site, page, paper, TOKEN)
    _hold({"nothing": faults_of(desk, TOKEN, answer)})


def _corrections() -> list[Page]:
    names = [page.name for page in _pages() if page.name.startswith("correct_")]
    return [page for page in _pages() if page.name in {"set_goal", *names} and page.get == 200]


def _takes(site: Site, desk: Desk, name: str) -> bool:
    did = tried_out(site, desk.page, desk.paper, desk.paper.typed | {name: [f"Thẻ «{name}»"]})
    return bool(did.changed) and not did.errors()


@pytest.mark.parametrize("page", _corrections(), ids=str)
def test_two_tabs_on_one_record_lose_neither_correction(site, page):
    """For forms that know what they showed; papers and minutes compare versions instead."""
    for desk in [desk for desk in desks_of(site, page) if "shown" in desk.paper.typed]:
        texts = desk.named("text")
        first = next((name for name in texts if _takes(site, desk, name)), None)
        last = next((name for name in reversed(texts) if _takes(site, desk, name)), None)
        if first == last:
            continue
        with transaction.atomic():
            browser = site.browser(page)
            for name in (first, last):
                typed = {**desk.paper.typed, name: [f"Thẻ «{name}»"]}
                assert browser.post(desk.paper.address, typed).status_code == 302
            again = clumsy.papers(browser.get(desk.paper.address), desk.paper.address)
            now = next(paper.typed for paper in again if "shown" in paper.typed)
            transaction.set_rollback(True)
        assert [now[first], now[last]] == [[f"Thẻ «{first}»"], [f"Thẻ «{last}»"]]


# The sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_no_form_says_a_sentence_of_djangos(site, page):
    """Django's own come from its catalogue, lazily; ours are written where they are said."""
    theirs = {
        f"{name}: {code}": str(sentence)
        for desk in desks_of(site, page)
        for name, field in desk.fields.items()
        for code, sentence in _sentences(field)
        if isinstance(sentence, Promise) or not VIETNAMESE.search(str(sentence))
    }
    _hold({what: [sentence] for what, sentence in theirs.items()})


def _sentences(field: forms.Field) -> Iterator[tuple[str, object]]:
    yield from field.error_messages.items()
    for validator in field.validators:
        code = getattr(validator, "code", None)
        if code and code not in field.error_messages:
            yield code, getattr(validator, "message", "")


@pytest.mark.parametrize("kind", SENTENCES, ids=lambda kind: kind.__name__)
def test_every_sentence_says_what_is_wrong_and_what_to_do(kind):
    for sentence in SENTENCES[kind].values():
        assert VIETNAMESE.search(sentence)
        assert sentence.endswith(".")
        assert "bắt buộc" not in sentence
        assert "hợp lệ" not in sentence


def test_the_world_is_as_it_was(site):
    assert clumsy.digest() == site.before


def test_what_is_too_much_to_be_read_is_answered_with_what_to_do(site):
    page = next(page for page in PAGES if page.name == "add_task")
    for much in (
        {"text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)},
        {str(name): "" for name in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)},
    ):
        answer = site.browser(page).post(
            site.address(page), urlencode(much), content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 400
        assert "Bấm nút quay lại của trình duyệt" in answer.content.decode()
