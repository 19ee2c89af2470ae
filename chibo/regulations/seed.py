"""The law as known on 21/11/2026, from the domain reference §0.1; loaded where it is missing.

Each row: topic, symbol, title, issued, effective from, effective to (first day without force),
parameters. Where only the day of issue is known it also stands as the day of force; where a
predecessor's end is not known it is the day its successor began.
"""

import datetime
from typing import Any

from chibo.regulations.models import BEGINNING, Topic

_D = datetime.date
_BANDS = [
    {"label": "Tốt", "least": 90},
    {"label": "Khá", "least": 70},
    {"label": "Trung bình", "least": 50},
    {"label": "Kém", "least": 0},
]
_LEVELS = [
    {"code": "excellent", "label": "Hoàn thành xuất sắc nhiệm vụ", "short": "Xuất sắc"},
    {"code": "good", "label": "Hoàn thành tốt nhiệm vụ", "short": "Tốt"},
    {"code": "done", "label": "Hoàn thành nhiệm vụ", "short": "Hoàn thành"},
    {"code": "not_done", "label": "Không hoàn thành nhiệm vụ", "short": "Không hoàn thành"},
]
_LEVELS_366 = [
    {**level, "least_score": least} for level, least in zip(_LEVELS, (90, 70, 50, 0), strict=True)
]
_OLD_LEVELS = [
    {**level, "label": label}
    for level, label in zip(
        _LEVELS,
        (
            "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ",
            "Đủ tư cách, hoàn thành tốt nhiệm vụ",
            "Đủ tư cách, hoàn thành nhiệm vụ",
            "Vi phạm tư cách, không hoàn thành nhiệm vụ",
        ),
        strict=True,
    )
]
_OLD_ORGANIZATION_LEVELS = [
    {"code": "excellent", "label": "Trong sạch, vững mạnh"},
    {"code": "good", "label": "Hoàn thành tốt nhiệm vụ"},
    {"code": "done", "label": "Hoàn thành nhiệm vụ"},
    {"code": "not_done", "label": "Yếu kém"},
]
_MEETINGS_42 = {
    "least_minutes": 90,
    "least_minutes_with_theme": 120,
    "attendance_aim": 90,
    "finish_within_days": 2,
    "thematic_per_quarter": 1,
    "score_bands": _BANDS,
}
_MEETINGS_12 = {"attendance_aim": 85, "thematic_per_quarter": 1, "score_bands": _BANDS}

_DUES_342 = {
    "kept_percent": 30,
    "rates": [
        {"code": "wage", "label": "Hưởng tiền lương, tiền công", "percent": "1", "of": "income"},
        {"code": "pension", "label": "Hưởng lương hưu", "percent": "0.5", "of": "income"},
        {"code": "student", "label": "Học sinh, sinh viên", "amount": 3_000},
    ],
}
_FROM_2028 = "2028-01-01"
_DUES_01 = {
    "exempt_from_party_age": 50,
    "minimum_wages": [
        {"region": region, "amount": amount, "since": "2026-01-01"}
        for region, amount in (
            ("I", 5_310_000), ("II", 4_730_000), ("III", 4_140_000), ("IV", 3_700_000),
        )
    ],
    "rates": [
        {"code": "wage", "label": "Đóng bảo hiểm xã hội bắt buộc", "percent": "1", "of": "income"},
        {"code": "leave", "label": "Đang hưởng trợ cấp ốm đau, thai sản", "percent": "1",
         "of": "income"},
        {"code": "pension", "label": "Hưởng lương hưu", "percent": "0.5", "of": "income"},
        {"code": "working_age", "label": "Không đóng bảo hiểm xã hội, chưa đến tuổi nghỉ hưu",
         "percent": "0.3", "of": "minimum_wage", "until": _FROM_2028},
        {"code": "working_age", "label": "Không đóng bảo hiểm xã hội, chưa đến tuổi nghỉ hưu",
         "percent": "0.5", "of": "minimum_wage", "since": _FROM_2028},
        {"code": "retired", "label": "Đến tuổi nghỉ hưu, không có lương hưu", "percent": "0.2",
         "of": "minimum_wage", "until": _FROM_2028},
        {"code": "retired", "label": "Đến tuổi nghỉ hưu, không có lương hưu", "percent": "0.3",
         "of": "minimum_wage", "since": _FROM_2028},
        {"code": "student", "label": "Học sinh, sinh viên", "amount": 5_000},
    ],
}  # fmt: skip

_UNVERIFIED = (
    "Cấu hình mặc định, chưa kiểm chứng: đối chiếu bảng thời hạn bảo quản hồ sơ của cơ quan, "
    "quy định lưu trữ của Đảng và Luật 91/2025/QH15 trước khi áp dụng"
)
_RETENTION = {
    "periods": [
        {"code": code, "label": label, "years": years, "after": after, "basis": _UNVERIFIED}
        for code, label, years, after in (
            ("left", "Hồ sơ trong sổ của người đã chuyển đi, ra khỏi Đảng", 10, "leaving"),
            ("died", "Hồ sơ trong sổ của người đã từ trần", 5, "leaving"),
            ("meetings", "Điểm danh, học tập, nhiệm vụ được giao", 10, "year"),
            ("ratings", "Xếp loại, nhận xét nơi cư trú", 10, "year"),
            ("dues", "Đảng phí", 10, "year"),
            ("requests", "Đề nghị sửa hồ sơ", 2, "year"),
            ("log", "Nhật ký xem, in, xuất, sửa", 10, "year"),
        )
    ]
}

Row = tuple[
    Topic, str, str, datetime.date | None, datetime.date, datetime.date | None, dict[str, Any]
]

ROWS: list[Row] = [
    (Topic.CHARTER, "Điều lệ Đảng (Đại hội XI)", "Điều lệ Đảng Cộng sản Việt Nam",
     None, _D(2011, 1, 19), None, {}),
    (Topic.CHARTER_RULES, "29-QĐ/TW", "Thi hành Điều lệ Đảng",
     _D(2016, 7, 25), _D(2016, 7, 25), _D(2021, 7, 30), {}),
    (Topic.CHARTER_RULES, "24-QĐ/TW", "Thi hành Điều lệ Đảng",
     _D(2021, 7, 30), _D(2021, 7, 30), _D(2025, 7, 1), {}),
    (Topic.CHARTER_RULES, "294-QĐ/TW", "Thi hành Điều lệ Đảng",
     _D(2025, 5, 26), _D(2025, 7, 1), _D(2026, 7, 26), {}),
    (Topic.CHARTER_RULES, "208-QĐ/TW", "Thi hành Điều lệ Đảng",
     _D(2026, 7, 26), _D(2026, 7, 26), None, {}),
    (Topic.MEMBERSHIP, "12-HD/BTCTW (2012)", "Nghiệp vụ công tác đảng viên",
     _D(2012, 5, 17), BEGINNING, _D(2017, 6, 5), {}),
    (Topic.MEMBERSHIP, "09-HD/BTCTW", "Nghiệp vụ công tác đảng viên",
     _D(2017, 6, 5), _D(2017, 6, 5), _D(2022, 1, 18), {}),
    (Topic.MEMBERSHIP, "12-HD/BTCTW", "Nghiệp vụ công tác đảng viên",
     _D(2022, 1, 18), _D(2022, 1, 18), _D(2025, 9, 29), {}),
    (Topic.MEMBERSHIP, "38-HD/BTCTW", "Nghiệp vụ công tác đảng viên",
     _D(2025, 9, 29), _D(2025, 9, 29), None, {}),
    (Topic.MEETINGS, "10-CT/TW; 09-HD/BTCTW", "Nâng cao chất lượng sinh hoạt chi bộ",
     _D(2012, 3, 2), BEGINNING, _D(2018, 7, 6), {"thematic_per_quarter": 1}),
    (Topic.MEETINGS, "10-CT/TW; 12-HD/BTCTW", "Nâng cao chất lượng sinh hoạt chi bộ",
     _D(2018, 7, 6), _D(2018, 7, 6), _D(2025, 10, 28), _MEETINGS_12),
    (Topic.MEETINGS, "42-HD/BTCTW", "Thực hiện Chỉ thị 50-CT/TW về sinh hoạt chi bộ",
     _D(2025, 10, 28), _D(2025, 10, 28), None, _MEETINGS_42),
    (Topic.RATING, "trước 132-QĐ/TW", "Đánh giá chất lượng tổ chức đảng và đảng viên",
     None, BEGINNING, _D(2018, 3, 8),
     {"levels": _OLD_LEVELS, "organization_levels": _OLD_ORGANIZATION_LEVELS}),
    (Topic.RATING, "132-QĐ/TW", "Kiểm điểm và đánh giá, xếp loại chất lượng hằng năm",
     _D(2018, 3, 8), _D(2018, 3, 8), _D(2023, 10, 4), {"levels": _LEVELS, "cap_percent": 20}),
    (Topic.RATING, "124-QĐ/TW", "Kiểm điểm và đánh giá, xếp loại chất lượng hằng năm",
     _D(2023, 10, 4), _D(2023, 10, 4), _D(2025, 8, 30),
     {"levels": _LEVELS, "cap_percent": 20, "least_months_of_membership": 6}),
    (Topic.RATING, "366-QĐ/TW", "Kiểm điểm và đánh giá, xếp loại chất lượng hằng năm",
     _D(2025, 8, 30), _D(2025, 8, 30), None,
     {"levels": _LEVELS_366, "cap_percent": 20, "least_months_of_membership": 6}),
    (Topic.DUES, "342-QĐ/TW", "Chế độ đảng phí",
     _D(2010, 12, 28), _D(2010, 12, 28), _D(2026, 2, 1), _DUES_342),
    (Topic.DUES, "01-QĐ/TW", "Chế độ đảng phí",
     _D(2026, 2, 3), _D(2026, 2, 1), None, _DUES_01),
    (Topic.INSPECTION, "22-QĐ/TW", "Công tác kiểm tra, giám sát và kỷ luật của Đảng",
     _D(2021, 7, 28), _D(2021, 7, 28), _D(2025, 5, 30), {}),
    (Topic.INSPECTION, "296-QĐ/TW", "Công tác kiểm tra, giám sát và kỷ luật của Đảng",
     _D(2025, 5, 30), _D(2025, 5, 30), _D(2026, 4, 11), {}),
    (Topic.INSPECTION, "21-QĐ/TW", "Công tác kiểm tra, giám sát và kỷ luật của Đảng",
     _D(2026, 4, 11), _D(2026, 4, 11), None, {}),
    (Topic.CONDUCT, "37-QĐ/TW", "Những điều đảng viên không được làm",
     _D(2021, 10, 25), _D(2021, 10, 25), _D(2026, 7, 26), {}),
    (Topic.CONDUCT, "207-QĐ/TW", "Những điều đảng viên không được làm",
     _D(2026, 7, 26), _D(2026, 7, 26), None, {}),
    (Topic.DOCUMENTS, "66-QĐ/TW", "Thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng",
     _D(2017, 2, 6), _D(2017, 2, 6), _D(2026, 1, 9), {}),
    (Topic.DOCUMENTS, "399-QĐ/TW", "Thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng",
     _D(2026, 1, 9), _D(2026, 1, 9), None, {}),
    (Topic.DOCUMENT_FORMAT, "36-HD/VPTW", "Thể thức và kỹ thuật trình bày văn bản của Đảng",
     _D(2018, 4, 3), BEGINNING, _D(2026, 5, 27), {"base": "hd_36_2018"}),
    (Topic.DOCUMENT_FORMAT, "05-HD/VPTW", "Thể thức và kỹ thuật trình bày văn bản của Đảng",
     _D(2026, 5, 27), _D(2026, 5, 27), None, {"base": "hd_05_2026"}),
    (Topic.RESIDENCE, "213-QĐ/TW", "Giữ mối liên hệ với chi ủy, chi bộ nơi cư trú",
     _D(2020, 1, 2), _D(2020, 1, 2), None, {}),
    (Topic.ELECTIONS, "190-QĐ/TW", "Quy chế bầu cử trong Đảng",
     _D(2024, 10, 10), _D(2024, 10, 10), None, {}),
    (Topic.PERSONAL_DATA, "91/2025/QH15", "Luật Bảo vệ dữ liệu cá nhân",
     _D(2025, 6, 26), _D(2026, 1, 1), None, {}),
    (Topic.RETENTION, "Cấu hình của sổ", "Thời hạn lưu mặc định, chưa kiểm chứng",
     None, BEGINNING, None, _RETENTION),
    (Topic.STATE_SECRETS, "117/2025/QH15", "Luật Bảo vệ bí mật nhà nước",
     _D(2025, 12, 10), _D(2025, 12, 10), None, {}),
]  # fmt: skip
