"""Common words of reports: names, links, lists, sentences."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from chibo.dates import PartialDate
from chibo.documents.inlines import Inlines, Part
from chibo.documents.tree import Block, Listing, ListingStyle, Paragraph, Text
from chibo.organizations.models import CELL_TYPES
from chibo.vietnamese import day
from reports.yearend.facts.values import DirectiveFact, HeardFact, ReportFacts

_MONTH = re.compile(r"\d{1,2}/\d{4}")
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
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
    if _MONTH.fullmatch(held.words):
        return f"tháng {held.words}"
    if years := _YEARS.fullmatch(held.words):
        return f"giai đoạn {years[1]}–{years[2]}"
    return held.words if held.is_known else ""


def day_of(heard: HeardFact) -> str:
    """Return when a meeting was held, empty where its name says the month and nobody knows more."""
    known = heard.held.exact or "tháng" not in heard.title
    return when(heard.held, heard.session) if known else ""


def when_within(facts: ReportFacts, held: PartialDate) -> str:
    """Return a time as it is said in a sentence, empty where it is all of the report's period."""
    begins, ends = held.earliest, held.latest
    whole = begins and ends and begins <= facts.starts and facts.ends <= ends
    return "" if whole else when(held)


def small(words: str) -> str:
    """Return words that go on in a sentence; names in capitals stay."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def of_congress(facts: ReportFacts) -> bool:
    """Return whether a congress heard the report."""
    return facts.heard is not None and "congress" in facts.heard.kinds


def directive_words(directive: DirectiveFact) -> str:
    """Return a directive in one line with the name of who gave it."""
    guest = f"Đồng chí {directive.guest}: " if directive.guest else ""
    return f"{guest}{plain(directive.text)}"
