"""What the desks show, as frozen values that the views turn into links; whether the site works."""

from chibo.portal.facts.cell import CellDesk, cell_desk
from chibo.portal.facts.committee import CommitteeDesk, committee_desk
from chibo.portal.facts.given import NewPowers, new_powers
from chibo.portal.facts.handing import HandedOver, OpenWork, handed_over, open_work
from chibo.portal.facts.powers import Powers
from chibo.portal.facts.site import health

__all__ = [
    "CellDesk",
    "CommitteeDesk",
    "HandedOver",
    "NewPowers",
    "OpenWork",
    "Powers",
    "cell_desk",
    "committee_desk",
    "handed_over",
    "health",
    "new_powers",
    "open_work",
]
