"""What is typed on the pages of study."""

from django.urls import reverse

from tests.meetings.pages import fields

LIST = reverse("studies")
RECORD = reverse("record_study", args=["mot"])


def form(browser, address=f"{RECORD}?nam=2025"):
    """Return the form of study as a browser would send it untouched."""
    return fields(browser.get(address), "ghi")
