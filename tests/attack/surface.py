"""What is wrong with the surface of an answer: its headers, and what its page holds."""

import re
from collections.abc import Iterator

import lxml.html

from chibo.portal.middleware import HEADERS

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
}
SANDBOXED = {"default-src 'none'", "sandbox"}
"""What goes with a file that somebody brought along."""
EVERYWHERE = {
    "Permissions-Policy": HEADERS["Permissions-Policy"],
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HARDENED = re.compile(r"no-store|private, no-cache|max-age=\d+, public")


def faults_of(answer) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    faults = [
        f"{name}: {answer.headers.get(name)!r}"
        for name, value in EVERYWHERE.items()
        if answer.headers.get(name) != value
    ]
    policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
    if not policy >= SANDBOXED:
        faults += [f"policy: {part}" for part in policy ^ POLICY]
    if not HARDENED.search(answer.headers.get("Cache-Control", "")):
        faults.append(f"kept: {answer.headers.get('Cache-Control')!r}")
    return faults


def inline(page: str) -> Iterator[str]:
    """Yield what the policy would stop, or should not have to."""
    for element in lxml.html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            script = value.strip().lower().startswith(("javascript:", "vbscript:", "data:text"))
            if name == "style" or name.startswith(("on", "hx-on")) or script:
                yield f"<{element.tag} {name}={value!r}>"
