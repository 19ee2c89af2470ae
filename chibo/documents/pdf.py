"""The sheet as PDF: laid out in a child process with limits of time and memory."""

from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path

from chibo.documents import letters, paper
from chibo.documents.formats import PageFormat
from chibo.documents.tree import Document

_CHILD = Path(__file__).with_name("pdf_child.py")
_MEGABYTE = 1024 * 1024


class PrintingFailed(Exception):
    """The PDF could not be made; the text is a Vietnamese sentence for the person who asked."""


def render(document: Document, *, fonts: Path, seconds: float = 30, megabytes: int = 2048) -> bytes:
    """Print the document as PDF with the fonts (*.ttf) of one folder.

    Raises `PrintingFailed` when the fonts are missing or the child process dies or takes longer
    than `seconds` or more memory than `megabytes`.
    """
    if not any(fonts.glob("*.ttf")):
        raise PrintingFailed(
            "Chưa in được PDF vì máy chủ thiếu phông chữ Tinos. Hãy tải bản DOCX, "
            "và báo người quản trị chạy lại bước cài đặt."
        )
    return _printed(page_source(document), fonts, seconds, megabytes)


def page_source(document: Document) -> str:
    """Give the whole HTML page, style included, that the child process lays out."""
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{escape(letters.printable(document.name))}</title>"
        f"<style>{style(document.format, landscape=document.orientation == 'landscape')}</style>"
        f"</head><body>{paper.render(document)}</body></html>"
    )


def _printed(source: str, fonts: Path, seconds: float, megabytes: int) -> bytes:
    """Run the child process on an HTML page; isolated from environment and working directory."""
    command = [sys.executable, "-I", str(_CHILD), str(fonts.resolve()), str(megabytes * _MEGABYTE)]
    try:
        child = subprocess.run(
            [*command, str(int(seconds) + 1)],
            input=source.encode(),
            capture_output=True,
            timeout=seconds,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PrintingFailed(
            f"Chưa in được PDF vì văn bản quá dài: đã quá {seconds:g} giây. Hãy tải bản DOCX, "
            "hoặc tách phụ lục thành văn bản riêng rồi in lại."
        ) from error
    if child.returncode != 0 or not child.stdout.startswith(b"%PDF-"):
        raise PrintingFailed(
            "Chưa in được PDF vì bộ phận in dừng giữa chừng. Hãy in lại; nếu vẫn lỗi, "
            "hãy tải bản DOCX và báo người quản trị."
        )
    return child.stdout


def style(page: PageFormat, *, landscape: bool = False) -> str:
    """Write the style sheet of one format; tables instead of grids, lengths as prescribed."""
    left, right = letters.head_columns(page, landscape=landscape)
    number = (
        f"content: counter(page); font: {page.size_page_number}pt {_family(page)};"
        if page.page_number_position == "top"
        else "content: none;"
    )
    gap, reserve = page.paragraph_gap, 5 * page.line_spacing
    party_line = "border-bottom: 0.75pt solid #000; padding-bottom: 1pt;"
    return f"""
@page {{ size: A4 {"landscape" if landscape else "portrait"};
  margin: {page.margin_top}mm {page.margin_right}mm {page.margin_bottom}mm {page.margin_left}mm;
  @top-center {{ {number} vertical-align: top; padding-top: {page.page_number_distance}mm; }} }}
@page :first {{ @top-center {{ content: none; }} }}
body {{ margin: 0; font: {page.size_body}pt {_family(page)}; color: #000; }}
.paper {{ line-height: {page.line_spacing}pt; }}
p {{ margin: 0 0 {gap}pt; text-align: justify;
  text-indent: {page.first_line_indent}mm; orphans: 2; widows: 2; overflow-wrap: break-word; }}
h2, h3 {{ font-size: {page.size_heading}pt; font-weight: bold; line-height: {page.line_spacing}pt;
  margin: 6pt 0 {gap}pt; text-indent: {page.first_line_indent}mm;
  text-align: left; }}
h2 {{ text-align: center; text-indent: 0; }}
[role=heading] {{ text-align: left; }}
.paper__keep {{ break-inside: avoid; page-break-inside: avoid; }}
.paper__room {{ break-inside: avoid; page-break-inside: avoid;
  padding-bottom: {reserve}pt; margin-bottom: -{reserve}pt; }}
.paper__caption {{ font-size: {page.size_table}pt; font-weight: bold; text-align: center;
  text-indent: 0; margin-bottom: 0; }}
.text-start {{ text-align: left; }} .text-end {{ text-align: right; }}
.text-center {{ text-align: center; text-indent: 0; }} .paper__flush {{ text-indent: 0; }}
.paper__break {{ break-after: page; page-break-after: always; border: 0; margin: 0; height: 0; }}
.paper__head {{ display: table; width: 100%; table-layout: fixed; margin-bottom: 18pt; }}
.paper__head > div {{ display: table-cell; vertical-align: top; width: {left}mm; }}
.paper__head > div + div {{ width: {right}mm; }}
.paper__head p {{ margin: 0; text-align: center; text-indent: 0;
  font-size: {page.size_organization}pt; line-height: {page.line_spacing - 2}pt; }}
.paper__head .paper__party {{ font-size: {page.size_party}pt; font-weight: bold;
  white-space: nowrap; }}
.paper__party span {{ {party_line} }}
.paper__head .paper__place {{ font-size: {page.size_place}pt; margin-top: 6pt; }}
.paper__head .paper__symbol {{ font-size: {page.size_number}pt; }}
.paper__head .paper__subject {{ font-size: {page.size_letter_about}pt; line-height: 16pt; }}
.paper__title, .paper__about, .paper__dash {{ text-align: center; text-indent: 0; margin: 0; }}
.paper__title {{ font-size: {page.size_title}pt; font-weight: bold; line-height: 22pt; }}
.paper__about {{ font-size: {page.size_about}pt; font-weight: bold; }}
.paper__dash {{ margin-bottom: 12pt; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; margin: 4pt 0 8pt;
  font-size: {page.size_table}pt; line-height: {page.size_table + 4}pt; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; page-break-inside: avoid; }}
th, td {{ border: 0.75pt solid #000; padding: 2pt 4pt; vertical-align: middle;
  overflow-wrap: break-word; }}
th {{ text-align: center; font-weight: bold; }}
.paper__sign {{ display: table; width: 100%; table-layout: fixed; margin-top: 14pt;
  break-inside: avoid; page-break-inside: avoid; }}
.paper__sign > div {{ display: table-cell; width: 50%; vertical-align: top; padding: 0; }}
.paper__sign p {{ margin: 0; text-indent: 0; text-align: left;
  font-size: {page.size_recipients}pt; line-height: {page.size_recipients + 3}pt; }}
.paper__sign .paper__receive {{ font-size: {page.size_recipients_label}pt;
  line-height: {page.line_spacing - 2}pt; }}
.paper__sign .paper__by p {{ font-size: {page.size_signature}pt; text-align: center;
  line-height: {page.line_spacing - 2}pt; }}
.paper__by .paper__post {{ font-weight: {"bold" if page.post_bold else "normal"}; }}
.paper__sign .paper__by .paper__name {{ font-weight: bold;
  margin-top: {page.signature_lines * (page.line_spacing - 2)}pt; }}
"""


def _family(page: PageFormat) -> str:
    return f'"{page.font}", Tinos, serif'
