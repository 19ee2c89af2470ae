"""What is typed and read on the pages of ratings."""

import re

from django.urls import reverse

BACKEND = "chibo.accounts.backend.AccountBackend"
HERE = "reports.ratings.views"


def shown(answer) -> str:
    """Return the words of a page on one line, without marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def listed(organization, **asked) -> str:
    rest = "".join(f"&{name.replace('_', '-')}={value}" for name, value in asked.items())
    return f"{reverse('ratings')}?to-chuc={organization.code}{rest}"
