"""An answer told in another language: made again from the request that its record holds."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import orjson

from api.language import Language
from api.settings import Settings
from mcda.errors import McdaError

Plain = dict[str, Any]


def retold(answer: Plain, language: Language, settings: Settings) -> tuple[Plain, bool]:
    """Return an answer in a language, and whether its sentences are in the other one after all.

    Parameters
    ----------
    answer
        Of a recommendation or a ranking, with its record.
    language
        The reader's.
    settings
        With the organisation's private data, from which the answer is made again.

    Returns
    -------
    answer
        The given one where it speaks the language, else the same made again, with the record of
        the given one: how that was made is what a reader asks.
    is_foreign
        True where this engine or its data give another ranking, or none: the given answer then
        keeps its own sentences.
    """
    if language_of_answer(answer) in (language, None):
        return answer, False
    try:
        made: Plain = orjson.loads(
            _made_again(orjson.dumps(answer["record"]["spec"]), language, settings)
        )
    except (McdaError, ValueError):
        return answer, True
    if made["ranking"] != answer["ranking"]:
        return answer, True
    return {**made, "record": answer["record"]}, False


def language_of_answer(answer: Plain) -> Language | None:
    """Return which language an answer speaks, by how its sentences end; None where it has none."""
    for said in _sentences(answer):
        if said.rstrip():
            return "zh" if said.rstrip()[-1] in "。！？；" else "en"
    return None


def _sentences(answer: Plain) -> Iterator[str]:
    """Yield what the service says itself, never a text of the caller's alone."""
    analysed = answer.get("sensitivity") or {}
    yield from (analysed.get("explanation") or {}).get("sentences", ())
    yield from (item["detail"] for item in answer["warnings"])
    for item in answer["excluded"]:
        yield from (reason["detail"] for reason in item["reasons"])
    for part in ("facts", "possible_ranks"):
        yield from (item["sentence"] for item in analysed.get(part) or ())
    if analysed.get("reversal"):
        yield analysed["reversal"]["sentence"]
    for row in answer.get("evidence", {}).values():
        yield from (cell["rationale"] for cell in row.values() if cell["kind"] != "override")


@lru_cache(maxsize=64)
def _made_again(spec: bytes, language: Language, settings: Settings) -> bytes:
    document = orjson.loads(spec)
    if "problem" in document:
        from api.rankings.requests import RankingRequest
        from api.rankings.service import rank_problem

        return rank_problem(RankingRequest.model_validate(document), settings, language)
    from api.parks.schemas import RecommendationRequest
    from api.parks.service import recommend

    return recommend(RecommendationRequest.model_validate(document), settings, language)
