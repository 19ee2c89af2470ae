"""Which documents may be kept as they came: what is paper gets in, what runs or hides does not."""

import random
import time
import tracemalloc
import zlib

import pytest

from chibo.files import rules
from chibo.files.rules import Upload, kept_document, obstacles_to_document
from chibo.files.rules.documents import EXCEL, PDF, PICTURE, WORD
from chibo.reasons import Refusal
from tests.chibo.files import papers
from tests.chibo.files.papers import excel, pdf, word
from tests.chibo.files.pictures import EXE, PLACE, SVG, bomb, from_a_camera, opened, picture

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MEGABYTE = 1024 * 1024


def _said(content: bytes, name: str = "a.docx") -> str:
    (reason,) = obstacles_to_document(Upload(name, content), is_classified=False)
    assert reason.field == "file"
    return reason.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Nghị quyết.docx", word()),
        ("a.DOCX", word()),
        ("a.xlsx", excel()),
        ("a.pdf", pdf()),
        ("a.pdf", pdf(papers.packed_objects(b"1 0 <</Type/Page>>"))),
        ("a.pdf", pdf(b"(Thu JavaScript, muc /Launchpad) Tj")),
        ("a.jpg", picture()),
        ("a.jpeg", picture()),
        ("a.png", picture(kind="PNG")),
        ("a.docx", papers.linked("hyperlink", "https://dangcongsan.vn/")),
        ("a.docx", papers.linked("hyperlink", "mailto:chibo@example.vn")),
        ("a.docx", papers.with_field(" PAGE ")),
        ("a.docx", papers.with_field(' HYPERLINK "https://x.vn/DDEAUTO" ')),
        ("a.docx", papers.with_simple_field("TOC \\o")),
        ("a.docx", papers.with_parts(word(), {"word/media/b.png": picture(kind="PNG")})),
        ("a.xlsx", papers.with_parts(excel(), {"xl/printerSettings/printerSettings1.bin": b"\0" * 9})),
        ("a.xlsx", papers.with_formula("IF(A1=&quot;a|b&quot;,1,2)")),
    ],
)  # fmt: skip
def test_what_offices_send_gets_in(name, content):
    assert obstacles_to_document(Upload(name, content), is_classified=False) == []


@pytest.mark.parametrize(
    "content",
    [EXE, SVG, b"<html><script>", b"alert(1)", b"", picture(kind="GIF"), papers.archive({"a": b"b"})],
    ids=["exe", "svg", "html", "js", "nothing", "gif", "zip"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.png"])
def test_anything_else_is_refused_whatever_its_name(content, name):
    assert "không phải loại được nhận" in _said(content, name)


def test_old_office_files_are_refused_with_what_to_do():
    assert "lưu lại thành .docx, .xlsx hoặc PDF" in _said(papers.OLD, "a.doc")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", pdf(), PDF),
        ("a.pdf.exe", pdf(), PDF),
        ("a", word(), WORD),
        ("a.xlsx", word(), WORD),
        ("a.docm", word(), WORD),
        ("a.docx", excel(), EXCEL),
        ("a.svg", picture(), PICTURE),
        ("a.pdf\u202e.gpj", pdf(), PDF),
    ],
)
def test_a_name_that_says_something_else_than_the_bytes_is_refused(name, content, kind):
    said = _said(content, name)
    assert f"bên trong là {kind.label}" in said
    assert f"Sửa đuôi thành “.{kind.extensions[0]}”" in said


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"word/vbaProject.bin": b"x"}, "có macro"),
        ({"word/VBAPROJECT.BIN": b"x"}, "có macro"),
        ({"word/vbaData.xml": b"<a/>"}, "có macro"),
        ({"word/embeddings/oleObject1.bin": papers.OLD}, "tệp nhúng"),
        ({"word/embeddings/a.docx": word()}, "tệp nhúng"),
        ({"word/activeX/activeX1.xml": b"<a/>"}, "ActiveX"),
        ({"customUI/customUI.xml": b"<a/>"}, "nút lệnh"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "liên kết tới tệp khác"),
        ({"word/afchunk.xml": b"<a/>"}, "chèn nguyên"),
        ({"word/a.exe": EXE}, "«word/a.exe»"),
        ({"word/a.html": b"<script>"}, "«word/a.html»"),
        ({"word/media/a.svg": SVG}, "«word/media/a.svg»"),
        ({"word/a.zip": papers.archive({"a": b"b"})}, "«word/a.zip»"),
        ({"word/media/a.png": papers.archive({"a": b"b"})}, "tệp nén bên trong"),
        ({"word/media/a.png": EXE}, "chương trình"),
        ({"word/media/a.jpg": papers.OLD}, "chương trình hoặc tệp khác"),
        ({"word/media/a.jpg": pdf()}, "chương trình hoặc tệp khác"),
        ({"../../etc/cron.xml": b"<a/>"}, "dẫn ra ngoài"),
        ({"/etc/passwd.xml": b"<a/>"}, "dẫn ra ngoài"),
        ({"word\\..\\a.xml": b"<a/>"}, "dẫn ra ngoài"),
        ({"c:a.xml": b"<a/>"}, "dẫn ra ngoài"),
        ({"word/Document.xml": b"<a/>"}, "cùng tên"),
        ({"word/a.xml": b"<a>"}, "phần hỏng"),
    ],
)
def test_parts_that_run_or_hide_something_are_refused(parts, what):
    assert what in _said(papers.with_parts(word(), parts))


@pytest.mark.parametrize("blank", [" ", "&quot;", "\n", "&#160;"])
def test_no_blanks_hide_what_a_field_would_do(blank):
    assert "DDEAUTO" in _said(papers.with_field(blank * 150_000 + "DDEAUTO cmd"))
    assert "DDEAUTO" in _said(papers.with_field(blank * 150_000, "DDE", "AUTO cmd"))


def test_a_field_that_is_taken_up_again_and_again_is_read_in_no_time():
    words = "".join(random.Random(7).choices("abcdefghij", k=100_000))
    begun = time.perf_counter()
    document = papers.with_long_field([words] * 20, turns=20_000)
    assert obstacles_to_document(Upload("a.docx", document), is_classified=False) == []
    assert time.perf_counter() - begun < 8


BILLION = '<!DOCTYPE a [<!ENTITY a "{}">'.format("ha" * 10) + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "xml",
    [
        f"{BILLION}]><a>&i;</a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a []><a/>'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["word/a.xml", "word/_rels/a.xml.rels"])
def test_xml_that_declares_types_or_entities_is_refused(xml, name):
    assert "DOCTYPE, ENTITY" in _said(papers.with_parts(word(), {name: xml}))


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("attachedTemplate", "https://x.vn/a.dotm"),
        ("oleObject", "file:///a.xls"),
        ("image", "https://x.vn/dem.png"),
        ("frame", "https://x.vn/"),
        ("subDocument", "a.docx"),
        ("aFChunk", "a.html"),
        ("hyperlink", "file://x.vn/a"),
        ("hyperlink", "\\\\x.vn\\a"),
        ("hyperlink", "javascript:alert(1)"),
        ("hyperlink", "ms-msdt:/id"),
    ],
)
@pytest.mark.parametrize("mode", [' TargetMode="External"', ' TargetMode="external"', ""])
def test_what_is_fetched_from_outside_is_refused(link, target, mode):
    said = _said(papers.linked(link, target, mode))
    assert "từ nơi khác" in said or "tệp mẫu" in said


@pytest.mark.parametrize(
    "content",
    [
        papers.with_field(' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" '),
        papers.with_field(" D", "DE", "AUTO ", "cmd"),
        papers.with_field(' "dde" cmd'),
        papers.with_field(" INCLUDETEXT a.txt"),
        papers.with_field(' INCLUDEPICTURE "https://x.vn/a.png"'),
        papers.with_simple_field("DDE cmd"),
        papers.with_computed_field(),
    ],
)
def test_fields_that_start_or_fetch_something_are_refused(content):
    assert "trường lệnh" in _said(content)


@pytest.mark.parametrize(
    "formula", ["cmd|'/k calc'!A0", "WEBSERVICE(&quot;https://x.vn&quot;)", "CALL(1)", "rtd(1)"]
)
def test_formulas_that_start_or_fetch_something_are_refused(formula):
    assert "công thức gọi chương trình" in _said(papers.with_formula(formula), "a.xlsx")


@pytest.mark.parametrize("content_type", [MACRO, TEMPLATE, "application/vnd.ms-office.vbaProject"])
def test_content_types_of_macros_and_templates_are_refused(content_type):
    assert "tệp mẫu, tệp có macro" in _said(papers.typed_as(content_type))


def test_a_file_without_a_main_part_of_a_kind_we_know_is_refused():
    assert "không phải loại được nhận" in _said(papers.typed_as("application/xml"))


# Archives that lie ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (papers.with_flag(word(), 0x1), "mật khẩu"),
        (papers.with_link_to_a_file(), "đường dẫn tắt"),
        (papers.overlapping(word()), "chồng lên nhau"),
        (papers.with_size(word(), 1), "không đọc|hỏng"),
        (papers.with_size(word(), 900 * MEGABYTE), "lớn gấp hàng trăm lần"),
        (word()[:-30], "chép chưa hết"),
        (word() + b"x", "nối vào cuối"),
        (word()[:-2] + b"\x05\x00hello", "nối vào cuối"),
        (b"PK\x03\x04" + b"\x00" * 200, "chép chưa hết"),
        (papers.archive({f"{n}.xml": b"" for n in range(2_001)}), "quá 2000 phần"),
        (papers.archive({"a" * 60_000 + str(n): b"" for n in range(20)}), "quá 2000 phần"),
        (papers.archive({f"word/{n}.xml": b"x" * MEGABYTE for n in range(65)}), "quá 64 MB"),
        (papers.archive({"a.xml": b"x" * 2 * MEGABYTE}), "lớn gấp hàng trăm lần"),
    ],
)
def test_archives_that_lie_or_burst_are_refused(content, what):
    said = _said(content)
    assert any(each in said for each in what.split("|")), said


def test_a_bomb_is_judged_quickly_and_in_little_memory():
    """Thirty parts that say they are small and unpack to 200 MB each are never unpacked whole."""
    part = b"\x00" * (200 * MEGABYTE)
    packed = papers.with_parts(word(), {"word/a.xml": part})
    del part
    tracemalloc.start()
    begun = time.perf_counter()
    assert "bung ra" in _said(packed)
    assert "hỏng" in _said(
        papers.with_size(papers.archive({"[Content_Types].xml": b"<a/>" * 9}), 4)
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.perf_counter() - begun < 2
    assert most < 20 * MEGABYTE


# PDF --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        (b"<</S/JavaScript/JS(app.alert(1))>>", "JavaScript"),
        (b"<</S/J#61vaScr#69pt/JS(1)>>", "JavaScript"),
        (b"<</S /#4a#61#76#61#53#63#72#69#70#74 >>", "JavaScript"),
        (b"<</S/Launch/F(cmd.exe)>>", "mở chương trình"),
        (b"<</Type/EmbeddedFile>>", "đính kèm"),
        (b"<</EmbeddedFiles 3 0 R>>", "đính kèm"),
        (b"<</RichMedia 3 0 R>>", "phim"),
        (b"<</XFA[]>>", "XFA"),
        (b"<</S/SubmitForm>>", "gửi dữ liệu"),
        (b"<</S/GoToE>>", "tệp bên trong"),
    ],
)
@pytest.mark.parametrize("place", ["plain", "packed"])
def test_a_pdf_that_runs_or_hides_something_is_refused(inside, what, place):
    held = papers.packed_objects(inside) if place == "packed" else b"8 0 obj" + inside + b"endobj"
    assert what in _said(pdf(held), "a.pdf")


SCRIPT = b"1 0 <</S/JavaScript/JS(app.alert(1))>>"


def _with_predictor(inside: bytes) -> bytes:
    return b"".join(b"\0" + bytes([byte]) for byte in inside)  # PNG, «none», rows of one byte


@pytest.mark.parametrize(
    "hidden",
    [
        papers.packed_objects(zlib.compress(SCRIPT), filters=b"[/FlateDecode/FlateDecode]"),
        papers.packed_objects(SCRIPT, filters=b" 8 0 R") + b"\n8 0 obj/FlateDecode endobj",
        papers.packed_objects(
            _with_predictor(SCRIPT), filters=b"/FlateDecode/DecodeParms<</Predictor 12>>"
        ),
        papers.packed_objects(
            _with_predictor(SCRIPT), filters=b"/FlateDecode/DecodeParms 8 0 R"
        ),
        papers.packed_objects(SCRIPT, filters=b"/FlateDecode" + b" " * 5000),
        papers.packed_objects(SCRIPT, filters=b"%stream\n/FlateDecode"),
        papers.packed_objects(SCRIPT, filters=b"/FlateDecode/A(stream\n)"),
        papers.packed_objects(SCRIPT).replace(b">>stream", b">>%\nstream"),
        papers.packed_objects(SCRIPT).replace(b"9 0 obj<<", b"9 0 obj<</Filter/Fl" + b" " * 5000),
        papers.packed_objects(_with_predictor(SCRIPT)).replace(
            b"9 0 obj<<", b"9 0 obj<</DecodeParms 8 0 R%9 0 obj<<\n"
        ),
        papers.packed_objects(SCRIPT).replace(b"/Type/ObjStm", b""),
    ],
    ids=[
        "twice", "filter elsewhere", "predictor", "predictor elsewhere", "far stream", "remark",
        "text", "remark behind", "far filter", "dictionary in a remark", "no type",
    ],
)  # fmt: skip
def test_a_script_is_not_hidden_in_the_way_that_objects_are_packed(hidden):
    assert _said(pdf(hidden), "a.pdf")


def test_a_name_may_end_in_a_null():
    assert "JavaScript" in _said(pdf(b"8 0 obj<</S/JavaScript\0/JS(1)>>endobj"), "a.pdf")


@pytest.mark.parametrize(
    "written",
    [
        b"<</Extends 1 0 R/Filter/FlateDecode/First 8/Length %d/N 2/Type/ObjStm>>stream\r\n",
        b"<<\n/Type /ObjStm\n/N 100\n/First 802\n/Length %d      \n/Filter /FlateDecode\n>>\nstream\n",
        b"<< /Type /ObjStm\n   /Length %d 0 R\n   /N 4\n   /First 23\n /Filter /FlateDecode\n>>\nstream\n",
        b"<</Filter[/FlateDecode]/First 805/Length %d/N 100/Type/ObjStm>>stream\r\n",
    ],
    ids=["Acrobat", "TeX", "Cairo", "Foxit"],
)
def test_objects_packed_as_programs_do_it_are_read(written):
    for inside, reasons in ((b"1 0 <</Type/Page/First 3 0 R>>", 0), (SCRIPT, 1)):
        data = zlib.compress(inside)
        paper = pdf(b"9 0 obj\n" + written % len(data) + data + b"\nendstream\nendobj")
        found = obstacles_to_document(Upload("a.pdf", paper), is_classified=False)
        assert len(found) == reasons
        assert all("JavaScript" in reason.text for reason in found)


def test_a_locked_pdf_is_refused():
    assert "mật khẩu" in _said(pdf(b"trailer<</Encrypt 5 0 R>>"), "a.pdf")


@pytest.mark.parametrize(
    "content",
    [
        pdf(end=b""),
        b" " + pdf(),
        b"%PDF-x" + pdf(),
        pdf() + papers.archive({"a.class": b"x"}),
        pdf(papers.packed_objects(b"x", filters=b"[/ASCIIHexDecode/FlateDecode]")),
        pdf(papers.packed_objects(b"x", filters=b"[/A#53CII85Decode/Fl]")),
        pdf(papers.packed_objects(b"\x00" * 65 * MEGABYTE)),
        pdf(b"9 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\nkhong nen\nendstream"),
    ],
)
def test_a_pdf_that_is_broken_or_packed_oddly_is_refused(content):
    assert _said(content, "a.pdf")


@pytest.mark.parametrize(
    "unit", [b"/J#61", b"stream\n", b"/ObjStm stream\n", b"obj", b"PK\x05\x06"]
)
def test_nineteen_megabytes_of_anything_are_read_in_no_time(unit):
    begun = time.perf_counter()
    _ = obstacles_to_document(
        Upload("a.pdf", b"%PDF-1.7\n" + unit * (19 * MEGABYTE // len(unit)) + b"%%EOF"),
        is_classified=False,
    )
    assert time.perf_counter() - begun < 8


# What is kept -----------------------------------------------------------------------------------


def test_twenty_megabytes_are_the_most():
    said = _said(b"%PDF-1.7" + b"x" * 20 * MEGABYTE, "a.pdf")
    assert said.startswith("Tệp nặng 20,1 MB, quá giới hạn 20 MB.")
    assert rules.obstacles_to_document_size(rules.MOST_DOCUMENT_BYTES) == []


def test_a_classified_document_is_refused_unseen_with_the_law():
    (reason,) = obstacles_to_document(Upload("a.pdf", pdf()), is_classified=True)
    assert (reason.field, reason.clause) == ("is_classified", "Luật Bảo vệ bí mật nhà nước")
    assert "chỉ lưu bản giấy" in reason.text


def test_a_picture_that_bursts_is_refused_beside_the_file():
    assert "Ảnh quá lớn" in _said(bomb(60_000, 60_000), "a.png")


def test_a_document_is_kept_byte_for_byte_and_a_photographed_page_drawn_anew():
    assert kept_document(Upload("a.pdf", pdf())).content == pdf()
    kept = kept_document(Upload("a.JPG", from_a_camera((3000, 2000))))
    assert (kept.name, kept.media_type) == ("a.jpg", "image/jpeg")
    assert PLACE not in kept.content
    assert opened(kept.content).size == (2400, 1600)
    with pytest.raises(Refusal):
        kept_document(Upload("a.pdf", EXE))
    with pytest.raises(Refusal):
        kept_document(Upload("a.pdf", pdf(b"<</S/JavaScript>>")))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Kế hoạch số 05.pdf", "Kế hoạch số 05.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ('a";filename="b.exe".pdf', "a ;filename= b.exe.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\bithu\\mat.pdf", "mat.pdf"),
        ("hoa\u202efdp.exe.pdf", "hoafdp.exe.pdf"),
        ("a\x00.exe.pdf", "a.exe.pdf"),
        ("<img src=x>.pdf", "img src=x.pdf"),
        ("...pdf", "tai-lieu.pdf"),
        (".pdf", "tai-lieu.pdf"),
        ("ế" * 300 + ".pdf", "ế" * 150 + ".pdf"),
    ],
)
def test_a_kept_name_is_plain(name, kept):
    assert kept_document(Upload(name, pdf())).name == kept
