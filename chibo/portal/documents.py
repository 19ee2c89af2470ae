"""The record of a hand-over as a paper: who gave what to whom, and what was open."""

import datetime
from collections.abc import Sequence

from chibo.documents.formats import HD_05_2026, PageFormat
from chibo.documents.letters import BLANK
from chibo.documents.tree import (
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Part,
    Signatures,
    Signer,
    Table,
)
from chibo.vietnamese import day_in_words

_COLUMNS = (Column("Số TT", 1, "center"), Column("Việc còn dở", 6), Column("Số lượng", 2, "center"))


def hand_over_record(
    *,
    organization: str,
    superior: str,
    place: str,
    giver: str,
    receiver: str,
    role: str,
    on: datetime.date | None,
    left_open: Sequence[tuple[str, int]],
    page: PageFormat = HD_05_2026,
) -> Document:
    """Return the record of a hand-over; without receiver or day it is filled in by hand."""
    return Document(
        letterhead=Letterhead(
            organization=organization, parent_organization=superior, place=place, date=on
        ),
        title="BIÊN BẢN",
        about=f"bàn giao vai trò {role} trên Sổ chi bộ",
        blocks=(
            Paragraph.of(
                f"{_capital(day_in_words(on)) if on else 'Hôm nay'}, tại {organization}, "
                f"đồng chí {giver} bàn giao vai trò {role} cho đồng chí ",
                receiver or BLANK * 6,
                ".",
            ),
            Heading("Việc còn dở khi bàn giao", level=2, number="I"),
            *_work(left_open),
            Heading("Cam kết", level=2, number="II"),
            Paragraph.of(
                "Hai bên đã cùng xem từng việc trên đây trong sổ. Người nhận tiếp tục thực hiện và "
                "chịu trách nhiệm từ ngày nhận vai trò; người giao thôi vai trò từ cùng ngày. "
                "Những gì đã ghi trong sổ giữ nguyên."
            ),
        ),
        signature=Signatures.of(
            Signer("NGƯỜI GIAO", name=giver), Signer("NGƯỜI NHẬN", name=receiver)
        ),
        format=page,
    )


def _work(left_open: Sequence[tuple[str, int]]) -> list[Block]:
    if not left_open:
        return [Paragraph.of("Không có việc nào còn dở trong sổ.")]
    rows: list[list[Part]] = [
        [str(number), words, str(n)] for number, (words, n) in enumerate(left_open, start=1)
    ]
    return [Table.of(_COLUMNS, rows)]


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
