"""What is too heavy is not read: otherwise anybody could fill the disk with one long upload."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from chibo.files.rules import MOST_DOCUMENT_BYTES

MOST_REQUEST = MOST_DOCUMENT_BYTES + 2 * 1024 * 1024
"""Bytes of one request: the heaviest file, and what is typed beside it."""


def bounded(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer 400 to a request that says it is heavier than any page takes.

    The server reads no further than what a request says of its length.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        said = (request.META.get("CONTENT_LENGTH") or "").lstrip("0")  # 0030 is 30 to the server
        if said.isascii() and said.isdigit() and int(said[:20]) > MOST_REQUEST:
            raise RequestDataTooBig(f"{said[:20]} bytes are more than {MOST_REQUEST}")
        return get_response(request)

    return answered
