"""The news item beside the formal report: the same facts in a few flowing paragraphs, to copy out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chibo.documents.inlines import Inlines
from chibo.documents.tree import Block, Figure, Listing, Paragraph, Text
from reports.yearend import rules
from reports.yearend.documents import judged, people, standing, study, work
from reports.yearend.documents.words import noun, plain, when
from reports.yearend.facts.values import DirectiveFact, GuestFact, HeardFact, ReportFacts

Says = Callable[[ReportFacts], list[Block]]


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


_PARTS = (
    _Part((people.members, study.stated("strength")), "thuan-loi", (work.circumstances,)),
    _Part(
        (people.themes, study.studies, study.stated("study"), study.commitments, work.ideology),
        "chinh-tri-tu-tuong",
        (_achieved("ideology"),),
    ),
    _Part(
        (study.stated("tasks"), study.activities("work_plan")),
        "nhiem-vu-chinh-tri",
        (_achieved("political_task"),),
    ),
    _Part(
        (people.meetings, study.stated("attendance"), work.inspections),
        "xay-dung-dang",
        (_achieved("party_building"),),
    ),
    _Part(
        (study.activities("propaganda", "social", "masses", "heritage", "other"), study.sums),
        "doan-the",
        (_achieved("masses"),),
    ),
    _Part((judged.ratings, standing.commendations)),
    _Part((), "uu-diem-chung"),
)


def article(facts: ReportFacts, texts: Mapping[str, str]) -> Article:
    """Return the news item on a report: who met, what was done, what fell short, what comes."""
    told = [_flow(_words(part, facts, texts)) for part in _PARTS]
    paragraphs = [_lead(facts), *told, _shortcomings(facts), *_spoken(facts.heard), *_ahead(facts)]
    return Article(_title(facts), tuple(one for one in paragraphs if one))


def _title(facts: ReportFacts) -> str:
    held = [one for one in facts.congresses if one.is_held]
    if held and facts.heard and "congress" in facts.heard.kinds:
        return f"{facts.organization} tổ chức {held[-1].name}"
    said = rules.about(facts.starts, facts.ends, facts.reviewed_term, facts.next_term)
    return f"{facts.organization} {said}"


def _lead(facts: ReportFacts) -> str:
    heard = facts.heard
    if heard is None:
        return ""
    day = when(heard.held, heard.session)
    begun = f"{day[:1].upper()}{day[1:]}, {facts.organization}" if day else facts.organization
    sentences = [f"{begun} tổ chức {plain(heard.title)}."]
    if heard.chair:
        titles = f", {heard.chair_titles}," if heard.chair_titles else ""
        sentences.append(f"Đồng chí {heard.chair}{titles} chủ trì.")
    if heard.guests:
        sentences.append(f"Tham dự có {'; '.join(map(_guest, heard.guests))}.")
    sentences += [_present(facts)]
    return " ".join(filter(None, sentences))


def _present(facts: ReportFacts) -> str:
    counted = [one for one in facts.congresses if one.is_held and one.present is not None]
    if not counted:
        return ""
    one = counted[-1]
    share = f"{one.present}/{one.summoned}" if one.summoned else f"{one.present}"
    return f"Dự đại hội có {share} đảng viên."


def _guest(guest: GuestFact) -> str:
    posts = ", ".join(plain(post) for post in guest.posts)
    return f"đồng chí {guest.name}{f', {posts}' if posts else ''}"


def _words(part: _Part, facts: ReportFacts, texts: Mapping[str, str]) -> Iterator[str]:
    written = texts.get(part.passage, "").strip()
    if written:
        yield " ".join(written.split())
    for says in part.says if written else (*part.stand_ins, *part.says):
        yield from _sentences(says(facts))


def _sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield paragraphs and lists as sentences; tables do not flow and are left to the report."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _plain(block.inlines)
        elif isinstance(block, Listing):
            items = [plain(_plain(item)) for item in block.items]
            yield f"{'; '.join(items)}."


def _plain(content: Inlines) -> str:
    return "".join(part.text for part in content if isinstance(part, Text | Figure))


def _flow(sentences: Iterable[str]) -> str:
    """Return sentences as one paragraph; what an opening with a colon announces goes on small."""
    flowing = ""
    for sentence in sentences:
        said = sentence.strip()
        if said:
            flowing += f" {said}" if flowing.endswith(":") or not flowing else f" {_capital(said)}"
    return _capital(flowing.strip())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _shortcomings(facts: ReportFacts) -> str:
    found = [plain(one.text) for one in facts.limitations]
    if not found:
        return ""
    causes = list(dict.fromkeys(plain(one.cause) for one in facts.limitations if one.cause))
    why = f" Nguyên nhân: {'; '.join(causes)}." if causes else ""
    return (
        f"Bên cạnh kết quả đạt được, {noun(facts).lower()} còn một số hạn chế: "
        f"{'; '.join(found)}.{why}"
    )


def _spoken(heard: HeardFact | None) -> Iterator[str]:
    """Yield what superiors judged and asked for, speaker by speaker, then what was discussed."""
    if heard is None:
        return
    speakers = dict.fromkeys(one.guest for one in heard.directives)
    for guest in speakers:
        said = [one for one in heard.directives if one.guest == guest]
        yield _speech(guest, said, heard)
    if heard.opinions:
        yield f"Hội nghị thảo luận: {'; '.join(plain(one.text) for one in heard.opinions)}."


def _speech(guest: str, said: list[DirectiveFact], heard: HeardFact) -> str:
    posts = next((one.posts for one in heard.guests if one.name == guest), ())
    titles = f", {', '.join(map(plain, posts))}," if posts else ""
    who = f"Phát biểu chỉ đạo, đồng chí {guest}{titles}" if guest else "Ý kiến chỉ đạo của cấp trên"
    judged_ = [plain(one.text) for one in said if one.kind == "evaluation"]
    asked = [plain(one.text) for one in said if one.kind != "evaluation"]
    clauses = []
    if judged_:
        clauses.append(f"đánh giá: {'; '.join(judged_)}")
    if asked:
        clauses.append(f"yêu cầu: {'; '.join(asked)}")
    return f"{who} {'. Đồng thời '.join(clauses)}."


def _ahead(facts: ReportFacts) -> Iterator[str]:
    held = standing.congresses_held(facts) if facts.congresses else []
    yield _flow(s for s in _sentences(held) if s.startswith(("Đại hội thông qua", "Đại hội bầu")))
    plans = [*judged.targets_ahead(facts)]
    if plans:
        yield f"Chỉ tiêu đề ra: {_flow(_sentences(plans))}"
    yield _flow(_sentences([*work.goals(facts), *standing.congresses_ahead(facts)]))
    if facts.key_tasks:
        listed = "; ".join(plain(one.text) for one in facts.key_tasks)
        yield f"Nhiệm vụ trọng tâm thời gian tới: {listed}."
