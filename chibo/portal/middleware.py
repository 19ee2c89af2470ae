"""What goes with every answer, whoever gives it, and whom a proxy in front speaks for."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answering = Callable[[HttpRequest], HttpResponse]

NEVER_USED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
    "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What browsers offer to pages and no page here may have, a script that slipped in least of all."""
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NEVER_USED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
"""The last one: after signing out, the browser's back button shows nothing."""


def surface(get_response: Answering) -> Answering:
    """Outermost middleware: give every answer the headers that it does not decide itself."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answered


def behind_proxies(get_response: Answering) -> Answering:
    """Middleware: take the browser's address from the outermost proxy that is to be believed.

    Each proxy adds whom it saw to the end of `X-Forwarded-For`; what stands before these entries
    anybody may have written.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        seen = request.headers.get("X-Forwarded-For", "").split(",")
        if 0 < settings.PROXIES <= len(seen):
            address = seen[-settings.PROXIES].strip()
            if _is_address(address):
                request.META["REMOTE_ADDR"] = address
        return get_response(request)

    return answered


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
