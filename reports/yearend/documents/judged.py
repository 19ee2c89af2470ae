"""What reports say of ratings and targets; each only where there are rows."""

import re

from chibo.documents.inlines import Inlines, Part
from chibo.documents.tree import Block, Column, Figure, Table, inlines
from reports.yearend.documents.words import (
    as_committee,
    joined,
    link,
    listing,
    plain,
    sentence,
    small,
    year_link,
)
from reports.yearend.facts.values import (
    AggregateFact,
    OrganizationRatingFact,
    RatingFact,
    ReportFacts,
    ResidenceFact,
    TargetFact,
)

_SHARE = re.compile(r"\d+(,\d+)?%")
_VERDICTS = {"reached": "Đạt", "missed": "Chưa đạt", "unknown": "Chưa có số liệu"}


def ratings(facts: ReportFacts) -> list[Block]:
    """Say how members were rated, year by year, and how the organisation itself was."""
    blocks: list[Block] = []
    for one in facts.ratings:
        blocks += _rating(one, facts)
    spans = dict.fromkeys((one.from_year, one.to_year) for one in facts.rating_aggregates)
    for span in spans:
        blocks += _aggregates(span, facts)
    for rated in facts.organization_ratings:
        blocks += _organization(rated, facts)
    return blocks + residence(facts)


def _rating(one: RatingFact, facts: ReportFacts) -> list[Block]:
    url = link(facts, "ratings", nam=str(one.year))
    state = "" if one.is_decided else " (đề nghị của chi bộ)"
    blocks = sentence(
        f"Năm {one.year}, thuộc diện đánh giá, xếp loại ",
        Figure.count(one.rated, url=url),
        f" đảng viên{state}:",
    )
    blocks += listing(
        [
            inlines(
                f"{level.label}: ",
                Figure.ratio(level.count, one.rated, url=url),
                " đồng chí, đạt ",
                Figure.percent(level.count, one.rated, url=url),
            )
            for level in one.levels
        ]
    )
    if one.not_rated:
        clauses: list[list[Part]] = [
            [Figure.count(reason.count, url=url), f" đồng chí {small(plain(reason.label))}"]
            for reason in one.not_rated
        ]
        blocks += sentence("Không xếp loại: ", *joined(clauses, "; "), ".")
    return blocks


def _aggregates(span: tuple[int, int], facts: ReportFacts) -> list[Block]:
    """Say in one sentence what is known of the ratings of a year, or of years together."""
    first, last = span
    years = f"Năm {first}" if first == last else f"Giai đoạn {first}–{last}"
    found = [one for one in facts.rating_aggregates if (one.from_year, one.to_year) == span]
    clauses = [_aggregate(one, facts) for one in found]
    return sentence(f"{years}, kết quả xếp loại đảng viên: ", *joined(clauses, "; "), ".")


def _aggregate(one: AggregateFact, facts: ReportFacts) -> list[Part]:
    url = link(facts, "rating_figures")
    level = f" đảng viên {small(one.label)}{' trở lên' if one.or_better else ''}"
    if not one.total:
        return [Figure.count(one.count, url=url), level]
    share = Figure.percent(one.count, one.total, url=url)
    return [Figure.ratio(one.count, one.total, url=url), f"{level}, đạt ", share]


def _organization(one: OrganizationRatingFact, facts: ReportFacts) -> list[Block]:
    url = link(facts, "rating_figures")
    words: list[Part] = [f"Năm {one.year}, "]
    if one.self_label:
        words += ["tập thể tự xếp loại ", Figure.stated(small(one.self_label), url=url)]
    if one.decided_label:
        by = f"{as_committee(one.decided_by)} xếp loại " if one.decided_by else "được xếp loại "
        words += [", " if one.self_label else "", by]
        words.append(Figure.stated(small(one.decided_label), url=url))
    return sentence(*words, ".")


def residence(facts: ReportFacts) -> list[Block]:
    """Say what the places of residence remarked."""
    found = [_residence(one, facts) for one in facts.residence]
    return sentence(*found[0], ".") if len(found) == 1 else listing(found)


def _residence(one: ResidenceFact, facts: ReportFacts) -> Inlines:
    url = link(facts, "rating_figures")
    said = f" được cấp ủy nơi cư trú nhận xét {one.label.lower()}"
    law = next((one.symbol for one in facts.regulations if one.topic == "residence"), "")
    under = f" theo Quy định số {law}" if law else ""
    who = f" đảng viên giới thiệu giữ mối liên hệ với nơi cư trú{under}"
    if one.extent == "all":
        return inlines(Figure.stated("100%", url=url), who, said)
    if one.count is not None and one.total:
        return inlines(
            Figure.ratio(one.count, one.total, url=url),
            f"{who}{said}, đạt ",
            Figure.percent(one.count, one.total, url=url),
        )
    return inlines(plain(one.text) or f"Nhận xét nơi cư trú: {one.label.lower()}")


# Targets ----------------------------------------------------------------------------------------


def targets(facts: ReportFacts) -> list[Block]:
    """Show what was set and what was reached as a table."""
    if not facts.targets:
        return []
    url = year_link(facts, "targets")
    columns = [
        Column("Chỉ tiêu", width=5),
        Column("Đề ra", width=3, align="center"),
        Column("Thực hiện", width=4, align="center"),
        Column("Đánh giá", width=2, align="center"),
    ]
    rows: list[list[Part | Inlines]] = [
        [one.text, one.planned, _reached(one, url), _VERDICTS.get(one.verdict, "")]
        for one in facts.targets
    ]
    known = [one for one in facts.targets if one.verdict in {"reached", "missed"}]
    blocks: list[Block] = [Table.of(columns, rows, caption="Kết quả thực hiện chỉ tiêu")]
    if known:
        reached = sum(1 for one in known if one.verdict == "reached")
        blocks += sentence(
            "Đạt ", Figure.ratio(reached, len(known), url=url), " chỉ tiêu có số liệu."
        )
    return blocks


def _reached(one: TargetFact, url: str) -> Inlines:
    if one.n is not None and one.total:
        return inlines(Figure.share(one.n, one.total, url=url))
    return inlines(Figure.stated(one.reached, url=url)) if one.reached else inlines("")


def targets_ahead(facts: ReportFacts) -> list[Block]:
    """List the targets set for the time ahead."""
    url = link(facts, "targets", nam=str(facts.plan_year))
    return listing([_target_ahead(one, url) for one in facts.targets_ahead])


def _target_ahead(one: TargetFact, url: str) -> Inlines:
    """Return a target as it is said: «100% đảng viên …»; other measures stand behind it."""
    if _SHARE.fullmatch(one.planned) and one.text.startswith("Đảng viên "):
        return inlines(Figure.stated(one.planned, url=url), f" {small(one.text)}")
    return inlines(f"{one.text}: ", Figure.stated(small(one.planned), url=url))
