"""The models of this wing, gathered from its rooms."""

from members.posts.models import PositionHolding, Term
from members.roster.models import Member, Membership, StatusPeriod

__all__ = ["Member", "Membership", "PositionHolding", "StatusPeriod", "Term"]
