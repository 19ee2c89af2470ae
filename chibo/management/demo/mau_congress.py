"""The invented congress of June 2025, whom it elected, and the one that is planned."""

from chibo.audit.ledger import By
from chibo.dates import PartialDate
from chibo.management.demo.days import on
from chibo.management.demo.mau_meetings import CONGRESS
from chibo.organizations.models import Organization
from meetings.congress import actions
from meetings.congress.actions import Row
from meetings.congress.models import Congress
from meetings.minutes.models import Meeting
from members.posts.models import Term
from members.roster.models import Member

BALLOTS = 18
_VOTES = (
    ("secretary", 0, 18), ("deputy", 1, 17), ("committee_member", 2, 17),
    ("committee_member", 3, 16), ("committee_member", 4, 15), ("committee_member", 6, 7),
)  # fmt: skip
"""Post, index of the candidate among the members, votes; the last was not elected."""


def load(
    *, by: By, cell: Organization, members: list[Member], term: Term, meeting: Meeting | None
) -> Congress:
    """Record the congress with its minutes and the votes, and what is planned after it."""
    congress = actions.record_congress(
        by=by,
        organization=cell,
        when=PartialDate.on(CONGRESS),
        ordinal=term.congress_ordinal,
        term=term,
        meeting=meeting,
        documents="Báo cáo chính trị của chi bộ\nBáo cáo kiểm điểm chi ủy nhiệm kỳ 2022–2025\n"
        "Nghị quyết Đại hội chi bộ nhiệm kỳ 2025–2027",
    )
    rows = [
        Row(post, members[index], votes=votes, ballots=BALLOTS, is_elected=2 * votes > BALLOTS)
        for post, index, votes in _VOTES
    ]
    actions.record_results(by=by, congress=congress, rows=rows)
    actions.plan_congress(
        by=by, organization=cell, when=on("12/2027"), ordinal=(term.congress_ordinal or 0) + 1
    )
    return congress
