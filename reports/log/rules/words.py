"""Names of values as words, and how each kind of value is read. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Word:
    """What a value is called and how it is read.

    `kind`: text, plain (a number without points: years), number, money (in đồng), day, month, time,
    moment, flag, choice, ref (the key of a record of the type `ref`), map (key of a record of `ref`
    → value read as `inner`), row (a list, each place read by `columns`), sealed, level, field (the
    name of a value of the same record), hidden, count (how many).
    `many`: it is a list, so that two of it are not before and after.
    """

    label: str
    kind: str = "text"
    choices: Mapping[str, str] = field(default_factory=dict)
    ref: str = ""
    inner: str = ""
    columns: tuple[str, ...] = ()
    many: bool = False


_MEMBER, _USER, _MEETING = "members.Member", "chibo.User", "meetings.Meeting"

NESTED = {
    "guests": "meetings.MeetingGuest",
    "items": "meetings.AgendaItem",
    "opinions": "meetings.Opinion",
    "directives": "meetings.Directive",
    "votes": "meetings.Vote",
    "attendances": "meetings.Attendance",
    "tasks": "meetings.Task",
    "membership": "members.Membership",
    "lines": "reports.Rating",
    "cell": "reports.OrganizationRating",
    "minutes": _MEETING,
    "fields": "meetings.Task",
    "documents": "meetings.GuidingDocument",
}
"""Name of a value that holds further values → the kind of record that these belong to."""

NOT_SHOWN = frozenset(
    {
        "version", "pk", "order", "sha256", "photo", "progress", "search", "path", "task",
        "html", "docx", "pdf", "closed", "organization_id", "in_cell", "organization_code",
        "was_assigned", "session_key", "credential", "public_id", "document_id",
    }
)  # fmt: skip
"""Values that serve the machine: keys, hashes, versions."""

_ANYWHERE = {
    "reason": Word("lý do"),
    "because": Word("lý do"),
    "member": Word("đồng chí", "ref", ref=_MEMBER),
    "members": Word("các đồng chí", "ref", ref=_MEMBER, many=True),
    "user": Word("tài khoản", "ref", ref=_USER),
    "by": Word("người làm", "ref", ref=_USER),
    "delegated_by": Word("người ủy quyền", "ref", ref=_USER),
    "assignee": Word("người làm", "ref", ref=_MEMBER),
    "organization": Word("tổ chức", "ref", ref="chibo.Organization"),
    "organization_name": Word("tổ chức"),
    "superior_name": Word("cấp trên"),
    "locality": Word("địa danh"),
    "meeting": Word("buổi sinh hoạt", "ref", ref=_MEETING),
    "on": Word("ngày", "day"),
    "name": Word("tên"),
    "text": Word("nội dung"),
    "note": Word("ghi chú"),
    "type": Word("loại"),
    "run": Word("đánh số trong"),
    "number": Word("số", "plain"),
    "symbol": Word("số, ký hiệu"),
    "kinds": Word("loại sinh hoạt", many=True),
    "posts": Word("chức vụ", many=True),
    "fields": Word("các mục", many=True),
    "field": Word("mục"),
    "what": Word("nội dung"),
    "part": Word(
        "phần",
        "choice",
        {
            "discipline": "kỷ luật",
            "inspection": "kiểm tra khi có dấu hiệu vi phạm",
            "dues_profiles": "căn cứ đóng đảng phí của các đồng chí",
            "dues_profile": "căn cứ đóng đảng phí",
            "dues_month": "sổ đảng phí, số tiền của các đồng chí",
        },
    ),
    "year": Word("năm", "plain"),
    "filters": Word("bộ lọc"),
    "count": Word("số dòng", "number"),
    "rows": Word("số dòng", "number"),
    "columns": Word("các cột", many=True),
    "code": Word("mã"),
    "as_of": Word("tính đến", "day"),
    "entries": Word("số dòng nhật ký", "number"),
    "left": Word("các mục không nhận", many=True),
    "basis": Word(
        "căn cứ",
        "choice",
        {"due": "hết thời hạn lưu", "asked": "người có dữ liệu hoặc gia đình yêu cầu"},
    ),
    "format": Word("dạng"),
    "texts": Word("số đoạn viết", "count", many=True),
    "items": Word("nội dung chương trình", many=True),
    "guests": Word("khách mời", many=True),
    "opinions": Word("ý kiến", many=True),
    "directives": Word("ý kiến chỉ đạo", many=True),
    "votes": Word("biểu quyết", many=True),
    "attendances": Word("điểm danh", many=True),
    "tasks": Word("nhiệm vụ", many=True),
    "documents": Word("văn bản", "ref", ref="meetings.GuidingDocument", many=True),
    "document": Word("văn bản", "ref", ref="meetings.GuidingDocument"),
    "membership": Word("thời gian sinh hoạt"),
    "minutes": Word("biên bản khi đó"),
    "lines": Word("các đồng chí", "map", ref="reports.Rating", inner="reports.Rating"),
    "cell": Word("mức của chi bộ"),
    "before": Word("trước"),
    "after": Word("sau"),
    "deed": Word(
        "việc",
        "choice",
        {
            "created": "giao mới",
            "changed": "sửa",
            "deleted": "bỏ",
            "released": "tách khỏi biên bản",
        },
    ),
    "status": Word("tình trạng"),
    "standing": Word("tình trạng"),
    "kind": Word("loại"),
    "factors": Word("yếu tố xác thực", many=True),
    "username": Word("tên đăng nhập"),
    "with_post": Word("theo chức vụ", "flag"),
    "address": Word("địa chỉ mạng"),
    "agent": Word("trình duyệt"),
    "official_code": Word("mã tổ chức đảng"),
    "exception": Word("lý do vượt tỷ lệ"),
}
_OF = {
    "chibo.Assignment.from": Word("nhận từ", "ref", ref=_USER),
    "chibo.Assignment.because": Word(
        "lý do",
        "choice",
        {
            "hand_over": "đã bàn giao",
            "end_post": "thôi chức vụ",
            "leave": "rời tổ chức",
            "delegation": "vai trò được ủy quyền đã kết thúc",
        },
    ),
    "chibo.Assignment.left_open": Word("việc để lại", many=True),
    "chibo.User.identity": Word("tài khoản đăng nhập một lần"),
    "chibo.User.session": Word("phiên", "hidden"),
    "chibo.User.count": Word("số phiên", "number"),
    "chibo.User.sessions": Word("số phiên kết thúc", "number"),
    "members.Member.fields": Word("các mục", "field", many=True),
    "meetings.GuidingDocument.file": Word("tệp", "hidden"),
    "meetings.GuidingDocument.label": Word("nội dung tệp"),
    "chibo.Organization.parent": Word("cấp trên"),
    "chibo.Organization.month": Word("tháng", "month"),
    "chibo.Organization.charges": Word("phải đóng", "map", ref=_MEMBER, inner="members.DuesCharge"),
    "chibo.Organization.accounts": Word("số tài khoản", "count", many=True),
    "chibo.Organization.document": Word("văn bản"),
    "chibo.StoredFile.name": Word("tên tệp"),
    "members.DuesCharge.value": Word("", "money"),
    "meetings.Congress.documents": Word("văn kiện được thông qua"),
    "meetings.Congress.results": Word(
        "kết quả bầu cử",
        "row",
        columns=("post", "member", "name", "votes", "ballots", "is_elected"),
    ),
    "meetings.Congress.appointed": Word("giao", "row", columns=("member", "post")),
    "meetings.Congress.ended": Word("thôi", "ref", ref="members.PositionHolding", many=True),
    "meetings.Congress.votes": Word("số phiếu", "number"),
    "meetings.Congress.ballots": Word("số phiếu hợp lệ", "number"),
    "meetings.Congress.is_elected": Word(
        "kết quả", "choice", {"True": "trúng cử", "False": "không trúng cử"}
    ),
    "meetings.StudySession.studied": Word("đã học", "ref", ref=_MEMBER, many=True),
    "meetings.StudySession.absent": Word("chưa học", "ref", ref=_MEMBER, many=True),
    "meetings.StudySession.made_up": Word("đã học bù", "ref", ref=_MEMBER, many=True),
    "meetings.PressItem.caption": Word("chú thích ảnh"),
    "meetings.OfficialDocument.proposed_in": Word("đề xuất tại", "ref", ref=_MEETING),
    "meetings.OfficialDocument.vote": Word("biểu quyết", "count"),
    "meetings.MeetingGuest.posts": Word("chức vụ", many=True),
    "meetings.Directive.guest": Word("của đồng chí"),
    "meetings.AgendaItem.documents": Word("văn bản", many=True),
    "meetings.AgendaItem.document": Word("văn bản"),
    "meetings.Meeting.documents": Word("văn bản", many=True),
    "meetings.Goal.before": Word("mục tiêu trước"),
    "meetings.Goal.after": Word("mục tiêu"),
    "reports.RatingSheet.members": Word("số đảng viên", "number"),
    "reports.RatingSheet.added": Word("thêm vào danh sách", "ref", ref=_MEMBER, many=True),
    "reports.RatingSheet.recognised": Word(
        "đã thành chính thức", "ref", ref="reports.Rating", many=True
    ),
    "reports.RatingSheet.levels": Word(
        "mức được quyết định", "map", ref="reports.Rating", inner="reports.Rating"
    ),
    "reports.RatingSheet.text": Word("lời nhắn"),
    "reports.Rating.value": Word("", "level"),
    "reports.Report.corrects": Word("thay cho", "ref", ref="reports.Report"),
    "reports.Target.progress": Word("lần ghi", "count"),
    "reports.TargetProgress.target": Word("chỉ tiêu", "ref", ref="reports.Target"),
}

MONEY = frozenset({"amount"})
"""Fields that hold sums in đồng."""

LEVELS = frozenset({"self_level", "proposed_level", "decided_level", "level"})
"""Codes of levels, whose words stand in the law."""


def extra_word(subject_type: str, name: str) -> Word | None:
    """Return the word of a value that is no field of its record, or reads otherwise than one.

    >>> extra_word("chibo.Organization", "parent").label
    'cấp trên'
    """
    return _OF.get(f"{subject_type}.{name}") or _ANYWHERE.get(name)


ALIASES = {
    "meetings.Meeting.kinds": "meetings.MeetingKind.kind",
    "chibo.User.factors": "chibo.Authenticator.kind",
    "meetings.Congress.post": "meetings.ElectionResult.post",
    "members.DuesPayment.month": "members.DuesCharge.month",
    "members.DuesPayment.member": "members.DuesCharge.member",
    "chibo.NumberSequence.type": "chibo.NumberSequence.document_type",
}
"""A value that an entry of one kind of record keeps of another → where its word stands."""

_MEMBERSHIP, _STATUS, _PROGRESS = (
    "members.Membership",
    "members.StatusPeriod",
    "reports.TargetProgress",
)
TOLD_AS = {
    "end_membership": _MEMBERSHIP,
    "correct_membership": _MEMBERSHIP,
    "begin_status": _STATUS,
    "end_status": _STATUS,
    "withdraw_status": _STATUS,
    "note_progress": _PROGRESS,
    "correct_progress": _PROGRESS,
    "remove_progress": _PROGRESS,
}
"""Verbs whose values are those of another kind of record than the one that they are about."""


def own_word(subject_type: str, name: str) -> Word | None:
    """Return the word that one kind of record has for a value, before its field is asked."""
    return _OF.get(f"{subject_type}.{name}")
