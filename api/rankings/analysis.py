"""Analyses of a ranking: each is a class that registers itself.

A request may ask for each analysis by its id, and an answer holds the result of each: both models
are made from the registry, as are the expected cost and the order in which analyses run. To add an
analysis, write its computation in the engine and a subclass of `Analysis` in ``analyses``; its
sentences belong in a text catalogue. Nothing else names it.
"""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Generic, Literal, TypeVar, get_args

from pydantic import Field, StrictBool, TypeAdapter, create_model

from api.http.answer import Answer, answer_type
from api.rankings.schemas import Request
from api.settings import Settings
from mcda.errors import (
    Fault,
    InvalidExtension,
    LimitExceeded,
    McdaError,
    Note,
    UnsuitableData,
    error_path,
)
from mcda.plain import Plain, plain
from mcda.ranking import Ranking
from mcda.registry import OWN, Origin, Registry
from mcda.robust import Acceptability, ExactAcceptability
from mcda.robust.sampling_run import Progress
from weights.spec import Statement

R = TypeVar("R")
_LOG = logging.getLogger("parkwise.extensions")
Section = Literal["answer", "sensitivity"]
Detail = Literal["summary", "standard", "full"]
"""How much is worked out and told."""
Included = Literal[
    "verdict",
    "contributions",
    "pairwise",
    "central_weights",
    "facts",
    "cells",
    "gates",
    "countries",
    "rates",
    "rationale",
    "claims",
    "quotes",
    "portions",
]
"""What is told beyond the detail where a request includes it."""
Plan = Mapping[str, Any]
"""What is to be run: what was asked of each analysis, by id."""
Measured = Callable[[str], float]
"""CPU seconds of a part of the cost table, for the method and the size in hand."""
_OF_DRAWS = ("verdict", "ranks")
"""Told beside a decision only where they are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """How an answer is told."""

    detail: Detail = "full"
    """How much of it."""
    include: Collection[str] = ()
    """What of the rest; see `Included`."""
    evidence: Collection[str] = ()
    """Alternatives whose evidence is told whole, by id."""
    named: Collection[str] | None = None
    """Analyses that the request names, and that are told alone; None for those of the detail."""
    sensitivity: bool = True
    """Whether the parts of the sensitivity are told."""

    @property
    def is_short(self) -> bool:
        """Whether it is a summary."""
        return self.detail == "summary"

    def has(self, part: Included) -> bool:
        """Tell whether a part that only `full` answers hold is told."""
        return self.detail == "full" or part in self.include

    def analyses(self, found: Mapping[str, Any]) -> Collection[str]:
        """Return the ids of the analyses that are told, of those that were run."""
        if self.named is not None:
            return self.named
        untold = () if found.get("decision") is None or self.has("verdict") else _OF_DRAWS
        return [name for name in found if name not in untold]


WHOLE = AnswerForm()
"""Of an answer of which nothing is left out."""
_SHORT = AnswerForm(detail="summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The inputs of analyses, and their results so far."""

    ranking: Ranking
    """With its problem and weights."""
    statement: Statement
    """That the weights follow from."""
    settings: Settings
    """Of the service."""
    computed: bool = False
    """The problem is not in the request but was made from it."""
    plan: Plan = field(default_factory=dict)
    """What is asked of each analysis."""
    unsaid: Collection[str] = ()
    """Criteria whose values rest on what was not said."""
    brief: bool = False
    """Where there is a decision, what is `unless_decided` is left out."""
    progress: Progress | None = None
    """Is told how many draws there are."""
    found: dict[str, Any] = field(default_factory=dict)
    """What the analyses before this one found, by id; None where they could not be done."""
    notes: list[Note] = field(default_factory=list)
    """That stand among the warnings of the answer."""

    def result(self, name: str) -> Any:
        """Return what another analysis found; one that nobody asked for is run for it."""
        if name not in self.found and name not in self.plan:
            self.found[name] = ANALYSES[name]().run(ANALYSES[name].whole, self)
        return self.found.get(name)


class Analysis(ABC, Generic[R]):
    """One question about a ranking. Its docstring describes what it answers."""

    id: ClassVar[str]
    """Field of request and answer."""
    place: ClassVar[float] = 1000.0
    """Analyses run, and are told, the smallest first; what one needs of another comes earlier."""
    request: ClassVar[Any] = StrictBool
    """Type of the field of a request."""
    default: ClassVar[Any] = False
    """Of the request: whether, or how, it runs where nothing is said of it."""
    in_full: ClassVar[bool] = False
    """Whether it runs in answers in full too, where nothing is said and it does not by default."""
    whole: ClassVar[Any] = True
    """What ``true`` in a request stands for."""
    description: ClassVar[str | None] = None
    """Of the field of a request."""
    answer: ClassVar[Any]
    """Type of what is answered: a result of the engine, or what `tell` returns."""
    section: ClassVar[Section] = "sensitivity"
    """Where it is answered: beside the ranking, or among the parts of its sensitivity."""
    for_verdict: ClassVar[bool] = False
    """Whether the verdict and the next steps rest on it, so that it runs for a summary too."""
    unless_decided: ClassVar[bool] = False
    """Whether a summary with a decision does without it."""
    least: ClassVar[int] = 2
    """Alternatives below which there is nothing to say."""

    @abstractmethod
    def run(self, asked: Any, task: Task) -> R | None:
        """Return the result of the analysis, None if there is none.

        Raises
        ------
        UnsuitableData
            The data do not allow the analysis: a note is shown instead.
        """

    def tell(self, found: R) -> Any:
        """Return the result as plain data with notes in it, of the type `answer`."""
        return plain(found)

    def tell_in(self, form: AnswerForm, found: R) -> Any:
        """Return the same without the parts that an answer of that form does not hold."""
        return self.tell(found)

    def samples(self, asked: Any) -> int:
        """Return the number of draws, which has a limit; 0 for an analysis without draws."""
        return 0

    def seed(self, asked: Any) -> int | None:
        """Return the seed for the record of the answer, None for an analysis without draws."""
        return None

    def check(self, asked: Any, settings: Settings) -> Any:
        """Return the request, completed from the settings.

        Raises
        ------
        LimitExceeded
            The request asks for more draws than the limit.
        """
        count = self.samples(asked)
        if count > settings.max_samples:
            fields = {"count": count, "limit": settings.max_samples}
            raise LimitExceeded([Fault("too_many_samples", ("samples",), fields)])
        return asked

    def seconds(self, asked: Any, measured: Measured) -> float:
        """Return the CPU seconds that the analysis is expected to take."""
        return measured(self.id)


@contextmanager
def admission(group: str, extension: type[Any]) -> Iterator[None]:
    """Refuse another package's class that raises anything while it is examined."""
    from mcda.entrance.declarations import describe  # needed only for what comes from elsewhere

    try:
        yield
    except Exception as error:
        name = str(getattr(extension, "id", extension))
        fields = {"group": group, "name": name, "error": describe(error)}
        raise InvalidExtension([Fault("extension_fails", (), fields)]) from error


def _admit(analysis: type[Analysis[Any]], origin: Origin) -> None:
    """Refuse an analysis that fails on the example ranking, with and without doubt.

    Raises
    ------
    InvalidExtension
        It is no analysis, raises a wrong error, or returns data that its type does not describe.
    """
    with admission(ANALYSES.group, analysis):
        _examine(analysis)


def _examine(analysis: type[Analysis[Any]]) -> None:
    from api.http.language import Language
    from api.http.localisation import localise
    from mcda.entrance.declarations import is_derived
    from mcda.example import example
    from weights.kinds.direct import Direct

    if not is_derived(analysis, Analysis):
        raise TypeError("no class derived from api.rankings.analysis.Analysis")
    instance, settings = analysis(), Settings()
    TypeAdapter(analysis.request).validate_python(analysis.whole)
    request = instance.check(analysis.whole, settings)
    instance.samples(request), instance.seed(request), instance.seconds(request, lambda _: 0.0)
    answer: TypeAdapter[Any] = TypeAdapter(answer_type(analysis.answer))
    for doubt in (True, False):
        ranking = example(doubt=doubt)
        stated = Direct(kind="direct", values=ranking.weights.as_dict())
        task = Task(
            ranking=ranking, statement=stated, settings=settings, plan={analysis.id: request}
        )
        try:
            result = instance.run(request, task)
        except UnsuitableData:
            continue
        for language in get_args(Language) if result is not None else ():
            for content in (instance.tell(result), instance.tell_in(_SHORT, result)):
                answer.validate_python(localise(content, language))


ANALYSES: Registry[type[Analysis[Any]]] = Registry(
    group="parkwise.analyses",
    homes=("api.rankings.analyses",),
    judge=_admit,
    place=lambda analysis: analysis.place,
)
"""Analyses by id."""


class SensitivityRequest(Request):
    """Which parts of the analysis to run and to tell: those that it names, and no other.

    What is false or null is not named.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to rebuild the request in another process, which makes its class again."""
        return _sensitivity_request, (self.model_dump(exclude_unset=True),)


def sensitivity_model() -> type[SensitivityRequest]:
    """Return the model of requests for the analyses that are now registered."""
    return _request_model(ANALYSES.version)


def sensitivity_answer() -> type[Answer]:
    """Return the model of the parts of the sensitivity that are now registered."""
    return _answer_model("SensitivityAnswer", "sensitivity", ANALYSES.version)


def beside_answer() -> type[Answer]:
    """Return the model of the registered analyses whose results stand beside the ranking."""
    return _answer_model("BesideAnswer", "answer", ANALYSES.version)


@lru_cache(maxsize=4)
def _request_model(version: int) -> type[SensitivityRequest]:
    fields: dict[str, Any] = {
        name: (analysis.request | None, Field(default=None, description=_described(analysis)))
        for name, analysis in ANALYSES.items()
    }
    return create_model(
        "SensitivityModel",
        __base__=SensitivityRequest,
        __doc__=SensitivityRequest.__doc__,
        **fields,
    )


def _described(analysis: type[Analysis[Any]]) -> str:
    """Return the description of a field of a request, with its default."""
    runs = "Runs by default"
    if isinstance(analysis.default, list):
        runs = f"By default {', '.join(f'`{name}`' for name in analysis.default)}"
    elif analysis.default is False:
        runs = "Runs in `full` answers" if analysis.in_full else "Runs where it is asked for"
    first = () if analysis.description is None else (analysis.description,)
    return " ".join((*first, f"{runs}{', in a `summary` too' if analysis.for_verdict else ''}."))


@lru_cache(maxsize=8)
def _answer_model(name: str, section: Section, version: int) -> type[Answer]:
    fields: dict[str, Any] = {
        key: (
            answer_type(analysis.answer) | None,
            Field(default=None, description=(analysis.__doc__ or "").partition("\n\n")[0]),
        )
        for key, analysis in ANALYSES.items()
        if analysis.section == section
    }
    return create_model(name, __base__=Answer, __doc__="The parts that were run.", **fields)


def answered(found: Mapping[str, Any], section: Section, form: AnswerForm) -> dict[str, Any]:
    """Return the results of a section of the answer as plain data."""

    def told(analysis: Analysis[Any], result: Any) -> Any:
        return analysis.tell(result) if form.detail == "full" else analysis.tell_in(form, result)

    wanted = form.analyses(found)
    return {
        name: None if found.get(name) is None else told(analysis(), found[name])
        for name, analysis in ANALYSES.items()
        if analysis.section == section and name in wanted
    }


def _sensitivity_request(sent: dict[str, Any]) -> SensitivityRequest:
    return sensitivity_model().model_validate(sent)


def plan_of(
    asked: SensitivityRequest | bool | None, settings: Settings, detail: Detail = "standard"
) -> Plan | None:
    """Return the plan of the analyses to run, None for no analysis.

    An object names them; else the detail decides, and ``True`` asks for `standard` or more.

    Raises
    ------
    LimitExceeded
        An analysis asks for more draws than the limit.
    """
    if asked is False:
        return None
    if asked is True and detail == "summary":
        detail = "standard"
    plan = {}
    for name, analysis in ANALYSES.items():
        is_named = isinstance(asked, SensitivityRequest)
        request = getattr(asked, name) if is_named else _unsaid(analysis, detail)
        request = analysis.whole if request is True else request
        if request not in (None, False, []):
            with error_path("sensitivity", name):
                plan[name] = _planned(analysis(), request, settings)
    return plan


@dataclass(frozen=True, slots=True)
class PlanFailure:
    """The error of another package's analysis that could not be planned, within a plan."""

    error: Exception


def _planned(analysis: Analysis[Any], said: Any, settings: Settings) -> Any:
    """Return the request of an analysis, completed from the settings."""
    if ANALYSES.origin(analysis.id) == OWN:
        return analysis.check(said, settings)
    try:
        request = analysis.check(said, settings)
        analysis.seed(request), analysis.seconds(request, lambda _: 0.0)
    except McdaError:
        raise
    except Exception as error:  # noqa: BLE001 - it costs its own part, where that would run
        return PlanFailure(error)
    return request


def _unsaid(analysis: type[Analysis[Any]], detail: Detail) -> Any:
    """Return whether, or with which request, an analysis runs that the caller did not name."""
    if detail == "summary" and not analysis.for_verdict:
        return False
    return True if detail == "full" and analysis.in_full else analysis.default


def analyse(task: Task) -> Mapping[str, Any]:
    """Run the planned analyses; an analysis that the data do not allow leaves a note."""
    count = len(task.ranking.order)
    if count == 1:
        task.notes.append(Note("sensitivity_trivial"))
    for name, request in task.plan.items():
        analysis = ANALYSES[name]
        is_spared = task.brief and analysis.unless_decided and task.found.get("decision")
        if count >= analysis.least and not is_spared:
            task.found[name] = _attempt(analysis(), request, task)
    return task.found


def _attempt(analysis: Analysis[R], asked: Any, task: Task) -> R | None:
    """Return a result; an error of another package's analysis loses only that analysis's part."""
    origin = ANALYSES.origin(analysis.id)
    try:
        if isinstance(asked, PlanFailure):
            raise asked.error
        with error_path("sensitivity", analysis.id):
            result = analysis.run(asked, task)
        if origin != OWN and result is not None:
            analysis.tell(result), analysis.tell_in(_SHORT, result)
    except UnsuitableData as error:
        fields = {"part": analysis.id, "reason": error.faults[0]}
        task.notes.append(Note("part_unavailable", ("sensitivity", analysis.id), fields))
        return None
    except Exception as error:
        if origin == OWN or isinstance(error, McdaError):
            raise
        _LOG.exception("%s: %s", ANALYSES.group, analysis.id)
        fields = {
            "part": analysis.id,
            "package": origin.distribution,
            "error": type(error).__name__,
        }
        task.notes.append(Note("part_failed", ("sensitivity", analysis.id), fields))
        return None
    return result


def seed_of(plan: Plan | None) -> int | None:
    """Return the seed of the draws, None if no analysis draws."""
    seeds = (
        ANALYSES[name]().seed(request)
        for name, request in (plan or {}).items()
        if not isinstance(request, PlanFailure)
    )
    return next((seed for seed in seeds if seed is not None), None)


LARGEST = 2**63 - 1
"""Of the integers that a record or a queued job can be written with."""


class DrawnFromAnswer(Answer):
    """The set of weights that draws are taken from."""

    name: str = Field(description="Which set it is.", examples=["spread", "order"])
    sentence: str = Field(description="What it holds, in words.")
    spread: float | None = Field(
        default=None, description="Of a spread around weights: how far, as a share of each."
    )
    factor: float | None = Field(
        default=None, description="Of judgements: by which factor one is typically off."
    )
    judges: int | None = Field(default=None, description="Of a group: how many judges there are.")
    constraints: int | None = Field(
        default=None, description="Of constraints: how many inequalities they make."
    )
    inner: "DrawnFromAnswer | None" = Field(
        default=None, description="Under caps: the set before them."
    )


def central_weights(
    found: Acceptability | ExactAcceptability, first_shares: Sequence[float]
) -> Plain:
    """Return the mean weights of each alternative that is ever first, by criterion."""
    rows = zip(found.alternatives, found.central_weights.tolist(), first_shares, strict=True)
    return {
        name: dict(zip(found.criteria, row, strict=True)) for name, row, share in rows if share > 0
    }


def drawn_from(found: Mapping[str, Any]) -> Plain:
    """Return a set of weights with its name, its parameters and a sentence."""
    inner = {"inner": drawn_from(found["inner"])} if "inner" in found else {}
    fields = {**found, "of": inner["inner"]["sentence"]} if inner else found
    return {**found, **inner, "sentence": Note(f"drawn_{found['name']}", (), fields)}


def spread_of(task: Task) -> float | Literal["any"] | None:
    """Return the requested spread of the weights, None for the spread of their statement."""
    request = task.plan.get("acceptability")
    return None if request is None else request.spread
