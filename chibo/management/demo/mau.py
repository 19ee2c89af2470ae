"""An invented committee with two invented cells; no name, date or figure here is anybody's."""

import datetime
from dataclasses import dataclass
from typing import Any

from chibo.audit.ledger import By
from chibo.management.demo import (
    mau_congress,
    mau_deeds,
    mau_dues,
    mau_library,
    mau_meetings,
    mau_ratings,
    mau_study,
    mau_targets,
    mau_years,
)
from chibo.management.demo.days import on
from chibo.organizations import actions as organizations
from chibo.organizations.models import Organization
from members.posts import actions as posts
from members.posts.models import Term
from members.roster import actions as roster
from members.roster.models import Member

COMMITTEE, CELL, SMALL = "mau-dang-uy", "mau", "mau-2"
LOCALITY = "Sơn Hà"


@dataclass(frozen=True)
class Invented:
    """An invented member; `recognised` is empty for a probationary one."""

    full_name: str
    gender: str
    born: str
    education: str
    political_theory: str
    admitted: str
    recognised: str
    job: str


_M, _F = "male", "female"
MEMBERS = (
    Invented("Đinh Công Phúc", _M, "12/04/1975", "master", "advanced",
             "03/02/2001", "03/02/2002", "Giám đốc Trung tâm"),
    Invented("Lê Thị Thu Hà", _F, "26/09/1979", "master", "advanced",
             "19/05/2005", "19/05/2006", "Phó Giám đốc Trung tâm"),
    Invented("Nguyễn Hữu Đạt", _M, "08/11/1982", "university", "intermediate",
             "07/11/2008", "07/11/2009", "Trưởng phòng Hạ tầng"),
    Invented("Trần Thị Ngọc Ánh", _F, "17/01/1985", "university", "intermediate",
             "02/09/2010", "02/09/2011", "Trưởng phòng Hành chính"),
    Invented("Phùng Văn Thắng", _M, "30/06/1980", "university", "intermediate",
             "03/02/2007", "03/02/2008", "Trưởng phòng Phần mềm"),
    Invented("Bùi Thị Kim Oanh", _F, "05/03/1971", "university", "intermediate",
             "19/05/1999", "19/05/2000", "Chuyên viên"),
    Invented("Hoàng Anh Dũng", _M, "14/08/1986", "university", "elementary",
             "22/12/2012", "22/12/2013", "Chuyên viên"),
    Invented("Ngô Gia Huy", _M, "21/02/1990", "university", "elementary",
             "03/02/2016", "03/02/2017", "Kỹ sư mạng"),
    Invented("Vũ Minh Khôi", _M, "11/10/1988", "master", "elementary",
             "19/05/2014", "19/05/2015", "Kỹ sư phần mềm"),
    Invented("Đặng Thị Hồng Nhung", _F, "09/07/1987", "university", "elementary",
             "08/03/2013", "08/03/2014", "Kế toán trưởng"),
    Invented("Lương Quốc Bảo", _M, "25/12/1983", "university", "intermediate",
             "07/11/2009", "07/11/2010", "Phó Trưởng phòng Hạ tầng"),
    Invented("Tạ Thị Bích Phượng", _F, "18/05/1991", "university", "elementary",
             "02/09/2017", "02/09/2018", "Chuyên viên"),
    Invented("Mai Xuân Trường", _M, "02/01/1966", "college", "elementary",
             "19/05/1992", "19/05/1993", "Nhân viên kỹ thuật"),
    Invented("Cao Thị Lệ Quyên", _F, "13/11/1989", "master", "elementary",
             "03/02/2015", "03/02/2016", "Chuyên viên"),
    Invented("Đỗ Đức Tuấn Anh", _M, "28/04/1992", "university", "elementary",
             "19/05/2018", "19/05/2019", "Kỹ sư an toàn thông tin"),
    Invented("Phạm Thanh Tùng", _M, "16/06/1984", "university", "intermediate",
             "22/12/2010", "22/12/2011", "Phó Trưởng phòng Phần mềm"),
    Invented("Hồ Thị Mỹ Duyên", _F, "07/09/1993", "university", "elementary",
             "07/11/2019", "07/11/2020", "Chuyên viên"),
    Invented("Chu Hoàng Long", _M, "22/03/1994", "university", "elementary",
             "19/05/2023", "19/05/2024", "Kỹ sư dữ liệu"),
    Invented("Nguyễn Thị Hải Yến", _F, "01/12/1986", "university", "intermediate",
             "03/02/2012", "03/02/2013", "Chuyên viên"),
    Invented("Đỗ Thị Thùy Dung", _F, "10/08/1996", "university", "",
             "12/12/2025", "", "Chuyên viên"),
    Invented("Trịnh Nhật Minh", _M, "19/01/1998", "university", "",
             "19/05/2026", "", "Kỹ sư phần mềm"),
)  # fmt: skip
TRANSFERRED, EXEMPT, AWAY = "Nguyễn Thị Hải Yến", "Mai Xuân Trường", "Cao Thị Lệ Quyên"
_SEALED = {
    "Đinh Công Phúc": ("000075000101", "Kinh"),
    "Lê Thị Thu Hà": ("000179000102", "Kinh"),
    "Ngô Gia Huy": ("000090000103", "Tày"),
    "Vũ Minh Khôi": ("000088000104", "Kinh"),
    "Cao Thị Lệ Quyên": ("000189000105", "Mường"),
}
"""Citizen number and ethnicity of a few; no number that the State gives begins with 000."""

_FIRST_DUES = {
    TRANSFERRED: datetime.date(2024, 7, 1),
    "Đỗ Thị Thùy Dung": datetime.date(2026, 1, 1),
    "Trịnh Nhật Minh": datetime.date(2026, 6, 1),
}
"""From which month those pay who came after January 2024."""

SMALL_MEMBERS = (
    Invented("Hoàng Văn Lộc", _M, "03/03/1977", "master", "advanced",
             "19/05/2003", "19/05/2004", "Chánh Văn phòng"),
    Invented("Lý Thị Minh Nguyệt", _F, "15/08/1984", "university", "intermediate",
             "07/11/2011", "07/11/2012", "Phó Chánh Văn phòng"),
    Invented("Quách Đình Sơn", _M, "27/10/1981", "university", "elementary",
             "02/09/2009", "02/09/2010", "Chuyên viên"),
    Invented("Dương Thị Cẩm Tú", _F, "06/02/1990", "university", "elementary",
             "03/02/2017", "03/02/2018", "Văn thư"),
    Invented("Tống Khánh Duy", _M, "24/07/1988", "college", "elementary",
             "22/12/2015", "22/12/2016", "Lái xe"),
)  # fmt: skip

_FIRST_TERM = ("2022–2025", 4, "15/06/2022", "20/06/2025")
_SECOND_TERM = ("2025–2027", 5, "20/06/2025", "12/2027")
_COMMITTEE_POSTS = ("secretary", "deputy", "committee_member", "committee_member",
                    "committee_member")  # fmt: skip


def load(*, by: By, today: datetime.date) -> tuple[Organization, Organization, Organization]:
    """Load the committee and its two cells with everything recorded in them."""
    committee = _found(by, COMMITTEE, "grassroots_committee", "Đảng bộ Sở Khoa học và Công nghệ "
                       "tỉnh Sơn Hà", None)  # fmt: skip
    cell = _found(by, CELL, "cell", "Chi bộ Trung tâm Công nghệ thông tin", committee)
    small = _found(by, SMALL, "cell", "Chi bộ Văn phòng Sở", committee)
    people = [_enter(by, cell, one, today) for one in MEMBERS]
    _away(by, {member.full_name: member for member in people})
    term = _posts(by, cell, people, MEMBERS)
    mates = [_enter(by, small, one, today) for one in SMALL_MEMBERS]
    _small_posts(by, small, mates)
    library = mau_library.load(by=by, committee=committee, cell=cell, today=today)
    mau_ratings.load_committee(by=by, committee=committee)
    mau_targets.load_committee(by=by, committee=committee)
    _fill(by, cell, people, library, term)
    _fill_small(by, small, mates, library)
    return committee, cell, small


def _fill(
    by: By, cell: Organization, people: list[Member], library: mau_library.Library, term: Term
) -> None:
    """Record everything that the large cell did; the report on 2024 comes last, and tells it."""
    given: dict[str, Any] = {"by": by, "cell": cell, "members": people}
    held = mau_meetings.load(**given, reading=library.reading)
    mau_study.load(**given, library=library, held=held)
    congress = mau_congress.load(**given, term=term, meeting=held.congress)
    mau_dues.load(**given, since=_FIRST_DUES)
    mau_deeds.load(**given)
    mau_targets.load(by=by, cell=cell, term=term, congress=congress)
    mau_ratings.load(**given, meetings=held.ratings)
    mau_years.load(**given, reviews=held.closing)


def _fill_small(
    by: By, cell: Organization, people: list[Member], library: mau_library.Library
) -> None:
    """Record the year 2026 of the small cell."""
    held = mau_meetings.load_small(by=by, cell=cell, members=people, reading=library.central)
    mau_study.load_small(by=by, cell=cell, library=library, held=held)
    mau_dues.load_small(by=by, cell=cell, members=people)
    mau_ratings.load_small(by=by, cell=cell, members=people, meeting=held.ratings[2026])


def _found(by: By, code: str, kind: str, name: str, parent: Organization | None) -> Organization:
    return organizations.found(
        by=by,
        code=code,
        type=kind,
        name=name,
        parent=parent,
        opened=on("2015"),
        superior_name="" if parent else "Đảng bộ tỉnh Sơn Hà",
        locality=LOCALITY,
    )


def _enter(by: By, cell: Organization, one: Invented, today: datetime.date) -> Member:
    came: dict[str, Any] = {"starts": on("01/01/2020")}
    admitted = on(one.admitted)
    if one.full_name == TRANSFERRED:
        came = {
            "began": "transferred",
            "starts": on("01/07/2024"),
            "elsewhere": "Chi bộ Phòng Kế hoạch, Đảng bộ Sở Công Thương",
        }
    elif admitted.earliest and admitted.earliest.year >= 2020:
        came = {"began": "admitted"}
    citizen_number, ethnicity = _SEALED.get(one.full_name, ("", ""))
    return roster.enter_member(
        by=by,
        organization=cell,
        full_name=one.full_name,
        citizen_number=citizen_number,
        ethnicity=ethnicity,
        is_official=bool(one.recognised),
        gender=one.gender,
        born=on(one.born),
        home_town="tỉnh Sơn Hà",
        education=one.education,
        political_theory=one.political_theory,
        profession=one.job,
        admitted=admitted,
        recognised=on(one.recognised),
        today=today,
        **came,
    )


def _away(by: By, people: dict[str, Member]) -> None:
    roster.begin_status(
        by=by,
        member=people[EXEMPT],
        kind="exempt",
        starts=on("01/03/2025"),
        decision="QĐ 12-QĐ/ĐU",
        note="Sức khỏe yếu",
    )
    roster.begin_status(
        by=by,
        member=people[AWAY],
        kind="away",
        starts=on("01/09/2026"),
        note="Học cao cấp lý luận chính trị tập trung",
    )


def _posts(by: By, cell: Organization, people: list[Member], told: tuple[Invented, ...]) -> Term:
    """Record who held which post in two terms; return the second."""
    first, second = _term(by, cell, *_FIRST_TERM), _term(by, cell, *_SECOND_TERM)
    for member, post in zip(people, _COMMITTEE_POSTS, strict=False):
        for term in (first, second):
            posts.appoint(
                by=by,
                member=member,
                organization=cell,
                post=post,
                title="Chi ủy viên" if post == "committee_member" else "",
                starts=term.starts,
                ends=term.ends if term is first else on(""),
                term=term,
            )
    for member, one in zip(people, told, strict=True):
        posts.appoint(by=by, member=member, organization=cell, post="government", title=one.job)
    return second


def _small_posts(by: By, cell: Organization, people: list[Member]) -> None:
    term = _term(by, cell, *_SECOND_TERM)
    for member, post in zip(people[:2], ("secretary", "deputy"), strict=True):
        posts.appoint(
            by=by, member=member, organization=cell, post=post, starts=term.starts, term=term
        )


def _term(by: By, cell: Organization, label: str, ordinal: int, starts: str, ends: str) -> Term:
    return posts.record_term(
        by=by,
        organization=cell,
        label=label,
        congress_ordinal=ordinal,
        starts=on(starts),
        ends=on(ends),
    )
