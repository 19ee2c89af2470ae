"""What the seed tests share: a cell's book, kept through its pages as its secretary keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import resolve, reverse

from chibo.accounts.models import User
from chibo.dates import UNKNOWN
from chibo.organizations.models import Organization
from members.roster.models import Member
from tests.chibo.factories import OrganizationFactory
from tests.meetings.pages import fields, words
from tests.members.pages import client, secretary

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Pages:
    """A browser in which somebody is signed in, and the forms it sends."""

    browser: Client

    def send(self, page: str, /, *args: Any, **typed: Any) -> str:
        """Send the form of a page; return where it leads, fail with the page's words if refused."""
        answer = self.browser.post(reverse(page, args=args), typed)
        assert answer.status_code == 302, words(answer)[:2000]
        return answer.url

    def page(self, page: str, /, *args: Any, **query: Any) -> str:
        """Return the words of a page."""
        answer = self.browser.get(reverse(page, args=args), query)
        assert answer.status_code == 200, answer.status_code
        return words(answer)


@dataclass(frozen=True)
class Book(Pages):
    """The book of one cell, open before its secretary."""

    cell: Organization

    @property
    def code(self) -> str:
        """The cell's code in addresses."""
        return self.cell.code

    def enter(self, full_name: str, **typed: Any) -> Member:
        """Write an official member into the roll."""
        usual = {"is_official": "1", "began": "recorded"}
        self.send("enter_member", self.code, full_name=full_name, **usual | typed)
        return Member.objects.get(full_name=full_name)

    def appoint(self, member: Member, post: str, **typed: Any) -> None:
        """Give a member a post."""
        self.send("appoint", self.code, member=member.pk, post=post, **typed)

    def hold(self, *kinds: str, **typed: Any) -> int:
        """Open a meeting; return its key."""
        return _key(self.send("open_meeting", self.code, kinds=kinds, **typed))

    def write(self, meeting: int, *, rows: dict[str, Rows] | None = None, **typed: Any) -> str:
        """Write minutes on their one page, with these rows in place of what stood there.

        Return the words of the meeting's page.
        """
        form = self.minutes(meeting)
        for prefix, said in (rows or {}).items():
            form = {name: v for name, v in form.items() if not name.startswith(f"{prefix}-")}
            form |= _typed(prefix, said)
        self.send("write_minutes", meeting, **form | typed)
        return self.page("meeting", meeting)

    def minutes(self, meeting: int) -> dict[str, list[str]]:
        """Return the fields of the page on which minutes are written."""
        return fields(self.browser.get(reverse("write_minutes", args=[meeting])))

    def note(self, slug: str, text: str, when: str, /, **typed: Any) -> None:
        """Write a note into the year's notebook."""
        self.send("add_note", self.code, slug, text=text, when=when, **typed)

    def inspect(self, when: str, /, **typed: Any) -> None:
        """Write down an inspection, or a time's regular work of that kind."""
        self.send("note_inspection", self.code, when=when, **typed)

    def elect(self, congress: int, **elected: Member) -> None:
        """Write down whom a congress elected, by their posts; votes are not known."""
        rows = [
            {"post": post, "member": member.pk, "is_elected": "on"}
            for post, member in elected.items()
        ]
        self.send("record_results", congress, **_typed("ket-qua", rows))

    def report(self, period: str, *, kind: str = "year", **typed: Any) -> str:
        """Start a report on a period, write its passages, return the words of its preview.

        Passages are named by their keys with underscores; `meeting` is the one that hears it.
        """
        heard = typed.pop("meeting", "")
        span = {"period": period}
        if " " in period:
            span = dict(zip(("starts", "ends"), period.split(), strict=True))
        pk = _key(self.send("start_report", self.code, kind=kind, meeting=heard, **span))
        if typed:
            form = fields(self.browser.get(reverse("write_report", args=[pk])), "soan")
            passages = {f"text-{name.replace('_', '-')}": text for name, text in typed.items()}
            assert set(passages) <= set(form), set(passages) - set(form)
            self.send("write_report", pk, **form | passages)
        return self.page("preview_report", pk)


def book(code: str, name: str, kind: str, parent: Organization | None = None) -> Book:
    """Return the book of a newly founded organisation, of which it is not known since when."""
    cell = OrganizationFactory(code=code, name=name, type=kind, parent=parent, opened=UNKNOWN)
    return Book(secretary(cell), cell)


def begin(capsys: Any, code: str, name: str, kind: str) -> Pages:
    """Found a topmost organisation; return the browser of its administrator."""
    given = {"code": code, "name": name, "type": kind, "username": "quan.tri"}
    call_command("begin", *(f"--{key}={value}" for key, value in given.items()), "--full-name=Q T")
    username = capsys.readouterr().out.split()[0]
    return Pages(client(User.objects.get(username=username)))


def _key(address: str) -> int:
    """Return the key in the address of a record."""
    return resolve(address.partition("?")[0]).kwargs["pk"]


def _typed(prefix: str, rows: Rows) -> dict[str, Any]:
    """Return rows as a browser sends them; lists in a row are rows inside it."""
    form: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        for name, value in row.items():
            if isinstance(value, list) and isinstance(value[0], dict):
                form |= _typed(f"{prefix}-{number}-{name}", value)
            else:
                form[f"{prefix}-{number}-{name}"] = value
    return form
