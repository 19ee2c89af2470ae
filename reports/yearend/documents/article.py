"""The news item beside the formal report: the same facts in a few flowing paragraphs, to copy out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chibo.documents.inlines import Inlines, Part
from chibo.documents.tree import Block, Figure, Listing, Paragraph, Text
from chibo.vietnamese import day
from meetings.minutes.models import Kind
from meetings.study.models import Population
from reports.yearend import rules
from reports.yearend.documents import judged, people, standing, study, work
from reports.yearend.documents.words import day_of, noun, of_congress, plain, sentence
from reports.yearend.facts.values import DirectiveFact, GuestFact, HeardFact, ReportFacts

Says = Callable[[ReportFacts], list[Block]]

_NAME = re.compile(
    r"\w+ (\w+ )?số |Đảng (?!viên)|Trung (tâm|ương) |"
    r"(Nghị quyết|Chỉ thị|Kết luận|Quy định|Hướng dẫn) (\d|Đại hội|Trung ương)"
)
"""What begins with a capital inside a sentence, too: a document, an office, a person."""


_MANY, _MANY_TARGETS = 3, 6
"""More rows than these are summed up: a news item is short, and the report lists them."""


@dataclass(frozen=True)
class Article:
    """A title and paragraphs, plain words without links."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as one text, an empty line between paragraphs."""
        return "\n\n".join((self.title, *self.paragraphs))


@dataclass(frozen=True)
class _Part:
    """A paragraph: what the facts say, after the passage that a person wrote on the same matter.

    `stand_ins` are told only while that passage is empty.
    """

    says: tuple[Says, ...] = ()
    passage: str = ""
    stand_ins: tuple[Says, ...] = ()


def _achieved(area: str) -> Says:
    return lambda facts: work.achievements(facts, area)


def _met(facts: ReportFacts) -> list[Block]:
    """Say how often the cell met; one meeting alone is told of by itself."""
    return people.meetings(facts) if len(facts.meetings) > 1 else []


def _themes(facts: ReportFacts) -> list[Block]:
    """Name the themes while they are few, else count their meetings."""
    held = sum(1 for one in facts.meetings if Kind.THEMATIC in one.kinds)
    if len(facts.themes) <= _MANY:
        return people.themes(facts)
    return sentence("Sinh hoạt chuyên đề ", Figure.count(held), " kỳ.")


def _studied(facts: ReportFacts) -> list[Block]:
    """List what was studied while it is little, else count it, members in sum over all of it."""
    if len(facts.studies) <= _MANY:
        return study.studies(facts)
    known = [
        (one.attended, one.total)
        for one in facts.studies
        if one.population == Population.MEMBERS and one.attended is not None and one.total
    ]
    n, total = sum(n for n, _ in known), sum(total for _, total in known)
    parts: list[Part] = [
        "Tổ chức, tham gia ", Figure.count(len(facts.studies)), " đợt học tập, quán triệt",
    ]  # fmt: skip
    if total:
        parts += ["; ", Figure.ratio(n, total), " lượt đảng viên tham gia, đạt "]
        parts.append(Figure.percent(n, total))
    return sentence(*parts, ".")


_PARTS = (
    _Part(
        (
            _themes,
            _studied,
            study.stated("study"),
            study.commitments,
            study.activities("propaganda", opening="Công tác tuyên truyền:"),
            work.ideology,
        ),
        "chinh-tri-tu-tuong",
        (_achieved("ideology"),),
    ),
    _Part((), "thuan-loi", (work.circumstances,)),
    _Part(
        (study.stated("tasks"), study.activities("work_plan")),
        "nhiem-vu-chinh-tri",
        (_achieved("political_task"),),
    ),
    _Part(
        (_met, study.stated("attendance"), work.inspections),
        "xay-dung-dang",
        (_achieved("party_building"),),
    ),
    _Part(
        (study.activities("social", "masses", "heritage", "other"), study.sums),
        "doan-the",
        (_achieved("masses"),),
    ),
    _Part((people.members, study.stated("strength"), judged.ratings)),
    _Part((standing.commendations,)),
    _Part((), "uu-diem-chung"),
)


def article(facts: ReportFacts, texts: Mapping[str, str]) -> Article:
    """Return the news item on a report: who met, what was done, what fell short, what comes."""
    told = [_flow(_words(part, facts, texts)) for part in _PARTS]
    paragraphs = [
        _lead(facts),
        *_in_the_period(facts, [_short(facts, one) for one in told if one]),
        _shortcomings(facts),
        *_spoken(facts),
        *_ahead(facts),
        _elected(facts),
    ]
    return Article(_title(facts), tuple(one for one in paragraphs if one))


def _title(facts: ReportFacts) -> str:
    said = rules.about(facts.starts, facts.ends, facts.reviewed_term, facts.next_term)
    if facts.heard and (of_congress(facts) or not said.startswith("tổng kết")):
        return f"{facts.organization} tổ chức {_gathering(facts, facts.heard)}"
    return f"{facts.organization} {said.replace(', phương hướng', ', đề ra phương hướng')}"


def _gathering(facts: ReportFacts, heard: HeardFact) -> str:
    """Return what was held: a congress by its name, a meeting of two kinds as one meeting."""
    held = [one for one in facts.congresses if one.is_held]
    if held and of_congress(facts):
        return _capital(held[-1].name)
    return plain(heard.title).replace("; ", " kết hợp ")


def _lead(facts: ReportFacts) -> str:
    heard = facts.heard
    if heard is None:
        return ""
    said = _capital(day_of(heard))
    begun = f"{said}, {facts.organization}" if said else facts.organization
    sentences = [f"{begun} tổ chức {_gathering(facts, heard)}."]
    if heard.chair:
        titles = f", {heard.chair_titles}," if heard.chair_titles else ""
        sentences.append(f"Đồng chí {heard.chair}{titles} chủ trì.")
    guests = [_guest(guest) for guest in heard.guests]
    if there := [*guests, *_present(facts, heard)]:
        last = f" cùng {there.pop()}" if len(there) > len(guests) > 0 else ""
        sentences.append(f"Tham dự có {'; '.join(there)}{last}.")
    return " ".join(sentences)


def _present(facts: ReportFacts, heard: HeardFact) -> Iterator[str]:
    """Yield how many members were there, where the meeting's own count or the congress's is known."""
    met = next((one for one in facts.meetings if one.pk == heard.pk), None)
    held = [one for one in facts.congresses if one.is_held and of_congress(facts)]
    counted = [one for one in (met, *held) if one and one.present is not None]
    if met and met.attending == "all":
        yield f"toàn thể đảng viên {noun(facts).lower()}"
    elif counted:
        one = counted[0]
        share = f"{one.present}/{one.summoned}" if one.summoned else f"{one.present}"
        yield f"{share} đảng viên {noun(facts).lower()}"


def _guest(guest: GuestFact) -> str:
    posts = ", ".join(plain(post) for post in guest.posts)
    return f"đồng chí {guest.name}{f', {posts}' if posts else ''}"


# What was done ----------------------------------------------------------------------------------


def _words(part: _Part, facts: ReportFacts, texts: Mapping[str, str]) -> Iterator[str]:
    written = texts.get(part.passage, "").strip()
    if written:
        yield " ".join(written.split())
    for says in part.says if written else (*part.stand_ins, *part.says):
        yield from _sentences(says(facts))


def _sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield paragraphs and lists as sentences; tables do not flow and are left to the report.

    A list that a colon announces goes on in one sentence, any other is a sentence for each item.
    """
    announced = False
    for block in blocks:
        if isinstance(block, Paragraph):
            said = _plain(block.inlines)
            announced = said.rstrip().endswith(":")
            yield said
        elif isinstance(block, Listing):
            items = [plain(_plain(item)) for item in block.items]
            yield from [_run(items)] if announced else [f"{_capital(one)}." for one in items]
            announced = False


def _run(items: Iterable[str]) -> str:
    """Return items as the end of one sentence: small letters but for names, semicolons between."""
    return f"{'; '.join(map(_small, items))}."


def _small(words: str) -> str:
    second = words.partition(" ")[2]
    is_name = words[:2].isupper() or second[:1].isupper() or _NAME.match(words)
    return words if is_name else words[:1].lower() + words[1:]


def _plain(content: Inlines) -> str:
    return "".join(part.text for part in content if isinstance(part, Text | Figure))


def _flow(sentences: Iterable[str]) -> str:
    return _capital(" ".join(said for sentence in sentences if (said := sentence.strip())))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(facts: ReportFacts, paragraph: str) -> str:
    """Return a paragraph that names the cell in short, and the day of the meeting as «hiện»."""
    whole = f"Tính đến ngày {day(facts.ends)}, {facts.organization} có"
    is_now = facts.heard is not None and facts.heard.held.exact == facts.ends
    begun = "Hiện" if is_now else f"Tính đến ngày {day(facts.ends)},"
    return paragraph.replace(whole, f"{begun} {noun(facts).lower()} có")


def _in_the_period(facts: ReportFacts, paragraphs: list[str]) -> list[str]:
    """Return what was done, the first of it with the time it speaks of."""
    period = rules.period_words(facts.starts, facts.ends, facts.reviewed_term)
    if paragraphs and paragraphs[0].startswith(noun(facts)):
        begun = period if period.startswith("từ") else f"trong {period}"
        return [f"{_capital(begun)}, {_small(paragraphs[0])}", *paragraphs[1:]]
    return paragraphs


def _shortcomings(facts: ReportFacts) -> str:
    found = [plain(one.text) for one in facts.limitations]
    if not found:
        return ""
    causes = list(dict.fromkeys(plain(one.cause) for one in facts.limitations if one.cause))
    why = f" Nguyên nhân: {_run(causes)}" if causes else ""
    return (
        f"Bên cạnh kết quả đạt được, {noun(facts).lower()} còn một số hạn chế: {_run(found)}{why}"
    )


# What was said, and what comes ------------------------------------------------------------------


def _spoken(facts: ReportFacts) -> Iterator[str]:
    """Yield what superiors judged and asked for, speaker by speaker, then what was discussed."""
    heard = facts.heard
    if heard is None:
        return
    for guest in dict.fromkeys(one.guest for one in heard.directives):
        yield from _speech(guest, [one for one in heard.directives if one.guest == guest], facts)
    if heard.opinions:
        meeting = "Đại hội" if of_congress(facts) else "Hội nghị"
        yield f"{meeting} thảo luận: {_run(plain(one.text) for one in heard.opinions)}"


def _speech(guest: str, said: list[DirectiveFact], facts: ReportFacts) -> Iterator[str]:
    judged_ = [plain(one.text) for one in said if one.kind == "evaluation"]
    asked = [plain(one.text) for one in said if one.kind != "evaluation"]
    who = f"đồng chí {guest}" if guest else "đại diện cấp trên"
    meeting = "đại hội" if of_congress(facts) else "hội nghị"
    opening = f"Phát biểu chỉ đạo {meeting}, {who}"
    ahead = " trong nhiệm kỳ mới" if facts.next_term and of_congress(facts) else ""
    if judged_:
        yield f"{opening} nêu rõ: {_run(judged_)}"
        opening = _capital(who)
    if asked:
        yield f"{opening} đề nghị{ahead}: {_run(asked)}"


def _ahead(facts: ReportFacts) -> Iterator[str]:
    targets = [plain(one) for one in _sentences(judged.targets_ahead(facts))]
    chosen = f"Chỉ tiêu đề ra: {_run(targets)}" if facts.targets_ahead else ""
    if len(facts.targets_ahead) > _MANY_TARGETS:
        chosen = f"Đề ra {len(facts.targets_ahead)} chỉ tiêu."
    yield _flow([*_of_congress(facts, "Đại hội thông qua"), chosen])
    yield _flow(_sentences([*work.goals(facts), *standing.congresses_ahead(facts)]))
    if facts.key_tasks:
        listed = _run(plain(one.text) for one in facts.key_tasks)
        yield f"Nhiệm vụ trọng tâm thời gian tới: {listed}"


def _elected(facts: ReportFacts) -> str:
    return _flow(_of_congress(facts, "Đại hội bầu"))


def _of_congress(facts: ReportFacts, beginning: str) -> list[str]:
    told = _sentences(standing.congresses_held(facts))
    return [one for one in told if one.startswith(beginning)]
