"""The models of this wing, gathered from its rooms."""

from members.roster.models import Member, Membership, StatusPeriod
from members.posts.models import PositionHolding, Term

__all__ = ["Member", "Membership", "PositionHolding", "StatusPeriod", "Term"]
