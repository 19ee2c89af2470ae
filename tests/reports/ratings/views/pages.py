"""What is typed and read on the pages of ratings."""

import re

from django.urls import reverse

from reports.ratings import queries
from reports.ratings.rules import field_of
from tests.reports.ratings.factories import WHOLE

BACKEND = "chibo.accounts.backend.AccountBackend"
HERE = "reports.ratings.views"


def shown(answer) -> str:
    """Return the words of a page on one line, without marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def listed(organization, **asked) -> str:
    rest = "".join(f"&{name.replace('_', '-')}={value}" for name, value in asked.items())
    return f"{reverse('ratings')}?to-chuc={organization.code}{rest}"


def decision(sheet, **said) -> dict[str, str]:
    given = {"decision": "45-QĐ/ĐU", "decided_on": "05/01/2026", "cell_level": "good"}
    levels = {
        field_of(line.pk, "decided_level"): line.proposed_level
        for line in queries.lines(WHOLE, sheet)
        if line.is_rated
    }
    return {"version": str(sheet.version), **given, **levels, **said}
