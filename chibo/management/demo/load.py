"""Loading the demo, once: every organisation through the same actions the pages use."""

import datetime

from chibo.access import Scope
from chibo.accounts.models import User
from chibo.audit.ledger import By, action, record
from chibo.audit.models import Entry
from chibo.management.demo import (
    accounts,
    cntt_tct,
    cuc_cntt_btp,
    mau,
    mau_selves,
    so_tttt,
    ttcntt_quan1,
    tttt_ubdt,
)
from chibo.management.demo.accounts import Credentials
from chibo.organizations.models import Organization
from chibo.portal.queries import LOAD_DEMO, demo_roots
from chibo.reasons import Reason, refuse

ROLES_SINCE = datetime.date(2022, 1, 1)
CODES = (
    mau.COMMITTEE,
    mau.CELL,
    mau.SMALL,
    cuc_cntt_btp.COMMITTEE,
    cuc_cntt_btp.CODE,
    tttt_ubdt.ABOVE,
    tttt_ubdt.COMMITTEE,
    tttt_ubdt.CODE,
    so_tttt.CODE,
    ttcntt_quan1.ABOVE,
    ttcntt_quan1.COMMITTEE,
    ttcntt_quan1.CODE,
    cntt_tct.COMMITTEE,
    cntt_tct.CODE,
    *cntt_tct.CELLS,
)
"""The codes of every organisation of the demo."""


@action
def load_demo(*, by: By, today: datetime.date) -> list[Credentials]:
    """Load everything in one transaction; refuses where a code or a user name is taken.

    The log keeps which roots and accounts came, so that wiping takes exactly these away.
    """
    refuse(_obstacles())
    loaded = [
        *mau.load(by=by, today=today),
        *cuc_cntt_btp.load(by=by, today=today),
        *tttt_ubdt.load(by=by, today=today),
        so_tttt.load(by=by, today=today),
        *ttcntt_quan1.load(by=by, today=today),
        *cntt_tct.load(by=by, today=today),
    ]
    places = {one.code: one for one in loaded}
    users, credentials = accounts.open_all(by=by, places=places, since=ROLES_SINCE)
    mau_selves.load(by=by, cells=[places[mau.CELL], places[mau.SMALL]], users=users, today=today)
    for root in (one for one in loaded if one.parent_id is None):
        record(
            by=by,
            verb=LOAD_DEMO,
            subject=root,
            organization_id=root.pk,
            values={"accounts": [user.pk for user in users]},
        )
    return credentials


@action
def renew_accounts(*, by: By) -> list[Credentials]:
    """Give the demo's accounts that are still there new passwords; changes nothing else."""
    users = {user.username: user for user in User.objects.filter(pk__in=loaded_accounts())}
    return accounts.renew_all(by=by, users=users)


def loaded_accounts() -> set[int]:
    """Return the ids of the accounts that came with the demo that is loaded, as the log knows."""
    roots = demo_roots(Scope.whole())
    entries = Entry.objects.filter(
        subject_type=Organization._meta.label,
        subject_id__in=[str(root.pk) for root in roots],
        verb=LOAD_DEMO,
    )
    return {pk for entry in entries for pk in (entry.values or {}).get("accounts", [])}


def _obstacles() -> list[Reason]:
    taken = Organization.objects.filter(code__in=CODES).values_list("code", flat=True)
    reasons = [Reason(f"Mã tổ chức «{code}» đã có trong sổ.") for code in taken]
    return reasons + [
        Reason(f"Tên đăng nhập «{name}» đã có người dùng.") for name in accounts.usernames_taken()
    ]
