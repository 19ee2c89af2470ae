"""The Document: frozen values that every printer reads and that are stored as canonical JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.dataclasses import dataclass

from chibo.documents.formats import HD_05_2026, PageFormat
from chibo.documents.inlines import Figure, Hole, Inlines, Part, Text, inlines

__all__ = [
    "Block", "Column", "Document", "Figure", "Heading", "Hole", "Inlines", "Letterhead", "Listing",
    "Narrative", "PageBreak", "Paragraph", "Part", "Recipients", "Signatures", "Signer", "Table",
    "Text", "UnreadableDocument", "inlines",
]  # fmt: skip

SCHEMA: Literal[1] = 1
"""Version of the tree in stored JSON; raised whenever an old reader could misread a new tree."""

_frozen = ConfigDict(extra="forbid")
Align = Literal["justify", "left", "center", "right"]


class UnreadableDocument(ValueError):
    """Stored JSON that is not a document of a known schema."""


# Blocks ----------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_frozen)
class Heading:
    """A heading. Levels: 1 Phần (number above the text), 2 "I- ", 3 "1. ", 4 "a) ".

    `number` is bare ("Phần thứ nhất", "I", "1", "a"); `key` is an anchor for a table of contents.
    """

    text: str
    level: Annotated[int, Field(ge=1, le=4)] = 2
    number: str = ""
    key: Annotated[str, Field(pattern=r"^[a-z0-9-]*$")] = ""
    kind: Literal["heading"] = field(default="heading", kw_only=True, repr=False)

    @property
    def line(self) -> str:
        """The heading as it is printed; level 1 has a line feed after its number."""
        if not self.number:
            return self.text
        return f"{self.number}{('', chr(10), '- ', '. ', ') ')[self.level]}{self.text}"


@dataclass(frozen=True, config=_frozen)
class Paragraph:
    """A paragraph of words, figures and holes."""

    inlines: Inlines
    indent: bool = True
    align: Align = "justify"
    kind: Literal["paragraph"] = field(default="paragraph", kw_only=True, repr=False)

    @classmethod
    def of(cls, *parts: Part, indent: bool = True, align: Align = "justify") -> Paragraph:
        """Build a paragraph from strings and inlines."""
        return cls(inlines(*parts), indent=indent, align=align)

    @property
    def leads_in(self) -> bool:
        """Whether it announces what follows («Ý kiến thảo luận:»), so that no page parts them."""
        last = self.inlines[-1] if self.inlines else None
        return isinstance(last, Text) and last.text.rstrip().endswith(":")


@dataclass(frozen=True, config=_frozen)
class Column:
    """A column of a table; `width` is a weight among the table's columns."""

    header: str
    width: Annotated[int, Field(ge=1, le=1000)] = 1
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, config=_frozen)
class Table:
    """A ruled table whose head is repeated on every page; each cell is a run of inlines."""

    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=40)]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: str = ""
    kind: Literal["table"] = field(default="table", kw_only=True, repr=False)

    @model_validator(mode="after")
    def _rows_fit(self) -> Table:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell per column")
        return self

    @classmethod
    def of(
        cls,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Part | Inlines]],
        caption: str = "",
    ) -> Table:
        """Build a table whose cells are strings, inlines or tuples of inlines."""
        cells = tuple(
            tuple(cell if isinstance(cell, tuple) else inlines(cell) for cell in row)
            for row in rows
        )
        return cls(tuple(columns), cells, caption)


ListingStyle = Literal["dash", "number", "bracket", "letter"]


@dataclass(frozen=True, config=_frozen)
class Listing:
    """A list, printed as indented paragraphs: "- ", "1. ", "(1) " or "a) "."""

    items: tuple[Inlines, ...]
    style: ListingStyle = "dash"
    kind: Literal["listing"] = field(default="listing", kw_only=True, repr=False)

    @classmethod
    def of(cls, *items: Part | Inlines, style: ListingStyle = "dash") -> Listing:
        """Build a list whose items are strings, inlines or tuples of inlines."""
        gathered = tuple(item if isinstance(item, tuple) else inlines(item) for item in items)
        return cls(gathered, style)

    def marker(self, position: int) -> str:
        """The mark before the item at `position`, counted from 0; letters skip as in Vietnamese."""
        if self.style == "dash":
            return "- "
        if self.style == "number":
            return f"{position + 1}. "
        if self.style == "bracket":
            return f"({position + 1}) "
        letters = "abcdđeghiklmnopqrstuvxy"
        return f"{letters[position % len(letters)]}) "


@dataclass(frozen=True, config=_frozen)
class Narrative:
    """A passage that a person writes; each line of `text` is a paragraph.

    `key` names it among the document's narratives; `title` and `prompt` help its writer and are
    never printed; `required` says that the document may not be issued while it is empty.
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9_-]+$")]
    prompt: str = ""
    text: str = ""
    required: bool = False
    title: str = ""
    kind: Literal["narrative"] = field(default="narrative", kw_only=True, repr=False)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The written paragraphs, without empty lines."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


@dataclass(frozen=True, config=_frozen)
class PageBreak:
    """What follows starts on a new page (an annex)."""

    kind: Literal["page_break"] = field(default="page_break", kw_only=True, repr=False)


Block = Annotated[
    Heading | Paragraph | Table | Listing | Narrative | PageBreak, Field(discriminator="kind")
]


# Head and foot ---------------------------------------------------------------------------------


@dataclass(frozen=True, config=_frozen)
class Letterhead:
    """The two columns at the top of the first page.

    Without `series` there is no number line; with it and without `number` the line shows `hole`.
    Without `date` the place line leaves day, month and year to be filled in by hand.
    """

    organization: str
    parent_organization: str = ""
    series: str = ""
    number: str | None = None
    place: str = ""
    date: datetime.date | None = None
    hole: str = "cấp khi ban hành"


@dataclass(frozen=True, config=_frozen)
class Signer:
    """One who signs: "T/M CHI BỘ", "BÍ THƯ", the name without academic titles."""

    authority: str
    post: str = ""
    name: str = ""


@dataclass(frozen=True, config=_frozen)
class Signatures:
    """One signer (on the right, recipients on the left) or two (left, right)."""

    signers: Annotated[tuple[Signer, ...], Field(min_length=1, max_length=2)]

    @classmethod
    def of(cls, *signers: Signer) -> Signatures:
        """Build the signature block from left to right."""
        return cls(signers)


@dataclass(frozen=True, config=_frozen)
class Recipients:
    """Nơi nhận: one line each, without dash and punctuation; the last is "Lưu Chi bộ"."""

    items: Annotated[tuple[str, ...], Field(min_length=1)]

    @classmethod
    def of(cls, *items: str) -> Recipients:
        """Build the list of recipients."""
        return cls(items)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as printed: dash before, semicolon after, full stop at the end."""
        last = len(self.items) - 1
        return tuple(
            f"- {item.rstrip(' .;')}{'.' if position == last else ';'}"
            for position, item in enumerate(self.items)
        )


@dataclass(frozen=True, config=_frozen)
class Document:
    """Everything that stands on the paper, and the format in force on its date.

    An official letter (công văn) has no `title`: its `about` stands under the number.
    """

    letterhead: Letterhead
    title: str
    about: str = ""
    blocks: tuple[Block, ...] = ()
    signature: Signatures | None = None
    recipients: Recipients | None = None
    addressees: tuple[str, ...] = ()
    format: PageFormat = HD_05_2026
    orientation: Literal["portrait", "landscape"] = "portrait"
    language: Literal["vi"] = "vi"
    schema: Literal[1] = field(default=SCHEMA, kw_only=True, repr=False)

    @model_validator(mode="after")
    def _narratives_have_own_keys(self) -> Document:
        keys = [narrative.key for narrative in self.narratives()]
        if len(keys) != len(set(keys)):
            raise ValueError("two narratives of a document share a key")
        return self

    @property
    def name(self) -> str:
        """The document in one line, for a file's or window's title."""
        return " ".join(f"{self.title} {self.about}".split())

    def narratives(self) -> tuple[Narrative, ...]:
        """The passages to write, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Narrative))

    def unwritten(self) -> tuple[Narrative, ...]:
        """The required passages that are still empty."""
        return tuple(
            passage for passage in self.narratives() if passage.required and not passage.paragraphs
        )

    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order, for a table of contents."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in reading order."""
        return tuple(part for part in self._parts() if isinstance(part, Figure))

    def holes(self) -> tuple[Hole, ...]:
        """Every missing value, in reading order; an unissued number is not one of them."""
        return tuple(part for part in self._parts() if isinstance(part, Hole))

    def written(self, texts: Mapping[str, str]) -> Document:
        """The same document with these texts in the narratives of these keys."""
        blocks = tuple(
            replace(block, text=texts[block.key])
            if isinstance(block, Narrative) and block.key in texts
            else block
            for block in self.blocks
        )
        return replace(self, blocks=blocks)

    def issued(self, *, number: str, on: datetime.date) -> Document:
        """The same document with its number and date."""
        return replace(self, letterhead=replace(self.letterhead, number=number, date=on))

    def to_json(self) -> str:
        """Serialise canonically: sorted keys, no spaces, Vietnamese letters as they are."""
        return json.dumps(
            _adapter.dump_python(self, mode="json"),
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Document:
        """Read what `to_json` wrote; raises `UnreadableDocument` for anything else."""
        try:
            return _adapter.validate_json(text)
        except ValidationError as error:
            raise UnreadableDocument(
                "Văn bản đã lưu không đọc được: sai cấu trúc hoặc thuộc phiên bản khác."
            ) from error

    def _parts(self) -> Iterator[Text | Figure | Hole]:
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.inlines
            elif isinstance(block, Listing):
                for item in block.items:
                    yield from item
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row:
                        yield from cell


_adapter = TypeAdapter(Document)
