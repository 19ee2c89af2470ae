"""Common words of reports: names, links, lists, sentences."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from chibo.dates import PartialDate
from chibo.documents.inlines import Inlines, Part
from chibo.documents.tree import Block, Listing, ListingStyle, Paragraph, Text
from chibo.organizations.models import CELL_TYPES
from chibo.vietnamese import day
from reports.yearend.facts.values import DirectiveFact, ReportFacts

_SESSIONS = {"morning": "sáng ", "afternoon": "chiều ", "evening": "tối "}


def is_cell(facts: ReportFacts) -> bool:
    """Return whether the report is a cell's, not a committee's."""
    return facts.type in CELL_TYPES


def noun(facts: ReportFacts) -> str:
    """Return what the organisation is called in a sentence."""
    return "Chi bộ" if is_cell(facts) else "Đảng bộ"


def as_committee(name: str) -> str:
    """Return a Đảng bộ as the committee that speaks for it: what issues and what is written to."""
    return name.replace("Đảng bộ", "Đảng ủy", 1)


def link(facts: ReportFacts, name: str, **parameters: str) -> str:
    """Return the page of a list of this organisation for this period."""
    asked = {"to-chuc": facts.code, **parameters}
    return f"{reverse(name)}?{urlencode(asked)}"


def year_link(facts: ReportFacts, name: str) -> str:
    """Return the page of a list of this organisation for the last year of the period."""
    return link(facts, name, nam=str(facts.ends.year))


def plain(text: str) -> str:
    """Return text in one line without a stop at its end."""
    return " ".join(text.split()).rstrip(" .;,")


def listing(items: Sequence[Inlines], style: ListingStyle = "dash") -> list[Block]:
    """Return a list: semicolons after its items, a full stop at the end."""
    last = len(items) - 1
    ended = ((*item, Text("." if position == last else ";")) for position, item in enumerate(items))
    return [Listing.of(*ended, style=style)] if items else []


def sentence(*parts: Part) -> list[Block]:
    """Return one paragraph of words and figures."""
    return [Paragraph.of(*parts)]


def joined(clauses: Iterable[Sequence[Part]], between: str) -> list[Part]:
    """Return clauses in one run with words between them."""
    parts: list[Part] = []
    for clause in clauses:
        parts += [*([between] if parts else []), *clause]
    return parts


def when(held: PartialDate, session: str = "") -> str:
    """Return a time as it is said in a sentence, empty where nothing is known."""
    if held.exact:
        return f"{_SESSIONS.get(session, '')}ngày {day(held.exact)}"
    if held.words.isdigit():
        return f"năm {held.words}"
    return held.words if held.is_known else ""


def directive_words(directive: DirectiveFact) -> str:
    """Return a directive in one line with the name of who gave it."""
    guest = f"Đồng chí {directive.guest}: " if directive.guest else ""
    return f"{guest}{plain(directive.text)}"
