"""The comparison that a page's address asks for, and the request of the service for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.assessments.content import nothing_left
from api.comparisons.schemas import ComparisonRequest
from api.http.numbers import typed_number
from api.pages.compare.options import ASSESSMENT, PANEL, POINTS, ComparisonOptions, weighs
from api.pages.words import Words
from api.parks.exclusions import on_columns
from api.parks.problem import make_problem
from api.rankings.convert import to_requirements
from api.results.evaluation import request_of
from api.settings import Settings
from mcda.errors import InvalidProblem
from mcda.parks.rated_problem import RatedProblem
from mcda.parks.templates import PARKS
from mcda.plain import Plain
from mcda.prepare.screen import screen
from weights.validation import validate

FEWEST, MOST = 2, 6
FEWEST_PARKS = 2
MOST_POINTS = 100
DEFAULT_METHOD = RatedProblem.default_method
_LONGEST = 60
_FIELDS = ("weighting", "park", "assessment", "method")
_SLIDER = "points_"


@dataclass(frozen=True, slots=True)
class ComparedParty:
    """One of the compared weightings, with its name."""

    weighting: str
    """Id of a profile, of a panel, a judge or an assessment's answers, ``equal``, or ``points:``
    with ``criterion=points`` of its own, separated by commas."""
    name: str = ""
    """As the reader calls it; empty for that of the weighting."""

    @property
    def points(self) -> dict[str, float] | None:
        """Points by criterion, None for a weighting of another kind."""
        kind, colon, listed = self.weighting.partition(":")
        if kind != POINTS or not colon:
            return None
        parts = [part.partition("=") for part in listed.split(",") if part]
        return {criterion: _number(value) for criterion, _, value in parts}

    @property
    def assessment(self) -> str:
        """Id of the assessment whose answers are the weighting, else empty."""
        kind, _, number = self.weighting.partition(":")
        return number if kind == ASSESSMENT else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonQuestion:
    """The comparison in an address."""

    sides: tuple[ComparedParty, ...] = ()
    """Who is compared, each once, in the order sent."""
    parks: tuple[str, ...] = ()
    """Ids; none means all that can be ranked, or those of the assessment."""
    assessment: str = ""
    """Id of a saved assessment by whose enterprise the parks are seen, or empty."""
    method: str = DEFAULT_METHOD
    """Name of the ranking method."""

    @property
    def address(self) -> str:
        """The shortest address of the same comparison."""
        titled = any(side.name for side in self.sides)
        pairs: list[tuple[str, str]] = []
        for side in self.sides:
            pairs += [("name", side.name)] if titled else []
            pairs += [("weighting", side.weighting)]
        pairs += [("park", park) for park in self.parks]
        pairs += [("assessment", self.assessment)] if self.assessment else []
        pairs += [("method", self.method)] if self.method != DEFAULT_METHOD else []
        return f"/compare?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True)
class Complaint:
    """The reason why no comparison is possible, and the remedy."""

    detail: str
    remedy: str = ""


def question_of(query: QueryParams) -> ComparisonQuestion | None:
    """Return the comparison in a query, None if the form was not sent yet."""
    if not any(name in query for name in _FIELDS):
        return None
    # No page can show NUL.
    pairs = [(name, value.replace("\0", "\ufffd")) for name, value in query.multi_items()]
    query = QueryParams([(name.replace("\0", "\ufffd"), value) for name, value in pairs])
    return ComparisonQuestion(
        sides=tuple(dict.fromkeys(_sides(query))),
        parks=tuple(dict.fromkeys(filter(None, query.getlist("park")))),
        assessment=query.get("assessment", ""),
        method=query.get("method") or DEFAULT_METHOD,
    )


def complaint(words: Words, key: str, **fields: Any) -> Complaint:
    """Return one of the page's own complaints, in the reader's language."""
    return Complaint(words["compare"][key].format(**fields))


def narrowed(
    question: ComparisonQuestion, content: Plain | None, settings: Settings
) -> ComparisonQuestion:
    """Return the question on the parks that an assessment ranks, if it names none itself.

    Raises
    ------
    McdaError
        The assessment cannot be used.
    """
    if content is None or question.parks:
        return question
    try:
        request = request_of({**content, "answers": [], "swings": []}, settings)
        problem = make_problem(request, settings)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
        return question
    rest = on_columns(request.requirements, problem)
    rows, _, _ = screen(problem, to_requirements(rest))
    return replace(question, parks=tuple(problem.alternative_ids[row] for row in rows))


def to_request(
    question: ComparisonQuestion,
    options: ComparisonOptions,
    contents: Mapping[str, Plain],
    settings: Settings,
) -> ComparisonRequest:
    """Return the request that the service answers.

    If the question names an assessment, the parks are appraised for its enterprise.

    Raises
    ------
    McdaError
        An assessment, or a profile of the organisation's own, cannot be used.
    """
    method = {"name": question.method}

    def assessed(number: str) -> Plain:
        """Return an assessment's request, with the compared parks and the method."""
        left_out = ("must", "gates", "keep")
        content = {name: own for name, own in contents[number].items() if name not in left_out}
        parks = {"parks": list(question.parks)} if question.parks else {}
        request = request_of({**content, "method": method, **parks}, settings)
        return request.model_dump(mode="json", exclude_unset=True)

    def weights(side: ComparedParty) -> Any:
        if side.points is not None:
            every = {item.value: 0.0 for item in options.criteria}
            return {"kind": "direct", "values": {**every, **side.points}}
        if side.assessment:
            return assessed(side.assessment).get("weights", {"kind": "unstated"})
        return options.weights[side.weighting]

    subject: Plain = {"enterprise": {}, "parks": list(question.parks) or None}
    if question.assessment:
        content = assessed(question.assessment)
        about = ("enterprise", "parks", "criteria", "overrides", "scenario")
        subject = {name: content[name] for name in about if name in content}
    weightings = [
        {"name": name, "weights": weights(side)}
        for name, side in zip(called(question.sides, options), question.sides, strict=True)
    ]
    return validate(ComparisonRequest, {**subject, "weightings": weightings, "method": method})


def called(sides: Sequence[ComparedParty], options: ComparisonOptions) -> list[str]:
    """Return the names of the compared weightings; equal default names get their ids added."""
    panels = [side for side in sides if side.weighting.partition(":")[0] == PANEL]
    plain = [
        side.name or (options.everyone if panels == [side] else options.label(side.weighting))
        for side in sides
    ]
    return [
        f"{name} ({side.weighting})" if plain.count(name) > 1 and not side.name else name
        for name, side in zip(plain, sides, strict=True)
    ]


def _sides(query: QueryParams) -> Iterator[ComparedParty]:
    """Yield the compared weightings: names and weightings come in rows, each with its sliders."""
    names = [name.strip()[:_LONGEST] for name in query.getlist("name")]
    for row, weighting in enumerate(query.getlist("weighting")):
        chosen, prefix = weighting, f"{_SLIDER}{row}_"
        if weighting == POINTS:
            points = [
                f"{name.removeprefix(prefix)}={value}"
                for name, value in query.multi_items()
                if name.startswith(prefix)
            ]
            chosen = f"{POINTS}:{','.join(points)}"
        if weighting:
            yield ComparedParty(chosen, names[row] if row < len(names) else "")


def _number(said: str) -> float:
    try:
        return typed_number(said)
    except ValueError:
        return -1.0


def complaints(
    question: ComparisonQuestion, options: ComparisonOptions, contents: Mapping[str, Plain]
) -> Iterator[tuple[str, Plain]]:
    """Yield the reasons why the weightings cannot be compared: a text's key and its fields."""
    methods = {choice.value for choice in options.methods}
    parks = {choice.value for choice in options.parks}
    for content in contents.values():
        if content.get("template", PARKS) != PARKS:
            yield "other_template", {"name": content["name"]}
    for side in question.sides:
        yield from _wrong_side(side, options, contents)
    yield from (("no_park", {"id": park}) for park in question.parks if park not in parks)
    if question.method not in methods:
        yield "no_method", {"id": question.method}
    if 0 < len(question.parks) < FEWEST_PARKS:
        yield "one_park", {}
    names = [side.name for side in question.sides if side.name]
    if twice := [name for name in names if names.count(name) > 1]:
        yield "name_twice", {"name": twice[0]}
    count = len(question.sides)
    if not FEWEST <= count <= MOST:
        key = "too_few" if count < FEWEST else "too_many"
        yield key, {"count": count, "fewest": FEWEST, "most": MOST}


def _wrong_side(
    side: ComparedParty, options: ComparisonOptions, contents: Mapping[str, Plain]
) -> Iterator[tuple[str, Plain]]:
    if side.points is not None:
        name = side.name or options.label(side.weighting)
        criteria = {item.value for item in options.criteria}
        if unknown := [key for key in side.points if key not in criteria]:
            yield "no_criterion", {"name": name, "id": unknown[0]}
        if any(not 0 <= value <= MOST_POINTS for value in side.points.values()):
            yield "bad_points", {"name": name, "most": MOST_POINTS}
        elif not any(side.points.values()):
            yield "no_points", {"name": name}
    elif side.assessment:
        content = contents.get(side.assessment, {})
        if content and not weighs(content):
            yield "no_answers", {"name": content["name"]}
    elif side.weighting not in options.weights:
        yield "no_weighting", {"id": side.weighting}
