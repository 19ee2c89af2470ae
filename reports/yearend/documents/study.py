"""What reports say of study, commitments, activities and figures as stated."""

from collections.abc import Callable

from django.urls import reverse

from chibo.documents.inlines import Inlines, Part
from chibo.documents.tree import Block, Figure, inlines
from reports.yearend.documents.words import (
    joined,
    listing,
    plain,
    sentence,
    small,
    when,
    when_within,
    year_link,
)
from reports.yearend.facts.values import (
    ActivityFact,
    CommitmentFact,
    ReportFacts,
    StatedFact,
    StudyFact,
)

_SHARES = frozenset({"hầu hết", "đa số", "phần lớn", "toàn thể", "tất cả"})
"""Shares in words, which stand before whom they speak of."""


def studies(facts: ReportFacts) -> list[Block]:
    """List what was studied, by whom and how many; «toàn thể» stays as stated.

    Occasions are counted where each is one: a row that speaks of years stands for many.
    """
    if not facts.studies:
        return []
    url = year_link(facts, "studies")
    number = Figure.count(len(facts.studies), url=url)
    if any(_spans_years(one) for one in facts.studies):
        number = Figure.stated("các", url=url)
    blocks = sentence("Tổ chức, tham gia ", number, " đợt học tập, quán triệt:")
    return blocks + listing([_study(one, facts) for one in facts.studies])


def _spans_years(one: StudyFact) -> bool:
    begins, ends = one.when.earliest, one.when.latest
    return begins is not None and ends is not None and begins.year != ends.year


def _study(one: StudyFact, facts: ReportFacts) -> Inlines:
    parts: list[Part] = [plain("; ".join(one.documents)) or plain(one.title)]
    if one.documents and one.title:
        parts.append(f" ({small(plain(one.title))})")
    if one.organizer:
        parts.append(f" do {plain(one.organizer)} tổ chức")
    if one.form and not one.recipients:
        parts.append(f", hình thức {one.form.lower()}")
    if one.recipients:
        parts.append(f", {one.form.lower() or 'gửi'} tới {plain(one.recipients)}")
    if said := when_within(facts, one.when):
        parts.append(f", {said}")
    url = reverse("study", args=[one.pk])
    parts += _took_part(one.extent, one.population_label, one.attended, one.total, "tham gia", url)
    if one.outcome:
        parts.append(f"; {small(plain(one.outcome))}")
    return inlines(*parts)


def _took_part(
    extent: str, who: str, n: int | None, total: int | None, deed: str, url: str
) -> list[Part]:
    """Return who took part: n/N with its percent, «100%» as stated, nothing where unknown."""
    if extent == "all":
        return [": ", Figure.stated("100%", url=url), f" {small(who)} {deed}"]
    if n is None or not total:
        return []
    return [
        ": ",
        Figure.ratio(n, total, url=url),
        f" {small(who)} {deed}, đạt ",
        Figure.percent(n, total, url=url),
    ]


def commitments(facts: ReportFacts) -> list[Block]:
    """List what people registered and committed themselves to."""
    if not facts.commitments:
        return []
    url = year_link(facts, "studies")
    blocks = sentence("Cam kết tu dưỡng, học tập và làm theo:")
    return blocks + listing([_commitment(one, url) for one in facts.commitments])


def _commitment(one: CommitmentFact, url: str) -> Inlines:
    span = when(one.when)
    period = f", {span}" if span.startswith("giai đoạn") else ""
    if one.extent == "all":
        who = f" {small(one.population_label)} đăng ký, thực hiện: "
        return inlines(Figure.stated("100%", url=url), who, f"{small(plain(one.text))}{period}")
    text = plain(one.text)
    said = one.label.partition(",")[0].lower() in text.lower()
    parts: list[Part] = [f"{text if said else f'{one.label}: {text}'}{period}"]
    parts += _took_part(
        one.extent, one.population_label, one.registered, one.total, "đăng ký, thực hiện", url
    )
    return inlines(*parts)


# Activities -------------------------------------------------------------------------------------


def activities(*kinds: str, opening: str = "") -> Callable[[ReportFacts], list[Block]]:
    """Return what lists the activities of some kinds, after an opening where one is given."""

    def says(facts: ReportFacts) -> list[Block]:
        url = year_link(facts, "notebook")
        found = [_activity(one, url) for one in facts.activities if one.kind in kinds]
        return [*(sentence(opening) if opening and found else []), *listing(found)]

    return says


def _activity(one: ActivityFact, url: str) -> Inlines:
    parts: list[Part] = [plain(one.text)]
    if one.channel:
        parts.append(f", qua {plain(one.channel)}")
    if one.since:
        parts.append(f", duy trì từ {when(one.since)}")
    if one.quantity is not None:
        places = max(0, -int(one.quantity.as_tuple().exponent))
        quantity = Figure.number(one.quantity, places, unit=one.unit, url=url)
        year = f"; riêng {when(one.when)}: " if one.since and when(one.when) else ": "
        parts += [year, quantity]
    if one.participants:
        parts.append(f"; {plain(one.participants)} tham gia")
    return inlines(*parts)


def sums(facts: ReportFacts) -> list[Block]:
    """Sum what the cells below counted, by unit."""
    if not facts.sums:
        return []
    url = year_link(facts, "notebook")
    clauses: list[list[Part]] = []
    for one in facts.sums:
        places = max(0, -int(one.quantity.as_tuple().exponent))
        clauses.append([Figure.number(one.quantity, places, unit=one.unit, url=url)])
    return sentence("Tổng hợp từ các chi bộ: ", *joined(clauses, "; "), ".")


# Figures as stated ------------------------------------------------------------------------------


def stated(subject: str) -> Callable[[ReportFacts], list[Block]]:
    """Return what says the figures on a subject in the words of their source; many as a list."""

    def says(facts: ReportFacts) -> list[Block]:
        url = year_link(facts, "notebook")
        found = [_stated(one, url) for one in facts.stated if one.subject == subject]
        return sentence(*found[0], ".") if len(found) == 1 else listing(found)

    return says


def _stated(one: StatedFact, url: str) -> Inlines:
    total = f" (trên tổng số {one.total})" if one.total else ""
    if one.stated.lower() in _SHARES:
        share = f"{one.stated[:1].upper()}{one.stated[1:]}"
        return inlines(Figure.stated(share, url=url), f" {small(plain(one.text))}", total)
    return inlines(f"{plain(one.text)}: ", Figure.stated(one.stated, url=url), total)


def events(facts: ReportFacts) -> list[Block]:
    """List the events under which the year stands."""
    found = [plain(one.text) for one in facts.circumstances if one.kind == "event"]
    if not found:
        return []
    return [*sentence("Sự kiện của năm:"), *listing([inlines(text) for text in found])]
