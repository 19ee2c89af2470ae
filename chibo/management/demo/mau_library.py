"""The guiding documents of three years in the registers of the invented committee and its cell.

What the centre issued bears its real symbol and day (domain reference §0.1); the yearly plans of
the committee are invented like the committee.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from chibo.audit.ledger import By
from chibo.management.demo.days import on
from chibo.organizations.models import Organization
from meetings.library import actions
from meetings.library.models import GuidingDocument

_PERSONNEL, _OFFICE = "Ban Tổ chức Trung ương", "Văn phòng Trung ương Đảng"
_CHARTER, _MEETINGS = "Thi hành Điều lệ Đảng", "Nâng cao chất lượng sinh hoạt chi bộ"
_RATING = "Kiểm điểm và đánh giá, xếp loại chất lượng hằng năm"


@dataclass(frozen=True)
class Known:
    """A document, and the regular meeting (year, month) that read it, where one did."""

    symbol: str
    type: str
    issued: str
    title: str
    read_in: tuple[int, int] | None = None
    issuer: str = ""


CENTRAL = (
    Known("124-QĐ/TW", "rule", "04/10/2023", _RATING, (2024, 1)),
    Known("25-HD/BTCTW", "guidance", "10/11/2023", _RATING, (2024, 1), _PERSONNEL),
    Known("37-QĐ/TW", "rule", "25/10/2021", "Những điều đảng viên không được làm", (2024, 4)),
    Known(
        "213-QĐ/TW",
        "rule",
        "02/01/2020",
        "Đảng viên đang công tác giữ mối liên hệ với tổ chức đảng và nhân dân nơi cư trú",
    ),
    Known("190-QĐ/TW", "decision", "10/10/2024", "Ban hành Quy chế bầu cử trong Đảng", (2024, 11)),
    Known("04-HD/TW", "guidance", "31/12/2024", "Thực hiện Quy chế bầu cử trong Đảng", (2025, 3)),
    Known("294-QĐ/TW", "rule", "26/05/2025", _CHARTER),
    Known("296-QĐ/TW", "rule", "30/05/2025", "Công tác kiểm tra, giám sát và kỷ luật của Đảng"),
    Known("06-HD/TW", "guidance", "09/06/2025", _CHARTER, (2025, 7)),
    Known("50-CT/TW", "directive", "23/07/2025", _MEETINGS, (2025, 8)),
    Known("366-QĐ/TW", "rule", "30/08/2025", _RATING, (2025, 9)),
    Known(
        "38-HD/BTCTW",
        "guidance",
        "29/09/2025",
        "Nghiệp vụ công tác đảng viên",
        (2025, 10),
        _PERSONNEL,
    ),
    Known(
        "42-HD/BTCTW",
        "guidance",
        "28/10/2025",
        "Thực hiện Chỉ thị 50-CT/TW",
        (2025, 11),
        _PERSONNEL,
    ),
    Known("43-HD/BTCTW", "guidance", "31/10/2025", _RATING, (2025, 12), _PERSONNEL),
    Known(
        "399-QĐ/TW",
        "rule",
        "09/01/2026",
        "Thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng",
    ),
    Known("01-QĐ/TW", "rule", "03/02/2026", "Chế độ đảng phí", (2026, 3)),
    Known("05-NQ/TW", "resolution", "07/04/2026", "Công tác kiểm tra, giám sát của Đảng"),
    Known("21-QĐ/TW", "rule", "11/04/2026", "Công tác kiểm tra, giám sát và kỷ luật của Đảng"),
    Known("01-HD/TW", "guidance", "19/05/2026", _CHARTER, (2026, 6)),
    Known(
        "05-HD/VPTW",
        "guidance",
        "27/05/2026",
        "Thể thức và kỹ thuật trình bày văn bản của Đảng",
        None,
        _OFFICE,
    ),
    Known("207-QĐ/TW", "rule", "26/07/2026", "Những điều đảng viên không được làm", (2026, 8)),
    Known("208-QĐ/TW", "rule", "26/07/2026", _CHARTER, (2026, 8)),
)
OWN = (
    Known("12-KH/ĐU", "plan", "15/01/2024", "Công tác xây dựng Đảng năm 2024", (2024, 2)),
    Known("31-KH/ĐU", "plan", "14/01/2025", "Công tác xây dựng Đảng năm 2025", (2025, 2)),
    Known("52-KH/ĐU", "plan", "15/01/2026", "Công tác xây dựng Đảng năm 2026", (2026, 2)),
)  # fmt: skip


@dataclass(frozen=True)
class Library:
    """The documents by symbol, those of the centre's that a meeting read, and all it read."""

    by_symbol: dict[str, GuidingDocument]
    central: dict[tuple[int, int], list[GuidingDocument]]
    reading: dict[tuple[int, int], list[GuidingDocument]]


def load(*, by: By, committee: Organization, cell: Organization, today: datetime.date) -> Library:
    """Register what came from the centre with the committee, and its plans with the cell."""
    library = Library({}, defaultdict(list), defaultdict(list))
    for place, known in [(committee, one) for one in CENTRAL] + [(cell, one) for one in OWN]:
        document = actions.register_document(
            by=by,
            organization=place,
            type=known.type,
            symbol=known.symbol,
            issuer=known.issuer or ("Đảng ủy Sở" if place == cell else ""),
            issued=on(known.issued),
            title=known.title,
            today=today,
        )
        library.by_symbol[known.symbol] = document
        if known.read_in:
            library.reading[known.read_in].append(document)
            if place == committee:
                library.central[known.read_in].append(document)
    return library
