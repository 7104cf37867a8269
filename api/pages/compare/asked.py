"""What a reader asks to be compared, from the page's address to a request of the service."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from starlette.datastructures import QueryParams

from api.assessments.content import nothing_left
from api.comparisons.schemas import ComparisonRequest
from api.pages.compare.offered import Offered
from api.pages.words import Words
from api.parks.asked import asked_problem
from api.parks.schemas import RecommendationRequest
from api.results.answered import request_of
from api.settings import Settings
from mcda.errors import InvalidProblem
from mcda.parks.rated import Rated
from mcda.parks.templates import PARKS
from weights.validation import validated

FEWEST, MOST = 2, 8
FEWEST_PARKS = 2
MOST_COMPLAINTS = 10
DEFAULT_METHOD = Rated.default_method
_FIELDS = ("weighting", "park", "assessment", "method")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address says.

    Parameters
    ----------
    weightings
        Ids of profiles, and ``equal``; each once, in the order sent.
    parks
        Ids; none means all that can be ranked, or those of the assessment.
    assessment
        Id of a saved assessment, or empty.
    method
        Name of the ranking method.
    """

    weightings: tuple[str, ...]
    parks: tuple[str, ...]
    assessment: str
    method: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why nothing can be compared, and what to do."""

    detail: str
    remedy: str = ""


def asked_of(query: QueryParams) -> Asked | None:
    """Return what is asked, None where the form was not sent yet."""
    if not any(name in query for name in _FIELDS):
        return None

    def shown(value: str) -> str:
        return value.replace("\0", "\ufffd")

    def several(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(shown(value) for value in query.getlist(name) if value))

    return Asked(
        weightings=several("weighting"),
        parks=several("park"),
        assessment=shown(query.get("assessment", "")),
        method=shown(query.get("method") or DEFAULT_METHOD),
    )


def complaints(
    asked: Asked, offered: Offered, content: Plain | None, words: Words
) -> list[Complaint]:
    """Return what keeps the weightings from being compared, in the reader's language.

    Parameters
    ----------
    asked, offered
        What is wanted, and what there is.
    content
        Of the assessment that is asked for.
    words
        Of the pages.
    """
    wrong = islice(_wrong(asked, offered, content), MOST_COMPLAINTS)
    return [complaint(words, key, **fields) for key, fields in wrong]


def complaint(words: Words, key: str, **fields: Any) -> Complaint:
    """Return one of the page's own complaints, in the reader's language."""
    return Complaint(words["compare"][key].format(**fields))


def narrowed(asked: Asked, content: Plain | None, settings: Settings) -> Asked:
    """Return the question about the parks that an assessment ranks, where none are named.

    Raises
    ------
    McdaError
        The assessment cannot be used.
    """
    if content is None or asked.parks:
        return asked
    plain = {name: value for name, value in content.items() if name != "answers"}
    try:
        problem = asked_problem(request_of(plain, settings), settings)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
        return asked
    return replace(asked, parks=problem.alternative_ids)


def to_request(
    asked: Asked, offered: Offered, content: Plain | None, words: Words, settings: Settings
) -> ComparisonRequest:
    """Return the request that the service answers.

    Where an assessment is asked for, the parks are seen as by its enterprise, and its weights,
    which its answers make for the parks and the method compared, are one weighting more.

    Raises
    ------
    McdaError
        The assessment, or a profile of the organisation's own, cannot be used.
    """
    weights = [offered.weights[item] for item in asked.weightings]
    named = list(zip(offered.labels(asked.weightings), weights, strict=True))
    subject: Plain = {"enterprise": {}, "parks": list(asked.parks) or None}
    if content is not None:
        assessed = _assessed(asked, content, settings)
        told = assessed.model_dump(mode="json", exclude_unset=True)
        about = ("enterprise", "parks", "criteria", "overrides", "scenario")
        subject = {name: told[name] for name in about if name in told}
        if _weighs(content):
            taken = {name for name, _ in named}
            named.append((_free(content["name"], taken, words), told["weights"]))
    return validated(
        ComparisonRequest,
        {
            **subject,
            "weightings": [{"name": name, "weights": weights} for name, weights in named],
            "method": {"name": asked.method},
        },
    )


def _wrong(asked: Asked, offered: Offered, content: Plain | None) -> Iterator[tuple[str, Plain]]:
    methods = {choice.value for choice in offered.methods}
    parks = {choice.value for choice in offered.parks}
    if content is not None and content.get("template", PARKS) != PARKS:
        yield "other_template", {"name": content["name"]}
    yield from (("no_weighting", {"id": i}) for i in asked.weightings if i not in offered.weights)
    yield from (("no_park", {"id": i}) for i in asked.parks if i not in parks)
    if asked.method not in methods:
        yield "no_method", {"id": asked.method}
    if 0 < len(asked.parks) < FEWEST_PARKS:
        yield "one_park", {}
    yield from _miscounted(len(asked.weightings) + (content is not None and _weighs(content)))


def _miscounted(count: int) -> Iterator[tuple[str, Plain]]:
    if count < FEWEST:
        yield "too_few", {"count": count, "fewest": FEWEST, "most": MOST}
    if count > MOST:
        yield "too_many", {"count": count, "fewest": FEWEST, "most": MOST}


def _assessed(asked: Asked, content: Plain, settings: Settings) -> RecommendationRequest:
    """Return the assessment's request about the parks and the method that are compared."""
    kept = {name: value for name, value in content.items() if name not in ("screens", "keep")}
    about = {"parks": list(asked.parks), "method": {"name": asked.method}}
    return request_of({**kept, **about}, settings)


def _weighs(content: Plain) -> bool:
    """Tell whether an assessment says anything of its weights."""
    return bool(content.get("weights") or content.get("answers"))


def _free(name: str, taken: set[str], words: Words) -> str:
    while name in taken:
        name = words["compare"]["assessment_named"].format(name=name)
    return name
