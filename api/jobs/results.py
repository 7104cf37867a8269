"""Results of jobs: the stored form in codes, and its localisation for a reader.

A portfolio may hold 100 000 enterprises: it is stored as a line with their common data, and a line
with the enterprises, each with the numbers of its warnings, whose texts are localised once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from api.http.language import Language
from api.http.localisation import decode, encode, localise_json, names_in
from mcda.plain import Plain

_KNOWN = "known"
# No text of a caller holds a quote that is not escaped.
_NUMBERED = re.compile(rb'"warnings":\[([0-9,]+)\]')


def portfolio_kept(answer: Plain, known: Sequence[Plain], items: Iterable[bytes]) -> bytes:
    """Return a portfolio in the form that is stored."""
    return b"%b\n%b" % (encode({**answer, _KNOWN: list(known)}), b",".join(items))


def result_told(kind: str, content: bytes, language: Language) -> bytes:
    """Return the result of a job in a reader's language."""
    if kind != "portfolio":
        return localise_json(decode(content), language)
    head, _, items = content.partition(b"\n")
    answer = decode(head)
    names = names_in(answer)
    warnings = [localise_json(item, language, names) for item in answer.pop(_KNOWN)]

    def spoken(numbers: re.Match[bytes]) -> bytes:
        chosen = (warnings[int(number)] for number in numbers[1].split(b","))
        return b'"warnings":[%b]' % b",".join(chosen)

    return b'{"items":[%b],%b' % (_NUMBERED.sub(spoken, items), localise_json(answer, language)[1:])


def result_table(kind: str, content: bytes) -> Mapping[str, Any]:
    """Return the result of a job for its table: without sentences."""
    if kind != "portfolio":
        return orjson.loads(content)
    return {"items": orjson.loads(b"[%b]" % content.partition(b"\n")[2])}
