"""The sheet as HTML: what the screen shows, and what the PDF printer lays out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

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

_ALIGN = {"justify": "", "left": "text-start", "center": "text-center", "right": "text-end"}
_BREAK = mark_safe("<br>")


def render(
    document: Document,
    *,
    linked: bool = True,
    narrative: Callable[[Narrative], str] | None = None,
) -> SafeString:
    """Print the document as one `<article class="paper">`; every word in it is escaped.

    `linked` makes doors of figures and holes. `narrative` puts something of its own (safe HTML,
    or a plain string that is escaped) in the place of each passage to write.
    """
    return Sheet(document, linked=linked, narrative=narrative).article()


@dataclass(frozen=True)
class Sheet:
    """One printing of one document for the screen."""

    document: Document
    linked: bool
    narrative: Callable[[Narrative], str] | None = None

    @property
    def landscape(self) -> bool:
        """Whether the paper lies on its long side."""
        return self.document.orientation == "landscape"

    def article(self) -> SafeString:
        """Put the parts of the sheet together."""
        parts = [self.head(), self.title(), self.addressees()]
        parts += self.body()
        article = format_html(
            '<article class="paper" lang="{}">{}</article>',
            self.document.language,
            _joined(parts),
        )
        return mark_safe(letters.printable(article))

    # The head of the first page

    def head(self) -> SafeString:
        """The two columns: who issues, and the Party's name with place and date."""
        document, page = self.document, self.document.format
        _, right = letters.head_columns(page, landscape=self.landscape)
        party = format_html(
            '<p class="paper__party">{}</p>',
            format_html("<span>{}</span>", letters.PARTY)
            if page.party_underlined
            else letters.PARTY,
        )
        head = document.letterhead
        place = letters.place_and_date(head.place, head.date, page)
        place_lines = letters.wrapped(place, size=page.size_place, width=right)
        return format_html(
            '<header class="paper__head"><div>{}</div><div>{}<p class="paper__place"><em>{}</em>'
            "</p></div></header>",
            self.issuer(),
            party,
            _lines(place_lines),
        )

    def issuer(self) -> SafeString:
        """The left column: superior organisation, issuing organisation, star, number."""
        document, page = self.document, self.document.format
        head = document.letterhead
        left, _ = letters.head_columns(page, landscape=self.landscape)
        parts = []
        for name, row in (
            (head.parent_organization, "<p>{}</p>"),
            (head.organization, "<p><strong>{}</strong></p>"),
        ):
            lines = letters.wrapped(letters.capitals(name), size=page.size_organization, width=left)
            parts += [format_html(row, _lines(lines))] if lines else []
        parts.append(mark_safe("<p>*</p>"))
        if head.series:
            parts.append(format_html('<p class="paper__symbol">{}</p>', self.symbol()))
        if not document.title and document.about:
            about = _broken(document.about)
            parts.append(format_html('<p class="paper__subject"><em>{}</em></p>', about))
        return _joined(parts)

    def symbol(self) -> SafeString:
        """Number and symbol; a hole where the number is drawn only at issue."""
        head = self.document.letterhead
        if head.number is not None:
            return conditional_escape(letters.symbol_line(head.number, head.series))
        return format_html("Số {}-{}", self.inline(Hole(head.hole)), head.series)

    def title(self) -> SafeString:
        """The type of document, what it is about, and the dashes."""
        document, page = self.document, self.document.format
        if not document.title:
            return mark_safe("")
        about = letters.wrapped(document.about, size=page.size_about, width=130)
        parts = [format_html('<p class="paper__title">{}</p>', _broken(document.title))]
        if about:
            parts.append(format_html('<p class="paper__about">{}</p>', _lines(about)))
        if page.dashes:
            parts.append(format_html('<p class="paper__dash">{}</p>', page.dashes))
        return _joined(parts)

    def addressees(self) -> SafeString:
        """Kính gửi: one addressee in the line, several under it."""
        names = self.document.addressees
        if not names:
            return mark_safe("")
        if len(names) == 1:
            return format_html(
                '<p class="paper__to text-center"><em>Kính gửi:</em> {}</p>', _broken(names[0])
            )
        return format_html(
            '<p class="paper__to text-center"><em>Kính gửi:</em></p>{}',
            format_html_join("", "<p>- {}</p>", ((_broken(name),) for name in names)),
        )

    # The body

    def body(self) -> list[SafeString]:
        """Print the blocks and the foot."""
        pieces = [piece for block in self.document.blocks for piece in self.pieces(block)]
        return [*pieces, self.foot()]

    def pieces(self, block: Block) -> list[SafeString]:
        """Print one block, as pieces between which a page may end."""
        match block:
            case Heading():
                return [_heading(block)]
            case Paragraph():
                return [self.paragraph(block)]
            case Table():
                return [self.table(block)]
            case Listing():
                return self.items(block)
            case Narrative():
                return self.passages(block)
            case PageBreak():
                return [mark_safe('<hr class="paper__break">')]

    def paragraph(self, block: Paragraph) -> SafeString:
        """Print a paragraph; a class where it is not justified or not indented."""
        classes = " ".join(filter(None, (_ALIGN[block.align], _flush(block.indent))))
        text = self.run(block.inlines)
        if classes:
            return format_html('<p class="{}">{}</p>', classes, text)
        return format_html("<p>{}</p>", text)

    def items(self, block: Listing) -> list[SafeString]:
        """Print a list as paragraphs with their marks, as Party documents do."""
        return [
            format_html("<p>{}{}</p>", block.marker(position), self.run(item))
            for position, item in enumerate(block.items)
        ]

    def passages(self, block: Narrative) -> list[SafeString]:
        """Print what was written, or hand the passage to the caller."""
        if self.narrative is not None:
            return [conditional_escape(self.narrative(block))]
        if not block.paragraphs and block.required:
            reason = f"chưa viết: {block.title}" if block.title else "chưa viết"
            return [format_html("<p>{}</p>", self.inline(Hole(reason)))]
        return [format_html("<p>{}</p>", _broken(text)) for text in block.paragraphs]

    def table(self, block: Table) -> SafeString:
        """Print a table with its head, its columns' widths and alignments."""
        page = self.document.format
        whole = sum(letters.head_columns(page, landscape=self.landscape))
        fit = fitted(block, width=whole, size=page.size_table)
        widths = ((f"{width / whole * 100:.2f}%",) for width in fit)
        heads = ((_broken(column.header),) for column in block.columns)
        aligns = [_ALIGN[column.align] for column in block.columns]
        rows = (
            (
                format_html_join(
                    "",
                    '<td class="{}">{}</td>',
                    ((align, self.run(cell)) for align, cell in zip(aligns, row, strict=True)),
                ),
            )
            for row in block.rows
        )
        return format_html(
            '<div class="paper__table" role="region" tabindex="0" aria-label="{}"><table>{}'
            "<colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
            block.caption or "Bảng",
            self.caption(block),
            format_html_join("", '<col width="{}">', widths),
            format_html_join("", '<th scope="col">{}</th>', heads),
            format_html_join("", "<tr>{}</tr>", rows),
        )

    def caption(self, block: Table) -> SafeString:
        """Print the name of a table."""
        if not block.caption:
            return mark_safe("")
        return format_html("<caption>{}</caption>", _broken(block.caption))

    def run(self, inlines: Inlines) -> SafeString:
        """Print a run of inlines."""
        return _joined(self.inline(part) for part in inlines)

    def inline(self, part: Text | Figure | Hole) -> SafeString:
        """Print words, a figure or a hole."""
        match part:
            case Text():
                text = _broken(part.text)
                text = format_html("<em>{}</em>", text) if part.italic else text
                return format_html("<strong>{}</strong>", text) if part.bold else text
            case Figure():
                text = _broken(part.text)
                if self.linked and part.url:
                    text = format_html('<a class="evidence" href="{}">{}</a>', part.url, text)
                return format_html("<strong>{}</strong>", text) if part.bold else text
            case Hole():
                return self.hole(part)

    def hole(self, part: Hole) -> SafeString:
        """Print why a value is missing, as a door to where it can be filled."""
        if self.linked and part.url:
            return format_html('<a class="hole" href="{}">{}</a>', part.url, part.reason)
        return format_html('<span class="hole">{}</span>', part.reason)

    # The foot

    def foot(self) -> SafeString:
        """Recipients and signatures."""
        document = self.document
        signers = document.signature.signers if document.signature else ()
        cells = [_signature(signer) for signer in signers]
        if len(signers) < 2 and (signers or document.recipients):
            cells.insert(0, format_html("<div>{}</div>", self.recipients()))
        if not signers and cells:
            cells.append(mark_safe("<div></div>"))
        sign = format_html('<div class="paper__sign">{}</div>', _joined(cells)) if cells else ""
        below = self.recipients() if len(signers) == 2 else ""
        if below:
            below = format_html('<div class="paper__sign"><div>{}</div><div></div></div>', below)
        return format_html("{}{}", sign, below)

    def recipients(self) -> SafeString:
        """Nơi nhận."""
        recipients = self.document.recipients
        if recipients is None:
            return mark_safe("")
        return format_html(
            '<p class="paper__receive"><u>Nơi nhận:</u></p>{}',
            format_html_join("", "<p>{}</p>", ((_broken(line),) for line in recipients.lines)),
        )


def _signature(signer: Signer) -> SafeString:
    post = format_html('<p class="paper__post">{}</p>', signer.post) if signer.post else ""
    return format_html(
        '<div class="paper__by"><p><strong>{}</strong></p>{}<p class="paper__name">{}</p></div>',
        signer.authority,
        post,
        signer.name,
    )


def _heading(block: Heading) -> SafeString:
    """Print a heading; levels 3 and 4 are bold paragraphs, as on paper, with a heading's role."""
    anchor = format_html(' id="{}"', block.key) if block.key else ""
    if block.level <= 2:
        row = "<h{level}{anchor}>{text}</h{level}>"
    else:
        row = '<p role="heading" aria-level="{level}"{anchor}><strong>{text}</strong></p>'
    return format_html(row, level=block.level + 1, anchor=anchor, text=_broken(block.line))


def _flush(indent: bool) -> str:
    return "" if indent else "paper__flush"


def _joined(parts: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _broken(text: str) -> SafeString:
    """Escape text; its line feeds become line breaks."""
    return _lines(text.split("\n"))


def _lines(lines: Iterable[str]) -> SafeString:
    return format_html_join(_BREAK, "{}", ((line,) for line in lines))
