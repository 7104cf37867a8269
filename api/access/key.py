"""The text of a bearer key: created once, shown once, stored only as prefix and SHA-256."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field

NO_DIGEST = b"\0" * 32
"""What no text has; compared with where nothing is known, so that each answer takes as long."""
_SECRET_BYTES = 32
_PREFIX_BYTES = 5
PREFIX_LENGTH = len("pw_") + 2 * _PREFIX_BYTES
_FORM = re.compile(r"pw_[0-9a-f]{10}_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just created; ``text`` is never stored."""

    text: str = field(repr=False)
    """What the caller sends."""
    prefix: str
    """Its first part, by which it is found and spoken of."""
    digest: bytes = field(repr=False)
    """SHA-256 of the text. The secret has 256 random bits, so that no slow hash is needed."""


def make_key() -> NewKey:
    """Return a new key, ``pw_<prefix>_<secret>``."""
    prefix = f"pw_{secrets.token_hex(_PREFIX_BYTES)}"
    text = f"{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    return NewKey(text=text, prefix=prefix, digest=digest_of(text))


def digest_of(text: str) -> bytes:
    """Return the SHA-256 of a key or another secret of at least 128 random bits."""
    return hashlib.sha256(text.encode()).digest()


def prefix_of(text: str) -> str | None:
    """Return the prefix of a text in the form of a key, else None."""
    return text[:PREFIX_LENGTH] if _FORM.fullmatch(text) else None


def bearer(header: str) -> str | None:
    """Return the token of an ``Authorization`` header, None for another scheme."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None
