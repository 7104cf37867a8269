"""A number as a person types it: ``1,200.5``, also in full width."""

import math
import re
import unicodedata

_NUMBER = re.compile(
    r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?)([eE][+-]?[0-9]+)?"
)


def plain_number(said: str) -> str:
    """Return the number in plain digits, without the commas that part thousands.

    Python itself takes more, such as ``1_5``, and a comma may be another country's decimal sign.

    Raises
    ------
    ValueError
        It is none, as ``1_5`` and ``1,5`` are.

    Examples
    --------
    >>> plain_number("１,200.50")
    '1200.50'
    """
    plain = unicodedata.normalize("NFKC", said).strip()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(said)
    return plain.replace(",", "")


def typed_number(said: str) -> float:
    """Return the same as a number.

    Raises
    ------
    ValueError
        It is none, or too large.
    """
    found = float(plain_number(said))
    if not math.isfinite(found):
        raise ValueError(said)
    return found
