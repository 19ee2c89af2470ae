"""How often one may fail at the door, wherever it is drawn: counted in the database by axes."""

import datetime
import ipaddress
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.db.models import Q, Sum
from django.http import HttpRequest, QueryDict

from chibo.accounts.sessions import address_of

PER_PAIR = 5
"""Failures of one account at one address."""
PER_ACCOUNT = 20
"""Failures of one account at all addresses; an address that is known to it stays open."""
PER_ADDRESS = 50
"""Failures of all accounts at one address."""
KNOWN_FOR = datetime.timedelta(days=90)
"""How long an address is known to an account after a sign-in there."""
UNKNOWN = "::"
"""What is counted as the address of those who have none."""
ONE_HOUSE = 64
"""Bits of an IPv6 address that a household is given; the rest anybody there chooses anew at will."""


def counted_address(request: HttpRequest) -> str:
    """Return the address whose failures are counted; of IPv6 that of the whole household."""
    address = ipaddress.ip_address(address_of(request) or UNKNOWN)
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), ONE_HOUSE), strict=False).network_address)


class Limits(AxesDatabaseHandler):
    """Three limits at once, each within the cool-off; the lock ends 15 minutes after the last failure.

    One account at one address guards against guessing, one account everywhere against guessing
    from many addresses, one address against guessing many accounts.
    """

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Return how many limits are reached: one statement, a second where an account's is."""
        name, address = get_client_username(request, credentials), request.axes_ip_address
        account, here = Q(username=name), Q(ip_address=address)
        counted = AccessAttempt.objects.filter(
            account | here, attempt_time__gte=get_cool_off_threshold(request)
        ).aggregate(
            pair=Sum("failures_since_start", filter=account & here, default=0),
            account=Sum("failures_since_start", filter=account, default=0),
            address=Sum("failures_since_start", filter=here, default=0),
        )
        reached = (counted["pair"] >= PER_PAIR) + (counted["address"] >= PER_ADDRESS)
        if counted["account"] >= PER_ACCOUNT:
            reached += not self._knows(request, name, address)
        return reached

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        """Count a failure, without a word of what was sent: at the door on a page that is much."""
        if request is None:
            return
        sent, request.POST = request.POST, QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **kwargs)
        finally:
            request.POST = sent

    def _knows(self, request: Any, name: str, address: str) -> bool:
        """Return whether the account has signed in at this address lately."""
        since = request.axes_attempt_time - KNOWN_FOR
        return AccessLog.objects.filter(
            username=name, ip_address=address, attempt_time__gte=since
        ).exists()
