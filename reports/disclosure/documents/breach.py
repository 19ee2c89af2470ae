"""The report on a breach of personal data, filled from the log as far as the log tells."""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from chibo.access import Scope
from chibo.documents.printing import page_format
from chibo.documents.tree import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Hole,
    Letterhead,
    Listing,
    Paragraph,
    Part,
    Signatures,
    Signer,
    Table,
)
from chibo.organizations.queries import names_on
from chibo.vietnamese import day, number
from reports.disclosure.facts import MOST_LINES, Breach
from reports.disclosure.rules import PERSONAL_DATA

_TO_FILL = Hole("(ghi tại đây)")


def breach_report(breach: Breach, *, as_of: datetime.date, by: str) -> Document:
    """Return the report on a breach, signed `by`; what no log can know is left to be written."""
    names = names_on(Scope.whole(), breach.organization, as_of=as_of)
    return Document(
        letterhead=Letterhead(
            organization=names.name,
            parent_organization=names.superior,
            place=breach.organization.locality,
            date=as_of,
        ),
        title="BÁO CÁO",
        about="sự cố vi phạm dữ liệu cá nhân",
        blocks=(
            *_event(breach),
            *_concerned(breach),
            *_accesses(breach),
            *_to_write(),
        ),
        signature=Signatures.of(Signer("NGƯỜI LẬP", name=by)),
        format=page_format(as_of=as_of),
    )


def moment(at: datetime.datetime) -> str:
    """Return a moment as written in the report: 14:05 ngày 22/11/2026."""
    local = timezone.localtime(at)
    return f"{local:%H:%M} ngày {day(local)}"


def _short(at: datetime.datetime) -> str:
    """Return a moment as it stands in a narrow column: 14:05 22/11/2026."""
    local = timezone.localtime(at)
    return f"{local:%H:%M} {day(local)}"


def _event(breach: Breach) -> Iterator[Block]:
    yield Heading("Sự việc", number="I")
    yield Listing.of(
        f"Thời gian xảy ra: từ {moment(breach.since)} đến {moment(breach.until)}.",
        f"Phát hiện lúc: {moment(breach.found_at)}.",
        f"Hạn thông báo (72 giờ từ khi phát hiện, {PERSONAL_DATA}): {moment(breach.deadline)}.",
        f"Tài khoản nghi ngờ: {', '.join(breach.suspects) or 'không có'}.",
        f"Địa chỉ mạng nghi ngờ: {breach.address or 'không nêu'}.",
    )
    yield Paragraph.of("Mô tả sự việc: ", breach.about or _TO_FILL)


def _concerned(breach: Breach) -> Iterator[Block]:
    yield Heading("Loại dữ liệu và số người liên quan", number="II")
    yield Paragraph.of(
        "Số đảng viên có hồ sơ bị xem, hiện, in hoặc xuất riêng: ",
        Figure.count(breach.people),
        "; số dòng trong các danh sách đã xuất ra tệp: ",
        Figure.count(breach.exported),
        ". Chưa tính người chỉ có tên trong danh sách, bảng xếp loại, sổ tháng đã xem. "
        "Số liệu theo nhật ký, trong phạm vi người lập được xem.",
    )
    if not breach.counts:
        yield Paragraph.of("Nhật ký không có lần xem, in, xuất nào của các tài khoản ấy.")
        return
    rows: list[list[Part]] = [[kind, verb, number(count)] for kind, verb, count in breach.counts]
    columns = [Column("Loại dữ liệu", 4), Column("Việc", 3), Column("Số lần", 2, "right")]
    yield Table.of(columns, rows)


def _accesses(breach: Breach) -> Iterator[Block]:
    yield Heading("Từng lần xem, in, xuất theo nhật ký", number="III")
    if not breach.lines:
        yield Paragraph.of("Không có dòng nào trong phạm vi người lập được xem.")
        return
    if breach.total > MOST_LINES:
        yield Paragraph.of(
            f"In {number(MOST_LINES)} dòng mới nhất trong {number(breach.total)} dòng; xuất nhật "
            "ký ra Excel để có đủ."
        )
    rows: list[list[Part]] = [[_short(line.at), line.words] for line in breach.lines]
    yield Table.of([Column("Lúc", 5), Column("Việc", 14)], rows)


def _to_write() -> Iterator[Block]:
    titles = (
        "Hậu quả có thể xảy ra",
        "Biện pháp đã làm và sẽ làm",
        "Người liên hệ, điện thoại",
    )
    for sign, title in zip(("IV", "V", "VI"), titles, strict=True):
        yield Heading(title, number=sign)
        yield Paragraph.of(_TO_FILL)
