"""The extract of one member's data on paper."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils import timezone

from chibo.access import Scope
from chibo.documents.printing import page_format
from chibo.documents.tree import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Part,
    Signatures,
    Signer,
    Table,
    Text,
)
from chibo.organizations.queries import names_on
from chibo.vietnamese import day, number, roman
from members.conduct import queries as conduct
from members.posts import queries as posts
from members.roster.models import Member
from reports.disclosure.facts import Held
from reports.disclosure.queries import MOST_READINGS
from reports.disclosure.rules import PERSONAL_DATA
from reports.log.rules import phrase
from reports.ratings.rules.figures import scale_of

_NOTHING = "Sổ không ghi gì."
_NOT_SHOWN = "Người xem không được giao quyền xem phần này nên không in."
_DUES = (
    Column("Năm", 2, "center"),
    Column("Số tháng", 2, "center"),
    Column("Phải đóng (đồng)", 3, "right"),
    Column("Đã đóng (đồng)", 3, "right"),
)
Row = Sequence[Part]


def extract(held: Held, *, as_of: datetime.date, by: str, is_own: bool) -> Document:
    """Return all that is held about a member as a document; `is_own`: for the person alone.

    `by` is who made it and signs for it; nobody signs what one takes out about oneself.
    """
    member = held.member
    names = names_on(Scope.whole(), member.organization, as_of=as_of)
    parts = [block for part in _parts(held) for block in part]
    asked = "theo yêu cầu của chính đồng chí" if is_own else "cho người được giao quyền xem"
    return Document(
        letterhead=Letterhead(
            organization=names.name,
            parent_organization=names.superior,
            place=member.organization.locality,
            date=as_of,
        ),
        title="TRÍCH LỤC",
        about="dữ liệu cá nhân trong sổ chi bộ",
        blocks=(
            Paragraph.of("Đồng chí: ", Text(member.full_name, bold=True)),
            Paragraph.of(
                f"Lập ngày {day(as_of)} {asked}, theo {PERSONAL_DATA}. Không gồm bản nháp, bản "
                "gõ dở; không nêu tên người khác."
            ),
            *_numbered(parts),
        ),
        signature=None if is_own else Signatures.of(Signer("NGƯỜI LẬP", name=by)),
        format=page_format(as_of=as_of),
    )


def file_name(member: Member, format_: str) -> str:
    """Return the name under which an extract is downloaded; holds no name of a person."""
    return f"trich-luc-{member.pk}.{format_}"


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with their headings numbered in Roman figures."""
    count = 0
    for block in blocks:
        if isinstance(block, Heading):
            count += 1
            yield Heading(block.text, level=2, number=roman(count))
        else:
            yield block


def _parts(held: Held) -> Iterator[list[Block]]:
    yield [
        Heading("Hồ sơ trong sổ"),
        _table(("Mục", "Sổ ghi"), [(f["label"], f["value"] or "–") for f in held.facts], (2, 3)),
    ]
    yield _rows("Thời gian sinh hoạt", ("Nơi sinh hoạt", "Từ", "Đến", "Cách vào, ra"), _stays(held))
    yield _rows("Thời gian không sinh hoạt", ("Trạng thái", "Từ", "Đến", "Ghi chú"), [
        (one.get_kind_display(), _on(one.starts), _on(one.ends), _said(one.note, one.decision))
        for one in held.statuses
    ])  # fmt: skip
    yield _rows("Chức vụ", ("Chức vụ", "Nơi giữ", "Từ", "Đến"), [
        (posts.title_of(one), str(one.organization), _on(one.starts), _on(one.ends))
        for one in held.posts
    ])  # fmt: skip
    yield _rows("Bầu cử tại đại hội", ("Chức vụ", "Đại hội", "Số phiếu", "Kết quả"), _elected(held))
    yield _rows("Khen thưởng", ("Thời gian", "Hình thức", "Thành tích, quyết định"), [
        (_on(one.when), conduct.title_of(one), _said(one.reason, one.decision))
        for one in held.commendations
    ])  # fmt: skip
    yield _hidden("Kỷ luật", ("Ngày", "Hình thức", "Nội dung, quyết định"), _measures(held))
    yield _hidden("Kiểm tra, giám sát", ("Thời gian", "Hình thức", "Kết quả"), [
        (_on(one.when), one.get_kind_display(), _said(one.conclusion)) for one in held.inspections
    ] if held.inspections is not None else None)  # fmt: skip
    yield _meetings(held)
    yield from _work(held)
    yield _dues(held)
    yield _hidden(
        "Xếp loại",
        ("Năm", "Tự xếp loại", "Chi bộ đề nghị", "Quyết định"),
        _levels(held),
        (2, 5, 5, 5),
    )
    yield _hidden("Nhận xét nơi cư trú", ("Thời gian", "Nhận xét", "Nội dung"), _residence(held))
    yield _asked(held)
    yield from _about_the_data(held)


def _stays(held: Held) -> list[Row]:
    return [
        (
            f"{one.organization}{' (tạm thời)' if one.is_temporary else ''}",
            _on(one.starts),
            _on(one.ends),
            _said(one.get_began_display(), one.elsewhere, one.get_ended_display(), one.destination),
        )
        for one in held.memberships
    ]


def _elected(held: Held) -> list[Row]:
    return [
        (
            one.get_post_display(),
            f"{one.congress.organization}, {_on(one.congress.when)}",
            f"{one.votes or '–'}/{one.ballots or '–'}",
            "Trúng cử" if one.is_elected else "Không trúng cử",
        )
        for one in held.elections
    ]


def _measures(held: Held) -> list[Row] | None:
    if held.discipline is None:
        return None
    return [
        (_on(one.when), one.get_form_display(), _said(one.reason, one.decided_by, one.decision))
        for one in held.discipline
    ]


def _meetings(held: Held) -> list[Block]:
    called = [one for one in held.attendances if not one.status]
    came = sum(one.state in {"present", "late"} for one in called)
    rows: list[Row] = [
        (
            _on(one.meeting.held),
            str(one.meeting),
            _said(one.get_state_display(), one.reason),
        )
        for one in held.attendances
    ]
    counted = [Paragraph.of("Dự họp ", Figure.share(came, len(called)), " buổi được triệu tập.")]
    section = _rows("Dự sinh hoạt", ("Ngày", "Buổi sinh hoạt", "Điểm danh"), rows, (2, 4, 3))
    return [section[0], *(counted if called else []), *section[1:]]


def _work(held: Held) -> Iterator[list[Block]]:
    yield _hidden("Học tập, quán triệt", ("Thời gian", "Nội dung", "Kết quả"), [
        (_on(one.study_session.when), str(one.study_session), one.get_state_display())
        for one in held.studies
    ] if held.studies is not None else None, (2, 4, 3))  # fmt: skip
    yield _hidden("Nhiệm vụ được giao", ("Nhiệm vụ", "Hạn", "Kết quả"), [
        (one.text, _on(one.due), _said(one.get_state_display(), one.result)) for one in held.tasks
    ] if held.tasks is not None else None)  # fmt: skip
    yield _hidden("Cam kết, đăng ký", ("Thời gian", "Loại", "Nội dung"), [
        (_on(one.when), one.get_kind_display(), one.text) for one in held.commitments
    ] if held.commitments is not None else None)  # fmt: skip


def _dues(held: Held) -> list[Block]:
    if held.charges is None:
        return [Heading("Đảng phí"), Paragraph.of(_NOT_SHOWN)]
    rows: list[Row] = []
    for year, months in groupby(held.charges, lambda one: one.month.year):
        found = list(months)
        owed = sum(one.amount for one in found)
        paid = sum(one.paid for one in found)  # type: ignore[attr-defined]
        rows.append((str(year), str(len(found)), number(owed), number(paid)))
    if not rows:
        return [Heading("Đảng phí"), Paragraph.of(_NOTHING)]
    return [Heading("Đảng phí"), Table.of(_DUES, rows)]


def _levels(held: Held) -> list[Row] | None:
    if held.ratings is None:
        return None
    rows: list[Row] = []
    for one in held.ratings:
        scale = scale_of(held.scales, one.sheet.year)
        levels = (one.self_level, one.proposed_level, one.decided_level)
        said = [scale.label(level) if scale and level else level or "–" for level in levels]
        rows.append((str(one.sheet.year), *said))
    return rows


def _residence(held: Held) -> list[Row] | None:
    if held.residence is None:
        return None
    return [(_on(one.when), one.get_result_display(), one.text or "–") for one in held.residence]


def _asked(held: Held) -> list[Block]:
    rows: list[Row] = [
        (
            day(one.asked_on),
            "; ".join(
                f"{row.label}: {row.was or '(trống)'} → {row.to or '(trống)'}" for row in rows
            ),
            _said(one.get_status_display(), one.answer),
        )
        for one, rows in held.requests
    ]
    return _rows("Đề nghị sửa hồ sơ", ("Ngày", "Đề nghị", "Trả lời"), rows, (2, 4, 3))


def _about_the_data(held: Held) -> Iterator[list[Block]]:
    source = [f"Ghi vào sổ lúc {_at(entry.at)}, do {who}." for entry, who in held.entered]
    yield [
        Heading("Dữ liệu từ đâu"),
        Listing.of(*(source or ["Nhật ký không còn dòng ghi vào sổ."]),
                   "Từ hồ sơ đảng viên, biên bản, văn bản của chi bộ, do người giữ sổ ghi."),
    ]  # fmt: skip
    yield [
        Heading("Ai xem được"),
        Listing.of(*(held.holders or ["Không có tài khoản nào."])),
    ]
    yield _hidden(
        f"Ai đã xem ({MOST_READINGS} lần gần nhất)",
        ("Lúc", "Ai", "Việc"),
        None if held.readings is None else [
            (_at(entry.at), who, phrase(entry.subject_type, entry.verb).removesuffix(" của"))
            for entry, who in held.readings
        ],
        (3, 4, 5),
    )  # fmt: skip
    yield [Heading("Giữ đến bao giờ"), *_kept(held)]


def _kept(held: Held) -> Iterator[Block]:
    if held.kept.until:
        yield Paragraph.of(f"Hồ sơ này giữ đến ngày {day(held.kept.until)}.")
    else:
        yield Paragraph.of("Đang ở trong sổ hoặc chưa rõ ngày rời sổ nên chưa có ngày hết hạn lưu.")
    if held.schedule:
        yield Listing.of(*(f"{one.label}: {one.words}" for one in held.schedule.periods))
        basis = {one.basis for one in held.schedule.periods if not one.is_verified and one.basis}
        yield from (Paragraph.of(f"{said}.") for said in sorted(basis))


def _hidden(
    title: str, columns: Sequence[str], rows: list[Row] | None, widths: Sequence[int] = ()
) -> list[Block]:
    """Return a section that some readers may not see: then it says so."""
    if rows is None:
        return [Heading(title), Paragraph.of(_NOT_SHOWN)]
    return _rows(title, columns, rows, widths)


def _rows(
    title: str, columns: Sequence[str], rows: Sequence[Row], widths: Sequence[int] = ()
) -> list[Block]:
    if not rows:
        return [Heading(title), Paragraph.of(_NOTHING)]
    return [Heading(title), _table(columns, rows, widths)]


def _table(columns: Sequence[str], rows: Sequence[Row], widths: Sequence[int] = ()) -> Table:
    sizes = widths or [2] * len(columns)
    return Table.of([Column(c, width) for c, width in zip(columns, sizes, strict=True)], rows)


def _on(date: object) -> str:
    return str(date) or "–"


def _at(moment: datetime.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {day(local)}"


def _said(*parts: str) -> str:
    return ", ".join(part for part in parts if part) or "–"
