"""What an award and a disciplinary measure must say, and against whom which form is open. Pure.

Beginnings compare by their earliest day, endings by their latest, so that a date of which only
the month or the year is known is refused only where it cannot be right.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from chibo.dates import PartialDate
from chibo.reasons import Reason
from chibo.vietnamese import fold
from members.roster.rules import Life, Period, is_official_on

_FORMS = "Điều lệ Đảng, điều 35"
_POWERS = "Điều lệ Đảng, điều 36"
REMOVAL, EXPULSION, DISSOLUTION = "removal", "expulsion", "dissolution"
FOR_PROBATIONERS = frozenset({"reprimand", "warning"})
FOR_ORGANIZATIONS = frozenset({"reprimand", "warning", DISSOLUTION})
NEEDS_A_NAME = frozenset({"title", "medal", "prize", "other"})
GIVEN_BY = {"cell": frozenset({"praise"}), "grassroots_cell": frozenset({"praise", "merit"})}
"""What a cell of each type gives in its own name, by the usual guidance; §2.6."""


@dataclass(frozen=True)
class Award:
    """An award as the rules compare it: who received which form and title, and when."""

    form: str
    title: str
    when: PartialDate
    member_id: int | None = None
    collective: str = ""

    def is_same(self, other: "Award") -> bool:
        """Return whether both are one award; letters compare without case and double spaces."""
        return self._key() == other._key()

    def _key(self) -> tuple[object, ...]:
        names = (" ".join(words.casefold().split()) for words in (self.title, self.collective))
        return (self.member_id, self.form, self.when.earliest, self.when.latest, *names)


@dataclass(frozen=True)
class Measure:
    """A disciplinary measure: which form, when it was announced, against a member or the place."""

    form: str
    when: PartialDate
    of_member: bool


@dataclass(frozen=True)
class Subject:
    """What the rules know of the member: the dates of life and the party posts that were held."""

    life: Life = field(default_factory=Life)
    posts: tuple[Period, ...] = ()
    is_doer: bool = False


def obstacles_to_commending(
    award: Award, others: Iterable[Award], *, today: datetime.date | None = None
) -> list[Reason]:
    """Return why an award or a nomination cannot be kept; a decision is never demanded.

    `others` are the awards with which it could be the same.
    """
    reasons = _wrong_time(award.when, today, "Thời gian tặng")
    if award.member_id is not None and award.collective:
        reasons.append(
            Reason(
                "Đã chọn một đồng chí mà còn ghi tên tập thể. Chỉ giữ một: bỏ tên tập thể, "
                "hoặc bỏ tên đồng chí.",
                field="collective",
            )
        )
    if award.form in NEEDS_A_NAME and not award.title:
        reasons.append(
            Reason(
                "Hình thức này cần tên gọi, như «Chiến sĩ thi đua cơ sở». Ghi tên.", field="title"
            )
        )
    if any(award.is_same(other) for other in others):
        reasons.append(
            Reason(
                "Khen thưởng này đã có trong sổ: cùng người nhận, hình thức, tên gọi và thời gian. "
                "Đề nghị nay được tặng thì sửa dòng cũ thành «Đã được tặng».",
                field="form",
            )
        )
    return reasons


def cautions_about_commending(
    form: str, *, issuer: str, organization: str, organization_type: str
) -> list[Reason]:
    """Return what to warn of when a cell gives an award in its own name; warns, never refuses."""
    most = GIVEN_BY.get(organization_type)
    if most is None or form in most or not _is_own_name(issuer, organization):
        return []
    usual = "biểu dương; giấy khen" if "merit" not in most else "biểu dương và tặng giấy khen; khen"
    return [
        Reason(
            f"Chi bộ thường chỉ {usual} cao hơn do cấp trên tặng. Nếu cấp trên tặng thì sửa lại "
            "ô «Cơ quan tặng»."
        )
    ]


def obstacles_to_disciplining(
    measure: Measure, subject: Subject, *, today: datetime.date | None = None
) -> list[Reason]:
    """Return why a disciplinary measure cannot be recorded; Điều lệ Đảng, điều 35."""
    reasons = obstacles_to_judging(subject)
    reasons += _wrong_time(measure.when, today, "Ngày công bố")
    if not measure.of_member:
        return reasons + _closed_to_organizations(measure)
    return [*reasons, *_before_admission(measure, subject), *_closed_to_member(measure, subject)]


def obstacles_to_judging(subject: Subject) -> list[Reason]:
    """Return why this person may not record, correct or withdraw the measure: it is their own."""
    if not subject.is_doer:
        return []
    return [
        Reason(
            "Không tự quyết định kỷ luật của mình. Người khác có quyền ghi vào sổ này sẽ ghi.",
            field="member",
        )
    ]


def cautions_about_disciplining(
    form: str, *, decided_by: str, organization: str, organization_type: str
) -> list[Reason]:
    """Return what to warn of: a cell only votes a proposal to remove or expel; §2.6."""
    by_cell = organization_type in GIVEN_BY and _is_own_name(decided_by, organization)
    if form not in {REMOVAL, EXPULSION} or not by_cell:
        return []
    return [
        Reason(
            "Cách chức, khai trừ: chi bộ chỉ biểu quyết đề nghị, cấp có thẩm quyền quyết định. "
            "Xem lại ô «Cấp quyết định».",
            clause=_POWERS,
        )
    ]


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a record cannot be taken out of the book: the log keeps why it went."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]


def award_in_words(form: str, title: str, issuer: str) -> str:
    """Return an award as it is told, from the words of its form.

    >>> award_in_words("Bằng khen", "", "UBND Thành phố")
    'Bằng khen của UBND Thành phố'
    """
    return f"{title or form} của {issuer}" if issuer else title or form


def _wrong_time(when: PartialDate, today: datetime.date | None, name: str) -> list[Reason]:
    if not when.is_known:
        return [Reason(f"{name}: ghi ít nhất là năm, để tính vào đúng năm.", field="when")]
    if today and when.earliest and when.earliest > today:
        return [Reason(f"{name} ở tương lai. Ghi khi đã có.", field="when")]
    return []


def _closed_to_organizations(measure: Measure) -> list[Reason]:
    if not measure.form or measure.form in FOR_ORGANIZATIONS:
        return []
    return [
        Reason(
            "Tổ chức đảng chỉ có khiển trách, cảnh cáo, giải tán; cách chức và khai trừ là với "
            "đảng viên. Chọn đồng chí ấy, hoặc chọn hình thức khác.",
            clause=_FORMS,
            field="form",
        )
    ]


def _before_admission(measure: Measure, subject: Subject) -> list[Reason]:
    admitted = subject.life.admitted
    latest = measure.when.latest
    if latest is None or admitted.earliest is None or latest >= admitted.earliest:
        return []
    return [
        Reason(
            f"Ngày công bố trước ngày kết nạp vào Đảng ({admitted}). Kiểm tra lại hai ngày.",
            field="when",
        )
    ]


def _closed_to_member(measure: Measure, subject: Subject) -> list[Reason]:
    if measure.form == DISSOLUTION:
        words = "Giải tán chỉ áp dụng với tổ chức đảng. Chọn hình thức khác."
    elif measure.form not in FOR_PROBATIONERS and not _can_be_official(subject.life, measure.when):
        words = (
            "Ngày ấy đồng chí này là đảng viên dự bị: chỉ khiển trách hoặc cảnh cáo. "
            "Không đủ tư cách thì xóa tên, ghi ở trang Rời sổ."
        )
    elif measure.form == REMOVAL and not _held_a_post(measure.when, subject.posts):
        words = (
            "Ngày ấy sổ không ghi đồng chí này giữ chức vụ đảng nào nên không có gì để cách. "
            "Ghi chức vụ trước, hoặc chọn hình thức khác."
        )
    else:
        return []
    return [Reason(words, clause=_FORMS, field="form")]


def _can_be_official(life: Life, when: PartialDate) -> bool:
    return is_official_on(life, when.latest) if when.latest else life.is_official


def _held_a_post(when: PartialDate, posts: Iterable[Period]) -> bool:
    """Return whether a post may have been held on the day, which may be the one that ended it."""
    first, last = when.earliest or datetime.date.min, when.latest or datetime.date.max
    return any(
        (post.starts.earliest or datetime.date.min) <= last
        and (post.ends.latest or datetime.date.max) >= first
        for post in posts
    )


def _is_own_name(name: str, organization: str) -> bool:
    return bool(name) and fold(name) in {fold(organization), "chi bo"}
