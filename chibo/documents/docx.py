"""The sheet as a Word file: real styles, so that it can go on being edited."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph

from chibo.documents import docx_styles as styles
from chibo.documents import letters
from chibo.documents.columns import fitted
from chibo.documents.tree import (
    Block,
    Document,
    Figure,
    Heading,
    Hole,
    Inlines,
    Listing,
    Narrative,
    PageBreak,
    Paragraph,
    Signer,
    Table,
    Text,
)

_ALIGN = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_UNDATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def render(document: Document) -> bytes:
    """Print the document as .docx; dots stand where something is missing."""
    word = docx.Document()
    sheet = _Sheet(document, word, styles.define(word, document.format))
    sheet.page()
    sheet.head()
    sheet.title()
    for block in document.blocks:
        sheet.block(block)
    sheet.foot()
    sheet.properties()
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


@dataclass(frozen=True)
class _Sheet:
    """One printing of one document."""

    document: Document
    word: WordDocument
    style_ids: dict[str, str]

    @property
    def landscape(self) -> bool:
        """Whether the paper lies on its long side."""
        return self.document.orientation == "landscape"

    @property
    def content_width(self) -> float:
        """Width between the margins in mm."""
        return sum(letters.head_columns(self.document.format, landscape=self.landscape))

    def page(self) -> None:
        """Set paper, margins and page number of the only section."""
        page, section = self.document.format, self.word.sections[0]
        width, height = page.width, page.height
        if self.landscape:
            width, height = height, width
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(page.margin_top), Mm(page.margin_bottom)
        section.left_margin, section.right_margin = Mm(page.margin_left), Mm(page.margin_right)
        section.header_distance = Mm(page.page_number_distance)
        section.footer_distance = Mm(page.page_number_distance)
        section.different_first_page_header_footer = True
        if page.page_number_position == "top":
            number = section.header.paragraphs[0]
            styles.add_page_field(number)

    # The head of the first page

    def head(self) -> None:
        """The two columns: who issues, and the Party's name with place and date."""
        document, page = self.document, self.document.format
        widths = letters.head_columns(page, landscape=self.landscape)
        table = self.frame(widths)
        self.issuer(table.cell(0, 0), widths[0])
        right = table.cell(0, 1)
        self.line(right, letters.PARTY, styles.PARTY, first=True)
        if page.party_underlined:
            rest = widths[1] - letters.text_width(letters.PARTY, page.size_party)
            styles.rule(self.line(right, "", styles.RULE), indent=max(0.0, rest / 2))
        head = document.letterhead
        place = letters.place_and_date(head.place, head.date, page)
        lines = letters.wrapped(place, size=page.size_place, width=widths[1])
        self.line(right, "\n".join(lines), styles.PLACE)

    def issuer(self, cell: Cell, width: float) -> None:
        """The left column: superior organisation, issuing organisation, star, number."""
        document, page = self.document, self.document.format
        head = document.letterhead
        lines: list[tuple[str, str]] = []
        for name, style in (
            (head.parent_organization, styles.PARENT),
            (head.organization, styles.ORGANIZATION),
        ):
            caps = letters.capitals(name)
            wrapped = letters.wrapped(caps, size=page.size_organization, width=width)
            lines += [(line, style) for line in wrapped]
        lines.append(("*", styles.PARENT))
        if head.series:
            number = letters.BLANK if head.number is None else head.number
            lines.append((letters.symbol_line(number, head.series), styles.SYMBOL))
        if not document.title and document.about:
            lines.append((document.about, styles.SUBJECT))
        for position, (text, style) in enumerate(lines):
            self.line(cell, text, style, first=position == 0)

    def title(self) -> None:
        """The type of document, what it is about, the dashes; the addressees of a letter."""
        document, page = self.document, self.document.format
        if document.title:
            self.line(self.word, document.title, styles.TITLE)
            about = letters.wrapped(document.about, size=page.size_about, width=130)
            if about:
                self.line(self.word, "\n".join(about), styles.ABOUT)
            self.line(self.word, page.dashes, styles.DASHES)
        names = document.addressees
        if names:
            to = self.line(self.word, "", styles.ADDRESSEE)
            to.add_run("Kính gửi:").italic = True
            if len(names) == 1:
                to.add_run(f" {letters.printable(names[0])}")
            else:
                for name in names:
                    self.line(self.word, f"- {name}", styles.BODY)

    # The body

    def block(self, block: Block) -> None:
        """Print one block."""
        match block:
            case Heading():
                self.line(self.word, block.line, f"Heading {block.level}")
            case Paragraph():
                self.paragraph(block)
            case Table():
                self.table(block)
            case Listing():
                for position, item in enumerate(block.items):
                    paragraph = self.line(self.word, "", styles.BODY)
                    _run(paragraph, (Text(block.marker(position)), *item))
            case Narrative():
                missing = (letters.BLANK,) if block.required else ()
                for text in block.paragraphs or missing:
                    self.line(self.word, text, styles.BODY)
            case PageBreak():
                paragraph = self.line(self.word, "", styles.GAP)
                paragraph.add_run().add_break(WD_BREAK.PAGE)

    def paragraph(self, block: Paragraph) -> None:
        """Print a paragraph, with its own setting only where it differs from the style."""
        paragraph = self.line(self.word, "", styles.BODY)
        if block.align != "justify":
            paragraph.alignment = _ALIGN[block.align]
        if not block.indent or block.align == "center":
            paragraph.paragraph_format.first_line_indent = Mm(0)
        if block.leads_in:
            paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, block.inlines)

    def table(self, block: Table) -> None:
        """Print a ruled table; its head comes again on every page and no row is split."""
        if block.caption:
            self.line(self.word, block.caption, styles.CAPTION)
        size = self.document.format.size_table
        widths = fitted(block, width=self.content_width, size=size)
        table = self.word.add_table(1, len(widths), style="Table Grid")
        styles.fix_widths(table, widths, padding=(2, 4))
        styles.repeat_head(table.rows[0])
        heads = [(Text(column.header, bold=True),) for column in block.columns]
        self.fill(table, table.rows[0]._tr, heads, ["center"] * len(widths), widths)
        aligns = [column.align for column in block.columns]
        for row in block.rows:
            element = styles.new_row(len(widths))
            table._tbl.append(element)
            self.fill(table, element, row, aligns, widths)
        self.line(self.word, "", styles.GAP)

    def fill(
        self,
        table: WordTable,
        element: BaseOxmlElement,
        row: Iterable[Inlines],
        aligns: Sequence[str],
        widths: Sequence[float],
    ) -> None:
        """Write one row of a table."""
        style = self.style_ids[styles.CELL]
        cells = [Cell(cell, table) for cell in element.tc_lst]
        for cell, inlines, align, width in zip(cells, row, aligns, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph._p.style = style
            paragraph.alignment = _ALIGN[align]
            _run(paragraph, inlines)

    # The foot

    def foot(self) -> None:
        """Recipients and signatures, kept together and with the last paragraph before them."""
        document = self.document
        signers: Sequence[Signer] = document.signature.signers if document.signature else ()
        if not signers and document.recipients is None:
            return
        if self.document.blocks and self.word.paragraphs:
            self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        self.line(self.word, "", styles.GAP).paragraph_format.keep_with_next = True
        table = self.frame((self.content_width / 2, self.content_width / 2))
        if len(signers) == 2:
            self.signature(table.cell(0, 0), signers[0])
        else:
            self.recipients(table.cell(0, 0))
        if signers:
            self.signature(table.cell(0, 1), signers[-1])
        if len(signers) == 2 and document.recipients is not None:
            self.line(self.word, "", styles.GAP)
            self.recipients(self.frame((self.content_width,)).cell(0, 0))
        self.line(self.word, "", styles.END)

    def signature(self, cell: Cell, signer: Signer) -> None:
        """Authority, post, room for the hand, name."""
        self.line(cell, signer.authority, styles.AUTHORITY, first=True)
        if signer.post:
            self.line(cell, signer.post, styles.POST)
        for _ in range(self.document.format.signature_lines):
            self.line(cell, "", styles.POST)
        self.line(cell, signer.name, styles.AUTHORITY)

    def recipients(self, cell: Cell) -> None:
        """Nơi nhận."""
        if self.document.recipients is None:
            return
        self.line(cell, "Nơi nhận:", styles.RECIPIENTS_LABEL, first=True)
        for line in self.document.recipients.lines:
            self.line(cell, line, styles.RECIPIENTS)

    # Pieces

    def line(
        self, place: WordDocument | Cell, text: str, style: str, *, first: bool = False
    ) -> WordParagraph:
        """Add a paragraph of plain words; the first of a cell takes the paragraph that is there."""
        paragraph: WordParagraph
        if first and isinstance(place, Cell):
            paragraph = place.paragraphs[0]
        else:
            paragraph = place.add_paragraph()
        paragraph._p.style = self.style_ids[style]
        if text:
            paragraph.add_run(letters.printable(text))
        return paragraph

    def frame(self, widths: Sequence[float]) -> WordTable:
        """Add a table without rules, of one row that is not split."""
        table: WordTable = self.word.add_table(1, len(widths))
        styles.fix_widths(table, widths, padding=(0, 0))
        styles.keep_whole(table.rows[0])
        for cell, width in zip(table.rows[0].cells, widths, strict=True):
            cell.width = Mm(width)
        return table

    def properties(self) -> None:
        """Name the file's title and language, and no person or program."""
        properties = self.word.core_properties
        day = self.document.letterhead.date
        moment = (
            datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
            if day
            else _UNDATED
        )
        properties.title = letters.printable(self.document.name)[:255]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.keywords = properties.subject = properties.category = ""
        properties.language = "vi-VN"
        properties.created = properties.modified = moment
        properties.revision = 1


def _run(paragraph: WordParagraph, inlines: Inlines) -> None:
    """Add a run for each inline."""
    for part in inlines:
        text = letters.BLANK if isinstance(part, Hole) else letters.printable(part.text)
        run = paragraph.add_run(text)
        if isinstance(part, Text | Figure) and part.bold:
            run.bold = True
        if isinstance(part, Text) and part.italic:
            run.italic = True
