"""A report in the making: its document of this moment, its usual heading, what it lacks."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.urls import reverse

from chibo.access import Scope
from chibo.documents.letters import padded_number
from chibo.documents.printing import page_format
from chibo.documents.tree import Block, Document, Heading, Narrative
from chibo.organizations.models import NumberingMode, Organization, OrganizationType
from chibo.organizations.queries import Names, names_on
from chibo.reasons import Reason
from members.posts.models import PositionHolding, Post
from members.posts.queries import holdings_at, run_on, secretary_of
from reports.yearend import queries, rules
from reports.yearend.documents.outline import OUTLINE, build
from reports.yearend.documents.people import known_of_members
from reports.yearend.documents.words import as_committee, year_link
from reports.yearend.facts import Confidential, ReportFacts, gather
from reports.yearend.models import Report
from reports.yearend.rules import ReportHeading


@dataclass(frozen=True)
class Draft:
    """A report as it stands: its facts of this moment, its texts, its document to be printed."""

    facts: ReportFacts
    texts: Mapping[str, str]
    document: Document


@dataclass(frozen=True)
class Step:
    """One section in the table of contents: `state` is ok, warn or idle, `small` says why."""

    url: str
    label: str
    state: str
    small: str


def page(report: Report) -> str:
    """Return the page of a report."""
    return reverse("report", args=[report.pk])


def file_name(report: Report, format_: str) -> str:
    """Return the name under which a print is kept and downloaded."""
    number = f"so-{padded_number(report.number)}" if report.number else "ban-nhap"
    period = f"{report.starts:%Y%m%d}-{report.ends:%Y%m%d}"
    return f"bao-cao-{report.organization.code}-{period}-{number}.{format_}"


def heading_of(report: Report) -> ReportHeading:
    """Return the head and foot that a report has."""
    return ReportHeading(**{one.name: getattr(report, one.name) for one in fields(ReportHeading)})


def draft(
    scope: Scope,
    report: Report,
    *,
    on: datetime.date | None = None,
    confidential: Confidential | None = None,
) -> Draft:
    """Gather the facts of a draft on a day and build its document as it would be issued.

    Without the facts that a reader may not see, where `confidential` says so.
    """
    facts = gather(
        scope,
        report.organization,
        report.starts,
        report.ends,
        heard=report.meeting,
        dated=report.dated,
        on=on,
        confidential=confidential,
    )
    texts = queries.texts(scope, report)
    layout = page_format(as_of=report.dated or report.ends)
    return Draft(facts, texts, build(facts, texts, heading_of(report), page=layout))


def unsaved(
    scope: Scope, organization: Organization, starts: datetime.date, ends: datetime.date
) -> Draft:
    """Gather the facts of a period on which nobody has started a report, with empty texts."""
    heard = queries.hearing_meeting(scope, organization, starts, ends)
    heading = usual_heading(scope, organization, starts, ends)
    facts = gather(scope, organization, starts, ends, heard=heard)
    layout = page_format(as_of=ends)
    return Draft(facts, {}, build(facts, {}, heading, page=layout))


def usual_heading(
    scope: Scope,
    organization: Organization,
    starts: datetime.date,
    ends: datetime.date,
    *,
    dated: datetime.date | None = None,
) -> ReportHeading:
    """Return the head and foot a report usually has; signed as `signer` says."""
    names = names_on(scope, organization, as_of=dated or ends)
    running, reviewed = queries.terms_of(scope, organization, starts, ends)
    holding = signer(scope, organization, as_of=dated or ends)
    return ReportHeading(
        about=rules.about(
            starts,
            ends,
            reviewed.label if reviewed else "",
            running.label if running and running != reviewed else "",
        ),
        place=organization.locality,
        dated=dated,
        authority="T/M CHI BỘ" if names.is_cell else "T/M ĐẢNG ỦY",
        signer_post=signer_post(holding),
        signer_name=holding.member.full_name if holding else "",
        recipients="\n".join(_recipients(names)),
    )


def signer(
    scope: Scope, organization: Organization, *, as_of: datetime.date
) -> PositionHolding | None:
    """Return who signs on a day: the secretary, else the deputy; at most two statements."""
    secretary = secretary_of(scope, organization, as_of=as_of)
    if secretary is not None:
        return secretary
    held = holdings_at(scope, organization, as_of=as_of)
    return next((one for one in held if one.post == Post.DEPUTY), None)


def signer_post(holding: PositionHolding | None) -> str:
    """Return a post as it stands under the authority: BÍ THƯ."""
    return str(holding.get_post_display()).upper() if holding else ""


def _recipients(names: Names) -> list[str]:
    """Return who receives a report; a section's committee has no office that could keep it."""
    committee = as_committee(names.superior)
    above = [f"{committee} (để báo cáo)"] if committee else []
    if names.is_cell:
        return [*above, "Các đồng chí chi ủy viên", "Lưu Chi bộ"]
    is_section = names.type == OrganizationType.SECTION_COMMITTEE
    kept = "Lưu Đảng ủy bộ phận" if is_section else "Lưu Văn phòng"
    return [*above, "Các đồng chí đảng ủy viên", "Các chi bộ trực thuộc", kept]


def obstacles(scope: Scope, report: Report, draft: Draft, today: datetime.date) -> list[Reason]:
    """Return why a draft cannot be issued yet, each with the place where it can be mended."""
    organization = report.organization
    run = run_on(scope, organization, as_of=report.dated) if report.dated else ""
    return rules.obstacles_to_issuing(
        rules.Readiness(
            heading=heading_of(report),
            today=today,
            unwritten=tuple((one.key, one.title) for one in draft.document.unwritten()),
            numbers_by_term=organization.numbering == NumberingMode.TERM,
            has_term=bool(run),
            balances=_balances(draft.facts),
            urls={
                "write": reverse("write_report", args=[report.pk]),
                "organization": reverse("organization", args=[organization.code]),
                "roll": year_link(draft.facts, "roll"),
            },
        )
    )


def _balances(facts: ReportFacts) -> bool:
    moved = facts.movements
    return moved.balances and moved.closing == facts.members.total


def gaps(facts: ReportFacts, today: datetime.date) -> list[Reason]:
    """Return what the records of the period lack, with links; none of it stops the issue."""
    return rules.gaps(
        rules.Coverage(
            starts=facts.starts,
            ends=facts.ends,
            today=today,
            knows_head_count=facts.members.is_known,
            members=facts.members.total,
            facts_of_members=known_of_members(facts.members),
            months_met=frozenset(
                (one.held.earliest.year, one.held.earliest.month)
                for one in facts.meetings
                if one.held.earliest and "regular" in one.kinds
            ),
            unlocked=sum(1 for one in facts.meetings if not one.is_locked),
            achievements=len(facts.achievements),
            limitations=len(facts.limitations),
            assessments=len(facts.ideology),
            inspections=len(facts.inspections),
            plans=len(facts.goals) + len(facts.key_tasks),
            has_meeting=facts.heard is not None,
            urls={
                "heading": "#the-thuc",
                **{
                    name: year_link(facts, name)
                    for name in ("roll", "meetings", "tasks", "notebook", "inspections")
                },
            },
        )
    )


def contents(document: Document) -> list[Step]:
    """Return the table of contents of a report in the making, with what is still to write."""
    sections = {section.key: section for section in OUTLINE}
    steps, chapter = [], ""
    for heading, blocks in _chapters(document):
        section = sections[heading.key]
        if heading.level == 2:
            chapter = heading.number
        label = heading.text if heading.level == 3 else heading.text.capitalize()
        number = f"{chapter}.{heading.number}" if heading.level == 3 else f"{heading.number}."
        if heading.level > 1 and (section.says or section.passage):
            steps.append(Step(f"#{heading.key}", f"{number} {label}", *_state(blocks)))
    return steps


def _chapters(document: Document) -> list[tuple[Heading, list[Block]]]:
    """Return each heading with the blocks that stand directly under it."""
    found: list[tuple[Heading, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return found


def _state(blocks: list[Block]) -> tuple[str, str]:
    passages = [block for block in blocks if isinstance(block, Narrative)]
    if any(passage.paragraphs for passage in passages):
        return "ok", "đã viết"
    if any(passage.required for passage in passages):
        return "warn", "trống"
    if len(blocks) > len(passages):
        return "ok", "có số liệu"
    return "idle", "không in"


def stand_ins(facts: ReportFacts) -> set[str]:
    """Return the keys of the passages in whose place, while empty, the records are printed."""
    return {
        section.passage.key
        for section in OUTLINE
        if section.passage and any(lists(facts) for lists in section.lists)
    }
