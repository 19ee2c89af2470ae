"""What reports say of people and meetings; each sentence appears only where there are rows."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from chibo.documents.inlines import Part
from chibo.documents.tree import Block, Column, Figure, Table, inlines
from chibo.vietnamese import day
from meetings.minutes.models import Kind, Meeting
from reports.yearend.documents.words import (
    day_of,
    joined,
    link,
    listing,
    noun,
    of_congress,
    plain,
    sentence,
    when,
    year_link,
)
from reports.yearend.facts.values import (
    DirectiveFact,
    HeardFact,
    MeetingFact,
    MembersFacts,
    PostFact,
    ReportFacts,
    Tally,
    ThemeFact,
)

_UNIVERSITY = {"university", "master", "doctor"}
_INTERMEDIATE = {"intermediate", "advanced", "bachelor"}


# The meeting that hears the report --------------------------------------------------------------


def opening(facts: ReportFacts) -> list[Block]:
    """Say before which meeting the report is laid: its own day, chair and guests."""
    heard = facts.heard
    if heard is None:
        return []
    said = day_of(heard)
    parts: list[Part] = [
        "Báo cáo trình tại ",
        Figure.stated(plain(heard.title), url=reverse("meeting", args=[heard.pk])),
    ]
    if said:
        parts.append(f", {said}")
    if heard.chair:
        titles = f", {heard.chair_titles}" if heard.chair_titles else ""
        parts.append(f"; đồng chí {heard.chair}{titles}, chủ trì")
    if heard.guests:
        guests = "; ".join(_guest(guest.name, guest.posts) for guest in heard.guests)
        parts.append(f". Dự {_meeting_noun(facts)} có: {guests}")
    return sentence(*parts, ".")


def _meeting_noun(facts: ReportFacts) -> str:
    return "đại hội" if of_congress(facts) else "hội nghị"


def _guest(name: str, posts: Sequence[str]) -> str:
    return f"đồng chí {name}" + (f", {', '.join(plain(post) for post in posts)}" if posts else "")


def heard_words(facts: ReportFacts) -> list[Block]:
    """Say what superiors asked for and what was discussed in the meeting."""
    heard = facts.heard
    if heard is None:
        return []
    blocks: list[Block] = []
    for guest in dict.fromkeys(one.guest for one in heard.directives):
        blocks += _speech(guest, [one for one in heard.directives if one.guest == guest])
    if heard.opinions:
        blocks += sentence("Ý kiến thảo luận:")
        blocks += listing([inlines(_opinion(heard, n)) for n in range(len(heard.opinions))])
    return blocks


def _speech(guest: str, said: Sequence[DirectiveFact]) -> list[Block]:
    """Say what one superior judged, then what they asked for."""
    if not guest:
        return _told("Ý kiến chỉ đạo của cấp trên:", said)
    judged = [one for one in said if one.kind == "evaluation"]
    asked = [one for one in said if one.kind != "evaluation"]
    who = f"Đồng chí {guest}"
    return _told(f"{who} nêu rõ:", judged) + _told(f"{who} đề nghị:", asked)


def _told(opening_: str, said: Sequence[DirectiveFact]) -> list[Block]:
    items = [inlines(plain(one.text)) for one in said]
    return [*sentence(opening_), *listing(items)] if items else []


def _opinion(heard: HeardFact, position: int) -> str:
    opinion = heard.opinions[position]
    speaker = f"Đồng chí {opinion.speaker}: " if opinion.speaker else ""
    return f"{speaker}{plain(opinion.text)}"


# Members ----------------------------------------------------------------------------------------


def members(facts: ReportFacts) -> list[Block]:
    """Say how many members there are, where the roll is complete enough to be counted."""
    if not facts.members.is_known:
        return []
    clauses = _member_clauses(facts.members, _roll(facts))
    return sentence(
        f"Tính đến ngày {day(facts.ends)}, {facts.organization} có ", *joined(clauses, "; "), "."
    )


def leaders(facts: ReportFacts) -> list[Block]:
    """Say who leads on the last day of the period; whom a congress has just elected stands there."""
    if not facts.posts or (facts.next_term and any(one.elected for one in facts.congresses)):
        return []
    term = f", nhiệm kỳ {facts.term}" if facts.term else ""
    told = "; ".join(_post(post) for post in facts.posts)
    return sentence(f"Cấp ủy {noun(facts).lower()}{term}: {told}.")


def _roll(facts: ReportFacts) -> str:
    return link(facts, "roll", **{"tinh-den": facts.ends.isoformat()})


def _member_clauses(held: MembersFacts, url: str) -> list[list[Part]]:
    total = held.total
    clauses: list[list[Part]] = [
        [
            Figure.count(total, url=url),
            " đảng viên, gồm ",
            Figure.count(held.official, url=url),
            " đảng viên chính thức và ",
            Figure.count(held.probationary, url=url),
            " đảng viên dự bị",
        ]
    ]
    educated = sum(one.count for one in held.education if one.code in _UNIVERSITY)
    trained = sum(one.count for one in held.theory if one.code in _INTERMEDIATE)
    for known, n, words in (
        (held.genders, held.women, " đồng chí nữ"),
        (_known(held.education), educated, " đồng chí có trình độ đại học trở lên"),
        (
            _known(held.theory),
            trained,
            " đồng chí có trình độ lý luận chính trị từ trung cấp trở lên",
        ),
    ):
        if known == total:
            share = Figure.percent(n, total, url=url)
            clauses.append([Figure.ratio(n, total, url=url), words, " (", share, ")"])
    if held.average_age is not None and held.ages == total:
        clauses.append(["tuổi bình quân ", Figure.number(held.average_age, 1, url=url)])
    for n, words in (
        (held.exempt, " đồng chí được miễn công tác và sinh hoạt đảng"),
        (held.away, " đồng chí sinh hoạt tạm thời nơi khác"),
        (held.suspended, " đồng chí bị đình chỉ sinh hoạt đảng"),
    ):
        if n:
            clauses.append([Figure.count(n, url=url), words])
    return clauses


def known_of_members(held: MembersFacts) -> tuple[tuple[str, int], ...]:
    """Return (fact in words, of how many members it is known); what the figures above rest on."""
    return (
        ("giới tính", held.genders),
        ("trình độ chuyên môn", _known(held.education)),
        ("trình độ lý luận chính trị", _known(held.theory)),
        ("ngày sinh", held.ages),
    )


def _known(tallies: Iterable[Tally]) -> int:
    return sum(tally.count for tally in tallies)


def _post(post: PostFact) -> str:
    assigned = f", phụ trách {plain(post.assigned_field)}" if post.assigned_field else ""
    return f"đồng chí {post.name}, {post.title}{assigned}"


def movements(facts: ReportFacts) -> list[Block]:
    """Show who came and went as a table that balances; nothing where nothing moved."""
    moved = facts.movements
    if not facts.members.is_known or not (moved.entered or moved.left or moved.recognised):
        return []
    url = _roll(facts)
    rows: list[list[Part]] = [["Đầu kỳ", Figure.count(moved.opening, url=url)]]
    rows += [[f"Tăng: {one.label.lower()}", Figure.count(one.count)] for one in moved.entered]
    rows += [[f"Giảm: {one.label.lower()}", Figure.count(one.count)] for one in moved.left]
    rows.append(["Cuối kỳ", Figure.count(moved.closing, url=url)])
    columns = [Column("Đảng viên", width=3), Column("Số đồng chí", align="center")]
    blocks: list[Block] = [Table.of(columns, rows, caption="Biến động đảng viên")]
    if moved.recognised:
        blocks += sentence(
            "Công nhận đảng viên chính thức: ",
            Figure.count(moved.recognised, url=url),
            " đồng chí.",
        )
    return blocks


# Meetings ---------------------------------------------------------------------------------------


def meetings(facts: ReportFacts) -> list[Block]:
    """Say how often the place and its cells met, by kind, with attendance over those summoned.

    A congress alone is told of by itself: that the cell met once would be less than the truth.
    """
    held = facts.meetings
    if not held or (
        all(one.kinds == (Kind.CONGRESS,) for one in held)
        and any(one.is_held for one in facts.congresses)
    ):
        return []
    url = year_link(facts, "meetings")
    who = "Đảng bộ và các chi bộ trực thuộc" if facts.cells else noun(facts)
    parts: list[Part] = [f"{who} đã họp ", Figure.count(len(held), url=url), " kỳ"]
    return sentence(*parts, *_kinds(held, url), ".") + _attendance(held, url)


def _kinds(held: Sequence[MeetingFact], url: str) -> list[Part]:
    """Say how many meetings there were of each kind; what kinds a single one was of."""
    counted = [
        (label.lower(), n)
        for code, label in Kind.choices
        if (n := sum(1 for meeting in held if code in meeting.kinds))
    ]
    if not counted:
        return []
    if len(held) == 1:
        return [f" ({', '.join(label for label, _ in counted)})"]
    clauses: list[list[Part]] = [[Figure.count(n, url=url), f" kỳ {label}"] for label, n in counted]
    return [", có ", *joined(clauses, ", ")]


def minutes_adopted(facts: ReportFacts) -> list[Block]:
    """Say of how many of the meetings told the minutes were adopted."""
    locked = sum(1 for meeting in facts.meetings if meeting.is_locked)
    if not locked or not meetings(facts):
        return []
    ratio = Figure.ratio(locked, len(facts.meetings), url=year_link(facts, "meetings"))
    return sentence("Biên bản đã thông qua: ", ratio, " kỳ họp.")


def _attendance(held: Sequence[MeetingFact], url: str) -> list[Block]:
    counted = [one for one in held if one.present is not None and one.summoned]
    everybody = sum(1 for one in held if one.attending == Meeting.Attending.ALL)
    blocks: list[Block] = []
    if counted:
        n = sum(one.present or 0 for one in counted)
        base = sum(one.summoned or 0 for one in counted)
        part = f" (ở {len(counted)}/{len(held)} kỳ có số liệu)" if len(counted) < len(held) else ""
        blocks += sentence(
            f"Số lượt đảng viên dự họp{part}: ",
            Figure.ratio(n, base, url=url),
            ", đạt ",
            Figure.percent(n, base, url=url),
            ".",
        )
    if everybody == len(held):
        blocks += sentence(Figure.stated("Toàn thể đảng viên", url=url), " dự họp.")
    elif everybody:
        blocks += sentence(
            Figure.count(everybody, url=url),
            " kỳ ghi nhận ",
            Figure.stated("toàn thể đảng viên", url=url),
            " dự họp.",
        )
    return blocks


def themes(facts: ReportFacts) -> list[Block]:
    """Name the themes of the thematic meetings of the period; without names, their days."""
    thematic = [one for one in facts.meetings if Kind.THEMATIC in one.kinds]
    if not thematic:
        return []
    url = year_link(facts, "meetings")
    said = [_theme(one) for one in facts.themes] or [when(one.held) for one in thematic]
    told = "; ".join(words for words in said if words)
    count = Figure.count(len(thematic), url=url)
    return sentence("Sinh hoạt chuyên đề: ", count, f" kỳ ({told})." if told else " kỳ.")


def _theme(theme: ThemeFact) -> str:
    assigned = " được phân công" if theme.was_assigned else ""
    presenter = f", đồng chí {theme.presenter}{assigned} trình bày" if theme.presenter else ""
    day_ = when(theme.held)
    return f"“{plain(theme.title)}”{presenter}{f', {day_}' if day_ else ''}"
