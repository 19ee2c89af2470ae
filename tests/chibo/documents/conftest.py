"""Papers that the printers are tried on."""

import datetime
from decimal import Decimal

import pytest

from chibo.documents.tree import (
    Column,
    Document,
    Figure,
    Heading,
    Hole,
    Letterhead,
    Listing,
    Narrative,
    Paragraph,
    Recipients,
    Signatures,
    Signer,
    Table,
    Text,
)


@pytest.fixture
def report() -> Document:
    """A short year-end report with every kind of block, issued."""
    return Document(
        Letterhead(
            organization="Chi bộ Trung tâm Công nghệ thông tin",
            parent_organization="Đảng bộ Sở Khoa học và Công nghệ",
            series="BC/CB",
            number="05",
            place="Sơn Hà",
            date=datetime.date(2026, 12, 5),
        ),
        title="BÁO CÁO",
        about="tổng kết công tác Đảng năm 2026, phương hướng, nhiệm vụ năm 2027",
        blocks=(
            Heading("KẾT QUẢ NĂM 2026", level=1, number="Phần thứ nhất"),
            Heading("ĐẶC ĐIỂM TÌNH HÌNH", level=2, number="I", key="dac-diem"),
            Paragraph.of(
                "Chi bộ có ",
                Figure.count(23, url="/dang-vien/"),
                " đảng viên; ",
                Figure.ratio(9, 23),
                " nữ (",
                Figure.percent(9, 23),
                "); tuổi bình quân ",
                Figure.number(Decimal("38.4"), 1),
                ".",
            ),
            Narrative(
                "thuan-loi",
                title="Thuận lợi",
                prompt="nêu 2–3 ý",
                text="Đoạn một.\n\nĐoạn hai.",
                required=True,
            ),
            Heading("Công tác chính trị", level=3, number="1"),
            Listing.of("học tập nghị quyết;", "kiểm tra."),
            Paragraph.of(Text("Kỳ họp tháng 11: ", italic=True), Hole("chưa họp", "/sinh-hoat/")),
            Table.of(
                [Column("Mức", 3), Column("Số", align="center"), Column("Tỉ lệ", align="right")],
                [
                    [
                        "Hoàn thành tốt",
                        Figure.ratio(15, 21, url="/xep-loai/"),
                        Figure.percent(15, 21),
                    ],
                    ["Không hoàn thành", Figure.ratio(0, 0), Figure.percent(0, 0)],
                ],
                caption="Kết quả xếp loại",
            ),
        ),
        signature=Signatures.of(Signer("T/M CHI BỘ", "BÍ THƯ", "Đinh Công Phúc")),
        recipients=Recipients.of("Đảng ủy Sở (để báo cáo)", "Lưu Chi bộ"),
    )


@pytest.fixture
def minutes() -> Document:
    """Minutes: no number, two who sign."""
    return Document(
        Letterhead("Chi bộ Thôn Đoài", "Đảng bộ xã Sơn Hà", place="Sơn Hà"),
        title="BIÊN BẢN",
        about="sinh hoạt chi bộ thường kỳ tháng 5 năm 2026",
        blocks=(Paragraph.of("Thời gian: 14 giờ 00 phút."),),
        signature=Signatures.of(
            Signer("NGƯỜI GHI BIÊN BẢN", name="Trần Thị Ngọc Ánh"),
            Signer("CHỦ TRÌ", name="Đinh Công Phúc"),
        ),
    )


@pytest.fixture
def hostile() -> Document:
    """A document whose every text tries to be markup, with characters no file format holds."""
    bad = '<script>alert("1")</script>&\x00\x0b\x1b'
    return Document(
        Letterhead(bad, bad, bad, bad, bad, hole=bad),
        title=bad,
        about=bad,
        blocks=(
            Heading(bad, number=bad),
            Paragraph.of(bad, Text(bad, bold=True, italic=True), Figure.stated(bad), Hole(bad)),
            Table.of([Column(bad)], [[bad]], caption=bad),
            Listing.of(bad),
            Narrative("a", title=bad, prompt=bad, text=bad),
            Narrative("b", title=bad, required=True),
        ),
        signature=Signatures.of(Signer(bad, bad, bad)),
        recipients=Recipients.of(bad),
        addressees=(bad, bad),
    )
