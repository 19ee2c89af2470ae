"""The floor's models, gathered from its rooms."""

from chibo.accounts.models import Assignment, Authenticator, PortalSession, User
from chibo.audit.models import Chain, Entry
from chibo.drafts.models import Draft
from chibo.files.models import StoredFile
from chibo.numbering.models import DrawnNumber, NumberSequence
from chibo.organizations.models import Organization, OrganizationPeriod
from chibo.regulations.models import Regulation

__all__ = [
    "Assignment",
    "Authenticator",
    "Chain",
    "Draft",
    "DrawnNumber",
    "Entry",
    "NumberSequence",
    "Organization",
    "OrganizationPeriod",
    "PortalSession",
    "Regulation",
    "StoredFile",
    "User",
]
