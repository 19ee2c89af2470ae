"""The Word styles of a Party document, and the pieces of WordprocessingML that have no API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from chibo.documents.formats import PageFormat
from chibo.vietnamese import fold

BODY = "Nội dung"
TITLE = "Tên loại văn bản"
ABOUT = "Trích yếu"
DASHES = "Gạch dưới trích yếu"
PARTY = "Tiêu đề Đảng"
RULE = "Đường kẻ"
PLACE = "Địa danh và ngày tháng"
PARENT = "Cơ quan cấp trên"
ORGANIZATION = "Cơ quan ban hành"
SYMBOL = "Số và ký hiệu"
SUBJECT = "Trích yếu công văn"
ADDRESSEE = "Kính gửi"
CAPTION = "Tên bảng"
CELL = "Ô bảng"
AUTHORITY = "Thể thức đề ký"
POST = "Chức vụ người ký"
RECIPIENTS_LABEL = "Nơi nhận"
RECIPIENTS = "Danh sách nơi nhận"
GAP = "Khoảng cách"
END = "Cuối văn bản"

_CENTER, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


def define(word: WordDocument, page: PageFormat) -> dict[str, str]:
    """Restyle the template's Normal, Header and headings, and add the styles of the format.

    Gives the identifier of each style by its name.
    """
    _define_defaults(word, page)
    normal = word.styles["Normal"]
    _shape(normal, page, size=page.size_body, line=page.line_spacing)
    header = word.styles["Header"]
    _shape(header, page, size=page.size_page_number, line=page.size_page_number + 4, align=_CENTER)
    body = {"align": _JUSTIFY, "after": page.paragraph_gap, "indent": page.first_line_indent}
    _add(word, BODY, page, size=page.size_body, line=page.line_spacing, **body)
    for level in range(1, 5):
        heading = word.styles[f"Heading {level}"]
        centred = level == 1
        _shape(
            heading, page, size=page.size_heading, line=page.line_spacing, bold=True,
            align=_CENTER if centred else _LEFT, before=6 if level < 3 else 0,
            after=page.paragraph_gap, indent=0 if centred else page.first_line_indent,
        )  # fmt: skip
        heading.paragraph_format.keep_with_next = True
        heading.next_paragraph_style = word.styles[BODY]
    _define_head(word, page)
    _define_rest(word, page)
    _modernise(word)
    return {style.name: style.style_id for style in word.styles}


def _define_head(word: WordDocument, page: PageFormat) -> None:
    """Add the styles of the two columns and of the title."""
    tight = page.line_spacing - 2
    organization = page.size_organization
    _add(word, PARTY, page, size=page.size_party, line=tight, bold=True, align=_CENTER)
    _add(word, RULE, page, size=1, line=2)
    _add(word, PLACE, page, size=page.size_place, line=tight, italic=True, align=_CENTER, before=4)
    _add(word, PARENT, page, size=organization, line=tight, align=_CENTER)
    _add(word, ORGANIZATION, page, size=organization, line=tight, bold=True, align=_CENTER)
    _add(word, SYMBOL, page, size=page.size_number, line=tight, align=_CENTER)
    _add(word, SUBJECT, page, size=page.size_letter_about, line=16, italic=True, align=_CENTER)
    _add(word, TITLE, page, size=page.size_title, line=22, bold=True, align=_CENTER, before=18)
    about = page.size_about
    _add(word, ABOUT, page, size=about, line=page.line_spacing, bold=True, align=_CENTER)
    _add(word, DASHES, page, size=about, line=page.line_spacing, align=_CENTER, after=12)
    _add(
        word, ADDRESSEE, page, size=page.size_body, line=page.line_spacing, align=_CENTER,
        before=18, after=page.paragraph_gap,
    )  # fmt: skip
    for name in (TITLE, ABOUT):
        word.styles[name].paragraph_format.keep_with_next = True


def _define_rest(word: WordDocument, page: PageFormat) -> None:
    """Add the styles of tables and of the foot."""
    tight, table = page.line_spacing - 2, page.size_table
    _add(word, CAPTION, page, size=table, line=table + 4, bold=True, align=_CENTER, after=4)
    word.styles[CAPTION].paragraph_format.keep_with_next = True
    _add(word, CELL, page, size=table, line=table + 4)
    signature = page.size_signature
    _add(word, AUTHORITY, page, size=signature, line=tight, bold=True, align=_CENTER)
    _add(word, POST, page, size=signature, line=tight, bold=page.post_bold, align=_CENTER)
    _add(word, RECIPIENTS_LABEL, page, size=page.size_recipients_label, line=tight)
    word.styles[RECIPIENTS_LABEL].font.underline = True
    _add(word, RECIPIENTS, page, size=page.size_recipients, line=page.size_recipients + 3)
    _add(word, GAP, page, size=8, line=8)
    _add(word, END, page, size=1, line=1)


def _add(word: WordDocument, name: str, page: PageFormat, **shape: Any) -> None:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.styleId = "".join(filter(str.isalnum, fold(name).title()))
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    _shape(style, page, **shape)


def _shape(
    style: ParagraphStyle,
    page: PageFormat,
    *,
    size: float,
    line: float,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = _LEFT,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
) -> None:
    """Set every property that Word could inherit from elsewhere; sizes in pt, indent in mm."""
    font = style.font
    font.size, font.bold, font.italic = Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    _set_font(style.element.get_or_add_rPr(), page.font)
    paragraph = style.paragraph_format
    paragraph.alignment = align
    paragraph.line_spacing = Pt(line)
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    paragraph.first_line_indent = Mm(indent)
    paragraph.widow_control = True


def _set_font(properties: BaseOxmlElement, name: str) -> None:
    """Name the font for every script, in place of the template's theme fonts."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    properties.insert(0, fonts)


def _define_defaults(word: WordDocument, page: PageFormat) -> None:
    """Say that the font of the whole document is the format's, and its language Vietnamese."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "vi-VN")
    properties.append(language)
    _set_font(properties, page.font)


def _modernise(word: WordDocument) -> None:
    """Keep Word out of its compatibility mode, and drop the template's picture of itself."""
    settings = word.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "vi-VN")
    relations = word.part.package.rels
    for key in [key for key, part in relations.items() if part.reltype.endswith("/thumbnail")]:
        relations.pop(key)


# Pieces without an API -------------------------------------------------------------------------


def add_page_field(paragraph: Paragraph) -> None:
    """Put the number of the page into a paragraph."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {text} "
        run.append(mark)


def rule(paragraph: Paragraph, *, indent: float) -> None:
    """Draw a line across an empty paragraph, `indent` mm away from both its sides.

    A paragraph of its own, so that a wider font breaks neither line nor text.
    """
    paragraph.paragraph_format.left_indent = Mm(indent)
    paragraph.paragraph_format.right_indent = Mm(indent)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def fix_widths(table: Table, widths: Sequence[float], *, padding: tuple[float, float]) -> None:
    """Fix a table's columns to these mm; `padding` of the cells is vertical, horizontal, in pt."""
    table.autofit = False
    properties = table._tbl.tblPr
    whole = properties.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(Mm(sum(widths)).twips))
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "0")
    indent.set(qn("w:type"), "dxa")
    margins = OxmlElement("w:tblCellMar")
    for side, points in zip(("top", "left", "bottom", "right"), padding * 2, strict=True):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(int(points * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(indent)
    layout.addnext(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def repeat_head(row: _Row) -> None:
    """Print this row again at the top of every page, whole."""
    keep_whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """Never break this row over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def new_row(cells: int) -> BaseOxmlElement:
    """Make an empty row that is never broken over two pages."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    row.append(properties)
    for _ in range(cells):
        cell = OxmlElement("w:tc")
        cell.append(OxmlElement("w:p"))
        row.append(cell)
    return row
