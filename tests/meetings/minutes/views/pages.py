"""What is typed on the page of minutes."""

from django.urls import reverse

from tests.meetings.pages import fields


def desk(meeting):
    return reverse("write_minutes", args=[meeting.pk])


def typed(cell, meeting, **changes):
    """Return the page's fields as a browser sends them, with what the person changed."""
    found = fields(cell.secretary.get(desk(meeting)))
    return found | {name.replace("__", "-"): value for name, value in changes.items()}
