"""Results of jobs, from how they are kept in codes to how a reader is told.

A portfolio may hold 100 000 enterprises: it is kept as a line with what all have in common, and a
line with the enterprises, each with the numbers of its warnings; these are said once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from api.language import Language
from api.localisation import decode, encode, localise_json, names_in

Plain = dict[str, Any]
_KNOWN = "known"
# No text of a caller holds a quote that is not escaped.
_NUMBERED = re.compile(rb'"warnings":\[([0-9,]+)\]')


def portfolio_kept(answer: Plain, known: Sequence[Plain], items: Iterable[bytes]) -> bytes:
    """Return a portfolio as it is kept.

    Parameters
    ----------
    answer
        What all enterprises have in common.
    known
        All warnings, by their numbers.
    items
        Of each enterprise, in JSON with the numbers of its warnings.
    """
    return b"%b\n%b" % (encode({**answer, _KNOWN: list(known)}), b",".join(items))


def result_told(kind: str, content: bytes, language: Language) -> bytes:
    """Return the result of a job as a reader is told.

    Parameters
    ----------
    kind
        Of the job.
    content
        As it is kept.
    language
        The reader's.
    """
    if kind != "portfolio":
        return localise_json(decode(content), language)
    head, _, items = content.partition(b"\n")
    answer = decode(head)
    names = names_in(answer)
    said = [localise_json(item, language, names) for item in answer.pop(_KNOWN)]

    def spoken(numbers: re.Match[bytes]) -> bytes:
        chosen = (said[int(number)] for number in numbers[1].split(b","))
        return b'"warnings":[%b]' % b",".join(chosen)

    return b'{"items":[%b],%b' % (_NUMBERED.sub(spoken, items), localise_json(answer, language)[1:])


def result_table(kind: str, content: bytes) -> Mapping[str, Any]:
    """Return the result of a job as its table needs it: without sentences."""
    if kind != "portfolio":
        found: Plain = orjson.loads(content)
        return found
    return {"items": orjson.loads(b"[%b]" % content.partition(b"\n")[2])}
