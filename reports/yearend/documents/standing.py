"""What reports say of cells, congresses, honours and dues; each only where there are rows."""

from collections.abc import Sequence

from django.urls import reverse

from chibo.documents.inlines import Part
from chibo.documents.tree import Block, Column, Figure, Table, inlines
from reports.yearend.documents.words import (
    joined,
    link,
    listing,
    noun,
    plain,
    sentence,
    small,
    when,
    when_within,
    year_link,
)
from reports.yearend.facts.values import (
    CellFact,
    CommendationFact,
    CongressFact,
    ElectedFact,
    ReportFacts,
    Tally,
)

# The cells of a committee ------------------------------------------------------------------------


def cells(facts: ReportFacts) -> list[Block]:
    """Show a committee's cells with their members and meetings as a table with its sum.

    The columns of meetings and of ratings stand where any cell has some.
    """
    if not facts.cells:
        return []
    count = Figure.count(len(facts.cells), url=link(facts, "organizations"))
    blocks = sentence(f"{noun(facts)} có ", count, " chi bộ trực thuộc:")
    has_met = any(one.meetings for one in facts.cells)
    has_levels = any(one.level for one in facts.cells)
    columns = [
        Column("Chi bộ", width=5),
        Column("Đảng viên", width=2, align="center"),
        Column("Chính thức", width=2, align="center"),
        Column("Dự bị", width=2, align="center"),
        *([Column("Kỳ họp", width=2, align="center")] if has_met else []),
        *([Column("Xếp loại", width=4)] if has_levels else []),
    ]
    rows = [_cell(one, facts, has_met, has_levels) for one in facts.cells]
    rows.append(_sum_of_cells(facts.cells, has_met, has_levels))
    return [*blocks, Table.of(columns, rows, caption="Các chi bộ trực thuộc")]


def _cell(one: CellFact, facts: ReportFacts, has_met: bool, has_level: bool) -> list[Part]:
    parts: dict[str, str] = {"to-chuc": one.code}
    roll = link(facts, "roll", **parts, **{"tinh-den": facts.ends.isoformat()})
    held = link(facts, "meetings", **parts, nam=str(facts.ends.year))
    return [
        one.name,
        Figure.count(one.total, url=roll),
        Figure.count(one.official, url=roll),
        Figure.count(one.probationary, url=roll),
        *([Figure.count(one.meetings, url=held)] if has_met else []),
        *([one.level] if has_level else []),
    ]


def _sum_of_cells(found: Sequence[CellFact], has_met: bool, has_level: bool) -> list[Part]:
    return [
        "Cộng",
        Figure.count(sum(one.total for one in found)),
        Figure.count(sum(one.official for one in found)),
        Figure.count(sum(one.probationary for one in found)),
        *([Figure.count(sum(one.meetings for one in found))] if has_met else []),
        *([""] if has_level else []),
    ]


# Congresses -------------------------------------------------------------------------------------


def congresses_held(facts: ReportFacts) -> list[Block]:
    """Say which congress was held, how many attended and whom it elected."""
    blocks: list[Block] = []
    for one in facts.congresses:
        if not one.is_held:
            continue
        parts: list[Part] = [f"{noun(facts)} tổ chức ", _named(one)]
        if said := when(one.when):
            parts.append(f", {said}")
        if one.place:
            parts.append(f", tại {plain(one.place)}")
        if one.present is not None:
            url = reverse("congress", args=[one.pk])
            parts.append("; dự đại hội có ")
            if one.summoned:
                parts += [Figure.ratio(one.present, one.summoned, url=url), " đảng viên"]
            else:
                parts += [Figure.count(one.present, url=url), " đảng viên"]
        blocks += sentence(*parts, ".")
        if one.documents:
            colon = ":" if len(one.documents) > 1 else ""
            told = "; ".join(map(plain, one.documents))
            blocks += sentence(f"Đại hội thông qua{colon} {told}.")
        if one.elected:
            told = "; ".join(_elected(person) for person in one.elected)
            term = f" nhiệm kỳ {one.term}" if one.term else ""
            blocks += sentence(f"Đại hội bầu {told}{term}.")
    return blocks


def congresses_ahead(facts: ReportFacts) -> list[Block]:
    """Say which congress is planned."""
    blocks: list[Block] = []
    for one in facts.congresses:
        if not one.is_held:
            said = when(one.when)
            blocks += sentence(
                "Chuẩn bị và tổ chức thành công ",
                Figure.stated(_ahead(one, facts), url=reverse("congress", args=[one.pk])),
                f" ({said})" if said else "",
                ".",
            )
    return blocks


def _ahead(one: CongressFact, facts: ReportFacts) -> str:
    """Return a planned congress by its name, by whose it is where it has no number yet."""
    is_bare = one.name.lower() == "đại hội"
    return f"Đại hội {facts.organization}" if is_bare else one.name


def _named(one: CongressFact) -> Figure:
    return Figure.stated(one.name, url=reverse("congress", args=[one.pk]))


def _elected(person: ElectedFact) -> str:
    titles = f", {person.titles}," if person.titles else ""
    votes = ""
    if person.votes is not None and person.ballots:
        votes = f" ({person.votes}/{person.ballots} phiếu)"
    return f"đồng chí {person.name}{titles} giữ chức {person.post}{votes}"


# Honours, discipline, dues ----------------------------------------------------------------------


def commendations(facts: ReportFacts) -> list[Block]:
    """List awards: those of collectives one by one, a committee's members summed by form."""
    if not facts.commendations:
        return []
    url = year_link(facts, "conduct")
    single = [one for one in facts.commendations if not (facts.cells and one.is_member)]
    blocks: list[Block] = []
    blocks += listing([inlines(commendation_words(one, facts)) for one in single])
    summed = [one for one in facts.commendations if facts.cells and one.is_member]
    given = [one for one in summed if not one.is_nomination]
    if given:
        labels = dict.fromkeys(one.label for one in given)
        clauses: list[list[Part]] = [
            [
                Figure.count(sum(1 for one in given if one.label == label), url=url),
                f" {label.lower()}",
            ]
            for label in labels
        ]
        blocks += sentence("Đảng viên được khen thưởng: ", *joined(clauses, ", "), ".")
    return blocks


def commendation_words(one: CommendationFact, facts: ReportFacts) -> str:
    """Return an award or a nomination in one line; its time where it is not all of the period."""
    who = f"đồng chí {one.recipient}" if one.is_member else one.recipient
    said = when_within(facts, one.when)
    begun = f"{said}, {who}" if said else who
    title = plain(one.title)
    what = title or one.label
    if title and one.form not in {"prize", "other"} and not _begins(title, one.label):
        what = f"{small(one.label)} {title}"
    issuer = f" của {one.issuer}" if one.issuer else ""
    period = f", giai đoạn {one.period}" if one.period else ""
    return f"{begun[:1].upper()}{begun[1:]} {_deed(one)} {what}{issuer}{_why(one)}{period}"


def _begins(words: str, start: str) -> bool:
    return words.lower().startswith(start.lower())


def _deed(one: CommendationFact) -> str:
    if one.is_nomination:
        return "đăng ký tham gia" if one.form == "prize" else "được đề nghị tặng"
    return "đạt" if one.form == "prize" else "được tặng"


def _why(one: CommendationFact) -> str:
    """Say what an award was given for, or with what somebody took part in a competition."""
    reason = small(plain(one.reason)).removeprefix("vì ")
    if not reason:
        return ""
    return f" với {reason}" if one.form == "prize" else f" vì {reason}"


def disciplines(facts: ReportFacts) -> list[Block]:
    """Say how many members were disciplined, by form; names never stand here."""
    if not facts.disciplines:
        return []
    clauses: list[list[Part]] = [_disciplined(one) for one in facts.disciplines]
    return sentence("Thi hành kỷ luật đảng viên: ", *joined(clauses, ", "), ".")


def _disciplined(one: Tally) -> list[Part]:
    return [Figure.count(one.count), f" đồng chí {one.label.lower()}"]


def dues(facts: ReportFacts) -> list[Block]:
    """Say how much was due, collected and passed upward, and how many charges are settled."""
    held = facts.dues
    if held is None:
        return []
    url = year_link(facts, "dues")
    parts: list[Part] = [
        "Đảng phí phải thu ", Figure.money(held.expected, url=url),
        ", đã thu ", Figure.money(held.collected, url=url),
    ]  # fmt: skip
    if held.remitted:
        kept = held.collected - held.remitted
        parts += [", đã nộp cấp trên ", Figure.money(held.remitted, url=url)]
        if kept >= 0:
            parts += [", giữ lại ", Figure.money(kept, url=url)]
    blocks = sentence(*parts, ".")
    if held.charges:
        blocks += sentence(
            "Số lượt đóng đủ: ",
            Figure.ratio(held.settled, held.charges, url=url),
            ", đạt ",
            Figure.percent(held.settled, held.charges, url=url),
            ".",
        )
    return blocks
