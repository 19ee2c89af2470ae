"""Which kind of record is read by whom, and where the member or account of one stands."""

from collections.abc import Mapping

from chibo.access import Permission, Scope

SEEN_BY: dict[str, Permission] = {
    "chibo.Organization": Permission.VIEW_LOG,
    "chibo.Assignment": Permission.VIEW_LOG,
    "chibo.StoredFile": Permission.VIEW_DOCUMENTS,
    "chibo.NumberSequence": Permission.VIEW_DOCUMENTS,
    "members.Member": Permission.VIEW_MEMBERS,
    "members.Membership": Permission.VIEW_MEMBERS,
    "members.StatusPeriod": Permission.VIEW_MEMBERS,
    "members.CorrectionRequest": Permission.VIEW_MEMBERS,
    "members.Erasure": Permission.VIEW_MEMBERS,
    "members.Term": Permission.VIEW_MEMBERS,
    "members.PositionHolding": Permission.VIEW_MEMBERS,
    "members.Commendation": Permission.VIEW_MEMBERS,
    "members.Discipline": Permission.VIEW_DISCIPLINE,
    "members.DuesProfile": Permission.VIEW_DUES,
    "members.DuesCharge": Permission.VIEW_DUES,
    "members.DuesPayment": Permission.VIEW_DUES,
    "members.DuesRemittance": Permission.VIEW_DUES,
    "meetings.Meeting": Permission.VIEW_MEETINGS,
    "meetings.Congress": Permission.VIEW_MEETINGS,
    "meetings.PressItem": Permission.VIEW_MEETINGS,
    "meetings.GuidingDocument": Permission.VIEW_DOCUMENTS,
    "meetings.OfficialDocument": Permission.VIEW_DOCUMENTS,
    "meetings.StudySession": Permission.VIEW_ACTIVITIES,
    "meetings.Commitment": Permission.VIEW_ACTIVITIES,
    "meetings.Goal": Permission.VIEW_ACTIVITIES,
    "meetings.Task": Permission.VIEW_ACTIVITIES,
    "reports.Achievement": Permission.VIEW_ACTIVITIES,
    "reports.Circumstance": Permission.VIEW_ACTIVITIES,
    "reports.Limitation": Permission.VIEW_ACTIVITIES,
    "reports.IdeologyAssessment": Permission.VIEW_ACTIVITIES,
    "reports.Activity": Permission.VIEW_ACTIVITIES,
    "reports.StatedFigure": Permission.VIEW_ACTIVITIES,
    "reports.Inspection": Permission.VIEW_ACTIVITIES,
    "reports.Target": Permission.VIEW_ACTIVITIES,
    "reports.TargetProgress": Permission.VIEW_ACTIVITIES,
    "reports.RatingSheet": Permission.VIEW_RATINGS,
    "reports.OrganizationRating": Permission.VIEW_RATINGS,
    "reports.RatingAggregate": Permission.VIEW_RATINGS,
    "reports.ResidenceReview": Permission.VIEW_RATINGS,
    "reports.Report": Permission.VIEW_REPORTS,
}
"""Kind of record → what one must be allowed where the entry was written, beside the log itself."""

STRICTER: dict[tuple[str, str], Permission] = {
    ("chibo.Organization", "open_dues_month"): Permission.VIEW_DUES,
}
"""Entries that say more than their kind of record: what their readers must be allowed."""

CONFIDENTIAL: dict[str, tuple[str, frozenset[str], Permission]] = {
    "reports.Inspection": ("kind", frozenset({"signs"}), Permission.VIEW_DISCIPLINE),
}
"""Kind of record → (value, what it says, permission) that hides some records of that kind."""

OF_ACCOUNTS = {"chibo.User": "pk", "chibo.Authenticator": "user", "chibo.PortalSession": "user"}
"""Kinds of record that are about an account, in whichever chain → where the account stands."""

ASKED = frozenset(
    {*SEEN_BY.values(), *STRICTER.values(), Permission.MANAGE_ACCOUNTS}
    | {permission for _, _, permission in CONFIDENTIAL.values()}
)
"""Permissions whose scopes `entries` is handed."""

MEMBER_OF = {
    "members.Membership": "member",
    "members.StatusPeriod": "member",
    "members.CorrectionRequest": "member",
    "members.Erasure": "member",
    "members.PositionHolding": "member",
    "members.Commendation": "member",
    "members.Discipline": "member",
    "members.DuesProfile": "member",
    "members.DuesCharge": "member",
    "members.DuesPayment": "charge__member",
    "meetings.Commitment": "member",
    "meetings.Task": "assignee",
    "reports.Inspection": "subject",
    "reports.ResidenceReview": "member",
}
"""Kinds of record that are about one member → where the member stands."""

Kinds = Mapping[Permission, Scope]
