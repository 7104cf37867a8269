"""Which addresses of sources may be links: pages of the web, nothing that runs or opens files."""

import re
from urllib.parse import urlsplit

WEB = ("http", "https")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def web_link(address: str) -> str:
    """Return an address that may be shown as a link, empty where it is none of the web's."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in WEB and bool(parts.hostname) and not _BLANKS.search(address)
    except ValueError:
        is_web = False
    return address if is_web else ""


def is_of_another_kind(address: str) -> bool:
    """Tell whether an address names something else than a page: ``javascript:``, ``file:``.

    The name of a document is none. Programs drop blanks before they look for a scheme.
    """
    scheme = _SCHEME.match(_BLANKS.sub("", address))
    return scheme is not None and not web_link(address.strip())
