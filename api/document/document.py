"""A result as one document, made once."""

from typing import Any

import orjson

from api.document.blocks import Document, Head
from api.document.result import Result
from api.document.section import sections
from api.document.sections.verdict import MOST_NAMES, caution, kicker, verdict
from api.document.values import Alternative, Spoken, say
from api.rankings.present import engine
from api.telling import Written, names_in

Plain = dict[str, Any]


def document(answer: Plain, head: Head | None = None) -> Document:
    """Return the document of an answer.

    Parameters
    ----------
    answer
        In codes, of a recommendation or a ranking.
    head
        What the document says of itself.
    """
    if isinstance(answer["record"]["spec"], Written):  # as it is answered, not yet kept
        spec = orjson.loads(answer["record"]["spec"].content)
        answer = {**answer, "record": {**answer["record"], "spec": spec}}
    result = Result(answer, head or Head())
    record = answer["record"]
    return Document(
        title=say("title" if result.is_parks else "title_other"),
        head=result.head,
        day=result.head.at or result.spec.get("as_of") or "",
        engine=record["engine"],
        input_sha256=record["input_sha256"],
        kicker=kicker(result),
        winners=tuple(Alternative(key) for key in result.firsts[: MOST_NAMES + 1]),
        verdict=verdict(result),
        caution=caution(result),
        notes=tuple(_notes(result)),
        memo=sections(result, "memo"),
        annex=sections(result, "annex"),
        names=names_in(answer),
    )


def _notes(result: Result) -> list[Spoken]:
    made_by = result.answer["record"]["engine"]
    return [] if made_by == engine() else [say("older_engine", engine=made_by)]
