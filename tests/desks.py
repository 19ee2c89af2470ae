"""Desks where a clumsy person sits: each form filled in with sense, sent, and held to its answer.

Knows the access matrix for who may, and `tests.clumsy` for what stands on a page.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from chibo.vietnamese import normalise
from tests import clumsy
from tests.cast import assemble, samples
from tests.clumsy import Paper, Typed, Watched
from tests.test_access_matrix import BACKEND, PAGES, Page

DAY, WORDS = "05/11/2025", "Nguyễn Hữu Ước"
PROBES = {
    "time": ["14:00"],
    "day": [DAY],
    "code": ["nguyen-huu-uoc"],
    "number": ["2", "2025"],
    "text": [WORDS],
}
SCRIPT = '"><script>alert(1)</script>'
RAW = (SCRIPT, "<script>alert(1)", '"&gt;&lt;script')
VIETNAMESE = re.compile(
    r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE
)


@dataclass(frozen=True)
class Site:
    """The sessions of the four who write between them everything, one record of every kind."""

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
        powers = {"manage_accounts": "administrator", "decide_ratings": "leader"}
        powers |= dict.fromkeys(("change_organizations", "review_ratings"), "staff")
        if page.power != "public":
            key = self.sessions[powers.get(page.power, "secretary")]
            browser.cookies[settings.SESSION_COOKIE_NAME] = key
        return browser


def opened() -> Site:
    """Assemble the cast, record one thing of every kind at the own cell, look at every page."""
    cast = assemble()
    sessions = {}
    for person in ("secretary", "staff", "leader", "administrator"):
        browser = Client()
        browser.force_login(cast.people[person], backend=BACKEND)
        sessions[person] = browser.session.session_key
    empty = Site(sessions, samples(cast.places["own"]), "", {}, {})
    found: dict[str, tuple[Paper, ...]] = {}
    for page in PAGES:
        if page.get == 200:
            for paper in papers_of(empty, page):
                path = paper.address.partition("?")[0]
                known = found.get(path, ())
                if set(paper.typed) not in [set(one.typed) for one in known]:
                    found[path] = (*known, paper)
    return replace(empty, before=clumsy.digest(), found=found)


def papers_of(site: Site, page: Page) -> list[Paper]:
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
    """What came of a request; `after` is the page it led to, `kept` all words in its tables.

    Untouched is what a page that said No left as it was.
    """

    page: HttpResponse
    after: HttpResponse
    did: Watched
    is_untouched: bool
    kept: tuple[tuple[str, str], ...]

    @property
    def is_refused(self) -> bool:
        """Whether the page said No."""
        return bool(self.did.errors()) or not self.did.changed


def send(site: Site, page: Page, paper: Paper, typed: Typed) -> Answer:
    """Send a form and look at the page it leads to; then everything is as it was."""
    with transaction.atomic():
        browser = site.browser(page)
        with clumsy.watched() as did:
            answer = after = browser.post(paper.address, typed)
        if answer.status_code == 302:
            after = browser.get(answer["Location"], follow=True)
        is_doubtful = did.changed and did.errors()
        is_untouched = not is_doubtful or clumsy.digest() == site.before
        kept = tuple(clumsy.words_kept(did.changed)) if did.changed else ()
        transaction.set_rollback(True)
    return Answer(answer, after, did, is_untouched, kept)


def tried_out(site: Site, page: Page, paper: Paper, typed: Typed) -> Watched:
    """Send a form without looking at any page; then everything is as it was."""
    with transaction.atomic():
        with clumsy.watched() as did:
            site.browser(page).post(paper.address, typed)
        transaction.set_rollback(True)
    return did


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


def desks_of(site: Site, page: Page) -> list[Desk]:
    """Return the forms of a page, filled in; each is tried out once."""
    address = site.address(page)
    if address not in site.desks:
        site.desks[address] = [
            _desk(site, page, paper)
            for paper in site.found.get(address, ())
            if "csrfmiddlewaretoken" in paper.typed
        ]
    return site.desks[address]


def _desk(site: Site, page: Page, paper: Paper) -> Desk:
    fields = tried_out(site, page, paper, paper.typed).fields()
    with transaction.atomic():
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


def faults_of(desk: Desk, typed: Typed, answer: Answer) -> list[str]:
    """Return what is wrong with an answer, whatever was typed."""
    status = answer.page.status_code
    if status not in {200, 302, 409} or answer.after.status_code not in {200, 409, 429}:
        return [f"answered {status}, then {answer.after.status_code}"]
    faults = [f"raw {raw}" for raw in RAW if raw in answer.after.content.decode(errors="replace")]
    faults += [f"kept badly in {where}" for where, words in answer.kept if not is_clean(words)]
    if answer.is_refused:
        faults += [] if answer.is_untouched else ["refused, yet wrote"]
        faults += unsaid(answer)
        faults += _lost(desk, typed, answer) if answer.did.errors() else []
    return faults


def is_clean(words: str) -> bool:
    return unicodedata.is_normalized("NFC", words) and not re.search(r"[\x00-\x08\x0e-\x1f]", words)


def unsaid(answer: Answer) -> list[str]:
    """Return which words of a No do not stand where they belong."""
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


def unrefused(names: list[str], answer: Answer) -> list[str]:
    """Return which of these fields were not refused, although they were asked."""
    errors, bound = answer.did.errors(), answer.did.fields()
    return [f"took it in «{name}»" for name in names if name in bound and name not in errors]


def tried(site: Site, desk: Desk, wrong: dict[str, str], refused: list[str]) -> list[str]:
    """Return what is wrong with the answer to these words by field, some of which are refused."""
    if not wrong:
        return []
    typed = desk.typed | {name: [value] for name, value in wrong.items()}
    answer = send(site, desk.page, desk.paper, typed)
    return faults_of(desk, typed, answer) + unrefused(refused, answer)
