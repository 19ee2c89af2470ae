"""When a member may come onto the roll, become official, leave it, or be away from it. Pure.

Beginnings compare by their earliest day, endings by their latest, so that a date of which only
the month or the year is known is refused only where it cannot be right.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from chibo.dates import UNKNOWN, PartialDate, add_months, full_years
from chibo.reasons import Reason
from chibo.regulations.parameters import MembershipParameters

_ADMISSION = "Điều lệ Đảng, điều 1"
_PROBATION = "Điều lệ Đảng, điều 5"
_DISCIPLINE = "Điều lệ Đảng, điều 35"
_SMALLEST = "Điều lệ Đảng, điều 21"
_NUMBERED = "Luật Căn cước 2023, điều 12"
_DIGITS_OF_A_CITIZEN = 12


@dataclass(frozen=True)
class Law:
    """The membership regulation in force on the record's own date."""

    symbol: str
    parameters: MembershipParameters

    def clause(self, charter: str) -> str:
        """Return the clause of the Charter with the guidance that applies it."""
        return f"{charter}; {self.symbol}"


@dataclass(frozen=True)
class Life:
    """The dates of a member on which the rules look."""

    is_official: bool = False
    born: PartialDate = UNKNOWN
    admission_decided: PartialDate = UNKNOWN
    admitted: PartialDate = UNKNOWN
    recognised: PartialDate = UNKNOWN


@dataclass(frozen=True)
class Period:
    """A time [starts, ends) with what it is called on a page."""

    starts: PartialDate = UNKNOWN
    ends: PartialDate = UNKNOWN
    label: str = ""


def citizen_digits(typed: str) -> str:
    """Return a citizen number without the blanks and dots that people write in it.

    >>> citizen_digits(" 000 123.456 789 ")
    '000123456789'
    """
    return "".join(typed.replace(".", " ").split())


def obstacles_to_citizen_number(digits: str) -> list[Reason]:
    """Return why this is no citizen number: twelve digits, nothing else; none is no obstacle."""
    if not digits or (
        digits.isascii() and digits.isdigit() and len(digits) == _DIGITS_OF_A_CITIZEN
    ):
        return []
    text = "Số định danh cá nhân gồm đúng 12 chữ số. Kiểm tra lại trên thẻ căn cước."
    return [Reason(text, clause=_NUMBERED, field="citizen_number")]


def obstacles_to_the_life(
    life: Life, *, at_admission: Law | None, at_recognition: Law | None, today: datetime.date
) -> list[Reason]:
    """Return what cannot be right among a member's dates.

    The laws are those in force on the days of admission and recognition; None where none is known
    for a day so long past, and then only what no law can change is refused.
    """
    return [
        *_in_future(
            today,
            born=(life.born, "Ngày sinh"),
            admission_decided=(life.admission_decided, "Ngày ký quyết định kết nạp"),
            admitted=(life.admitted, "Ngày kết nạp"),
            recognised=(life.recognised, "Ngày chính thức"),
        ),
        *_too_young(life, at_admission),
        *_decided_after_ceremony(life),
        *_official_too_early(life, at_recognition),
    ]


def obstacles_to_entering(
    life: Life,
    starts: PartialDate,
    *,
    at_admission: Law | None,
    at_recognition: Law | None,
    is_known: bool,
    is_another_person: bool,
    today: datetime.date,
) -> list[Reason]:
    """Return why a member may not be written into the roll with these dates.

    `is_known`: somebody of the same name and birth date stands on this roll already;
    `is_another_person`: the writer has confirmed that these are two people.
    """
    reasons = obstacles_to_the_life(
        life, at_admission=at_admission, at_recognition=at_recognition, today=today
    )
    reasons += _in_future(today, starts=(starts, "Ngày vào sổ"))
    reasons += _before(
        starts, life.admitted, "starts", "Ngày vào sổ chi bộ trước ngày kết nạp vào Đảng"
    )
    if is_known and not is_another_person:
        reasons.append(
            Reason(
                "Trong sổ này đã có người cùng họ tên và ngày sinh. Mở danh sách xem lại; "
                "nếu là hai người khác nhau thì đánh dấu vào ô này.",
                field="is_another_person",
            )
        )
    return reasons


def obstacles_to_recognising(
    life: Life,
    on: PartialDate,
    *,
    law: Law | None,
    is_on_roll: bool,
    today: datetime.date,
) -> list[Reason]:
    """Return why a probationary member may not be recognised as official from a day on.

    Probation runs from the ceremony of admission (Điều lệ Đảng, điều 5). `is_on_roll`: a permanent
    membership still runs.
    """
    if life.is_official:
        return [Reason("Đồng chí này đã là đảng viên chính thức.")]
    if not is_on_roll:
        return [
            Reason(
                "Đồng chí này không ở trong sổ chính thức của chi bộ (đã rời sổ, hoặc sinh hoạt "
                "tạm thời) nên không công nhận chính thức ở đây."
            )
        ]
    if not on.is_known:
        return [Reason("Ghi ngày được công nhận chính thức, ít nhất đến năm.", field="recognised")]
    reasons = _in_future(today, recognised=(on, "Ngày công nhận chính thức"))
    if not life.admitted.is_known:
        reasons.append(
            Reason(
                "Sổ chưa có ngày kết nạp nên chưa tính được thời gian dự bị. "
                "Sửa hồ sơ, ghi ngày kết nạp trước.",
                clause=law.clause(_PROBATION) if law else _PROBATION,
            )
        )
    official = Life(True, life.born, life.admission_decided, life.admitted, on)
    return reasons + _official_too_early(official, law)


def obstacles_to_leaving(
    running: Period, ended: str, ends: PartialDate, *, is_official: bool, today: datetime.date
) -> list[Reason]:
    """Return why a membership may not be ended in this way on this day.

    `ended` is the way: transferred, deleted, left, expelled, died; empty where none was chosen.
    """
    if running.ends:
        return [Reason("Thời gian sinh hoạt này đã kết thúc từ trước.")]
    reasons = _unknown_end(ends, "Ghi ngày rời sổ, ít nhất đến năm; chưa rõ thì chưa ghi rời sổ.")
    reasons += _in_future(today, ends=(ends, "Ngày rời sổ"))
    reasons += _before(ends, running.starts, "ends", "Ngày rời sổ trước ngày vào sổ")
    if not ended:
        reasons.append(Reason("Chọn lý do rời sổ.", field="ended"))
    if ended == "expelled" and not is_official:
        reasons.append(
            Reason(
                "Đảng viên dự bị không có hình thức khai trừ. Chọn «Xóa tên».",
                clause=_DISCIPLINE,
                field="ended",
            )
        )
    return reasons


def obstacles_to_beginning_status(
    period: Period,
    others: Iterable[Period],
    *,
    membership: Period | None,
    today: datetime.date | None,
) -> list[Reason]:
    """Return why a member may not be exempt, away or suspended for this time.

    `others` are the member's other such times, `membership` the running membership, None where
    none runs. Without `today` a beginning in the future is let pass.
    """
    if membership is None:
        return [Reason("Đồng chí này đã rời sổ chi bộ nên không ghi trạng thái mới ở đây.")]
    reasons = _in_future(today, starts=(period.starts, "Ngày bắt đầu")) if today else []
    reasons += _before(period.starts, membership.starts, "starts", "Ngày bắt đầu trước khi vào sổ")
    reasons += _before(period.ends, period.starts, "ends", "Ngày kết thúc trước ngày bắt đầu")
    for other in others:
        if overlap(period, other, today):
            reasons.append(
                Reason(
                    f"Đồng chí này đang có «{other.label}» trong thời gian ấy. "
                    "Ghi kết thúc việc đó trước.",
                    field="starts",
                )
            )
    return reasons


def obstacles_to_own_status(*, is_doer: bool, favours: bool) -> list[Reason]:
    """Return why somebody may not write this of himself: longer exempt, or suspended no more.

    To be exempt frees of dues, meetings and the rating, too.
    """
    if not (is_doer and favours):
        return []
    text = "Không tự ghi miễn sinh hoạt, hết đình chỉ cho mình. Để đồng chí khác giữ sổ ở đây ghi."
    return [Reason(text, field="kind")]


def obstacles_to_ending_status(period: Period, ends: PartialDate) -> list[Reason]:
    """Return why a time away may not end on this day; a planned end may lie ahead."""
    return [
        *_unknown_end(ends, "Ghi ngày kết thúc, ít nhất đến năm."),
        *_before(ends, period.starts, "ends", "Ngày kết thúc trước ngày bắt đầu"),
    ]


def obstacles_to_period(period: Period, *, today: datetime.date) -> list[Reason]:
    """Return why a corrected membership cannot be right: ahead of today, or ending first."""
    return [
        *_in_future(
            today, starts=(period.starts, "Ngày vào sổ"), ends=(period.ends, "Ngày rời sổ")
        ),
        *_before(period.ends, period.starts, "ends", "Ngày rời sổ trước ngày vào sổ"),
    ]


def cautions_about_strength(official: int, law: Law | None) -> list[Reason]:
    """Return what to warn of when a cell has this many official members; warns, never refuses."""
    if law is None or official >= law.parameters.least_official_members:
        return []
    least = law.parameters.least_official_members
    return [
        Reason(
            f"Chi bộ có {official} đảng viên chính thức, dưới {least}: không đủ để họp chi bộ và "
            "biểu quyết. Báo cáo cấp ủy cấp trên để bổ sung đảng viên hoặc ghép chi bộ.",
            clause=law.clause(_SMALLEST),
        )
    ]


def overlap(one: Period, other: Period, today: datetime.date | None) -> bool:
    """Return whether two times certainly have a day in common.

    An unknown beginning counts from today, because of a running time only today is certain.
    """
    begins = max(_certain_start(one, today), _certain_start(other, today))
    ends = [period.ends.earliest for period in (one, other) if period.ends.earliest]
    return not ends or begins < min(ends)


def is_official_on(life: Life, on: datetime.date) -> bool:
    """Return whether the member is official on a day; an official whose day is unknown always is."""
    return life.is_official and (life.recognised.earliest or on) <= on


def on_roll_since(starts: PartialDate, admitted: PartialDate) -> PartialDate:
    """Return from when a membership counts: nobody is on a roll before they were admitted."""
    return starts if starts.is_known else admitted


def probation_end(admitted: PartialDate, months: int = 12) -> PartialDate:
    """Return the day on which probation ends, counted from the ceremony (Điều lệ Đảng, điều 5)."""
    if admitted.earliest is None or admitted.latest is None:
        return UNKNOWN
    if admitted.exact:
        return PartialDate.on(add_months(admitted.exact, months))
    first, last = add_months(admitted.earliest, months), add_months(admitted.latest, months)
    return PartialDate(first, last, f"{months} tháng sau {admitted.words}")


def party_age(life: Life, on: datetime.date) -> int | None:
    """Return full years of party age on a day; None for probationary members or without a date.

    Counted from the day in the decision on admission, else from the ceremony; 24-QĐ/TW, 4.5.
    """
    since = life.admission_decided.earliest or life.admitted.earliest
    if since is None or not is_official_on(life, on):
        return None
    return full_years(since, on)


def _certain_start(period: Period, today: datetime.date | None) -> datetime.date:
    now = today or datetime.date.max
    start = period.starts.latest or now
    return start if period.ends.is_known else min(start, now)


def _in_future(today: datetime.date, **dates: tuple[PartialDate, str]) -> list[Reason]:
    return [
        Reason(f"{name} ở tương lai. Kiểm tra lại ngày, tháng, năm.", field=field)
        for field, (date, name) in dates.items()
        if date.earliest and date.earliest > today
    ]


def _before(late: PartialDate, early: PartialDate, field: str, words: str) -> list[Reason]:
    """Return the reason that what ought to be later is certainly earlier."""
    if late.latest is None or early.earliest is None or late.latest >= early.earliest:
        return []
    return [Reason(f"{words} ({early}). Kiểm tra lại hai ngày.", field=field)]


def _unknown_end(ends: PartialDate, words: str) -> list[Reason]:
    return [] if ends.is_known else [Reason(words, field="ends")]


def _too_young(life: Life, law: Law | None) -> list[Reason]:
    """Compare age at admission in months, the most it can have been."""
    if life.born.earliest is None or life.admitted.latest is None:
        return []
    least = law.parameters.least_age if law else 0
    born, admitted = life.born.earliest, life.admitted.latest
    months = (admitted.year - born.year) * 12 + admitted.month - born.month
    if months >= least * 12 and admitted >= born:
        return []
    if law is None or admitted < born:
        return [Reason("Ngày kết nạp trước ngày sinh. Kiểm tra lại hai ngày.", field="admitted")]
    return [
        Reason(
            f"Theo ngày sinh, khi kết nạp chưa đủ {least} tuổi. Kiểm tra lại hai ngày.",
            clause=law.clause(_ADMISSION),
            field="admitted",
        )
    ]


def _decided_after_ceremony(life: Life) -> list[Reason]:
    return _before(
        life.admitted,
        life.admission_decided,
        "admitted",
        "Ngày kết nạp trước ngày ký quyết định kết nạp",
    )


def _official_too_early(life: Life, law: Law | None) -> list[Reason]:
    if not life.recognised.is_known:
        return []
    if not life.is_official:
        return [
            Reason(
                "Đảng viên dự bị chưa có ngày chính thức. Bỏ trống ô này, hoặc chọn chính thức.",
                field="recognised",
            )
        ]
    if reasons := _before(
        life.recognised, life.admitted, "recognised", "Ngày chính thức trước ngày kết nạp"
    ):
        return reasons
    if law is None:
        return []
    months = law.parameters.probation_months
    ends = probation_end(life.admitted, months)
    if ends.earliest is None or (life.recognised.latest or ends.earliest) >= ends.earliest:
        return []
    return [
        Reason(
            f"Chưa đủ {months} tháng dự bị tính từ lễ kết nạp: sớm nhất là "
            f"{PartialDate.on(ends.earliest)}.",
            clause=law.clause(_PROBATION),
            field="recognised",
        )
    ]
