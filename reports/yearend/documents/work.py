"""What reports say of the work, judge and plan; each sentence appears only where there are rows."""

from chibo.documents.inlines import Inlines, Part
from chibo.documents.tree import Block, Figure, Paragraph, Text, inlines
from reports.yearend.documents.words import (
    joined,
    link,
    listing,
    plain,
    sentence,
    small,
    when,
    year_link,
)
from reports.yearend.facts.values import AchievementFact, InspectionFact, ReportFacts, TaskFact

# Work -------------------------------------------------------------------------------------------


def ideology(facts: ReportFacts) -> list[Block]:
    """Say how the members' state of mind was judged."""
    blocks: list[Block] = []
    for one in facts.ideology:
        blocks += sentence(_judged(one.label.lower(), plain(one.text)))
        if one.cases is not None:
            url = year_link(facts, "notebook")
            count = Figure.count(one.cases, url=url) if one.cases else Text("không có")
            among = f" trong {plain(one.population)}" if one.population else ""
            blocks += sentence(f"Số trường hợp suy thoái, “tự diễn biến”{among}: ", count, ".")
    return blocks


def _judged(level: str, text: str) -> str:
    """Return a judgement with its words; alone they do where they name the level themselves."""
    if text and level in text.lower():
        return f"{text}."
    return f"Tình hình tư tưởng: {level}. {text}." if text else f"Tình hình tư tưởng: {level}."


def achievements(facts: ReportFacts, area: str) -> list[Block]:
    """List what was achieved in an area, with the quantities."""
    url = year_link(facts, "notebook")
    return listing([_achievement(one, url) for one in facts.achievements if one.area == area])


def _achievement(one: AchievementFact, url: str) -> Inlines:
    parts: list[Part] = [plain(one.text)]
    if one.quantity is not None:
        places = max(0, -int(one.quantity.as_tuple().exponent))
        parts += [": ", Figure.number(one.quantity, places, unit=one.unit, url=url)]
    if one.programme:
        parts.append(f" ({plain(one.programme)})")
    return inlines(*parts)


def achievement_words(one: AchievementFact) -> str:
    """Return an achievement in one line, for a person to go on writing."""
    return "".join(part.text for part in _achievement(one, "") if isinstance(part, Text | Figure))


def tasks(facts: ReportFacts) -> list[Block]:
    """Say how many of the tasks that were due or done were done, how many are late or go on."""
    url = year_link(facts, "tasks")
    done = sum(1 for one in facts.tasks if one.is_done)
    total = sum(1 for one in facts.tasks if one.is_done or one.is_late)
    if not total:
        return []
    going = len(facts.tasks) - total
    which = "đến hạn hoặc đã xong" if going else "đề ra"
    late = sum(1 for one in facts.tasks if one.is_late)
    parts: list[Part] = [
        "Đã hoàn thành ", Figure.ratio(done, total, url=url), f" nhiệm vụ {which}, đạt ",
        Figure.percent(done, total, url=url),
    ]  # fmt: skip
    if late:
        parts += ["; ", Figure.count(late, url=url), " nhiệm vụ chậm so với hạn"]
    if going:
        parts += ["; ", Figure.count(going, url=url), " nhiệm vụ đang thực hiện"]
    return sentence(*parts, ".")


def inspections(facts: ReportFacts) -> list[Block]:
    """List inspection and supervision with their topics and results."""
    if not facts.inspections:
        return []
    url = link(facts, "inspections", nam=str(facts.ends.year))
    named = [one for one in facts.inspections if one.kind != "general"]
    blocks: list[Block] = []
    if named:
        labels = dict.fromkeys(one.label for one in named)
        counted: list[list[Part]] = [
            [
                Figure.count(sum(1 for one in named if one.label == label), url=url),
                f" cuộc {label.lower()}",
            ]
            for label in labels
        ]
        blocks += sentence("Đã thực hiện ", *joined(counted, ", "), ".")
    told = [one for one in named if one.kind != "signs"]
    blocks += listing([_inspection(one, facts, url) for one in told])
    for one in facts.inspections:
        if one.kind == "general":
            blocks += _general(one, url)
    return blocks


def _general(one: InspectionFact, url: str) -> list[Block]:
    """Say what is known of the work of a whole time, not of one inspection."""
    parts: list[Part] = []
    if one.conclusion:
        parts.append(f"{plain(one.conclusion)}. ")
    if one.topics:
        parts.append(f"Nội dung chủ yếu: {_topics(one)}. ")
    if one.subject_count:
        parts += ["Số đảng viên: ", Figure.count(one.subject_count, url=url), "."]
    return sentence(*parts)


def _topics(one: InspectionFact) -> str:
    return "; ".join(small(plain(topic)) for topic in one.topics)


def _inspection(one: InspectionFact, facts: ReportFacts, url: str) -> Inlines:
    whole = one.when.earliest == facts.starts and one.when.latest == facts.ends
    said = "" if whole else when(one.when)
    parts: list[Part] = [f"{one.label}, {said}" if said else one.label]
    if one.topics:
        parts.append(f": {_topics(one)}")
    if one.subject:
        parts.append(f"; đối với đồng chí {one.subject}")
    elif one.subject_count:
        parts += ["; đối với ", Figure.count(one.subject_count, url=url), " đảng viên"]
    if one.conclusion:
        parts.append(f". {plain(one.conclusion)}")
    return inlines(*parts)


# Judgement and plans ----------------------------------------------------------------------------


def circumstances(facts: ReportFacts) -> list[Block]:
    """List advantages and difficulties."""
    blocks: list[Block] = []
    for kind, words in (("advantage", "Thuận lợi"), ("difficulty", "Khó khăn")):
        texts = [inlines(plain(one.text)) for one in facts.circumstances if one.kind == kind]
        if texts:
            blocks += [Paragraph.of(Text(f"{words}:", italic=True)), *listing(texts)]
    return blocks


def limitations(facts: ReportFacts) -> list[Block]:
    """List the shortcomings."""
    return listing([inlines(plain(one.text)) for one in facts.limitations])


def causes(facts: ReportFacts) -> list[Block]:
    """List the causes of the shortcomings: objective, subjective, not said which."""
    blocks: list[Block] = []
    for kind, words in (("objective", "khách quan"), ("subjective", "chủ quan"), ("", "")):
        found = [one.cause for one in facts.limitations if one.cause and one.cause_kind == kind]
        if found and words:
            blocks.append(Paragraph.of(Text(f"Nguyên nhân {words}:", italic=True)))
        blocks += listing([inlines(plain(cause)) for cause in dict.fromkeys(found)])
    return blocks


def goals(facts: ReportFacts) -> list[Block]:
    """Say the general objectives of the year ahead with the horizon they prepare."""
    blocks: list[Block] = []
    for goal in facts.goals:
        ahead = f", tạo tiền đề cho giai đoạn {goal.horizon}" if goal.horizon else ""
        blocks += sentence(f"{plain(goal.text)}{ahead}.")
    return blocks


def key_tasks(facts: ReportFacts) -> list[Block]:
    """List the key tasks of the year ahead and what goes on from the period."""
    blocks: list[Block] = []
    if facts.key_tasks:
        url = link(facts, "tasks", nam=str(facts.plan_year))
        count = Figure.stated(f"{len(facts.key_tasks):02d}", url=url)
        blocks += sentence("Tập trung thực hiện tốt ", count, " nhiệm vụ trọng tâm:")
        blocks += listing([_task(one) for one in facts.key_tasks], style="bracket")
    unfinished = [one for one in facts.tasks if not one.is_done]
    if unfinished:
        blocks += sentence("Tiếp tục thực hiện các nhiệm vụ đã giao:")
        blocks += listing([_task(one) for one in unfinished])
    return blocks


def _task(task: TaskFact) -> Inlines:
    parts = [plain(task.text)]
    if task.assignee:
        parts.append(f", đồng chí {task.assignee} phụ trách")
    if task.due.is_known:
        parts.append(f", hạn {task.due}")
    return inlines("".join(parts))
