"""Setting targets and noting what was reached of them; each corrected and removed with a trace."""

import datetime
from decimal import Decimal
from typing import Any

from chibo.audit.ledger import By, action, changed, record
from chibo.dates import PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold, normalise
from meetings.congress.models import Congress
from members.posts.models import Term
from reports.targets import facts, queries, rules
from reports.targets.models import Target, TargetProgress

_FACTS = (
    "span", "year", "month", "text", "measure", "operator", "level", "unit", "indicator",
    "source", "baseline", "order",
)  # fmt: skip
DETAILS = frozenset({*_FACTS, "value", "term", "congress"})
RESULTS = frozenset({"when", "value", "numerator", "denominator", "level", "stated", "evidence"})


@action
def set_target(
    *,
    by: By,
    organization: Organization,
    span: str,
    text: str,
    measure: str,
    operator: str = Target.Operator.AT_LEAST,
    value: Decimal | None = None,
    level: str = "",
    unit: str = "",
    indicator: str = "",
    term: Term | None = None,
    year: int | None = None,
    month: int | None = None,
    congress: Congress | None = None,
    source: str = "",
    baseline: str = "",
    order: int = 0,
) -> Target:
    """Set a target of a term, a year or a month of a year."""
    organization.lock()
    target = Target(
        organization=organization,
        span=span,
        text=normalise(text),
        measure=measure,
        operator=operator,
        value=value,
        level=level,
        unit=normalise(unit),
        indicator=indicator,
        term=term,
        year=year,
        month=month,
        congress=congress,
        source=normalise(source),
        baseline=normalise(baseline),
        order=order,
    )
    refuse(_obstacles(target))
    target.save()
    _record(by, "set_target", target, _values(target))
    return target


@action
def correct_target(*, by: By, target: Target, **details: Any) -> Target:
    """Correct what a target says; those of `DETAILS` not named stay, the log keeps both."""
    if unknown := set(details) - DETAILS:
        raise TypeError(f"a target has no {', '.join(sorted(unknown))}")
    target.organization.lock()
    target.lock()
    before = _values(target)
    for name, value in details.items():
        setattr(target, name, normalise(value) if isinstance(value, str) else value)
    changes = changed(before, _values(target))
    has_progress = target.progress.exists()
    refuse(rules.obstacles_to_recasting(changes, has_progress=has_progress) + _obstacles(target))
    if changes:
        target.write(*changes)
        _record(by, "correct_target", target, changes)
    return target


@action
def remove_target(*, by: By, target: Target, reason: str) -> None:
    """Remove a target with all that was written of it; both and why they went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    target.lock()
    written = [_result_values(one) for one in target.progress.order_by("pk")]
    values = {**_values(target), "progress": written, "reason": normalise(reason)}
    _record(by, "remove_target", target, values)
    target.delete()


@action
def note_progress(
    *,
    by: By,
    target: Target,
    when: PartialDate,
    value: Decimal | None = None,
    numerator: int | None = None,
    denominator: int | None = None,
    level: str = "",
    stated: str = "",
    evidence: str = "",
    today: datetime.date | None = None,
) -> TargetProgress:
    """Note what was reached of a target by a day: n of N, a value, a level, or words as stated."""
    target.lock()
    progress = TargetProgress(
        target=target,
        when=when,
        value=value,
        numerator=numerator,
        denominator=denominator,
        level=level,
        stated=normalise(stated),
        evidence=normalise(evidence),
    )
    refuse(_obstacles_to_noting(progress, today))
    progress.save()
    _record(by, "note_progress", target, {"progress": progress.pk, **_result_values(progress)})
    return progress


@action
def correct_progress(
    *, by: By, progress: TargetProgress, today: datetime.date | None = None, **results: Any
) -> TargetProgress:
    """Correct what was noted of a target; those of `RESULTS` not named stay, the log keeps both."""
    if unknown := set(results) - RESULTS:
        raise TypeError(f"a result has no {', '.join(sorted(unknown))}")
    progress.target.lock()
    progress.lock()
    before = _result_values(progress)
    for name, value in results.items():
        setattr(progress, name, normalise(value) if isinstance(value, str) else value)
    refuse(_obstacles_to_noting(progress, today))
    if changes := changed(before, _result_values(progress)):
        progress.write(*changes)
        values = {"progress": progress.pk, **changes}
        _record(by, "correct_progress", progress.target, values)
    return progress


@action
def remove_progress(*, by: By, progress: TargetProgress, reason: str) -> None:
    """Remove one result of a target; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    progress.lock()
    values = {"progress": progress.pk, **_result_values(progress), "reason": normalise(reason)}
    _record(by, "remove_progress", progress.target, values)
    progress.delete()


def _obstacles(target: Target) -> list[Reason]:
    own = {one.organization_id for one in (target.term, target.congress) if one is not None} <= {
        target.organization_id
    }
    return rules.obstacles_to_setting(
        span=target.span,
        has_term=target.term_id is not None,
        year=target.year,
        month=target.month,
        text=target.text,
        aim=facts.aim_of(target),
        indicator=target.indicator,
        levels=_levels(target),
        is_taken=_is_taken(target),
        is_of_another=not own,
    )


def _is_taken(target: Target) -> bool:
    """Return whether the same words, whatever their marks and case, stand for the same time."""
    same_time = Target.objects.filter(
        organization=target.organization_id,
        span=target.span,
        term=target.term_id,
        year=target.year,
        month=target.month,
    ).exclude(pk=target.pk)
    words = {fold(text) for text in same_time.values_list("text", flat=True)}
    return fold(target.text) in words


def _levels(target: Target) -> list[str]:
    """Return the codes of the regulation in force when the target's time ends."""
    if target.measure != Target.Measure.LEVEL:
        return []
    last = target.term.ends.latest if target.term else facts.time_of(target).until
    return [level.code for level in queries.levels(last or datetime.date.max)]


def _obstacles_to_noting(progress: TargetProgress, today: datetime.date | None) -> list[Reason]:
    return rules.obstacles_to_noting(
        measure=progress.target.measure,
        time=facts.time_of(progress.target),
        when=progress.when,
        result=facts.result_of(progress),
        levels=_levels(progress.target),
        today=today,
    )


def _record(by: By, verb: str, target: Target, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=target,
        organization_id=target.organization_id,
        values=values,
    )


def _values(target: Target) -> dict[str, Any]:
    return {
        **{name: getattr(target, name) for name in _FACTS},
        "value": _figure(target.value),
        "term": target.term_id,
        "congress": target.congress_id,
    }


def _result_values(progress: TargetProgress) -> dict[str, Any]:
    return {
        "when": str(progress.when),
        "value": _figure(progress.value),
        "numerator": progress.numerator,
        "denominator": progress.denominator,
        "level": progress.level,
        "stated": progress.stated,
        "evidence": progress.evidence,
    }


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
