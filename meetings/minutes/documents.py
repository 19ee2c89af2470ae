"""The minutes of a meeting as a document; domain reference §3.5."""

import datetime
from collections.abc import Iterator, Mapping

from chibo.documents.formats import HD_05_2026, PageFormat
from chibo.documents.tree import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Signatures,
    Signer,
    Table,
    inlines,
)
from chibo.vietnamese import day_in_words, roman
from meetings.minutes.facts import Appraisal
from meetings.minutes.models import Directive, Meeting
from meetings.minutes.queries import (
    AttendanceFact,
    DocumentFact,
    GuestFact,
    ItemFact,
    MinutesFacts,
    Person,
    TaskFact,
    VoteFact,
)
from meetings.minutes.rules import HERE

Titles = Mapping[int, str]
"""Member → posts as printed on the day of the meeting."""


def build(
    minutes: MinutesFacts, found: Appraisal, *, titles: Titles, page: PageFormat = HD_05_2026
) -> Document:
    """Return the minutes as a document with the two signers."""
    blocks = [*_opening(minutes, found, titles), *_body(minutes, found)]
    return Document(
        letterhead=Letterhead(
            organization=minutes.organization_name,
            parent_organization=minutes.superior_name,
            place=minutes.locality,
            date=minutes.held.exact,
        ),
        title="BIÊN BẢN",
        about=minutes.name,
        blocks=tuple(blocks),
        signature=Signatures.of(
            Signer("NGƯỜI GHI BIÊN BẢN", name=minutes.secretary.name if minutes.secretary else ""),
            Signer("CHỦ TRÌ", name=minutes.chair.name if minutes.chair else ""),
        ),
        format=page,
    )


def _opening(minutes: MinutesFacts, found: Appraisal, titles: Titles) -> Iterator[Block]:
    yield Paragraph.of(f"Thời gian: {_time(minutes)}.")
    if minutes.place:
        yield Paragraph.of(f"Địa điểm: {minutes.place}.")
    if minutes.form:
        yield Paragraph.of(f"Hình thức: {Meeting.Form(minutes.form).label.lower()}.")
    yield from _people(minutes, found)
    if minutes.guests:
        yield Paragraph.of("Đại biểu cấp trên, khách mời:")
        yield Listing.of(*_ended([_guest(guest) for guest in minutes.guests]))
    for label, person in (("Chủ trì", minutes.chair), ("Thư ký", minutes.secretary)):
        if person:
            yield Paragraph.of(f"{label}: {_named(person, titles)}.")
    if minutes.dues_note:
        yield Paragraph.of(f"Tình hình đóng đảng phí: {_stopped(minutes.dues_note)}")


def _time(minutes: MinutesFacts) -> str:
    exact = minutes.held.exact
    said = day_in_words(exact) if exact else str(minutes.held) or "không ghi ngày"
    if minutes.starts_at and minutes.ends_at:
        return f"từ {_hour(minutes.starts_at)} đến {_hour(minutes.ends_at)}, {said}"
    if minutes.starts_at:
        return f"từ {_hour(minutes.starts_at)}, {said}"
    if minutes.session:
        return f"{Meeting.Session(minutes.session).label.lower()} {said}"
    return said


def _hour(at: datetime.time) -> str:
    return f"{at.hour:02d} giờ {at.minute:02d}"


def _people(minutes: MinutesFacts, found: Appraisal) -> Iterator[Block]:
    attending = minutes.attending
    if attending == Meeting.Attending.BY_NAME:
        yield from _by_name(minutes)
    elif attending == Meeting.Attending.ALL:
        yield Paragraph.of("Dự: toàn thể đảng viên.")
    elif found.present is not None and found.summoned:
        yield Paragraph.of(
            "Dự: ", Figure.share(found.present, found.summoned), " đảng viên được triệu tập."
        )
    elif found.present is not None:
        yield Paragraph.of("Dự: ", Figure.count(found.present), " đảng viên.")


def _by_name(minutes: MinutesFacts) -> Iterator[Block]:
    rows = minutes.attendances
    own = [row for row in rows if not row.is_temporary]
    official = sum(row.is_official for row in own)
    yield Paragraph.of(
        "Tổng số đảng viên: ", Figure.count(len(own)),
        " (chính thức ", Figure.count(official),
        ", dự bị ", Figure.count(len(own) - official),
        "); sinh hoạt tạm thời: ", Figure.count(len(rows) - len(own)), ".",
    )  # fmt: skip
    for status, label in (
        ("exempt", "Miễn sinh hoạt"),
        ("away", "Sinh hoạt tạm thời nơi khác"),
        ("suspended", "Đình chỉ sinh hoạt"),
    ):
        names = [row.member.name for row in rows if row.status == status]
        if names:
            yield Paragraph.of(f"{label}: ", Figure.count(len(names)), f" ({', '.join(names)}).")
    here = [row for row in rows if row.state in HERE]
    summoned = len(here) + sum(row.state in {"excused", "unexcused", "absent"} for row in rows)
    yield Paragraph.of(
        "Dự: ", Figure.share(len(here), summoned),
        " (chính thức ", Figure.count(sum(r.is_official and not r.is_temporary for r in here)),
        ", dự bị ", Figure.count(sum(not r.is_official and not r.is_temporary for r in here)),
        ", sinh hoạt tạm thời ", Figure.count(sum(r.is_temporary for r in here)), ").",
    )  # fmt: skip
    yield from _absent(rows)


def _absent(rows: tuple[AttendanceFact, ...]) -> Iterator[Block]:
    for state, label in (
        ("excused", "Vắng có lý do"),
        ("unexcused", "Vắng không lý do"),
        ("absent", "Vắng, chưa ghi lý do"),
        ("late", "Đến muộn"),
    ):
        names = [
            f"{row.member.name} ({row.reason})" if row.reason else row.member.name
            for row in rows
            if row.state == state
        ]
        if names:
            yield Paragraph.of(f"{label}: ", Figure.count(len(names)), f" – {', '.join(names)}.")


def _guest(guest: GuestFact) -> str:
    return ", ".join([f"Đ/c {guest.name}", *guest.posts])


def _named(person: Person, titles: Titles) -> str:
    title = titles.get(person.id, "")
    return f"Đ/c {person.name}, {title}" if title else f"Đ/c {person.name}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _body(minutes: MinutesFacts, found: Appraisal) -> Iterator[Block]:
    """Yield the numbered parts; a part without words has no number."""
    parts = [
        ("NỘI DUNG VÀ THẢO LUẬN", list(_items(minutes))),
        ("Ý KIẾN CHỈ ĐẠO CỦA CẤP TRÊN", list(_directives(minutes))),
        ("KẾT LUẬN CHUNG", list(_paragraphs(minutes.closing))),
        ("PHÂN CÔNG NHIỆM VỤ", list(_tasks(minutes))),
        ("BIỂU QUYẾT", list(_votes(minutes, found))),
        ("TỰ CHẤM ĐIỂM KỲ SINH HOẠT", list(_score(minutes, found))),
    ]
    written = [(title, blocks) for title, blocks in parts if blocks]
    for number, (title, blocks) in enumerate(written, start=1):
        yield Heading(title, level=2, number=roman(number))
        yield from blocks
    if minutes.ends_at:
        yield Paragraph.of(f"Buổi họp kết thúc lúc {_hour(minutes.ends_at)} cùng ngày.")


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph.of(line.strip())


def _items(minutes: MinutesFacts) -> Iterator[Block]:
    for number, item in enumerate(minutes.items, start=1):
        yield Heading(item.title, level=3, number=str(number))
        yield from _item(item)


def _item(item: ItemFact) -> Iterator[Block]:
    yield from _presented(item)
    yield from _paragraphs(item.body)
    if item.opinions:
        yield Paragraph.of("Ý kiến thảo luận:")
        yield Listing.of(
            *(
                f"Đ/c {said.speaker.name}: {_line(said.text)}" if said.speaker else _line(said.text)
                for said in item.opinions
            )
        )
    lines = [line.strip() for line in item.conclusion.splitlines() if line.strip()]
    if lines:
        yield Paragraph.of(f"Kết luận: {lines[0]}")
        yield from _paragraphs("\n".join(lines[1:]))


def _presented(item: ItemFact) -> Iterator[Block]:
    """Yield who presented what: the theme by its name, the documents as a list."""
    who = f"Đ/c {item.presenter.name}" if item.presenter else ""
    if item.theme and who:
        assigned = ", được chi bộ phân công," if item.was_assigned else ""
        yield Paragraph.of(f"{who}{assigned} trình bày chuyên đề “{item.theme}”.")
    elif item.theme:
        yield Paragraph.of(f"Chuyên đề “{item.theme}”.")
    elif who and not item.documents:
        yield Paragraph.of(f"{who} trình bày.")
    if item.documents:
        said = f"{who} quán triệt:" if who and not item.theme else "Văn bản được quán triệt:"
        yield Paragraph.of(said)
        yield Listing.of(*_ended([_document(each) for each in item.documents]))


def _document(document: DocumentFact) -> str:
    """Return a document by name, date and what it is about, each where it is known."""
    date = f"ngày {document.issued}" if document.issued.exact else str(document.issued)
    named = f"{document.name}, {date}" if date else document.name
    about = document.title if document.title != document.name else ""
    return f"{named}: {_line(about)}" if about else named


def _ended(lines: list[str]) -> list[str]:
    """Return the lines of a list: semicolons after them, a full stop at the end."""
    plain = [line.rstrip(" .;") for line in lines]
    return [f"{line};" for line in plain[:-1]] + [f"{plain[-1]}."]


def _directives(minutes: MinutesFacts) -> Iterator[Block]:
    """Yield what superiors said, by guest in the order they spoke, then what nobody signed."""
    speakers = list(dict.fromkeys(said.guest for said in minutes.directives))
    for speaker in speakers:
        if speaker:
            yield Paragraph.of(f"Đ/c {speaker}:")
        yield Listing.of(
            *(
                f"{_kind(said.kind)}{_line(said.text)}"
                for said in minutes.directives
                if said.guest == speaker
            )
        )


def _kind(kind: str) -> str:
    return "Đánh giá: " if kind == Directive.Kind.EVALUATION else ""


def _tasks(minutes: MinutesFacts) -> Iterator[Block]:
    given: list[TaskFact] = [task for item in minutes.items for task in item.tasks]
    given += [task for said in minutes.directives for task in said.tasks]
    if given:
        yield Table.of(
            [
                Column("TT", align="center"),
                Column("Nhiệm vụ", width=8),
                Column("Phụ trách", width=4),
                Column("Hạn", width=3, align="center"),
            ],
            [
                [
                    str(number),
                    _line(task.text),
                    task.assignee.name if task.assignee else "Chi bộ",
                    str(task.due) or "–",
                ]
                for number, task in enumerate(given, start=1)
            ],
        )


def _votes(minutes: MinutesFacts, found: Appraisal) -> Iterator[Block]:
    if minutes.votes:
        yield Listing.of(
            *(
                _vote(vote, outcome.passed)
                for vote, outcome in zip(minutes.votes, found.outcomes, strict=True)
            ),
            style="number",
        )


def _vote(vote: VoteFact, passed: bool) -> tuple:
    way = " (bỏ phiếu kín)" if vote.is_secret else ""
    bar = "từ 2/3 trở lên" if vote.needs_two_thirds else "trên 1/2"
    return inlines(
        f"{vote.question}{way}: đồng ý ",
        Figure.share(vote.yes, vote.base),
        f"; không đồng ý {vote.no}; ý kiến khác {vote.other}. ",
        f"Cần {bar} tổng số đảng viên chính thức: {'thông qua' if passed else 'không thông qua'}.",
    )


def _score(minutes: MinutesFacts, found: Appraisal) -> Iterator[Block]:
    if minutes.self_score is not None:
        band = f", loại {found.band}" if found.band else ""
        yield Paragraph.of("Điểm tự chấm: ", Figure.ratio(minutes.self_score, 100), f"{band}.")
