"""The words of a report in its four formats, and the golden words they are held against.

`GOLDEN=write` in the environment writes what is printed now into the golden files instead: then
read their difference before keeping it.
"""

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pypdf
from django.core.management import call_command
from docx.table import Table

FOLDER = Path(__file__).parent / "golden"
_LINES = {"p", "h2", "h3", "th", "td"}
_BROKEN = re.compile(r"(?<=\w-) (?=\d)|(?<=\d-) (?=[A-ZĐ])")
"""Where a line of a print ends at a hyphen inside a word: «Covid- 19», «10- CT/TW»."""
_NOT_FACTS = {"pk", "regulations", "schema"}
"""Keys of this database, and the law that was gathered with the facts: neither is the cell's."""


class _Sheet(HTMLParser):
    """Gathers the lines of the printed sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "article"
        if self.inside and (tag in _LINES or tag == "br"):
            self.lines.append("")

    def handle_data(self, data):
        if self.inside and self.lines:
            self.lines[-1] += data


def html_lines(content: bytes) -> list[str]:
    """Return the lines of a report in HTML."""
    sheet = _Sheet()
    sheet.feed(content.decode())
    return _plain(sheet.lines)


def docx_lines(content: bytes) -> list[str]:
    """Return the lines of a report in DOCX, those in its tables at their place."""
    return _plain(_paragraphs(docx.Document(io.BytesIO(content))))


def pdf_words(content: bytes) -> str:
    """Return the words of a report in PDF in one line, without the numbers of its pages."""
    words = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages, start=1):
        words += [line for line in page.extract_text().splitlines() if line.strip() != str(number)]
    return _BROKEN.sub("", one_line(words))


def one_line(lines: list[str]) -> str:
    """Return lines in one, blanks collapsed."""
    return " ".join(" ".join(lines).split())


def figures(content: bytes) -> dict[str, Any]:
    """Return the facts of a report that say something, without what is not the cell's."""
    return _said(json.loads(content))


def kept_lines(name: str, lines: list[str]) -> list[str]:
    """Return the golden lines of a report."""
    return _kept(f"{name}.txt", "\n".join(lines) + "\n").splitlines()


def kept_figures(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Return the golden facts of a report."""
    return json.loads(_kept(f"{name}.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n"))


def printer(code: str, starts: str, ends: str, folder: Path) -> Callable[[str], bytes]:
    """Return what prints the report of an organisation on a period through the command."""

    def run(format_: str) -> bytes:
        out = folder / f"report.{format_}"
        period = ("--from", starts, "--to", ends)
        call_command(
            "report", "--organization", code, *period, "--format", format_, "--out", str(out)
        )
        return out.read_bytes()

    return run


def _kept(file: str, said: str) -> str:
    path = FOLDER / file
    if os.environ.get("GOLDEN") == "write":
        path.write_text(said, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _paragraphs(part: Any) -> Iterator[str]:
    for block in part.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
        else:
            yield from block.text.split("\n")


def _plain(lines: Any) -> list[str]:
    found = (" ".join(line.split()) for line in lines)
    return [line for line in found if line]


def _said(facts: Any) -> Any:
    if isinstance(facts, dict):
        said = {key: _said(value) for key, value in facts.items() if key not in _NOT_FACTS}
        return {key: value for key, value in said.items() if value not in ("", None, [], {})}
    return [_said(one) for one in facts] if isinstance(facts, list) else facts
