"""Whether a DOCX or XLSX is only paper: no macro, no foreign object, nothing fetched from outside.

Pure. Parts are read as a stream, without document types and entities. Not seen: what a picture
in an old drawing format (EMF, WMF) does to the program that draws it.
"""

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from chibo.files.rules.archives import Archive, Unfit, begins_as

_TYPES = "[Content_Types].xml"
_PICTURES = {"png", "jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp"}
_FONTS = {"odttf", "ttf", "fntdata"}
_XML = {"xml", "rels", "vml"}
_MAIN = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "docx": f"{_MAIN}wordprocessingml.document.main+xml",
    "xlsx": f"{_MAIN}spreadsheetml.sheet.main+xml",
}
"""The content type that the main part has in an ordinary file: no macros, no template."""

_ACTIVE = {
    "vbaproject": "macro",
    "vbadata": "macro",
    "/embeddings/": "tệp nhúng bên trong",
    "oleobject": "đối tượng nhúng",
    "/activex/": "nút điều khiển ActiveX",
    "/macrosheets/": "trang macro",
    "/dialogsheets/": "trang macro",
    "/externallinks/": "liên kết tới tệp khác",
    "/querytables/": "kết nối lấy dữ liệu từ ngoài",
    "connections.xml": "kết nối lấy dữ liệu từ ngoài",
    "/webextensions/": "tiện ích chạy trên mạng",
    "customui": "nút lệnh gắn thêm",
    "/afchunk": "tệp chèn nguyên vào",
    "userxforms": "biểu mẫu có lệnh",
}
_ACTIVE_TYPES = re.compile(
    r"macro|vba|ole|activex|template|addin|package(?!\.(?:relationships|core))|text/html|rtf",
    re.IGNORECASE,
)
_ACTIVE_LINKS = re.compile(
    r"attachedTemplate|oleObject|control|vbaProject|aFChunk|subDocument|externalLink|frame"
    r"|connections|queryTable|customXmlMappings|webextension|ui/extensibility|macro|activeX"
    r"|/package$",
    re.IGNORECASE,
)
_WEB = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|\\\\|//)", re.IGNORECASE)
_FETCHING = {
    "dde", "ddeauto", "link", "import", "include", "includetext", "includepicture", "database",
    "macrobutton", "ask", "fillin", "data", "mergerec",
}  # fmt: skip
_FORMULA = re.compile(
    r"\|\s*'|\|\s*!|\b(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|EXEC|DDE|RTD|FILTERXML|IMAGE)\s*\(",
    re.IGNORECASE,
)
_BLANK = ' "\t\r\n\f\v\u00a0'
_TELLING = 200
"""Characters of a field code that are kept: its first word says what it would do."""

Start = Callable[[str, dict[str, str]], None]


def look_into(content: bytes) -> str:
    """Return whether an archive is a `docx` or an `xlsx`, or empty; Unfit where it is not only paper."""
    archive = Archive(content)
    names = archive.names
    if _TYPES not in names:
        return ""
    for name in names:
        _look_at_name(name)
    kind = _kind(archive)
    if kind:
        for name in names:
            _look_at_part(archive, name, kind)
    return kind


def _look_at_name(name: str) -> None:
    within = f"/{name}".casefold()
    for sign, what in _ACTIVE.items():
        if sign in within:
            raise Unfit(f"có {what}")
    extension = name.rpartition(".")[2].casefold()
    if "printersettings" in within and extension == "bin":
        return
    if extension not in _PICTURES | _FONTS | _XML:
        raise Unfit(f"có phần «{name[:60]}» mà văn bản thường không có")


def _kind(archive: Archive) -> str:
    types: set[str] = set()

    def start(tag: str, attributes: dict[str, str]) -> None:
        types.add(attributes.get("ContentType", ""))

    _read(archive.pieces(_TYPES), start)
    for each in sorted(types):
        if _ACTIVE_TYPES.search(each):
            raise Unfit("là tệp mẫu, tệp có macro hoặc có đối tượng nhúng")
    kinds = [kind for kind, main in MAIN_PARTS.items() if main in types]
    return kinds[0] if len(kinds) == 1 else ""


def _look_at_part(archive: Archive, name: str, kind: str) -> None:
    pieces = archive.pieces(name)
    extension = name.rpartition(".")[2].casefold()
    if extension == "rels":
        _read(pieces, _look_at_link)
    elif extension in _XML and kind == "docx":
        fields = _Fields()
        _read(pieces, fields.start, fields.end, fields.text)
    elif extension in _XML:
        formulas = _Formulas()
        _read(pieces, formulas.start, formulas.end, formulas.text)
    else:
        first = True
        for piece in pieces:
            if first and (what := begins_as(piece[:8])):
                raise Unfit(f"có {what} bên trong")
            first = False


def _look_at_link(tag: str, attributes: dict[str, str]) -> None:
    """Refuse what Word would fetch or run when it opens the file; links to click on are let pass."""
    if "Target" not in attributes:
        return
    link, target = attributes.get("Type", ""), attributes["Target"]
    if _ACTIVE_LINKS.search(link.rpartition("/relationships/")[2] or link):
        raise Unfit("gắn với tệp mẫu, đối tượng nhúng hoặc tệp khác")
    is_hyperlink = link.endswith("/hyperlink")
    is_outside = attributes.get("TargetMode", "").strip().casefold() == "external"
    if is_hyperlink and (_WEB.match(target) or not _OUTSIDE.match(target)):
        return
    if is_outside or _OUTSIDE.match(target):
        raise Unfit("lấy nội dung từ nơi khác khi mở ra")


class _Fields:
    """The field codes of a Word part: the first word of each says what it would do."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._is_code = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a field, or the code of one; judge a code that is written in one piece."""
        if tag.endswith("fldSimple"):
            _look_at_code(_of(attributes, "instr"))
        elif tag.endswith("fldChar"):
            self._turn(_of(attributes, "fldCharType"))
        elif tag.rpartition(":")[2] in {"altChunk", "object", "OLEObject", "control"}:
            raise Unfit("có đối tượng nhúng")
        self._is_code = tag.endswith("instrText")

    def end(self, tag: str) -> None:
        """End the code of a field."""
        self._is_code = False

    def text(self, text: str) -> None:
        """Gather the code of the innermost field."""
        if self._is_code:
            code = self._open.pop() if self._open else ""
            self._open.append((code + text).lstrip(_BLANK)[:_TELLING])

    def _turn(self, turn: str) -> None:
        if turn == "begin":
            if self._open and not self._open[-1]:
                raise Unfit("có trường lệnh ghép từ trường khác")
            self._open.append("")
        elif self._open:
            _look_at_code(self._open[-1])
            if turn == "end":
                self._open.pop()


class _Formulas:
    """The formulas of an Excel part."""

    def __init__(self) -> None:
        self._written: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a formula."""
        name = tag.rpartition(":")[2]
        if name in {"oleObject", "control", "ddeLink", "oleLink"}:
            raise Unfit("có đối tượng nhúng")
        is_formula = name in {"f", "formula", "definedName", "formula1", "formula2"}
        self._written = [] if is_formula else None

    def end(self, tag: str) -> None:
        """Judge a formula that has ended."""
        if self._written is not None and _FORMULA.search("".join(self._written)):
            raise Unfit("có công thức gọi chương trình hoặc lấy dữ liệu từ ngoài")
        self._written = None

    def text(self, text: str) -> None:
        """Gather a formula."""
        if self._written is not None:
            self._written.append(text)


def _look_at_code(code: str) -> None:
    words = code.replace('"', " ").split()
    if words and words[0].lstrip("\\").casefold() in _FETCHING:
        raise Unfit(f"có trường lệnh {words[0][:20].upper()}")


def _of(attributes: dict[str, str], name: str) -> str:
    """Return an attribute whatever the prefix of its namespace."""
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == name), "")


def _read(
    pieces: Iterable[bytes],
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read XML as a stream; Unfit where it is broken or declares a document type or entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end and text:
        parser.EndElementHandler, parser.CharacterDataHandler = end, text
    parser.StartDoctypeDeclHandler = _no_types
    parser.EntityDeclHandler = _no_types
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unfit("có phần hỏng, không đọc được") from error


def _no_types(*declared: object) -> None:
    raise Unfit("có khai báo XML (DOCTYPE, ENTITY) mà văn bản thường không có")
