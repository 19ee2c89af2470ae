"""How a document is recognised however its symbol is typed, and what may stand in the register.

Pure. Symbols are `number-TYPE/ISSUER` of the Party («05-CT/TW»), `number/TYPE-ISSUER` of the State
(«06/QĐ-TTg») and what people make of both («237/BTG - ĐUK»).
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from chibo.dates import PartialDate
from chibo.reasons import Reason
from chibo.vietnamese import fold, normalise

MOST_FILES = 10
"""Files of one document: the document, its appendices and forms."""
MOST_READ = 2000
"""Characters of a text that are searched for documents; an agenda item names them early."""
_LONGEST = 200  # characters of a symbol; the rest is not looked at

# Code of a type as it stands in symbols, folded: as it is written, and the type where it tells.
# QĐ does not tell: a rule (quy định) of the Party and a decision (quyết định) share it.
_CODES = {
    "nq": ("NQ", "resolution"),
    "ct": ("CT", "directive"),
    "kl": ("KL", "conclusion"),
    "qd": ("QĐ", ""),
    "qc": ("QC", "statute"),
    "hd": ("HD", "guidance"),
    "tb": ("TB", "notice"),
    "kh": ("KH", "plan"),
    "ctr": ("CTr", "programme"),
    "ttr": ("TTr", "proposal"),
    "cv": ("CV", "letter"),
    "bb": ("BB", "minutes"),
    "da": ("ĐA", "project"),
    "pa": ("PA", "scheme"),
    "bc": ("BC", "report"),
    "nd": ("NĐ", "decree"),
    "tt": ("TT", "circular"),
}
# Names of types in words, folded: their code in symbols, and the type.
_WORDS = {
    "nghi quyet": ("nq", "resolution"),
    "chi thi": ("ct", "directive"),
    "ket luan": ("kl", "conclusion"),
    "quy dinh": ("qd", "rule"),
    "quyet dinh": ("qd", "decision"),
    "quy che": ("qc", "statute"),
    "huong dan": ("hd", "guidance"),
    "thong bao": ("tb", "notice"),
    "ke hoach": ("kh", "plan"),
    "chuong trinh": ("ctr", "programme"),
    "to trinh": ("ttr", "proposal"),
    "cong van": ("cv", "letter"),
    "bien ban": ("bb", "minutes"),
    "de an": ("da", "project"),
    "phuong an": ("pa", "scheme"),
    "bao cao": ("bc", "report"),
    "nghi dinh": ("nd", "decree"),
    "thong tu": ("tt", "circular"),
    "luat": ("", "law"),
}
_STATE_TYPES = {"law", "decree", "circular"}
_STATE_SYMBOL = re.compile(rf"^\d+\s*/(?:\s*\d{{4}}\s*/)?\s*(?:{'|'.join(_CODES)})\s*-")
_PARTY_ISSUERS = {"tw", "tu", "du"}
_AFTER = {"ngay", "thang", "nam", "cua", "ve", "khoa", "do", "va"}  # words that end a symbol
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_MENTION = re.compile(
    r"(?P<before>(?:[^\W\d_]+[ :.]+){0,3}(?:[^\W\d_]{2,3})?)(?<![\d/])"
    r"(?P<symbol>\d{1,6}(?:\s?[^\W\d_]+)?(?:\s*[-/_]\s*[^\W_]+){0,4})"
)
# Roman numbers below X only where a word announces them: «vì», «vi», «li» are words, too.
_NUMERAL = r"(?:(?:lan thu|khoa) ([ivxl]+|\d{1,2})|(x[ivx]*|\d{1,2}))\b"
_CONGRESS = re.compile(
    rf"\b(?:nq)?(?:dai hoi|dh)\s*(?:dai bieu )?(?:toan quoc )?(?:cua )?(?:dang )?{_NUMERAL}"
)
_PLENUM = re.compile(
    r"(?<![/-])(?:\b|(?<=nq))(?:trung uong|tw)\s*(?:lan thu )?(\d{1,2})\b"
    r"(?:[\s,(]*(?:khoa ([ivxl]+|\d{1,2})|(x[ivx]*))\b)?"
)
_PLENUM_IN_FULL = re.compile(
    r"\bhoi nghi (?:lan thu )?(\w+),? (?:cua )?(?:ban chap hanh|bch) (?:trung uong|tw)"
    r"(?: dang)?(?:[\s,(]*(?:khoa ([ivxl]+|\d{1,2})|(x[ivx]*))\b)?"
)
_ORDINALS = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"]
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_HIGHEST = 40
"""Beyond the congresses and plenums there will be while this book is kept."""

_SECRETS = "Luật Bảo vệ bí mật nhà nước"


@dataclass(frozen=True)
class Symbol:
    """A symbol taken apart; empty parts where they are not written.

    `number` has no leading zeros; `type_code` is written as the Party does («CTr»); `issuer` is
    what remains, parts joined by hyphens. `key` is equal for all spellings of one symbol: type
    and issuer folded after the number, without a letter's (công văn) code, which is often left out.
    """

    number: str = ""
    type_code: str = ""
    issuer: str = ""
    key: str = ""
    type: str = ""

    @property
    def is_short(self) -> bool:
        """Whether the issuer is left out, as in «Chỉ thị 05»."""
        return bool(self.number and self.type_code and not self.issuer)


@dataclass(frozen=True)
class Session:
    """The congress, or the plenum of its Central Committee, that a resolution is known by."""

    congress: int | None = None
    plenum: int | None = None


def parse(text: str) -> Symbol:
    """Return the parts of a symbol, however it is typed; an empty symbol where there is no number.

    >>> parse("chỉ thị số 05 CT/TW ngày 15/5/2016").key == parse("5-CT/TW").key
    True
    """
    tokens = _TOKEN.findall(_plain(text[:_LONGEST]))
    first = next((at for at, token in enumerate(tokens) if token.isdigit()), None)
    if first is None:
        return Symbol()
    number = tokens[first].lstrip("0") or "0"
    named_code, named_type, named_words = _named_type(tokens[:first])
    rest = list(_until_words(tokens[first + 1 :]))
    at = next((i for i, token in enumerate(rest) if fold(token) in _CODES), None)
    code = named_code if at is None else fold(rest.pop(at))
    written, known = _CODES.get(code, ("", ""))
    issuer = [token for token in rest if not _is_year(token)]
    if not code and not issuer and named_words:
        return Symbol()
    folded = [fold(token) for token in rest]
    return Symbol(
        number=number,
        type_code=written,
        issuer="-".join(issuer),
        key=number + ("" if code == "cv" else code) + "".join(folded),
        type=named_type or known,
    )


def mentions(text: str) -> list[Symbol]:
    """Return the symbols that stand in running words, in their order; only the first 2.000 letters.

    >>> [symbol.key for symbol in mentions("Công văn 237/BTG - ĐUK và 189-CV/ĐU, quý 3 năm 2013")]
    ['237btgduk', '189du']
    """
    found = [parse(match[0]) for match in _MENTION.finditer(_plain(text[:MOST_READ]))]
    return [symbol for symbol in found if symbol.type_code or _has_letters(symbol.issuer)]


def sessions(text: str) -> list[Session]:
    """Return the congresses and plenums by which words name a resolution.

    >>> sessions("NQTW4 (khóa XII); Nghị quyết Đại hội 13")
    [Session(congress=12, plenum=4), Session(congress=13, plenum=None)]
    """
    words = fold(_plain(text[:MOST_READ]))
    plenums = [
        Session(ordinal(match[2] or match[3] or ""), ordinal(match[1]))
        for match in [*_PLENUM.finditer(words), *_PLENUM_IN_FULL.finditer(words)]
    ]
    congresses = [ordinal(match[1] or match[2]) for match in _CONGRESS.finditer(words)]
    return [each for each in plenums if each.plenum] + [
        Session(congress) for congress in congresses if congress
    ]


def ordinal(text: str) -> int | None:
    """Return the number of a congress or plenum, typed in roman, arabic or words; None for others.

    >>> ordinal("XIII"), ordinal("4"), ordinal("tư"), ordinal("abc")
    (13, 4, 4, None)
    """
    word = fold(text)
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    if word.isascii() and word.isdigit():
        value = int(word[:4])
    elif word and set(word) <= set(_ROMAN) and len(word) <= 8:
        value = _roman_value(word)
    else:
        return None
    return value if 1 <= value <= _HIGHEST else None


def is_of_the_state(symbol: Symbol, kind: str, written: str) -> bool:
    """Return whether a document looks like one of the State: by its type, or by its symbol."""
    if kind in _STATE_TYPES:
        return True
    from_number = re.sub(r"^\D+", "", fold(_plain(written)))
    return fold(symbol.issuer) not in _PARTY_ISSUERS and bool(_STATE_SYMBOL.match(from_number))


def kind_of(symbol: Symbol, *, is_state: bool) -> str:
    """Return the type that a symbol tells, empty where it tells none; a State's QĐ is a decision."""
    return symbol.type or ("decision" if is_state and symbol.type_code == "QĐ" else "")


def obstacles_to_naming(
    *, kind: str, symbol: str, title: str, common_name: str, session: Session
) -> list[Reason]:
    """Return why a document could not be told from others: no name of any sort, or no type."""
    reasons = []
    if not (symbol or title or common_name or session.congress or session.plenum):
        reasons.append(
            Reason(
                "Chưa có gì để nhận ra văn bản. Ghi số, ký hiệu; văn bản không có số thì ghi "
                "tên thường gọi hoặc trích yếu.",
                field="symbol",
            )
        )
    elif not kind:
        words = "Chưa nhận ra loại văn bản từ số, ký hiệu. Chọn loại trong danh sách."
        reasons.append(Reason(words, field="type"))
    return reasons


def obstacles_to_secrecy(*, symbol: str, texts: dict[str, str]) -> list[Reason]:
    """Return why a document with a secrecy mark is refused: only symbol and date may be kept.

    `texts` are the fields that would tell what it says, by their names.
    """
    reasons = []
    if not symbol:
        reasons.append(Reason("Văn bản mật chỉ ghi được theo số, ký hiệu.", field="symbol"))
    written = [name for name, text in texts.items() if text]
    if written:
        words = (
            "Sổ này không nhận nội dung văn bản có dấu độ mật: chỉ ghi số, ký hiệu và ngày, "
            "kèm dòng “Mật – lưu bản giấy”. Xóa những ô còn lại rồi ghi."
        )
        reasons.append(Reason(words, clause=_SECRETS, field="is_secret"))
        reasons += [Reason("Xóa ô này.", field=name) for name in written]
    return reasons


def obstacles_to_date(issued: PartialDate, *, today: datetime.date) -> list[Reason]:
    """Return why a date of issue cannot be: it lies in the future."""
    if issued.earliest is None or issued.earliest <= today:
        return []
    words = "Ngày ban hành ở tương lai. Kiểm tra lại ngày trên văn bản."
    return [Reason(words, field="issued")]


def obstacles_to_repeating(
    known: str, register: str, issued: PartialDate, *, is_another: bool
) -> list[Reason]:
    """Return why a document is not registered again; empty `known` where it is the first.

    `is_another` confirms that it is a different one, as with the same number in another year.
    """
    if not known or is_another:
        return []
    date = f", {issued}" if issued else ""
    words = (
        f"{known}{date} đã có trong sổ của {register}. Mở văn bản ấy mà dùng; nếu đây là văn bản "
        "khác, như cùng số nhưng khác năm, đánh dấu vào ô xác nhận rồi ghi."
    )
    return [Reason(words, field="is_another")]


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a document cannot be taken out of the register: no reason is given."""
    return [] if reason else [Reason("Ghi lý do bỏ văn bản khỏi sổ.", field="reason")]


def obstacles_to_attaching(*, is_secret: bool, count: int) -> list[Reason]:
    """Return why a document takes no file: it is secret, or has as many as it may have."""
    if is_secret:
        words = (
            "Văn bản này có dấu độ mật: Mật – lưu bản giấy. Sổ không giữ tệp nào của văn bản mật."
        )
        return [Reason(words, clause=_SECRETS)]
    if count < MOST_FILES:
        return []
    words = f"Văn bản này đã có {count} tệp, nhiều nhất có thể. Bỏ tệp thừa hoặc gộp thành một PDF."
    return [Reason(words, field="file")]


def obstacles_to_removing_file(reason: str) -> list[Reason]:
    """Return why a file stays with its document: no reason is given."""
    return [] if reason else [Reason("Ghi lý do bỏ tệp.", field="reason")]


def in_use() -> Reason:
    """Return the reason why a document stays: other records refer to it."""
    return Reason(
        "Văn bản này đã được dùng ở nơi khác trong sổ nên không bỏ được. Nếu ghi sai thì sửa lại.",
        field="reason",
    )


def _plain(text: str) -> str:
    """Return text on one line in NFC, without invisible characters, every dash and slash plain."""
    compact = unicodedata.normalize("NFKC", normalise(text))
    kept = (c for c in compact if unicodedata.category(c) != "Cf")
    dashes = ("-" if unicodedata.category(c) == "Pd" or c == "−" else c for c in kept)
    slashes = ("/" if c in "⁄∕\\" else c for c in dashes)
    return " ".join("".join(slashes).split())


def _named_type(tokens: list[str]) -> tuple[str, str, bool]:
    """Return code and type from the words before a number, and whether words name no type.

    «Chỉ thị số», «CT» name one; «Nghị quyết Trung ương» before a 4 makes no symbol.
    """
    words = [fold(token) for token in tokens]
    if words and words[-1] == "so":
        words.pop()
    if not words:
        return "", "", False
    if words[-1] in _CODES:
        return words[-1], _CODES[words[-1]][1], False
    code, kind = _WORDS.get(" ".join(words[-2:])) or _WORDS.get(words[-1]) or ("", "")
    return code, kind, not kind


def _until_words(tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        if fold(token) in _AFTER:
            return
        yield token


def _has_letters(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit()


def _roman_value(word: str) -> int:
    values = [_ROMAN[letter] for letter in word]
    following = [*values[1:], 0]
    pairs = zip(values, following, strict=True)
    return sum(-value if value < after else value for value, after in pairs)
