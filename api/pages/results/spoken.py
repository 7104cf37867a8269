"""A stored result as its page needs it: the document in the reader's language, and what to try."""

from dataclasses import dataclass
from typing import Any

from api.assessments.content import nothing_left
from api.document.blocks import Head
from api.document.document import document
from api.document.teller import told as written
from api.language import Language
from api.parks.asked import asked_problem
from api.parks.labels import Labels, labels_in
from api.parks.schemas import RecommendationRequest
from api.rankings.document import problem_document
from api.settings import Settings
from api.telling import read, said
from mcda.errors import InvalidProblem

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a page shows.

    Parameters
    ----------
    document
        Of the result, in the reader's language.
    answer
        The same for what the page computes with: weights to try, evidence to add to.
    result
        Number, moment, version and who asked.
    labels
        What parks and criteria are called.
    language
        The reader's.
    problem
        What was ranked, as a ranking request holds it, for weights that the reader tries; None
        where the screens left nothing.
    """

    document: Plain
    answer: Plain
    result: Plain
    labels: Labels
    language: Language
    problem: Plain | None


def told(head: Plain, content: bytes, language: Language, settings: Settings) -> Told:
    """Return a stored result as its page needs it.

    Parameters
    ----------
    head
        Number, moment, version, who asked, and the language of an older result.
    content
        The answer as it is kept.
    language
        The reader's.
    settings
        With the organisation's private data.
    """
    answer = read(content)
    request = RecommendationRequest.model_validate(answer["record"]["spec"])
    of_document = Head(
        **{name: head[name] for name in ("at", "number", "version", "by", "language")}
    )
    return Told(
        document=written(document(answer, of_document), language),
        answer=said(answer, language),
        result=head,
        labels=labels_in(answer, language),
        language=language,
        problem=_problem(request, settings),
    )


def _problem(request: RecommendationRequest, settings: Settings) -> Plain | None:
    try:
        # At its headlines: weights that are tried rank as a run with them would.
        return problem_document(asked_problem(request, settings), certain=True)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
        return None
