"""A result as one document, made once."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from api.document.blocks import Document, Head
from api.document.brief.brief import brief
from api.document.brief.lexicon import Lexicon, lexicon_of
from api.document.result import Result
from api.document.section import sections
from api.document.values import Spoken, say
from api.localisation import names_in
from api.parks.convert import to_enterprise
from api.parks.schemas import EnterpriseModel
from api.rankings.presentation import engine
from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Enterprise, load_catalogue

Plain = dict[str, Any]


def document(
    answer: Plain, head: Head | None = None, catalogue: Catalogue | None = None
) -> Document:
    """Return the document of an answer.

    Parameters
    ----------
    answer
        In codes, of a recommendation or a ranking.
    head
        What the document says of itself.
    catalogue
        Whose ladders and places say the values of parks; the shipped one by default.
    """
    front = leaf(answer, head, catalogue)
    result = Result(answer, front.head)
    return replace(front, sections=sections(result))


def leaf(
    answer: Plain,
    head: Head | None = None,
    catalogue: Catalogue | None = None,
    against: str | None = None,
) -> Document:
    """Return the document without its sections: what the page of a result shows.

    Parameters
    ----------
    answer, head, catalogue
        As for `document`.
    against
        See `Result`.
    """
    result = Result(answer, head or Head(), against)
    record = result.answer["record"]
    return Document(
        title=say("title" if result.is_parks else "title_other"),
        head=result.head,
        day=result.head.at or result.spec.get("as_of") or "",
        engine=record["engine"],
        input_sha256=record["input_sha256"],
        notes=tuple(_notes(result)),
        brief=brief(result, _lexicon(result, catalogue)),
        sections=(),
        names=names_in(answer),
    )


def _lexicon(result: Result, catalogue: Catalogue | None) -> Lexicon:
    """Return how values are said: those of a problem of one's own as figures with their units."""
    if not result.is_parks:
        return Lexicon()
    found = catalogue or load_catalogue()
    enterprise = Enterprise()
    with suppress(InvalidEnterprise):  # an older result may name what the catalogue has no more
        said = EnterpriseModel.model_validate(result.spec.get("enterprise") or {})
        enterprise = to_enterprise(said, found, said.markets)
    return lexicon_of(found, enterprise)


def _notes(result: Result) -> list[Spoken]:
    made_by = result.answer["record"]["engine"]
    return [] if made_by == engine() else [say("older_engine", engine=made_by)]
