"""The sheet as HTML for paper: dots where something is missing, and pages that end well.

The PDF engine knows "break-inside: avoid" and no "break-after: avoid". What belongs together is
therefore put into boxes here: a heading or a lead-in with what follows it, the last paragraph
with the signature. Before a table stands a box with room for its first rows, into which they are drawn.
"""

from __future__ import annotations

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from chibo.documents import letters
from chibo.documents.html import Sheet
from chibo.documents.tree import Document, Heading, Hole, PageBreak, Paragraph, Table


def render(document: Document) -> SafeString:
    """Print the document as one `<article class="paper">` without links."""
    return PaperSheet(document, linked=False).article()


class PaperSheet(Sheet):
    """One printing of one document for paper."""

    def hole(self, part: Hole) -> SafeString:
        """Leave dots, to be filled in by hand."""
        return conditional_escape(letters.BLANK)

    def caption(self, block: Table) -> SafeString:
        """Leave the name of the table to the box before it."""
        return mark_safe("")

    def body(self) -> list[SafeString]:
        """Print the blocks and the foot, boxed."""
        printed: list[SafeString] = []
        waiting: list[SafeString] = []
        ending: list[SafeString] = []
        for block in self.document.blocks:
            for piece in self.pieces(block):
                if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.leads_in):
                    waiting.append(piece)
                    continue
                printed += _kept(ending)
                if isinstance(block, Table):
                    printed += [_room(waiting, block.caption), piece]
                    ending = []
                elif isinstance(block, PageBreak):
                    printed += [*waiting, piece]
                    ending = []
                else:
                    ending = [*waiting, piece]
                waiting = []
        return [*printed, *_kept([*ending, *waiting, self.foot()])]


def _kept(pieces: list[SafeString]) -> list[SafeString]:
    """Box pieces that no end of a page may part; a single piece needs no box."""
    if len(pieces) < 2:
        return pieces
    together = format_html_join("", "{}", ((piece,) for piece in pieces))
    return [format_html('<div class="paper__keep">{}</div>', together)]


def _room(headings: list[SafeString], caption: str) -> SafeString:
    """Box what stands above a table, with room for the table's beginning."""
    together = format_html_join("", "{}", ((heading,) for heading in headings))
    name = format_html('<p class="paper__caption">{}</p>', caption) if caption else ""
    return format_html('<div class="paper__room">{}{}</div>', together, name)
