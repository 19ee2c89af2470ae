"""When a paper may be proposed, written, issued and withdrawn, and of which type. Pure."""

import datetime
from dataclasses import dataclass, field, replace

from chibo.reasons import Reason

ISSUED, WITHDRAWN = "issued", "withdrawn"
_FORMAT_CLAUSE = "Thể thức văn bản của Đảng"


@dataclass(frozen=True)
class Barred:
    """The types that a regulation keeps from a cell: their symbols, and all of them in words."""

    types: frozenset[str]
    words: str


BARRED = {
    "66-QĐ/TW": Barred(frozenset({"QC", "TB", "KL"}), "quy chế, thông báo, kết luận"),
    "399-QĐ/TW": Barred(frozenset({"HD", "CT", "TT"}), "quy định, hướng dẫn, chỉ thị, thông tri"),
}
"""Symbol of the regulation on document types → what a cell may not issue; domain reference §4.1."""


@dataclass(frozen=True)
class Readiness:
    """What must be known before a paper is issued.

    `law` governs types on its day, or is empty; `failed_vote` says how its vote failed, or is empty.
    """

    type: str
    type_name: str
    subject: str
    body: str
    place: str
    dated: datetime.date | None
    authority: str
    signer_name: str
    recipients: str
    addressees: str
    is_cell: bool
    law: str
    today: datetime.date
    numbers_by_term: bool
    has_term: bool
    failed_vote: str = ""
    urls: dict[str, str] = field(default_factory=dict)


def barred_words(law: str) -> str:
    """Return the types that a cell may not issue under a regulation, in words; empty for none."""
    return BARRED[law].words if law in BARRED else ""


def obstacles_to_type(type_: str, name: str, law: str) -> list[Reason]:
    """Return why a cell may not issue a paper of this type under the regulation of its day."""
    barred = BARRED.get(law)
    if barred is None or type_ not in barred.types:
        return []
    text = (
        f"Vào ngày ký, chi bộ không được ban hành {name.lower()}. Chọn thể loại khác, "
        "hoặc xem lại ngày ký."
    )
    clause = f"{law}: chi bộ không ban hành {barred.words}"
    return [Reason(text, clause=clause, field="type")]


def obstacles_to_proposing(*, subject: str, is_group: bool) -> list[Reason]:
    """Return why nothing can be proposed here: a group issues no papers."""
    if is_group:
        return [Reason("Tổ đảng không ban hành văn bản. Soạn ở chi bộ.")]
    if not subject.strip():
        text = "Ghi trích yếu: văn bản về việc gì."
        return [Reason(text, field="subject")]
    return []


def obstacles_to_writing(*, status: str, version: int, stored: int) -> list[Reason]:
    """Return why a save is refused: the paper is closed, or a colleague saved meanwhile."""
    if status == ISSUED:
        return [Reason("Văn bản đã ban hành nên không sửa được nữa.")]
    if status == WITHDRAWN:
        return [Reason("Văn bản này đã rút. Soạn văn bản khác nếu vẫn cần.")]
    if version != stored:
        text = (
            "Có người vừa lưu văn bản này. Chữ của đồng chí vẫn còn dưới đây, bản đã lưu đặt cạnh "
            "chỗ khác nhau. Xem lại rồi bấm Lưu lần nữa để giữ chữ của đồng chí."
        )
        return [Reason(text, field="version")]
    return []


def obstacles_to_confirming(*, status: str, version: int, stored: int) -> list[Reason]:
    """Return why what was confirmed is not issued: it is closed, or another text is stored."""
    if closed := obstacles_to_writing(status=status, version=stored, stored=stored):
        return closed
    if version != stored:
        text = (
            "Có người lưu văn bản này sau khi đồng chí mở trang này nên chưa ban hành, chưa cấp số."
            " Bấm “Chưa, xem lại” để đọc bản mới rồi ban hành."
        )
        return [Reason(text)]
    return []


def obstacles_to_issuing(ready: Readiness) -> list[Reason]:
    """Return why a paper cannot be issued yet, each with the place where it can be mended."""
    write = ready.urls.get("write", "")
    reasons = []
    if not ready.body.strip():
        reasons.append(Reason("Chưa có nội dung.", url=f"{write}#id_body"))
    for value, text, name in (
        (ready.subject, "Chưa có trích yếu.", "subject"),
        (ready.place, "Chưa có địa danh.", "place"),
        (ready.dated, "Chưa có ngày ký.", "dated"),
        (ready.authority, "Chưa có thẩm quyền ký, như T/M CHI BỘ.", "authority"),
        (ready.signer_name, "Chưa có người ký.", "signer_name"),
        (ready.recipients.strip(), "Chưa có nơi nhận.", "recipients"),
        (ready.type != "CV" or ready.addressees.strip(), "Công văn chưa ghi kính gửi ai.",
         "addressees"),
    ):  # fmt: skip
        if not value:
            reasons.append(Reason(text, clause=_FORMAT_CLAUSE, url=f"{write}#id_{name}"))
    if ready.dated and ready.dated > ready.today:
        text = "Ngày ký ở tương lai. Ban hành vào ngày ký."
        reasons.append(Reason(text, url=f"{write}#id_dated"))
    if ready.is_cell and ready.dated:
        reasons += [
            replace(reason, url=f"{write}#id_type")
            for reason in obstacles_to_type(ready.type, ready.type_name, ready.law)
        ]
    if ready.failed_vote:
        text = f"Biểu quyết chưa thông qua văn bản này. {ready.failed_vote}."
        reasons.append(Reason(text, url=f"{write}#id_vote"))
    if ready.numbers_by_term and ready.dated and not ready.has_term:
        text = (
            "Số văn bản đánh theo nhiệm kỳ nhưng chưa ghi nhiệm kỳ nào có ngày ký này. "
            "Ghi nhiệm kỳ, hoặc chuyển sang đánh số theo năm ở trang tổ chức."
        )
        reasons.append(Reason(text, url=ready.urls.get("terms", "")))
    return reasons


def obstacles_to_withdrawing(*, status: str, reason: str) -> list[Reason]:
    """Return why a proposal or draft cannot be withdrawn; what is issued stays."""
    if status == ISSUED:
        return [Reason("Văn bản đã ban hành được lưu giữ, không rút được.")]
    if status == WITHDRAWN:
        return [Reason("Văn bản này đã rút rồi.")]
    if not reason.strip():
        return [Reason("Ghi lý do rút; lý do được lưu cùng văn bản.", field="reason")]
    return []
