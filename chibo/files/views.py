"""Sending stored files to those who may see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from chibo.access import Permission, requires
from chibo.files import queries, store
from chibo.files.models import StoredFile


@require_safe
@requires(Permission.VIEW_MEETINGS)
def stored_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a photo as it was stored; other files are served by the room that keeps them.

    The browser may keep it for this person but asks each time whether it still may: then only
    «not modified» travels.
    """
    stored = get_object_or_404(queries.photos(request.scope), pk=pk)
    etag = quote_etag(stored.sha256)
    response = get_conditional_response(request, etag=etag) or _sent(stored)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def handed_out(stored: StoredFile) -> HttpResponse:
    """Return a document as a file to keep, never as a page: a browser opens nothing of it.

    For the rooms that keep documents, once they know that this person may have it.
    """
    return HttpResponse(
        store.get(stored.sha256),
        content_type=stored.media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, stored.name),
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        },
    )


def _sent(stored: StoredFile) -> HttpResponse:
    disposition = content_disposition_header(False, stored.name)
    return HttpResponse(
        store.get(stored.sha256),
        content_type=stored.media_type,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
