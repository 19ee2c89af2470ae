"""The law by topic, for everybody with an account."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chibo.access import signed_in
from chibo.clock import today
from chibo.regulations import queries
from chibo.regulations.models import BEGINNING, Regulation, Topic
from chibo.regulations.parameters import RetentionParameters, RetentionPeriod
from chibo.vietnamese import day


@require_safe
@signed_in
def regulations(request: HttpRequest) -> HttpResponse:
    """Show which regulation governs which topic, since when, and what it replaced."""
    topics = [
        {"label": Topic(topic).label, "id": topic, "rows": [_row(row) for row in rows]}
        for topic, rows in groupby(queries.all_regulations(), lambda row: row.topic)
    ]
    topics.sort(key=lambda topic: list(Topic.values).index(topic["id"]))
    return render(request, "chibo/regulations/regulations.html", {"topics": topics})


def _row(regulation: Regulation) -> dict[str, Any]:
    since, until = regulation.effective_from, regulation.effective_to
    return {
        "regulation": regulation,
        "in_force": since <= today() and (until is None or until > today()),
        "since": "từ trước" if since == BEGINNING else f"từ {day(since)}",
        "until": f"đến trước {day(until)}" if until else "",
        "periods": _periods(regulation),
    }


def _periods(regulation: Regulation) -> tuple[RetentionPeriod, ...]:
    """Return how long each kind of record is kept, where the regulation says that."""
    if regulation.topic != Topic.RETENTION:
        return ()
    return RetentionParameters.model_validate(regulation.parameters).periods
