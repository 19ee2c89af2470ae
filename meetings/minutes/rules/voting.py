"""Who counts: attendance, quorum, the base of votes and their outcome. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chibo.vietnamese import percent

TWO_THIRDS = Fraction(2, 3)
HERE = frozenset({"present", "late"})
SUMMONED = HERE | {"excused", "unexcused", "absent"}


@dataclass(frozen=True)
class Line:
    """One member on the roll of the meeting's day; `state` and `status` as in `Attendance`."""

    is_official: bool
    state: str
    is_temporary: bool = False
    status: str = ""


@dataclass(frozen=True)
class Quorum:
    """How many official members came, of how many that ought to, and how many are needed."""

    present: int
    base: int
    need: int

    @property
    def is_met(self) -> bool:
        """Whether enough came; where nobody ought to come the meeting cannot decide."""
        return self.base > 0 and self.present >= self.need


@dataclass(frozen=True)
class Outcome:
    """Whether a vote passed, how many votes it needed, and the result in words."""

    passed: bool
    need: int
    words: str


def attendance(lines: Iterable[Line]) -> tuple[int, int]:
    """Return (who came, who ought to have come).

    The exempt, the away and the suspended are not counted, unless an exempt member came
    (HD 42-HD/BTCTW; HD 12-HD/BTCTW 2018).
    """
    states = [line.state for line in lines]
    return (
        sum(state in HERE for state in states),
        sum(state in SUMMONED for state in states),
    )


def voting_base(lines: Sequence[Line]) -> tuple[int, str]:
    """Return (number of official members a vote is counted over, why that many).

    Official members minus those temporarily elsewhere and minus the exempt who are absent; who
    is absent otherwise stays in the number. Source: 294-QĐ/TW art. 9.3.2, domain reference §3.4.
    """
    own = [line for line in lines if line.is_official and not line.is_temporary]
    away = sum(line.status == "away" for line in own)
    exempt = sum(line.status == "exempt" and line.state not in HERE for line in own)
    base = len(own) - away - exempt
    said = [f"{len(own)} đảng viên chính thức"]
    if away:
        said.append(f"trừ {away} đồng chí sinh hoạt tạm thời nơi khác")
    if exempt:
        said.append(f"trừ {exempt} đồng chí miễn sinh hoạt không dự")
    absent = sum(line.state in {"excused", "unexcused", "absent"} for line in own)
    tail = f"; {absent} đồng chí vắng vẫn tính" if absent else ""
    return base, ", ".join(said) + tail


def quorum(lines: Sequence[Line], share: Fraction) -> Quorum:
    """Return the quorum: official members present, over the official members who ought to come."""
    own = [line for line in lines if line.is_official and not line.is_temporary]
    base = sum(line.state in SUMMONED for line in own)
    return Quorum(sum(line.state in HERE for line in own), base, _at_least(share, base))


def counted_quorum(present: int, summoned: int, share: Fraction) -> Quorum:
    """Return the quorum of a meeting of which only the counts are known."""
    return Quorum(present, summoned, _at_least(share, summoned))


def _at_least(share: Fraction, base: int) -> int:
    return -(-share.numerator * base // share.denominator)


def vote_outcome(
    yes: int, base: int, needs_two_thirds: bool, majority: Fraction = Fraction(1, 2)
) -> Outcome:
    """Return whether more than the majority, or at least two thirds, of the base said yes."""
    if needs_two_thirds:
        need, bar = _at_least(TWO_THIRDS, base), "từ 2/3 trở lên"
    else:
        need = majority.numerator * base // majority.denominator + 1
        bar = f"trên {majority.numerator}/{majority.denominator}"
    passed = base > 0 and yes >= need
    said = "Đạt" if passed else "Không đạt"
    return Outcome(passed, need, f"{said}: {yes}/{base} ({percent(yes, base)}), cần {bar}")
