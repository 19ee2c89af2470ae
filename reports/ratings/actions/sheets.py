"""The way of a sheet of ratings: opened, written, sent, returned, decided, opened again.

The sheet is locked first and judged then; its lines are written under that lock.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from chibo.access import Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from meetings.minutes.models import Meeting
from reports.ratings import queries, rules
from reports.ratings.models import OrganizationRating, Rating, RatingExchange, RatingSheet

_WHOLE = Scope.whole()
_Status, _Kind = RatingSheet.Status, RatingExchange.Kind


@action
def open_rating_sheet(
    *,
    by: By,
    organization: Organization,
    year: int,
    today: datetime.date,
    at: datetime.datetime,
) -> RatingSheet:
    """Make a cell's sheet of a year, with a line for everybody on the roll of its day.

    The cell is locked first: of two clicks at once the second finds the sheet of the first.
    """
    organization.lock()
    law, on = queries.law(year), rules.day_of_sheet(year, today)
    roll = queries.roll(_WHOLE, organization, as_of=on)
    existing = queries.sheet_of(_WHOLE, organization, year).first()
    refuse(
        rules.obstacles_to_opening(
            is_cell=organization.is_cell,
            year=year,
            today=today,
            on_roll=len(roll),
            existing=reverse("rating_sheet", args=[existing.pk]) if existing else "",
            levels=len(law.levels),
        )
    )
    sheet = RatingSheet.objects.create(
        organization=organization,
        year=year,
        meeting=queries.review_meeting(_WHOLE, organization, year),
        updated_at=at,
    )
    _add_lines(sheet, roll, roll, law, on)
    _log(by, "open_rating_sheet", sheet, {"year": year, "members": len(roll)})
    return sheet


@action
def refresh_rating_sheet(
    *, by: By, sheet: RatingSheet, today: datetime.date, at: datetime.datetime
) -> int:
    """Add who came onto the roll since; what was typed stays. Return how many came."""
    sheet.lock()
    refuse(rules.obstacles_to_changing(sheet.status))
    law, on = queries.law(sheet.year), rules.day_of_sheet(sheet.year, today)
    roll = queries.roll(_WHOLE, sheet.organization, as_of=on)
    official = {who.member_id: who.is_official for who in roll}
    stored = queries.lines(_WHOLE, sheet)
    known = {line.member_id for line in stored}
    recognised = [
        line
        for line in stored
        if official.get(line.member_id, line.is_official) != line.is_official
    ]
    for line in recognised:
        line.is_official = official[line.member_id]
    Rating.objects.bulk_update(recognised, ["is_official"])
    new = [who for who in roll if who.member_id not in known]
    _add_lines(sheet, new, roll, law, on)
    if new or recognised:
        _saved(sheet, at)
    values = {"added": [who.member_id for who in new], "recognised": [x.pk for x in recognised]}
    _log(by, "refresh_rating_sheet", sheet, values)
    return len(new)


@action
def write_rating_sheet(
    *,
    by: By,
    sheet: RatingSheet,
    lines: Sequence[rules.Line],
    meeting: Meeting | None,
    cell_level: str,
    version: int,
    at: datetime.datetime,
) -> RatingSheet:
    """Write the lines of a sheet and the cell's own level; refused where somebody saved since."""
    sheet.lock()
    refuse(rules.obstacles_to_changing(sheet.status))
    refuse(rules.obstacles_to_saving(version, sheet.version))
    law = queries.law(sheet.year)
    stored = {line.pk: line for line in queries.lines(_WHOLE, sheet)}
    official = sum(line.is_official for line in stored.values())
    refuse(
        rules.obstacles_to_writing(lines, levels=law.codes, official=official)
        + _unknown_level(cell_level, law, "cell_level")
    )
    changes = _write_lines(stored, lines)
    sheet.meeting = meeting
    _saved(sheet, at, "meeting")
    own = _rate_the_cell(sheet, self_level=cell_level)
    values = {"lines": changes, "meeting": sheet.meeting_id, "version": sheet.version, "cell": own}
    _log(by, "write_rating_sheet", sheet, values)
    return sheet


@action
def submit_rating_sheet(
    *, by: By, sheet: RatingSheet, text: str, version: int, at: datetime.datetime
) -> RatingSheet:
    """Send a sheet to the committee; a returned one with an answer."""
    sheet.lock()
    lines = [queries.line_of(line) for line in queries.lines(_WHOLE, sheet)]
    refuse(
        rules.obstacles_to_submitting(sheet.status, lines)
        or rules.obstacles_to_version(version, sheet.version)
    )
    refuse(rules.obstacles_to_answering(sheet.status, text))
    _move(by, "submit_rating_sheet", sheet, _Status.SUBMITTED, _Kind.SUBMIT, text, at)
    return sheet


@action
def return_rating_sheet(
    *, by: By, sheet: RatingSheet, reason: str, version: int, at: datetime.datetime
) -> RatingSheet:
    """Give a sheet back to its cell, with the reason."""
    sheet.lock()
    refuse(
        rules.obstacles_to_returning(sheet.status, reason)
        or rules.obstacles_to_version(version, sheet.version)
    )
    _move(by, "return_rating_sheet", sheet, _Status.RETURNED, _Kind.RETURN, reason, at)
    return sheet


@action
def decide_rating_sheet(
    *,
    by: By,
    sheet: RatingSheet,
    levels: Mapping[int, str],
    cell_level: str,
    decision: str,
    decided_on: datetime.date | None,
    exception: str,
    text: str = "",
    version: int,
    today: datetime.date,
    at: datetime.datetime,
) -> RatingSheet:
    """Decide the levels of a sheet (line key → code) and of its cell, by number and day.

    The place over which the cap is counted is locked first, so that two decisions at once cannot
    exceed it together. `exception` names the document that allows to exceed it.
    """
    law = queries.law(sheet.year)
    place = queries.cap_place(_WHOLE, sheet.organization, law)
    place.lock()
    sheet.lock()
    stored = queries.lines(_WHOLE, sheet)
    refuse(
        rules.obstacles_to_deciding(
            sheet.status,
            [queries.line_of(line) for line in stored],
            levels,
            levels=law.codes,
            is_concerned=_is_concerned(by, sheet),
        )
        or rules.obstacles_to_version(version, sheet.version)
    )
    rated = [line for line in stored if line.is_rated]
    refuse(
        rules.obstacles_to_the_decision(decision, decided_on, year=sheet.year, today=today)
        + _unknown_level(cell_level, law, "cell_level")
        + _beyond_the_cap(sheet, place, law, [levels[line.pk] for line in rated], exception)
    )
    for line in rated:
        line.decided_level = levels[line.pk]
    Rating.objects.bulk_update(rated, ["decided_level"])
    sheet.decision, sheet.decided_on = decision, decided_on
    sheet.write("decision", "decided_on")
    own = _rate_the_cell(
        sheet,
        decided_level=cell_level,
        decision=decision if cell_level else "",
        decided_on=decided_on if cell_level else None,
        decided_by=sheet.organization.parent_name if cell_level else "",
    )
    allowed = f"Văn bản cho phép vượt mức trần: {exception}" if exception else ""
    said = "\n".join(part for part in (text, allowed) if part)
    values = {
        "decision": decision,
        "levels": {str(line.pk): line.decided_level for line in rated},
        "cell": own,
    }
    _move(by, "decide_rating_sheet", sheet, _Status.DECIDED, _Kind.DECIDE, said, at, **values)
    return sheet


@action
def reopen_rating_sheet(
    *, by: By, sheet: RatingSheet, reason: str, version: int, at: datetime.datetime
) -> RatingSheet:
    """Take a decision back, with the reason: the sheet lies with the committee as it was sent.

    What had been decided stays in the log.
    """
    sheet.lock()
    refuse(
        rules.obstacles_to_reopening(sheet.status, reason, is_concerned=_is_concerned(by, sheet))
        or rules.obstacles_to_version(version, sheet.version)
    )
    decided = [line for line in queries.lines(_WHOLE, sheet) if line.decided_level]
    values = {
        "decision": sheet.decision,
        "levels": {str(line.pk): line.decided_level for line in decided},
    }
    for line in decided:
        line.decided_level = ""
    Rating.objects.bulk_update(decided, ["decided_level"])
    sheet.decision, sheet.decided_on = "", None
    sheet.write("decision", "decided_on")
    values["cell"] = _rate_the_cell(
        sheet, decided_level="", decision="", decided_by="", decided_on=None
    )
    _move(by, "reopen_rating_sheet", sheet, _Status.SUBMITTED, _Kind.REOPEN, reason, at, **values)
    return sheet


def _is_concerned(by: By, sheet: RatingSheet) -> bool:
    return queries.is_concerned(_WHOLE, sheet, by.pk if by is not None else None)


def _add_lines(
    sheet: RatingSheet,
    new: Sequence[rules.OnRoll],
    roll: Sequence[rules.OnRoll],
    law: queries.RatingLaw,
    on: datetime.date,
) -> None:
    least, base = law.parameters.least_months_of_membership, rules.entitled(roll)
    made = []
    for who in new:
        why = rules.why_not_rated(who, on=on, least_months=least)
        made.append(
            Rating(
                sheet=sheet,
                member_id=who.member_id,
                is_official=who.is_official,
                is_rated=not why,
                not_rated_reason=why,
                base=None if why else base,
            )
        )
    Rating.objects.bulk_create(made)


def _write_lines(
    stored: Mapping[int, Rating], lines: Sequence[rules.Line]
) -> dict[str, dict[str, list[Any]]]:
    """Write what stands otherwise and return line → name → [before, after]."""
    changes = {}
    for line in lines:
        rating = stored[line.key]
        before = {name: getattr(rating, name) for name in queries.WRITTEN}
        after = {name: getattr(line, name) for name in queries.WRITTEN}
        if differences := changed(before, after):
            changes[str(line.key)] = differences
            for name, value in after.items():
                setattr(rating, name, value)
    written = [stored[int(key)] for key in changes]
    Rating.objects.bulk_update(written, list(queries.WRITTEN))
    return changes


def _rate_the_cell(sheet: RatingSheet, **facts: Any) -> dict[str, list[Any]]:
    """Write how the cell itself is rated beside what stands there; return what changed."""
    mine: dict[str, Any] = {"organization": sheet.organization, "year": sheet.year}
    if not any(facts.values()) and not OrganizationRating.objects.filter(**mine).exists():
        return {}
    own, _ = OrganizationRating.objects.get_or_create(**mine)
    own.lock()
    before = {name: getattr(own, name) for name in facts}
    for name, value in facts.items():
        setattr(own, name, value)
    own.write(*facts)
    return changed(_plain(before), _plain(facts))


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as the log keeps them: days as words."""
    return {
        name: str(value) if isinstance(value, datetime.date) else value
        for name, value in facts.items()
    }


def _beyond_the_cap(
    sheet: RatingSheet,
    place: Organization,
    law: queries.RatingLaw,
    decided: Sequence[str],
    exception: str,
) -> list[Reason]:
    """Return why this decision exceeds the cap, counted on all that is proposed or decided."""
    others, settled = queries.others_of(_WHOLE, sheet, place, law)
    found, at_top = rules.cap_after(law.parameters, others, settled, decided)
    return rules.obstacles_to_exceeding(
        found, at_top=at_top, exception=exception, symbol=law.symbol
    )


def _unknown_level(code: str, law: queries.RatingLaw, field: str) -> list[Reason]:
    if not code or code in law.codes:
        return []
    return [Reason("Quy định của năm này không có mức đã chọn. Chọn lại.", field=field)]


def _saved(sheet: RatingSheet, at: datetime.datetime, *names: str) -> None:
    sheet.version += 1
    sheet.updated_at = at
    sheet.write("version", "updated_at", *names)


def _move(
    by: By,
    verb: str,
    sheet: RatingSheet,
    status: str,
    kind: str,
    text: str,
    at: datetime.datetime,
    **values: Any,
) -> None:
    """Bring a sheet to another status and keep what was said."""
    sheet.status = status
    _saved(sheet, at, "status")
    RatingExchange.objects.create(sheet=sheet, kind=kind, text=text, by=by, at=at)
    _log(by, verb, sheet, {"text": text, "version": sheet.version, **values})


def _log(by: By, verb: str, sheet: RatingSheet, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=sheet,
        organization_id=sheet.organization_id,
        values=values,
    )
