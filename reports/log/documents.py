"""The heads of the chains on paper, to be kept where nobody can change them."""

import datetime
from collections.abc import Sequence

from chibo.access import Scope
from chibo.documents.formats import HD_05_2026, PageFormat
from chibo.documents.tree import (
    Column,
    Document,
    Letterhead,
    Paragraph,
    Signatures,
    Signer,
    Table,
)
from chibo.organizations.models import Organization
from chibo.organizations.queries import names_on
from chibo.vietnamese import day_in_words, number
from reports.log.facts import Head

_COLUMNS = (
    Column("Tổ chức", 30),
    Column("Số dòng", 10, "right"),
    Column("Dòng cuối lúc", 16),
    Column("Mã của dòng cuối", 44),
)


def heads_paper(
    organization: Organization,
    heads: Sequence[Head],
    *,
    by: str,
    at: datetime.datetime,
    page: PageFormat = HD_05_2026,
) -> Document:
    """Return the heads as they were at a moment: whoever holds the sheet can prove the log later.

    `at` is in the time of Việt Nam, `by` who prints.
    """
    names = names_on(Scope.whole(), organization, as_of=at.date())
    rows = [
        [f"{head.name} ({head.code})", number(head.length), head.last, _in_groups(head.hash)]
        for head in heads
    ]
    return Document(
        letterhead=Letterhead(
            organization=names.name,
            parent_organization=names.superior,
            place=organization.locality,
            date=at.date(),
        ),
        title="ĐẦU CHUỖI NHẬT KÝ",
        about=f"lúc {at:%H:%M} {day_in_words(at.date())}",
        blocks=(
            Paragraph.of(
                "Mỗi tổ chức có một chuỗi nhật ký; mã của dòng cuối tính từ mọi dòng trước nó. "
                "Giữ tờ này ở nơi khác cổng: sau này nếu chuỗi bị cắt, thay hoặc sửa, "
                "mã và số dòng sẽ không còn khớp."
            ),
            Table.of(_COLUMNS, rows),
        ),
        signature=Signatures.of(Signer("NGƯỜI IN", name=by)),
        format=page,
    )


def _in_groups(digest: str) -> str:
    """Return a hash in groups of eight, so that it can be compared by eye."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
