"""The workbook, read back from its own XML: text stays text, every copy says whose it is."""

import datetime
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from chibo.sheets import Column, Mark, workbook

MARK = Mark(
    by="Đinh Công Phúc",
    at=datetime.datetime(2026, 11, 22, 7, 5, tzinfo=datetime.UTC),
    reason="Nộp đảng ủy & lưu",
    code="NK-7Q2X",
)
_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_FIRST = 8  # number of the row after the headings, as Excel counts, less one


def _file(rows, columns=None, mark=MARK):
    columns = columns or [Column("Nội dung", lambda row: row, 40)]
    return workbook(title="Nhật ký", columns=columns, rows=rows, mark=mark)


def _part(file, name):
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return parts.read(name).decode()


def _unescaped(text):
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def _cells(file):
    """Return cell → (kind, what it says) as Excel reads them."""
    sheet = ElementTree.fromstring(_part(file, "xl/worksheets/sheet1.xml"))
    found = {}
    for cell in sheet.iterfind(".//m:c", _NS):
        assert cell.find("m:f", _NS) is None, "a formula"
        kind = cell.get("t", "n")
        said = "".join(text.text or "" for text in cell.iterfind(".//m:t", _NS))
        value = cell.find("m:v", _NS)
        found[cell.get("r")] = (kind, _unescaped(said) if value is None else value.text)
    return found


def _column(file):
    cells = _cells(file)
    return [cells[name] for name in cells if int(name[1:]) > _FIRST and name.startswith("A")]


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example","Bấm")',
    "+84912345678",
    "-2+3",
    "@SUM(A1:A2)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "http://x.example/",
    "mailto:a@x.example",
    "{=1+1}",
    "_x003D_1+1",
    "<r><t>x</t></r>",
    "<b>&amp;</b>",
    " hai bên ",
    "00123",
    "1e5",
    "TRUE",
    "\x07chuông",
]


def test_hostile_text_comes_out_as_the_same_text_and_never_as_a_formula_or_link():
    file = _file(HOSTILE)
    assert _column(file) == [("inlineStr", text) for text in HOSTILE]
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert not [name for name in parts.namelist() if "sheet1.xml.rels" in name]


def test_text_cells_stay_text_when_they_are_edited():
    file = _file(["=1+1"])
    cell = re.search(r'<c r="A9" s="(\d+)"', _part(file, "xl/worksheets/sheet1.xml"))
    styles = ElementTree.fromstring(_part(file, "xl/styles.xml"))
    style = styles.findall("m:cellXfs/m:xf", _NS)[int(cell[1])]
    assert (style.get("quotePrefix"), style.get("numFmtId")) == ("1", "49")


def test_hostile_headings_title_and_reason_are_text_too():
    columns = [Column("=1+1", lambda row: row)]
    mark = Mark(by="@SUM(A1)", at=MARK.at, reason="=2+2", code="=3")
    cells = _cells(_file(["x"], columns, mark))
    assert cells["A8"] == ("inlineStr", "=1+1")
    assert cells["A4"] == ("inlineStr", "Lý do: =2+2")


def test_the_first_lines_say_what_it_is_and_who_took_it_when_and_why():
    cells = _cells(_file([]))
    assert [cells[f"A{n}"][1] for n in range(1, 7)] == [
        "Nhật ký",
        "Người xuất: Đinh Công Phúc",
        "Thời điểm xuất: 22/11/2026 14:05",
        "Lý do: Nộp đảng ủy & lưu",
        "Mã bản xuất: NK-7Q2X",
        "Tài liệu có thông tin nội bộ. Người nhận chịu trách nhiệm giữ gìn, không chuyển tiếp.",
    ]


def test_every_printed_page_says_so_too():
    sheet = ElementTree.fromstring(_part(_file([]), "xl/worksheets/sheet1.xml"))
    header, footer = sheet.find(".//m:oddHeader", _NS), sheet.find(".//m:oddFooter", _NS)
    assert header.text == "&LĐinh Công Phúc xuất 22/11/2026 14:05&RNK-7Q2X"
    assert footer.text == "&LNộp đảng ủy && lưu&RTrang &P/&N"


def test_a_long_reason_is_whole_above_the_list_and_shortened_on_each_page():
    reason = "vì " * 400
    mark = Mark(by="A", at=MARK.at, reason=reason, code="X")
    file = _file([], mark=mark)
    assert _cells(file)["A4"][1] == f"Lý do: {reason}"
    footer = ElementTree.fromstring(_part(file, "xl/worksheets/sheet1.xml")).find(
        ".//m:oddFooter", _NS
    )
    assert len(footer.text) < 255


def test_values_are_written_by_their_kind():
    file = _file([7, None, "", datetime.date(2026, 2, 3), datetime.date(1890, 5, 19), 10**15])
    assert _column(file) == [
        ("n", "7"),
        ("n", "46056"),
        ("inlineStr", "19/05/1890"),
        ("inlineStr", "1000000000000000"),
    ]


def test_columns_stand_in_their_order_with_their_headings():
    columns = [Column("Tên", lambda row: row[0]), Column("Số", lambda row: row[1], 8)]
    cells = _cells(_file([("Một", 1), ("Hai", 2)], columns))
    shown = {name: said for name, (_, said) in cells.items() if int(name[1:]) >= _FIRST}
    assert shown == {
        "A8": "Tên", "B8": "Số", "A9": "Một", "B9": "1", "A10": "Hai", "B10": "2",
    }  # fmt: skip


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_a_text_too_long_for_a_cell_ends_with_dots(letter):
    (said,) = [said for _, said in _column(_file([letter * 40_000]))]
    assert said.endswith("…")
    assert len(said.encode("utf-16-le")) // 2 <= 32_767


def test_the_properties_name_the_person_and_the_code_and_no_machine():
    core, app = _part(_file([]), "docProps/core.xml"), _part(_file([]), "docProps/app.xml")
    assert "<dc:creator>Đinh Công Phúc</dc:creator>" in core
    assert "<dc:description>Mã bản xuất NK-7Q2X</dc:description>" in core
    assert re.findall(r"<(?:Company|Manager|HyperlinkBase)>([^<]*)<", app) == [""]


def test_rows_may_come_one_by_one():
    assert len(_column(_file(str(n) for n in range(500)))) == 500


def _rows(file):
    sheet = ElementTree.fromstring(_part(file, "xl/worksheets/sheet1.xml"))
    return {int(row.get("r")): row.get("ht") for row in sheet.iterfind(".//m:row", _NS)}


def test_a_row_is_as_high_as_its_longest_cell_and_an_ordinary_one_is_left_alone():
    columns = [Column("Số", lambda row: row[0], 8), Column("Nội dung", lambda row: row[1], 20)]
    lines = [(1, "ngắn"), (2, "một\nhai\nba"), (3, "chữ " * 20), (4, "chữ\n" * 200)]
    rows = _rows(_file(lines, columns))
    assert [rows[n] for n in range(8, 13)] == [None, None, "45", "75", "408.75"]


@pytest.mark.parametrize(
    ("count", "across", "names"), [(5, 1, ""), (11, 1, ""), (12, 2, "$A:$A,"), (24, 3, "$A:$A,")]
)
def test_a_wide_sheet_is_printed_on_several_pages_that_repeat_whose_line_it_is(
    count, across, names
):
    columns = [Column(f"Cột {n}", lambda row: row, 20) for n in range(count)]
    file = _file(["x"], columns)
    setup = ElementTree.fromstring(_part(file, "xl/worksheets/sheet1.xml")).find("m:pageSetup", _NS)
    assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
    assert (setup.get("fitToWidth", "1"), setup.get("fitToHeight")) == (str(across), "0")
    titles = ElementTree.fromstring(_part(file, "xl/workbook.xml")).find(
        "m:definedNames/m:definedName", _NS
    )
    assert titles.text.replace("'Danh sách'!", "") == f"{names}$8:$8"
