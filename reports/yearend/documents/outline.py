"""The outline of a report as data, and the document built along it; domain reference §10.

A new room of records adds its section here and nowhere else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chibo.documents.formats import HD_05_2026, PageFormat
from chibo.documents.tree import (
    Block,
    Document,
    Heading,
    Letterhead,
    Narrative,
    Recipients,
    Signatures,
    Signer,
)
from chibo.vietnamese import roman
from reports.yearend import rules
from reports.yearend.documents import judged, people, standing, study, work
from reports.yearend.documents.words import (
    as_committee,
    directive_words,
    is_cell,
    of_congress,
    plain,
)
from reports.yearend.facts.values import ReportFacts
from reports.yearend.rules import ReportHeading

Says = Callable[[ReportFacts], list[Block]]
Needs = Callable[[ReportFacts], bool]
Records = Callable[[ReportFacts], list[str]]


@dataclass(frozen=True)
class Passage:
    """A passage to write; `records` are chips: their label and the year's own records in words."""

    key: str
    title: str
    prompt: str
    is_needed: Needs = lambda facts: False
    records: tuple[tuple[str, str, Records], ...] = ()


@dataclass(frozen=True)
class Section:
    """A section: its heading, what the facts say in it, and what a person writes.

    `says` is always printed; `lists` are the records that stand in while the passage is empty.
    """

    key: str
    heading: str
    level: int
    says: tuple[Says, ...] = ()
    lists: tuple[Says, ...] = ()
    passage: Passage | None = None


def _achieved(area: str) -> Says:
    return lambda facts: work.achievements(facts, area)


def _achieved_words(area: str) -> Records:
    return lambda facts: [
        work.achievement_words(one) for one in facts.achievements if one.area == area
    ]


def _achievement_chip(area: str) -> tuple[str, str, Records]:
    return "ket-qua", "kết quả đã ghi", _achieved_words(area)


_DIRECTIVES = (
    "chi-dao",
    "chỉ đạo của cấp trên",
    lambda facts: [directive_words(one) for one in facts.directives],
)
_LIMITATIONS = (
    "han-che",
    "hạn chế đã ghi",
    lambda facts: [plain(one.text) for one in facts.limitations],
)
_CAUSES = (
    "nguyen-nhan",
    "nguyên nhân đã ghi",
    lambda facts: list(dict.fromkeys(plain(one.cause) for one in facts.limitations if one.cause)),
)
_CIRCUMSTANCES = (
    "boi-canh",
    "thuận lợi, khó khăn đã ghi",
    lambda facts: [plain(one.text) for one in facts.circumstances],
)

OUTLINE: tuple[Section, ...] = (
    Section("mo-dau", "", 0, says=(people.opening,)),
    Section("phan-1", "KẾT QUẢ {period}", 1),
    Section(
        "dac-diem", "ĐẶC ĐIỂM TÌNH HÌNH", 2,
        says=(people.members, people.leaders, standing.cells, study.stated("strength")),
        lists=(work.circumstances, study.events),
        passage=Passage(
            "thuan-loi", "Thuận lợi, khó khăn",
            "nêu 2–3 ý gắn với nhiệm vụ của đơn vị",
            records=(_CIRCUMSTANCES,),
        ),
    ),
    Section("ket-qua", "KẾT QUẢ LÃNH ĐẠO, CHỈ ĐẠO", 2),
    Section(
        "tu-tuong", "Công tác chính trị, tư tưởng", 3,
        says=(
            people.themes, study.studies, study.stated("study"), study.commitments,
            study.activities("propaganda", opening="Công tác tuyên truyền:"),
            work.ideology,
        ),
        lists=(_achieved("ideology"),),
        passage=Passage(
            "chinh-tri-tu-tuong", "Công tác chính trị, tư tưởng",
            "học tập nghị quyết, học tập và làm theo Bác, bảo vệ nền tảng tư tưởng của Đảng",
            records=(_achievement_chip("ideology"), _DIRECTIVES),
        ),
    ),
    Section(
        "nhiem-vu", "Lãnh đạo thực hiện nhiệm vụ chính trị", 3,
        says=(work.tasks, study.stated("tasks"), study.activities("work_plan")),
        lists=(_achieved("political_task"),),
        passage=Passage(
            "nhiem-vu-chinh-tri", "Lãnh đạo thực hiện nhiệm vụ chính trị",
            "việc lớn đã hoàn thành, có số liệu; vai trò lãnh đạo của chi bộ",
            is_needed=lambda facts: not _achieved_words("political_task")(facts),
            records=(_achievement_chip("political_task"), _DIRECTIVES),
        ),
    ),
    Section(
        "to-chuc-dang", "Xây dựng tổ chức đảng", 3,
        says=(
            standing.congresses_held, people.meetings, people.minutes_adopted,
            study.stated("attendance"),
            people.movements,
        ),
        lists=(_achieved("party_building"),),
        passage=Passage(
            "xay-dung-dang", "Xây dựng tổ chức đảng",
            "chất lượng sinh hoạt, công tác cán bộ, công tác đảng viên",
            records=(_achievement_chip("party_building"), _DIRECTIVES),
        ),
    ),
    Section(
        "kiem-tra", "Công tác kiểm tra, giám sát", 3,
        says=(work.inspections, standing.disciplines),
        passage=Passage(
            "kiem-tra-giam-sat", "Công tác kiểm tra, giám sát",
            "việc thực hiện chương trình kiểm tra, giám sát trong năm",
        ),
    ),
    Section(
        "quan-chung", "Lãnh đạo các tổ chức quần chúng, công tác xã hội", 3,
        says=(study.activities("social", "masses", "heritage", "other"), study.sums),
        lists=(_achieved("masses"),),
        passage=Passage(
            "doan-the", "Tổ chức quần chúng, công tác xã hội",
            "công đoàn, đoàn thanh niên, dân vận, hoạt động xã hội",
            records=(_achievement_chip("masses"),),
        ),
    ),
    Section("khen-thuong", "Khen thưởng", 3, says=(standing.commendations,)),
    Section("dang-phi", "Đảng phí", 3, says=(standing.dues,)),
    Section("chi-tieu", "Kết quả thực hiện chỉ tiêu", 3, says=(judged.targets,)),
    Section(
        "xep-loai", "Kết quả đánh giá, xếp loại", 3,
        says=(judged.ratings, study.stated("other")),
    ),
    Section("danh-gia", "ĐÁNH GIÁ CHUNG", 2),
    Section(
        "uu-diem", "Ưu điểm", 3,
        passage=Passage(
            "uu-diem-chung", "Ưu điểm", "2–3 câu về mặt mạnh nhất của kỳ này",
            is_needed=lambda facts: True,
        ),
    ),
    Section(
        "han-che", "Hạn chế, khuyết điểm", 3,
        lists=(work.limitations,),
        passage=Passage(
            "han-che-khuyet-diem", "Hạn chế, khuyết điểm", "phải có ít nhất một hạn chế",
            is_needed=lambda facts: not facts.limitations,
            records=(_LIMITATIONS,),
        ),
    ),
    Section(
        "nguyen-nhan", "Nguyên nhân", 3,
        lists=(work.causes,),
        passage=Passage(
            "nguyen-nhan-han-che", "Nguyên nhân, bài học", "khách quan, chủ quan",
            records=(_CAUSES,),
        ),
    ),
    Section("phan-2", "PHƯƠNG HƯỚNG, NHIỆM VỤ {ahead}", 1),
    Section("muc-tieu", "MỤC TIÊU", 2, says=(work.goals,)),
    Section("chi-tieu-toi", "CHỈ TIÊU", 2, says=(judged.targets_ahead,)),
    Section(
        "trong-tam", "NHIỆM VỤ TRỌNG TÂM, GIẢI PHÁP", 2,
        says=(standing.congresses_ahead, work.key_tasks),
        passage=Passage(
            "nhiem-vu-giai-phap", "Nhiệm vụ, giải pháp", "việc phải làm, ai làm, bao giờ xong",
            is_needed=lambda facts: not (facts.goals or facts.key_tasks),
            records=(_DIRECTIVES,),
        ),
    ),
    Section("hoi-nghi", "Ý KIẾN TẠI {meeting}", 2, says=(people.heard_words,)),
    Section(
        "kien-nghi", "KIẾN NGHỊ, ĐỀ XUẤT", 2,
        passage=Passage("kien-nghi-de-xuat", "Kiến nghị, đề xuất", "với cấp ủy cấp trên"),
    ),
)  # fmt: skip

_PARTS = ("thứ nhất", "thứ hai", "thứ ba")


def passages() -> tuple[Passage, ...]:
    """Return every passage of the outline, in order."""
    return tuple(section.passage for section in OUTLINE if section.passage)


def build(
    facts: ReportFacts,
    texts: Mapping[str, str],
    heading: ReportHeading,
    *,
    page: PageFormat = HD_05_2026,
    with_blanks: bool = False,
) -> Document:
    """Build the report; `with_blanks` keeps empty passages and their sections, for its writer."""
    filled = [(section, _content(section, facts, texts, with_blanks)) for section in OUTLINE]
    kept = [pair for n, pair in enumerate(filled) if _has_content(filled, n)]
    blocks: list[Block] = []
    for (section, content), number in zip(kept, _numbers([one for one, _ in kept]), strict=True):
        if section.level:
            blocks.append(_heading(section, facts, number))
        blocks += content
    return _sheet(facts, heading, tuple(blocks), page)


def _content(
    section: Section, facts: ReportFacts, texts: Mapping[str, str], with_blanks: bool
) -> list[Block]:
    blocks = [block for says in section.says for block in says(facts)]
    passage = section.passage
    text = texts.get(passage.key, "") if passage else ""
    stand_ins = [block for lists in section.lists for block in lists(facts)]
    if passage:
        needed = passage.is_needed(facts)
        if text.strip() or needed or with_blanks:
            blocks.append(Narrative(passage.key, passage.prompt, text, needed, passage.title))
    return blocks if text.strip() else blocks + stand_ins


def _has_content(filled: list[tuple[Section, list[Block]]], position: int) -> bool:
    """Return whether a section says anything, or one of those under it does."""
    section, content = filled[position]
    if content or not section.level:
        return bool(content)
    for below, said in filled[position + 1 :]:
        if below.level <= section.level:
            return False
        if said:
            return True
    return False


def _numbers(sections: list[Section]) -> list[str]:
    """Return the number of each section: parts run on, all else restarts under its heading."""
    counts, numbers = [0] * 5, []
    for section in sections:
        counts[section.level] += 1
        counts[section.level + 1 :] = [0] * (4 - section.level)
        n = counts[section.level]
        by_level = ("", f"Phần {_PARTS[min(n, 3) - 1]}", roman(n), str(n))
        numbers.append(by_level[section.level])
    return numbers


def _heading(section: Section, facts: ReportFacts, number: str) -> Heading:
    words = section.heading.format(
        period=rules.period_words(facts.starts, facts.ends, facts.reviewed_term).upper(),
        ahead=rules.plan_words(facts.starts, facts.ends, facts.next_term).upper(),
        meeting="ĐẠI HỘI" if of_congress(facts) else "HỘI NGHỊ",
    )
    return Heading(words, level=section.level, number=number, key=section.key)


def _sheet(
    facts: ReportFacts, heading: ReportHeading, blocks: tuple[Block, ...], page: PageFormat
) -> Document:
    recipients = tuple(line.strip() for line in heading.recipients.splitlines() if line.strip())
    signer = Signer(heading.authority, heading.signer_post, heading.signer_name)
    return Document(
        letterhead=Letterhead(
            organization=facts.letterhead if is_cell(facts) else as_committee(facts.letterhead),
            parent_organization=_as_party(facts.superior),
            series="BC/CB" if is_cell(facts) else "BC/ĐU",
            place=heading.place,
            date=heading.dated,
        ),
        title="BÁO CÁO",
        about=heading.about,
        blocks=blocks,
        signature=Signatures.of(signer),
        recipients=Recipients.of(*recipients) if recipients else None,
        format=page,
    )


def _as_party(superior: str) -> str:
    """Return the superior as letterheads name it: the Đảng bộ, not its committee."""
    for committee in ("Đảng ủy ", "Đảng uỷ "):
        if superior.startswith(committee):
            return f"Đảng bộ {superior.removeprefix(committee)}"
    return superior
