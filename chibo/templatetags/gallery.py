"""Invented data for the gallery of components, by the name of what each component is given."""

from typing import Any

from django import template

register = template.Library()

NONE = {"kind": "none"}
OK = {"kind": "ok", "text": "20/21", "url": "#", "before": "dự"}
LOCKED = {"kind": "ok", "icon": "lock", "url": "#"}
DUES = {"kind": "ok", "text": "22/22", "url": "#", "before": "đủ"}


@register.simple_tag
def sample(name: str) -> Any:
    """The sample of this name: lists and dictionaries as the component's first line asks for."""
    return SAMPLES[name]


def month(number: int, *tiles: dict[str, str]) -> dict[str, Any]:
    """One month of the year strip; November is the current one."""
    return {
        "name": f"T{number}",
        "title": f"Tháng {number}",
        "now": number == 11,
        "tiles": tiles,
    }


SAMPLES: dict[str, Any] = {
    "whys": [
        {"value": "cong-tac", "label": "Có lý do: đi công tác"},
        {"value": "om", "label": "Có lý do: ốm, nghỉ điều trị"},
        {"value": "khong", "label": "Không có lý do"},
    ],
    "steps": [
        {"label": "Mở đầu", "url": "#", "state": "warn", "small": "thiếu giờ"},
        {"label": "Điểm danh", "url": "#", "state": "ok", "small": "18/21"},
        {"label": "I. Nội dung", "url": "#", "state": "here", "small": "2/5 xong"},
        {"label": "III. Tự chấm điểm", "url": "#", "state": "idle", "small": "chưa"},
    ],
    "counters": [
        {"n": 2, "total": 12, "label": "chưa tự đánh giá", "url": "#"},
        {"n": 5, "total": 12, "label": "chưa biểu quyết", "url": "#"},
        {
            "n": 3,
            "total": 12,
            "label": "chờ đảng ủy duyệt",
            "url": "#",
            "kind": "warn",
            "icon": "bell",
        },
        {"n": 1, "total": 12, "label": "đã trả lại", "url": "#", "kind": "bad", "icon": "undo"},
        {"n": 1, "total": 12, "label": "đã quyết định", "url": "#", "kind": "ok", "icon": "lock"},
    ],
    "figures": [
        {"label": "trong danh sách", "n": 23, "url": "#"},
        {"label": "chính thức", "n": 21, "total": 23, "url": "#"},
        {"label": "dự bị", "n": 2, "total": 23, "url": "#"},
        {"label": "nữ", "n": 9, "total": 23, "url": "#"},
    ],
    "goals": [
        {
            "label": "Dự sinh hoạt bình quân",
            "n": 198,
            "total": 210,
            "percent": True,
            "goal": 90,
            "url": "#",
        },
        {
            "label": "Học tập nghị quyết",
            "n": 80,
            "total": 84,
            "percent": True,
            "goal": 100,
            "url": "#",
        },
        {
            "label": "Kết nạp đảng viên",
            "n": 1,
            "total": 2,
            "note": "1 hồ sơ đang chờ đảng ủy",
            "url": "#",
        },
        {"label": "Đảng phí", "n": 11, "total": 11, "unit": "tháng", "plain": True, "url": "#"},
    ],
    "facts": [
        {"label": "Ngày sinh", "value": "11/08/1988"},
        {"label": "Quê quán", "value": "xã Vân Lĩnh, tỉnh Sơn Hà"},
        {"label": "Vào Đảng", "value": "19/05/2014"},
        {"label": "Số thẻ đảng", "value": ""},
        {"label": "Điện thoại", "value": "0900 000 000", "url": "tel:0900000000"},
    ],
    "years": [
        {
            "year": 2026,
            "events": [
                {
                    "date": "2026-11-20",
                    "day": "20/11",
                    "kind": "now",
                    "icon": "pencil",
                    "title": "Đang xếp loại năm 2026",
                    "text": "Tự nhận: Hoàn thành xuất sắc nhiệm vụ.",
                    "url": "#",
                    "link": "Mở bảng xếp loại",
                },
                {
                    "date": "2026-09-02",
                    "day": "02/9",
                    "kind": "good",
                    "icon": "ribbon",
                    "title": "Giấy khen của Đảng ủy Sở",
                    "text": "Số 31-QĐ/ĐU",
                },
                {
                    "date": "2026-07",
                    "day": "tháng 7",
                    "icon": "coin",
                    "title": "Đảng phí đủ 6 tháng đầu năm",
                    "text": "6/6 tháng, 1.284.000 đồng.",
                },
            ],
        },
        {
            "year": 2024,
            "events": [
                {
                    "date": "2024-03-05",
                    "day": "05/3",
                    "kind": "bad",
                    "icon": "shield",
                    "title": "Kiểm điểm rút kinh nghiệm",
                    "text": "Không phải hình thức kỷ luật",
                },
            ],
        },
        {
            "year": 2014,
            "events": [
                {
                    "date": "2014-05-19",
                    "day": "19/5",
                    "kind": "key",
                    "icon": "start",
                    "title": "Kết nạp vào Đảng",
                    "text": "Người giới thiệu: Hồ Sỹ Nguyên, Lâm Thị Diệu",
                },
            ],
        },
    ],
    "reasons": [
        {"text": "Chưa ghi giờ kết thúc.", "clause": "HD 42-HD/BTCTW: ít nhất 90 phút", "url": "#"},
        {"text": "Nội dung 3 chưa có kết luận.", "url": "#"},
        {"text": "Nội dung 4 và 5 chưa ghi, chưa bỏ."},
    ],
    "columns": [
        {"name": "T7", "title": "Tháng 7"},
        {"name": "T8", "title": "Tháng 8"},
        {"name": "T9", "title": "Tháng 9"},
        {"name": "T10", "title": "Tháng 10"},
        {"name": "T11", "title": "Tháng 11", "now": True},
        {"name": "T12", "title": "Tháng 12"},
    ],
    "rows": ["Thường kỳ", "Chuyên đề", "Biên bản", "Đảng phí"],
    "slots": ["on", "on", "on edge", "over"],
    "levels": [
        {"label": "Tốt", "n": 15, "total": 21},
        {"label": "Hoàn thành", "n": 2, "total": 21},
        {"label": "Không", "n": 0, "total": 21},
    ],
    "chips": [
        {"label": "Tất cả", "count": 25, "url": "#", "here": True},
        {"label": "Sai", "count": "2/25", "url": "#", "kind": "bad", "icon": "warn"},
        {"label": "Thay đổi", "count": "3/25", "url": "#", "kind": "warn", "icon": "swap"},
        {"label": "Mới", "count": "2/25", "url": "#", "icon": "plus"},
    ],
    "stages": [
        {"label": "Chọn tệp", "state": "done"},
        {"label": "Ghép cột", "state": "done"},
        {"label": "Xem trước và sửa", "state": "here"},
        {"label": "Ghi vào sổ", "state": "todo"},
    ],
    "icons": [
        "bell",
        "calendar",
        "check",
        "cloud-off",
        "coin",
        "dash",
        "desk",
        "doc",
        "down",
        "down-tri",
        "eye",
        "file-up",
        "hammer",
        "help",
        "in",
        "info",
        "key",
        "late",
        "left",
        "lock",
        "meet",
        "more",
        "out",
        "pencil",
        "people",
        "plus",
        "rate",
        "report",
        "ribbon",
        "right",
        "saved",
        "search",
        "sheet",
        "shield",
        "start",
        "swap",
        "target",
        "text",
        "trash",
        "tree",
        "undo",
        "up",
        "warn",
        "x",
    ],
    "marks": [
        {"tile": {"kind": "ok", "text": "n/N"}, "word": "đủ"},
        {"tile": {"kind": "ok", "icon": "lock"}, "word": "đã khóa"},
        {"tile": {"kind": "low"}, "word": "có, nhưng dưới mức"},
        {"tile": {"kind": "open", "icon": "pencil"}, "word": "còn dở"},
        {"tile": {"kind": "gap", "text": "Thiếu"}, "word": "phải bổ sung"},
        {"tile": {"kind": "none"}, "word": "chưa đến, không có"},
    ],
    "tasks": [
        {
            "kind": "bad",
            "state": "Quá hạn 75 ngày",
            "due": "hạn 06/09",
            "title": "Khóa biên bản tháng 9",
            "url": "#",
            "reason": "Biên bản còn ở bản nháp: chưa ghi kết luận mục 3.",
            "clause": "HD 42-HD/BTCTW: xong trong 2 ngày sau buổi họp",
        },
        {
            "kind": "warn",
            "icon": "bell",
            "state": "Còn 10 ngày",
            "due": "hạn 30/11",
            "title": "Họp thường kỳ tháng 11",
            "url": "#",
            "reason": "Đã lập sẵn dự thảo theo mẫu, 5 nội dung.",
            "clause": "Điều lệ Đảng: mỗi tháng một lần",
        },
        {
            "kind": "idle",
            "state": "Còn 22 ngày",
            "due": "hạn 12/12",
            "title": "Xét công nhận chính thức đ/c Đỗ Thị Thùy Dung",
            "url": "#",
            "reason": "Tròn 12 tháng dự bị ngày 12/12/2026.",
            "clause": "Điều lệ Đảng, Điều 5",
        },
    ],
    "months": [
        *(month(n, OK, NONE, LOCKED, DUES) for n in range(1, 8)),
        month(
            8,
            {"kind": "low", "text": "18/21", "url": "#", "after": ", dưới 90%"},
            NONE,
            LOCKED,
            DUES,
        ),
        month(
            9,
            OK,
            {"kind": "gap", "text": "Thiếu", "url": "#", "after": "chuyên đề quý III"},
            {
                "kind": "open",
                "icon": "pencil",
                "text": "Nháp",
                "url": "#",
                "after": "biên bản chưa khóa",
            },
            DUES,
        ),
        month(10, OK, NONE, LOCKED, {"kind": "low", "text": "20/22", "url": "#"}),
        month(
            11,
            {
                "kind": "now",
                "icon": "plus",
                "text": "Ghi",
                "url": "#",
                "after": "biên bản tháng 11",
            },
            {"kind": "next", "text": "28/11", "url": "#", "after": "chuyên đề quý IV, dự kiến"},
            NONE,
            {"kind": "next", "text": "14/22", "url": "#"},
        ),
        month(12, NONE, NONE, NONE, NONE),
    ],
    "cells": [
        {
            "name": "Văn phòng Sở",
            "url": "#",
            "tiles": [{"kind": "ok", "text": "18/18", "url": "#"}] * 5 + [NONE],
        },
        {
            "name": "Trung tâm Kỹ thuật đo lường",
            "url": "#",
            "tiles": [
                {"kind": "open", "icon": "pencil", "text": "Nháp", "url": "#"},
                {"kind": "ok", "text": "15/16", "url": "#"},
                {"kind": "gap", "text": "Thiếu", "url": "#"},
                {"kind": "low", "text": "13/16", "url": "#"},
                {"kind": "next", "text": "chưa", "url": "#"},
                NONE,
            ],
        },
    ],
}
