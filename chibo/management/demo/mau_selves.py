"""Whose accounts are members of the invented cells, and what one of them says is wrong."""

import datetime

from chibo.access import Scope
from chibo.accounts.models import User
from chibo.audit.ledger import By
from chibo.organizations.models import Organization
from members.people import actions as people
from members.privacy import actions as privacy
from members.roster import queries as roster

ASKS = "dangvien.mau"
CHANGES = {"political_theory": "intermediate"}
BECAUSE = "Bằng trung cấp lý luận chính trị cấp tháng 10/2026"


def load(*, by: By, cells: list[Organization], users: list[User], today: datetime.date) -> None:
    """Link the accounts to the members of the same name; let one wait for a correction."""
    members = {
        member.full_name: member
        for member in roster.members(Scope.whole()).filter(organization__in=cells)
    }
    for user in users:
        if member := members.get(user.full_name):
            people.link_account(by=by, member=member, user=user, sees_sealed=True)
            if user.username == ASKS:
                privacy.request_correction(
                    by=user, member=member, changes=CHANGES, because=BECAUSE, today=today
                )
