"""The child process that lays out one HTML page as PDF: standard input to standard output.

Run by `chibo.documents.pdf` as `python -I pdf_child.py FONTS BYTES SECONDS`. It imports nothing of
this project, fetches nothing, and is ended by the system when it outgrows its limits.
"""

import io
import resource
import sys
import tempfile
from pathlib import Path
from typing import NoReturn
from xml.sax.saxutils import escape

import plutoprint


class Deny(plutoprint.ResourceFetcher):
    """Fetches nothing: a document carries all that it needs."""

    def fetch_url(self, url: str) -> NoReturn:
        """Refuse every address."""
        raise PermissionError(f"a document fetches nothing: {url[:200]}")


def limit(size: int, seconds: int) -> None:
    """Bound this process's memory in bytes and its processor time; leave no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(fonts: str, size: str, seconds: str) -> None:
    """Lay out the page that comes in and write the PDF."""
    limit(int(size), int(seconds))
    source = sys.stdin.buffer.read().decode()
    with tempfile.TemporaryDirectory(prefix="so-chi-bo-") as folder:
        configuration = (
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<dir>{escape(fonts)}</dir><cachedir>{escape(folder)}/cache</cachedir>"
            "</fontconfig>"
        )
        (Path(folder) / "fonts.conf").write_text(configuration, encoding="utf-8")
        plutoprint.plutobook_set_fontconfig_path(folder)
        book = plutoprint.Book()
        book.custom_resource_fetcher = Deny()
        book.load_html(source)
        stream = io.BytesIO()
        book.write_to_pdf_stream(stream)
    sys.stdout.buffer.write(stream.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
