"""Every page that takes input × every kind of nonsense: refused in words, or taken without harm.

The pages are those of the access matrix, the forms are read from the pages, and what kind of
field each one is shows by what it can read. A room that is added is covered without a line here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise

from chibo.sentences import SENTENCES
from chibo.vietnamese import normalise
from tests import clumsy
from tests.cast import assemble, samples
from tests.clumsy import Paper, Typed, Watched
from tests.test_access_matrix import BACKEND, PAGES, Page

pytestmark = pytest.mark.django_db

DAY, WORDS, TOKEN = "05/11/2025", "Nguyễn Hữu Ước", {"csrfmiddlewaretoken": ["x"]}
PROBES = {
    "time": ["14:00"],
    "day": [DAY],
    "code": ["nguyen-huu-uoc"],
    "number": ["2", "2025"],
    "text": [WORDS],
}
SCRIPTS = ("<script>alert(1)</script>", '"><img src=x>')
TEXTS = {
    "one MB": "đồng chí " * 90_000,
    "NUL and bells": "Bí\x00 thư\x07 chi\x1b bộ",
    "a script": SCRIPTS[0],
    "an image": SCRIPTS[1],
    "NFD": unicodedata.normalize("NFD", f"{WORDS}, đồng chí"),
    "blanks": " \u00a0\u2003\t ",
}
DAYS = ("31/02/2026", "hôm qua", "99/99/9999", "٠٥/١١/٢٠٢٥", "1" * 61, "\x00")
NUMBERS = ("-1", str(10**30), "1e5", "²", "\x00")
LEFT_OPEN = {"-1", "\x00"}  # may be a number, or nothing at all
COUNTS = ("10000", "-1", "mười", "²", "")
FOREIGN = "khong-co"
VIETNAMESE = re.compile(
    r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE
)


def _pages() -> list[Page]:
    return [page for page in PAGES if page.post is not None]


@dataclass(frozen=True)
class Site:
    """The sessions of the three who write between them everything, one record of every kind."""

    sessions: dict[str, str]
    records: dict[str, list]
    before: str
    found: dict[str, tuple[Paper, ...]]
    desks: dict[str, list["Desk"]]

    def address(self, page: Page) -> str:
        """Return where the own cell's record of a page is."""
        arguments = self.records[page.kind] if page.kind else []
        return reverse(page.name, args=[*arguments, *page.more])

    def browser(self, page: Page) -> Client:
        """Return the browser of one who may."""
        browser = Client()
        powers = {"manage_accounts": "administrator"}
        powers |= dict.fromkeys(("change_organizations", "decide_ratings"), "staff")
        if page.power != "public":
            key = self.sessions[powers.get(page.power, "secretary")]
            browser.cookies[settings.SESSION_COOKIE_NAME] = key
        return browser


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[Site]:
    """Built once; every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = assemble()
        sessions = {}
        for person in ("secretary", "staff", "administrator"):
            browser = Client()
            browser.force_login(cast.people[person], backend=BACKEND)
            sessions[person] = browser.session.session_key
        empty = Site(sessions, samples(cast.places["own"]), "", {}, {})
        found: dict[str, tuple[Paper, ...]] = {}
        for page in PAGES:
            if page.get == 200:
                for paper in _papers(empty, page):
                    path = paper.address.partition("?")[0]
                    known = found.get(path, ())
                    if set(paper.typed) not in [set(one.typed) for one in known]:
                        found[path] = (*known, paper)
        yield replace(empty, before=clumsy.digest(), found=found)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def prints_are_bare(monkeypatch):
    """What is typed matters here, not how it prints."""
    for printer in ("pdf", "docx"):
        monkeypatch.setattr(f"chibo.documents.{printer}.render", lambda *args, **kwargs: b"bytes")


def _papers(site: Site, page: Page) -> list[Paper]:
    """Return the forms of a page, with one row more wherever the page offers one."""
    own = site.address(page)
    shown = site.browser(page).get(own)
    if shown.status_code != 200 or not shown["Content-Type"].startswith("text/html"):
        return []
    return [_with_rows(site, page, paper, own) for paper in clumsy.papers(shown, own)]


def _with_rows(site: Site, page: Page, paper: Paper, own: str) -> Paper:
    for rows in paper.rows:
        longer = site.browser(page).get(own, {"them": rows})
        for more in clumsy.papers(longer, own):
            if more.address == paper.address:
                count = {
                    name: value
                    for name, value in more.typed.items()
                    if name.endswith("TOTAL_FORMS")
                    and int(value[0]) > int(paper.typed.get(name, ["0"])[0])
                }
                typed = {**more.typed, **paper.typed, **count}
                written, hidden = paper.written | more.written, paper.hidden | more.hidden
                paper = replace(paper, typed=typed, written=written, hidden=hidden)
    return paper


# One request -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What came of a request; `after` is the page it led to, `kept` all words in its tables."""

    page: HttpResponse
    after: HttpResponse
    did: Watched
    is_untouched: bool
    kept: tuple[tuple[str, str], ...]

    @property
    def is_refused(self) -> bool:
        """Whether the page said No."""
        return bool(self.did.errors()) or not self.did.changed


def _send(site: Site, page: Page, paper: Paper, typed: Typed) -> Answer:
    with transaction.atomic():
        browser = site.browser(page)
        with clumsy.watched() as did:
            answer = after = browser.post(paper.address, typed)
        if answer.status_code == 302:
            after = browser.get(answer["Location"], follow=True)
        is_untouched = not did.changed or clumsy.digest() == site.before
        kept = tuple(clumsy.words_kept(did.changed)) if did.changed else ()
        transaction.set_rollback(True)
    return Answer(answer, after, did, is_untouched, kept)


def _kind(field: forms.Field) -> str:
    """Return what a field reads: choice, tick, time, day, number, text, code; else «other»."""
    if isinstance(field, forms.ChoiceField):
        return "choice"
    if isinstance(field, forms.BooleanField | forms.FileField):
        return "tick"
    reads_words = _reads(field, WORDS)
    for kind, probes in PROBES.items():
        if any(_reads(field, probe) for probe in probes) and reads_words == (kind == "text"):
            return kind
    return "other"


def _reads(field: forms.Field, text: str) -> bool:
    try:
        field.clean(text)
    except ValidationError:
        return False
    return True


@dataclass(frozen=True)
class Desk:
    """A form filled in with sense; `kinds` says of each field what it reads."""

    page: Page
    paper: Paper
    typed: Typed
    fields: dict[str, forms.Field]
    kinds: dict[str, str]

    def named(self, *kinds: str) -> list[str]:
        """Return the fields of some kinds that a person sees."""
        return [
            name
            for name, kind in self.kinds.items()
            if kind in kinds and name not in self.paper.hidden
            and not (name in self.fields and self.fields[name].disabled)
            and (name in self.paper.written or kind == "choice")
        ]  # fmt: skip

    def with_all(self, names: list[str], value: str) -> Typed:
        """Return what is typed, with this in all these fields."""
        return {**self.typed, **{name: [value] for name in names}}


def _desks(site: Site, page: Page) -> list[Desk]:
    address = site.address(page)
    if address not in site.desks:
        site.desks[address] = [
            _desk(site, page, paper)
            for paper in site.found.get(address, ())
            if "csrfmiddlewaretoken" in paper.typed
        ]
    return site.desks[address]


def _desk(site: Site, page: Page, paper: Paper) -> Desk:
    with transaction.atomic():
        fields = _send(site, page, paper, paper.typed).did.fields()
        kinds = {name: _kind(field) for name, field in fields.items()}
        transaction.set_rollback(True)
    typed = dict(paper.typed)
    for name, field in fields.items():
        if not any(typed.get(name, [])) and (field.required or kinds[name] == "text"):
            typed[name] = [_sense(field, kinds[name])]
    for name in paper.written - set(fields):
        typed[name] = typed[name] if any(typed[name]) else [WORDS]
        kinds[name] = "text"
    return Desk(page, paper, typed, fields, kinds)


def _sense(field: forms.Field, kind: str) -> str:
    if kind == "choice":
        options = [str(value) for value, _ in field.choices if value]
        return options[0] if options else ""
    return next((text for text in PROBES.get(kind, []) if _reads(field, text)), "")


# What is held against an answer ----------------------------------------------------------------


def _faults(desk: Desk, typed: Typed, answer: Answer) -> list[str]:
    """Return what is wrong with an answer, whatever was typed."""
    status = answer.page.status_code
    if status not in {200, 302, 409} or answer.after.status_code not in {200, 409, 429}:
        return [f"answered {status}, then {answer.after.status_code}"]
    faults = [f"raw {raw}" for raw in SCRIPTS if raw in answer.after.content.decode()]
    faults += [f"kept badly in {where}" for where, words in answer.kept if not _is_clean(words)]
    if answer.is_refused:
        faults += [] if answer.is_untouched else ["refused, yet wrote"]
        faults += _unsaid(answer)
        faults += _lost(desk, typed, answer) if answer.did.errors() else []
    return faults


def _is_clean(words: str) -> bool:
    return unicodedata.is_normalized("NFC", words) and not re.search(r"[\x00-\x08\x0e-\x1f]", words)


def _unsaid(answer: Answer) -> list[str]:
    beside, top = clumsy.tied(answer.after)
    faults = []
    for name, errors in answer.did.errors().items():
        place = f"{beside[name]} {top if not beside[name] else ''}" if name in beside else top
        for error in errors:
            words = clumsy.plain(error)
            if words not in place:
                faults.append(f"«{words[:80]}» does not stand beside «{name}»")
            if not VIETNAMESE.search(words):
                faults.append(f"«{words[:80]}» is not Vietnamese")
    is_shown = answer.page.status_code == 200 and answer.page["Content-Type"].startswith(
        "text/html"
    )
    if is_shown and not VIETNAMESE.search(top) and not answer.did.errors():
        faults.append("refused without a word")
    return faults


def _lost(desk: Desk, typed: Typed, answer: Answer) -> list[str]:
    """Return the fields whose words are gone from the page that refused."""
    now: Typed = {}
    for paper in clumsy.papers(answer.after, desk.paper.address):
        now |= paper.typed
    faults = []
    for name in desk.paper.written:
        if clumsy.is_password(desk.fields.get(name), name):
            continue
        was, stands = typed.get(name, []), now.get(name, [""])
        if was != stands and any(map(_plain, was)) and _plain(*was) != _plain(*stands):
            faults.append(f"what stood in «{name}» is lost: {now.get(name, ['nothing'])[0][:40]!r}")
    return faults


def _plain(*words: str) -> str:
    return normalise("|".join(words).replace("\ufffd", ""))


def _unrefused(names: list[str], answer: Answer) -> list[str]:
    errors = answer.did.errors()
    bound = answer.did.fields()
    return [f"took it in «{name}»" for name in names if name in bound and name not in errors]


def _tried(site: Site, desk: Desk, names: list[str], value: str, *, refuses: bool) -> list[str]:
    if not names:
        return []
    typed = desk.with_all(names, value)
    answer = _send(site, desk.page, desk.paper, typed)
    faults = _faults(desk, typed, answer)
    return faults + (_unrefused(names, answer) if refuses else [])


def _hold(faults: dict[str, list[str]]) -> None:
    lines = [f"{what}: {each}" for what, found in faults.items() for each in found]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


# The kinds of nonsense ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_text_of_any_kind_does_no_harm(site, page):
    faults = {}
    for desk in _desks(site, page):
        names = desk.named("text", "code", "other")
        for what, value in TEXTS.items():
            if what == "one MB":
                for name in names[:1]:
                    faults[f"{what} in «{name}»"] = _tried(site, desk, [name], value, refuses=True)
                value = value[:101_000]
                what = "101,000 letters"
            long = what == "101,000 letters"
            faults[what] = _tried(site, desk, names, value, refuses=long)
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_a_day_that_never_was_is_refused(site, page):
    faults = {}
    for desk in _desks(site, page):
        for value in DAYS:
            faults[repr(value)] = _tried(
                site, desk, desk.named("day"), value, refuses=value not in LEFT_OPEN
            )
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_a_number_that_is_none_is_refused(site, page):
    faults = {}
    for desk in _desks(site, page):
        for value in NUMBERS:
            faults[repr(value)] = _tried(
                site, desk, desk.named("number", "time"), value, refuses=value not in LEFT_OPEN
            )
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_a_choice_that_is_not_offered_is_refused(site, page):
    faults = {}
    for desk in _desks(site, page):
        for value in (FOREIGN, str(10**30), "\x00"):
            faults[repr(value)] = _tried(
                site, desk, desk.named("choice"), value, refuses=value == FOREIGN
            )
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_hidden_fields_and_boxes_with_nonsense_break_nothing(site, page):
    faults = {}
    for desk in _desks(site, page):
        hidden = desk.paper.hidden - {"csrfmiddlewaretoken"}
        hidden -= {name for name in hidden if name.endswith("_FORMS")}
        boxes = [
            name
            for name, kind in desk.kinds.items()
            if kind == "tick" and not name.endswith("DELETE")
        ]
        for value in (FOREIGN, "\x00", str(10**30), "-1", "²", "[[[", '{"a": {}}', ""):
            faults[repr(value)] = _tried(site, desk, [*hidden, *boxes], value, refuses=False)
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_rows_that_are_miscounted_break_nothing(site, page):
    faults = {}
    for desk in _desks(site, page):
        counts = [name for name in desk.paper.typed if name.endswith("TOTAL_FORMS")]
        for name in counts:
            for value in COUNTS:
                typed = desk.with_all([name], value)
                answer = _send(site, desk.page, desk.paper, typed)
                if answer.page.status_code not in {200, 302}:
                    faults[f"{name} {value!r}"] = [f"answered {answer.page.status_code}"]
                elif answer.is_refused:
                    faults[f"{name} {value!r}"] = _unsaid(answer)
    _hold(faults)


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_a_page_that_is_sent_empty_is_answered(site, page):
    paper = Paper(site.address(page), {}, frozenset(), frozenset(), ())
    desk = Desk(page, paper, {}, {}, {})
    answer = _send(site, page, paper, TOKEN)
    _hold({"nothing": _faults(desk, TOKEN, answer)})


def _corrections() -> list[Page]:
    return [page for page in _pages() if page.name.startswith("correct_") and page.get == 200]


def _takes(site: Site, desk: Desk, name: str) -> bool:
    typed = {**desk.paper.typed, name: [f"Thẻ «{name}»"]}
    return not _send(site, desk.page, desk.paper, typed).is_refused


@pytest.mark.parametrize("page", _corrections(), ids=str)
def test_two_tabs_on_one_record_lose_neither_correction(site, page):
    """For forms that know what they showed; papers and minutes compare versions instead."""
    for desk in _desks(site, page):
        taken = [name for name in desk.named("text") if _takes(site, desk, name)]
        names = taken[:1] + taken[1:][-1:]
        if "shown" not in desk.paper.typed or len(names) < 2:
            continue
        with transaction.atomic():
            browser = site.browser(page)
            for name in names:
                typed = {**desk.paper.typed, name: [f"Thẻ «{name}»"]}
                assert browser.post(desk.paper.address, typed).status_code == 302
            again = clumsy.papers(browser.get(desk.paper.address), desk.paper.address)
            now = next(paper.typed for paper in again if "shown" in paper.typed)
            transaction.set_rollback(True)
        assert [now[name] for name in names] == [[f"Thẻ «{name}»"] for name in names]


# The sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_no_form_says_a_sentence_of_djangos(site, page):
    """Django's own come from its catalogue, lazily; ours are written where they are said."""
    theirs = {
        f"{name}: {code}": str(sentence)
        for desk in _desks(site, page)
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
