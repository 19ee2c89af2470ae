"""Documents as offices send them, and as people send them who mean harm."""

import io
import struct
import zipfile
import zlib

import docx
import xlsxwriter

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def word(text: str = "Nghị quyết") -> bytes:
    """Return a Word document of one paragraph."""
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    """Return an Excel sheet with a sum and a link to click on."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A2", "=SUM(A1:A1)")
        sheet.write_url("A3", "https://dangcongsan.vn/")
    return out.getvalue()


def pdf(*objects: bytes, end: bytes = b"%%EOF\n") -> bytes:
    """Return a PDF of one empty page and these objects."""
    page = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0>>endobj\n"
    return b"%PDF-1.7\n" + page + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\n" + end


def packed_objects(inside: bytes, *, filters: bytes = b"/FlateDecode") -> bytes:
    """Return an object stream of a PDF that holds these bytes."""
    data = zlib.compress(inside)
    head = b"9 0 obj<</Type/ObjStm/N 1/First 4/Filter%s/Length %d>>stream\n" % (filters, len(data))
    return head + data + b"\nendstream endobj"


def with_parts(document: bytes, parts: dict[str, bytes | str], **how) -> bytes:
    """Return an Office file with these parts added, or put in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for name, content in parts.items():
            new.writestr(name, content, **how)
    return out.getvalue()


def part(document: bytes, name: str) -> str:
    """Return one part of an Office file."""
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        return opened.read(name).decode()


def linked(link: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """Return a Word document with one link of this type and target."""
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELS}/{link}" Target="{target}"{mode}/></Relationships>'
    )
    return with_parts(word(), {"word/_rels/footnotes.xml.rels": rels})


def with_field(*pieces: str) -> bytes:
    """Return a Word document with a field whose code is written in these pieces."""
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return _with_paragraph(
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def with_long_field(pieces: list[str], *, turns: int) -> bytes:
    """Return a Word document with a field that passes to its result many times."""
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, turn = (f'<w:r><w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "separate"))
    return _with_paragraph(begin + code + turn * turns)


def with_simple_field(code: str) -> bytes:
    """Return a Word document with a field written as one element."""
    return _with_paragraph(f'<w:fldSimple w:instr="{code}"/>')


def with_computed_field() -> bytes:
    """Return a Word document with a field whose name is what another field says."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "end"))
    quote = "<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>"
    return _with_paragraph(f"{begin}{begin}{quote}{end}{end}")


def _with_paragraph(inside: str) -> bytes:
    body = part(word(), "word/document.xml")
    mended = body.replace("<w:body>", f"<w:body><w:p>{inside}</w:p>", 1)
    assert mended != body
    return with_parts(word(), {"word/document.xml": mended})


def with_formula(formula: str) -> bytes:
    """Return an Excel sheet with this formula."""
    sheet = part(excel(), "xl/worksheets/sheet1.xml")
    mended = sheet.replace("SUM(A1:A1)", formula)
    assert mended != sheet
    return with_parts(excel(), {"xl/worksheets/sheet1.xml": mended})


def typed_as(content_type: str) -> bytes:
    """Return a Word document whose main part has another content type."""
    types = part(word(), "[Content_Types].xml")
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    return with_parts(word(), {"[Content_Types].xml": types.replace(main, content_type)})


def archive(names: dict[str, bytes]) -> bytes:
    """Return a plain archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in names.items():
            new.writestr(name, content)
    return out.getvalue()


def with_link_to_a_file() -> bytes:
    """Return a Word document in which one part is a symbolic link."""
    entry = zipfile.ZipInfo("word/media/a.png")
    entry.external_attr = 0o120777 << 16
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as new:
        new.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _directory_at(content: bytes) -> int:
    return struct.unpack_from("<L", content, len(content) - 6)[0]


def with_flag(content: bytes, flag: int) -> bytes:
    """Return an archive whose first entry bears a flag in the directory."""
    at = _directory_at(content) + 8
    return content[:at] + struct.pack("<H", flag) + content[at + 2 :]


def with_size(content: bytes, size: int) -> bytes:
    """Return an archive whose first entry says that it unpacks to so many bytes."""
    at = _directory_at(content) + 24
    return content[:at] + struct.pack("<L", size) + content[at + 4 :]


def overlapping(content: bytes) -> bytes:
    """Return an archive whose second entry lies where the first one does."""
    first = _directory_at(content)
    second = content.index(b"PK\x01\x02", first + 4)
    return content[: second + 42] + struct.pack("<L", 0) + content[second + 46 :]
