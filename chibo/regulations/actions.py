"""Bringing the known law into the database."""

from chibo.audit.ledger import By, action, record
from chibo.regulations.models import Regulation
from chibo.regulations.seed import ROWS


@action
def load_known_law(*, by: By) -> int:
    """Add the regulations that are missing, change none that is there; return how many came."""
    known = set(Regulation.objects.values_list("topic", "symbol", "effective_from"))
    missing = [row for row in ROWS if (row[0].value, row[1], row[4]) not in known]
    for topic, symbol, title, issued, since, until, parameters in missing:
        regulation = Regulation.objects.create(
            topic=topic,
            symbol=symbol,
            title=title,
            issued_on=issued,
            effective_from=since,
            effective_to=until,
            parameters=parameters,
        )
        record(by=by, verb="load_known_law", subject=regulation, values={"symbol": symbol})
    return len(missing)
