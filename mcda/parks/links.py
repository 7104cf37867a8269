"""Checks of source addresses for links: web pages only, nothing that runs or opens files."""

import re
from urllib.parse import urlsplit

WEB = ("http", "https")
_IN_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\"<>\\`]")
"""An address has them as ``%22`` (RFC 3986); as they are they could end a link and begin a tag."""
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def web_link(address: str) -> str:
    """Return an address that may be shown as a link, or an empty text for any other address."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in WEB and bool(parts.hostname) and not _IN_NO_ADDRESS.search(address)
    except ValueError:
        is_web = False
    return address if is_web else ""


def is_of_another_kind(address: str) -> bool:
    """Tell whether an address has a scheme other than the web's: ``javascript:``, ``file:``.

    The name of a document has no scheme. Programs drop blanks before they look for a scheme.
    """
    scheme = _SCHEME.match(_BLANKS.sub("", address))
    return scheme is not None and not web_link(address.strip())
