"""Kinds of record: the words of their addresses, and the groups by which the log is asked. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Kinds of record that people ask for together."""

    label: str
    types: tuple[str, ...]


READ, CHANGED = "xem", "thay-doi"
GROUPS = {
    "dang-vien": Group(
        "Hồ sơ đảng viên, chức vụ",
        (
            "members.Member",
            "members.Membership",
            "members.StatusPeriod",
            "members.Term",
            "members.PositionHolding",
            "members.CorrectionRequest",
            "members.Erasure",
        ),
    ),
    "khen-thuong-ky-luat": Group(
        "Khen thưởng, kỷ luật", ("members.Commendation", "members.Discipline")
    ),
    "dang-phi": Group(
        "Đảng phí",
        (
            "members.DuesProfile",
            "members.DuesCharge",
            "members.DuesPayment",
            "members.DuesRemittance",
        ),
    ),
    "sinh-hoat": Group(
        "Sinh hoạt, đại hội, tin bài",
        ("meetings.Meeting", "meetings.Congress", "meetings.PressItem"),
    ),
    "van-ban": Group(
        "Văn bản, tệp",
        (
            "meetings.GuidingDocument",
            "meetings.OfficialDocument",
            "chibo.StoredFile",
            "chibo.NumberSequence",
        ),
    ),
    "hoc-tap-nhiem-vu": Group(
        "Học tập, nhiệm vụ",
        ("meetings.StudySession", "meetings.Commitment", "meetings.Goal", "meetings.Task"),
    ),
    "ghi-chep": Group(
        "Ghi chép năm, kiểm tra, chỉ tiêu",
        (
            "reports.Achievement",
            "reports.Circumstance",
            "reports.Limitation",
            "reports.IdeologyAssessment",
            "reports.Activity",
            "reports.StatedFigure",
            "reports.Inspection",
            "reports.Target",
            "reports.TargetProgress",
        ),
    ),
    "xep-loai": Group(
        "Xếp loại",
        (
            "reports.RatingSheet",
            "reports.OrganizationRating",
            "reports.RatingAggregate",
            "reports.ResidenceReview",
        ),
    ),
    "bao-cao": Group("Báo cáo", ("reports.Report",)),
    "to-chuc": Group(
        "Tổ chức, tài khoản, phân quyền",
        ("chibo.Organization", "chibo.Assignment", "chibo.User"),
    ),
}
"""What `?loai=` may ask, beside what was only looked at (`READ`) or changed (`CHANGED`)."""

RECORDS = {
    "dang-vien": "members.Member",
    "chuc-vu": "members.PositionHolding",
    "nhiem-ky": "members.Term",
    "khen-thuong": "members.Commendation",
    "ky-luat": "members.Discipline",
    "muc-dang-phi": "members.DuesProfile",
    "dang-phi": "members.DuesPayment",
    "nop-dang-phi": "members.DuesRemittance",
    "sinh-hoat": "meetings.Meeting",
    "dai-hoi": "meetings.Congress",
    "tin-bai": "meetings.PressItem",
    "van-ban-cap-tren": "meetings.GuidingDocument",
    "van-ban": "meetings.OfficialDocument",
    "hoc-tap": "meetings.StudySession",
    "cam-ket": "meetings.Commitment",
    "muc-tieu": "meetings.Goal",
    "nhiem-vu": "meetings.Task",
    "kiem-tra": "reports.Inspection",
    "chi-tieu": "reports.Target",
    "xep-loai": "reports.RatingSheet",
    "xep-loai-to-chuc": "reports.OrganizationRating",
    "nhan-xet-noi-cu-tru": "reports.ResidenceReview",
    "bao-cao": "reports.Report",
    "to-chuc": "chibo.Organization",
}
"""Word of an address → kind of record whose history has a page."""

SLUGS = {kind: slug for slug, kind in RECORDS.items()}
