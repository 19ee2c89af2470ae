"""What a page or a report says of a congress, frozen."""

from collections.abc import Iterable
from dataclasses import dataclass

from chibo.access import Scope
from chibo.dates import PartialDate
from chibo.organizations.models import Organization, OrganizationType
from meetings.congress import queries
from meetings.congress.models import Congress, ElectionResult
from meetings.congress.rules import Candidate, Seating, lines_of, seating
from meetings.minutes.queries import MeetingSummary, Share
from members.posts.rules import printed_title
from members.roster.rules import Life


@dataclass(frozen=True)
class ResultFact:
    """One candidate: the post as printed, the government posts of the day, votes of ballots."""

    post: str
    name: str
    member_id: int | None
    title: str
    votes: int | None
    ballots: int | None
    is_elected: bool


@dataclass(frozen=True)
class CongressFacts:
    """One congress with everything; `attended` is None where nobody counted.

    `meeting` are its minutes, None where it has none or where they may not be read.
    """

    pk: int
    organization: Organization
    name: str
    term: str
    is_held: bool
    when: PartialDate
    place: str
    attended: Share | None
    meeting: MeetingSummary | None
    documents: tuple[str, ...]
    note: str
    results: tuple[ResultFact, ...]

    @property
    def elected(self) -> tuple[ResultFact, ...]:
        """Those who were elected."""
        return tuple(one for one in self.results if one.is_elected)


def told(
    scope: Scope,
    organization: Organization,
    found: Iterable[Congress],
    *,
    drafts: Scope | None = None,
) -> list[CongressFacts]:
    """Return congresses of a place and of what stands below it as facts, in their order.

    At most five statements, those of `found` among them; `drafts` as for meetings.
    """
    found = list(found)
    meetings = queries.minutes_of(scope, organization, found, drafts=drafts)
    titles = queries.government_titles(scope, found)
    return [_facts(one, meetings.get(one.meeting_id or 0), titles) for one in found]


def attended(scope: Scope, congress: Congress) -> Share | None:
    """Return how many of how many attended a congress; None where nobody counted."""
    meetings = queries.minutes_of(scope, congress.organization, [congress])
    return _attended(congress, meetings.get(congress.meeting_id or 0))


def candidate(row: ElectionResult) -> Candidate:
    """Return a result as the rules judge it; its member must be at hand."""
    member = row.member
    life = Life(is_official=member.is_official, recognised=member.recognised) if member else None
    return Candidate(
        post=row.post,
        member_id=row.member_id,
        name=member.full_name if member else row.name,
        votes=row.votes,
        ballots=row.ballots,
        is_elected=row.is_elected,
        life=life,
        written=bool(row.name),
    )


def seating_of(scope: Scope, congress: Congress) -> Seating:
    """Return what the election of a congress changes in the posts of its organisation.

    Nothing where it has no term or was not held. One statement beside its results.
    """
    if congress.term_id is None or not congress.is_held:
        return Seating()
    standing = [candidate(row) for row in congress.results.all()]
    seats = queries.seats(scope, congress.organization)
    return seating(standing, seats, term_id=congress.term_id, when=congress.when)


@dataclass(frozen=True)
class SeatLine:
    """One line of what an election changes: who does what with which post, done or not yet.

    `end` is the key of an open seat that somebody has to end by hand.
    """

    name: str
    words: str = ""
    post: str = ""
    state: str = ""
    icon: str = ""
    why: str = ""
    end: int | None = None


def seat_lines(organization: Organization, seating: Seating) -> list[SeatLine]:
    """Return what an election changes as lines of a page: first what is still to be written."""
    lines = [
        SeatLine(one.name, "giữ chức", post_name(organization, one.post), "sẽ ghi", "plus")
        for one in seating.to_appoint
    ]
    lines += [
        SeatLine(
            seat.holding.member_name,
            "thôi chức",
            f"{post_name(organization, seat.holding.post)} nhiệm kỳ trước",
            "sẽ ghi",
            "out",
        )
        for seat in seating.to_end
    ]
    lines += [
        SeatLine(one.name, "giữ chức", post_name(organization, one.post), "đã ghi", "check")
        for one in seating.seated
    ]
    lines += [
        SeatLine(name, why="Không có hồ sơ trong sổ nên không ghi chức vụ.")
        for name in seating.unknown
    ]
    return lines + [
        SeatLine(
            seat.holding.member_name,
            "chức",
            f"{post_name(organization, seat.holding.post)} nhiệm kỳ trước",
            why="Còn để ngỏ trong sổ; đại hội này không bầu ai thay.",
            end=seat.pk,
        )
        for seat in seating.left
    ]


def post_name(organization: Organization, post: str) -> str:
    """Return a post as it is printed for an organisation: «Bí thư Chi bộ», «Chi ủy viên»."""
    is_group = organization.type == OrganizationType.GROUP
    return printed_title(post, "", is_cell=organization.is_cell, is_group=is_group)


def _facts(
    one: Congress, meeting: MeetingSummary | None, titles: dict[tuple[int, int], str]
) -> CongressFacts:
    return CongressFacts(
        pk=one.pk,
        organization=one.organization,
        name=one.name,
        term=str(one.term or ""),
        is_held=one.is_held,
        when=one.when,
        place=one.place or (meeting.place if meeting else ""),
        attended=_attended(one, meeting),
        meeting=meeting,
        documents=lines_of(one.documents),
        note=one.note,
        results=tuple(_result(one, row, titles) for row in one.results.all()),
    )


def _attended(one: Congress, meeting: MeetingSummary | None) -> Share | None:
    """Return n of N of the minutes, else as written; N is 0 where only n is known."""
    if meeting and meeting.present is not None:
        return Share(meeting.present, meeting.summoned or 0)
    return None if one.present is None else Share(one.present, one.summoned or 0)


def _result(one: Congress, row: ElectionResult, titles: dict[tuple[int, int], str]) -> ResultFact:
    return ResultFact(
        post=post_name(one.organization, row.post),
        name=row.member.full_name if row.member else row.name,
        member_id=row.member_id,
        title=titles.get((one.pk, row.member_id or 0), ""),
        votes=row.votes,
        ballots=row.ballots,
        is_elected=row.is_elected,
    )
