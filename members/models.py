"""The models of this wing, gathered from its rooms."""

from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge, DuesPayment, DuesProfile, DuesRemittance
from members.posts.models import PositionHolding, Term
from members.privacy.models import CorrectionRequest, Erasure
from members.roster.models import Member, Membership, StatusPeriod

__all__ = [
    "Commendation",
    "CorrectionRequest",
    "Discipline",
    "DuesCharge",
    "DuesPayment",
    "DuesProfile",
    "DuesRemittance",
    "Erasure",
    "Member",
    "Membership",
    "PositionHolding",
    "StatusPeriod",
    "Term",
]
