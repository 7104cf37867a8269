"""Headers that keep browsers from guessing, framing and telling where one came from."""

from collections.abc import Sequence
from itertools import product

Header = tuple[bytes, bytes]
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_DATA_ONLY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_UNKEPT = (b"cache-control", b"no-store")
_SECURE_ONLY = (b"strict-transport-security", b"max-age=31536000")
_WANTED = {
    (is_data, is_answer, is_secure): (
        *_ALWAYS,
        *(_DATA_ONLY,) * is_data,
        *(_UNKEPT,) * is_answer,
        *(_SECURE_ONLY,) * is_secure,
    )
    for is_data, is_answer, is_secure in product((False, True), repeat=3)
}
_NAMES = frozenset(name for pairs in _WANTED.values() for name, _ in pairs)


def careful_headers(path: str, scheme: str, own: Sequence[Header]) -> Sequence[Header]:
    """Return what an answer must carry beside its own headers; those win.

    Data may load nothing, what somebody asked for is kept by no cache, and what is reached by
    https for a year by nothing else.

    Parameters
    ----------
    path, scheme
        Of the request.
    own
        Headers of the answer, names in small letters.
    """
    said = dict(own)
    is_data = b"json" in said.get(b"content-type", b"")
    wanted = _WANTED[is_data, path.startswith("/v1/"), scheme == "https"]
    if said.keys().isdisjoint(_NAMES):
        return wanted
    return [pair for pair in wanted if pair[0] not in said]
