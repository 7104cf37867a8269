"""A stored result as its page needs it: in the reader's language, with names and ranges of rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.assessments.content import nothing_left
from api.language import Language
from api.parks.asked import asked_problem
from api.parks.labels import Labels, labels_of_answer
from api.parks.schemas import RecommendationRequest
from api.rankings.document import problem_document
from api.results.retold import retold
from api.settings import Settings
from mcda.errors import InvalidProblem

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a page shows.

    Parameters
    ----------
    answer
        The recommendation, its sentences in the reader's language.
    result
        Number, moment, version and who asked.
    labels
        What parks and criteria are called.
    language
        The reader's.
    foreign
        Whether the sentences are in the other language after all: another engine made them.
    problem
        What was ranked, as a ranking request holds it, for weights that the reader tries; None
        where the screens left nothing.
    rows
        The ranking with the ranks of the central half of draws, the share of first places and the
        group of each.
    """

    answer: Plain
    result: Plain
    labels: Labels
    language: Language
    foreign: bool
    problem: Plain | None
    rows: list[Plain]


def told(whole: bytes, language: Language, settings: Settings) -> Told:
    """Return a stored result as its page needs it.

    Parameters
    ----------
    whole
        As it is stored.
    language
        The reader's; where the result speaks another, it is made again from its own record.
    settings
        With the organisation's private data.
    """
    result = orjson.loads(whole)
    answer = result.pop("answer")
    answer, foreign = retold(answer, language, settings)
    request = RecommendationRequest.model_validate(answer["record"]["spec"])
    return Told(
        answer=answer,
        result=result,
        labels=labels_of_answer(answer, language, settings),
        language=language,
        foreign=foreign,
        problem=_problem(request, settings),
        rows=_rows(answer),
    )


def _problem(request: RecommendationRequest, settings: Settings) -> Plain | None:
    try:
        # At its headlines: weights that are tried rank as a run with them would.
        return problem_document(asked_problem(request, settings), certain=True)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
        return None


def _rows(answer: Mapping[str, Any]) -> list[Plain]:
    drawn = (answer.get("sensitivity") or {}).get("acceptability") or {}
    shares: Mapping[str, list[float]] = drawn.get("rank_shares") or {}
    ranks = answer.get("ranks") or {}
    groups = (answer.get("verdict") or {}).get("groups") or {}
    group = {park: name for name, parks in groups.items() for park in parks}
    return [
        {
            **line,
            "half": (ranks.get(line["alternative"]) or {}).get("half"),
            "first": shares[line["alternative"]][0] if line["alternative"] in shares else None,
            "group": group.get(line["alternative"]),
        }
        for line in answer["ranking"]
    ]
