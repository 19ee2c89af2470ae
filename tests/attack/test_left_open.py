"""A browser that its owner left open: what a stranger's hands can do at it, and how long they may guess."""

import pytest
from django.urls import reverse

from chibo.accounts.limits import PER_PAIR
from tests.attack.world import undone
from tests.chibo.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

SENSITIVE = {
    "administrator": {
        "open_account", "assign", "renew_password", "reset_factors", "unbind_identity",
    },
    "secretary": {
        "unlock_minutes", "reveal", "reveal_extract", "export_members", "export_log", "delegate",
        "hand_over_role", "erase_member", "reveal_my_file", "reveal_my_extract", "add_app",
        "add_passkey", "remove_authenticator", "renew_recovery_codes", "link_account",
        "correct_organization_rating", "remove_organization_rating",
    },
    "leader": {"reopen_rating_sheet"},
}  # fmt: skip
"""Deeds that let somebody in, open what lies sealed, take data out, or undo what was decided."""


def _left_open(world, person):
    browser = world.browser(person)
    session = browser.session
    session["shown_at"] = 0
    session.save()
    return browser


@pytest.mark.parametrize("person", SENSITIVE)
def test_no_sensitive_deed_is_done_by_who_only_sits_there(world, person):
    done = []
    known = {one.page.name: one.url for one in world.addresses() if one.page.post is not None}
    assert not SENSITIVE[person] - set(known)
    for name in sorted(SENSITIVE[person]):
        with undone():
            answer = _left_open(world, person).post(known[name], {})
        if (answer.status_code, "Xác nhận lại" in answer.content.decode()) != (403, True):
            done.append(f"{name}: {answer.status_code}")
    assert done == []


def test_the_password_is_not_guessed_on_the_page_that_changes_it(world):
    """The door counts five failures; the page behind it must not be a door without a count."""
    sent = {"new": "một câu dài khác", "again": "một câu dài khác"}
    address = reverse("change_password")
    with undone():
        assert world.browser("clerk").post(address, {"old": PASSWORD, **sent}).status_code == 302
    with undone():
        browser = world.browser("clerk")
        tried = [browser.post(address, {"old": f"sai {n}", **sent}) for n in range(PER_PAIR)]
        assert [answer.status_code for answer in tried] == [200] * (PER_PAIR - 1) + [429]
        assert browser.post(address, {"old": PASSWORD, **sent}).status_code == 429
