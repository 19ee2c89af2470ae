"""The sheet as PDF, read back; and what happens when it cannot be made."""

import http.server
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from django.conf import settings

from chibo.documents import pdf
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Column, Document, Heading, Letterhead, Paragraph, Table

FONTS = Path(settings.FONTS_DIR)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def words(data: bytes) -> str:
    return " ".join(" ".join(pages(data)).split())


def laid_out(source: str) -> bytes:
    return pdf._printed(source, FONTS, 30, 2048)


def test_the_pdf_reads_as_a_party_document(report: Document) -> None:
    assert words(pdf.render(report, fonts=FONTS)) == (
        "ĐẢNG BỘ SỞ KHOA HỌC VÀ CÔNG NGHỆ CHI BỘ TRUNG TÂM CÔNG NGHỆ THÔNG TIN * Số 05-BC/CB "
        "ĐẢNG CỘNG SẢN VIỆT NAM Sơn Hà, ngày 05 tháng 12 năm 2026 "
        "BÁO CÁO tổng kết công tác Đảng năm 2026, phương hướng, nhiệm vụ năm 2027 ----- "
        "Phần thứ nhất KẾT QUẢ NĂM 2026 I- ĐẶC ĐIỂM TÌNH HÌNH "
        "Chi bộ có 23 đảng viên; 9/23 nữ (39,13%); tuổi bình quân 38,4. Đoạn một. Đoạn hai. "
        "1. Công tác chính trị - học tập nghị quyết; - kiểm tra. Kỳ họp tháng 11: …… "
        "Kết quả xếp loại Mức Số Tỉ lệ Hoàn thành tốt 15/21 71,43% "
        "Không hoàn thành không có không có "
        "Nơi nhận: - Đảng ủy Sở (để báo cáo); - Lưu Chi bộ. T/M CHI BỘ BÍ THƯ Đinh Công Phúc"
    )


def test_the_pdf_carries_its_own_fonts(report: Document) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(report, fonts=FONTS)))

    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert {font.get_object()["/BaseFont"].split("+")[1].split("-")[0] for font in fonts} == {
        "Tinos"
    }


def test_paper_is_a4_upright_or_on_its_side(report: Document) -> None:
    wide = Document(Letterhead("A"), "BIỂU", "x", orientation="landscape")

    def millimetres(document: Document) -> list[int]:
        box = pypdf.PdfReader(io.BytesIO(pdf.render(document, fonts=FONTS))).pages[0].mediabox
        return [round(float(side) * 25.4 / 72) for side in (box.width, box.height)]

    assert millimetres(report) == [210, 297]
    assert millimetres(wide) == [297, 210]


def test_a_long_table_repeats_its_head_and_pages_are_numbered_from_two() -> None:
    table = Table.of(
        [Column("Đầu cột", 1), Column("B", 1)], [[f"dòng {n}", "x"] for n in range(120)]
    )

    first, *rest = pages(pdf.render(Document(Letterhead("A"), "BIỂU", "x", (table,)), fonts=FONTS))

    assert len(rest) >= 2
    assert not first.split()[0].isdigit()
    for number, text in enumerate(rest, start=2):
        assert "Đầu cột" in text
        assert str(number) in text.split("\n")[0] + text.split("\n")[-1]


@pytest.mark.parametrize("length", range(14, 21))
def test_the_signature_is_whole_and_has_text_above_it(report: Document, length: int) -> None:
    lines = tuple(Paragraph.of(f"Dòng {n}.") for n in range(length))
    document = Document(report.letterhead, "BÁO CÁO", "x", lines, report.signature)

    last = pages(pdf.render(document, fonts=FONTS))[-1]

    assert "Dòng" in last
    assert "T/M CHI BỘ" in last
    assert "Đinh Công Phúc" in last


@pytest.mark.parametrize("length", range(14, 21))
def test_no_page_ends_with_a_heading_or_the_head_of_a_table(length: int) -> None:
    lines = tuple(Paragraph.of(f"Dòng {n}.") for n in range(length))
    table = Table.of([Column("Cột")], [["hàng"]] * 20, caption="Tên bảng")
    document = Document(Letterhead("A"), "T", "x", (*lines, Heading("MỤC"), table))

    first = pages(pdf.render(document, fonts=FONTS))[0]

    assert first.split()[-1].strip(".") in {"hàng", str(length - 1)}


def test_hostile_text_is_text(hostile: Document) -> None:
    assert "<script>" in words(pdf.render(hostile, fonts=FONTS))


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}", asked
        listening.shutdown()


def test_nothing_is_fetched_from_the_net(server: tuple[str, list[str]]) -> None:
    address, asked = server

    data = laid_out(
        f'<link rel="stylesheet" href="{address}/a.css"><style>@import "{address}/b.css";'
        f'@font-face {{ font-family: X; src: url("{address}/c.ttf"); }} p {{ font-family: X; }}'
        f'</style><p>Còn đây</p><img src="{address}/d.png">'
    )

    assert asked == []
    assert "Còn đây" in words(data)


def test_nothing_is_read_from_the_disk(tmp_path: Path) -> None:
    sheet = tmp_path / "secret.css"
    sheet.write_text("p { display: none; }")

    data = laid_out(f'<link rel="stylesheet" href="{sheet.as_uri()}"><p>Còn đây</p>')

    assert "Còn đây" in words(data)


def test_missing_fonts_are_a_sentence(report: Document, tmp_path: Path) -> None:
    with pytest.raises(PrintingFailed, match="thiếu phông chữ Tinos"):
        pdf.render(report, fonts=tmp_path)


def test_running_out_of_time_is_a_sentence(report: Document) -> None:
    with pytest.raises(PrintingFailed, match="văn bản quá dài"):
        pdf.render(report, fonts=FONTS, seconds=0.01)


def test_running_out_of_memory_is_a_sentence(report: Document) -> None:
    with pytest.raises(PrintingFailed, match="dừng giữa chừng"):
        pdf.render(report, fonts=FONTS, megabytes=8)


def test_a_megabyte_in_one_paragraph_is_printed_or_refused_in_a_sentence() -> None:
    document = Document(Letterhead("A"), "BÁO CÁO", "x", (Paragraph.of("từ ngữ " * 150_000),))

    with pytest.raises(PrintingFailed, match="Hãy tải bản DOCX"):
        pdf.render(document, fonts=FONTS, seconds=2)
