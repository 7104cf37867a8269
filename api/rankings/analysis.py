"""What can be asked about a ranking: each analysis is a class that registers itself.

A request may ask for each by its id, and an answer tells what each found: both are made from the
registry, as are the expected cost and the order in which analyses run. To add one, write what it
computes where it belongs in the engine, and a subclass of `Analysis` in ``analyses``; sentences of
its own stand in a text catalogue. Nothing else names it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import Field, StrictBool, create_model

from api.answer import Answer, answer_type
from api.rankings.schemas import Request
from api.settings import Settings
from mcda.errors import Fault, LimitExceeded, Note, UnsuitableData, error_path
from mcda.plain import plain
from mcda.ranking import Ranking
from mcda.registry import Registry
from mcda.robust.sampling_run import Progress
from weights.spec import Statement

R = TypeVar("R")
Section = Literal["answer", "sensitivity"]
Detail = Literal["summary", "standard", "full"]
"""How much is worked out and told."""
Plan = Mapping[str, Any]
"""What is to be run: what was asked of each analysis, by id."""
Measured = Callable[[str], float]
"""CPU seconds of a part of the cost table, for the method and the size in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What analyses are made of.

    Parameters
    ----------
    ranking
        With its problem and weights.
    statement
        That the weights follow from.
    settings
        Of the service.
    computed
        The problem is not in the request but was made from it.
    plan
        What is asked of each analysis.
    unsaid
        Criteria whose values rest on what was not said.
    progress
        Is told how many draws there are.
    found
        What the analyses before this one found, by id; None where they could not be done.
    notes
        That stand among the warnings of the answer.
    """

    ranking: Ranking
    statement: Statement
    settings: Settings
    computed: bool = False
    plan: Plan = field(default_factory=dict)
    unsaid: Collection[str] = ()
    progress: Progress | None = None
    found: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


class Analysis(ABC, Generic[R]):
    """One question about a ranking. Its docstring describes what it answers."""

    id: ClassVar[str]
    """Field of request and answer."""
    place: ClassVar[float] = 1000.0
    """Analyses run, and are told, the smallest first; what one needs of another comes earlier."""
    request: ClassVar[Any] = StrictBool
    """Type of the field of a request; None where it cannot be asked for by itself."""
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
    least: ClassVar[int] = 2
    """Alternatives below which there is nothing to say."""

    @abstractmethod
    def run(self, asked: Any, task: Task) -> R | None:
        """Return what is found, None where that is nothing.

        Raises
        ------
        UnsuitableData
            The data do not allow it: a note says so instead.
        """

    def tell(self, found: R) -> Any:
        """Return what was found as plain data with notes in it, of the type `answer`."""
        return plain(found)

    def tell_in_short(self, found: R) -> Any:
        """Return the same without what is told in full alone."""
        return self.tell(found)

    def samples(self, asked: Any) -> int:
        """Return the number of draws, which has a limit; 0 where nothing is drawn."""
        return 0

    def seed(self, asked: Any) -> int | None:
        """Return the seed that the record of the answer tells, None where nothing is drawn."""
        return None

    def check(self, asked: Any, settings: Settings) -> Any:
        """Return what was asked with what the settings fill in.

        Raises
        ------
        LimitExceeded
            It asks for more draws than are made at once.
        """
        count = self.samples(asked)
        if count > settings.max_samples:
            fields = {"count": count, "limit": settings.max_samples}
            raise LimitExceeded([Fault("too_many_samples", ("samples",), fields)])
        return asked

    def seconds(self, asked: Any, measured: Measured) -> float:
        """Return the CPU seconds that it is expected to take."""
        return measured(self.id)


ANALYSES: Registry[type[Analysis[Any]]] = Registry(
    group="parkwise.analyses",
    home="api.rankings.analyses",
    place=lambda analysis: analysis.place,
)
"""Analyses by id."""


class SensitivityRequest(Request):
    """Which parts of the sensitivity analysis to run; false leaves a part out.

    Of what is not named, or null, `detail` decides: a `summary` works out what its verdict rests on
    and tells the parts that are named, other answers have the parts that run by default.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is made again elsewhere, where its class is made from the registry."""
        return _sensitivity_request, (self.model_dump(exclude_unset=True),)


def sensitivity_model() -> type[SensitivityRequest]:
    """Return the model of what may be asked now."""
    return _request_model(ANALYSES.version)


def sensitivity_answer() -> type[Answer]:
    """Return the model of the parts of the sensitivity that are answered now."""
    return _answer_model("SensitivityAnswer", "sensitivity", ANALYSES.version)


def beside_answer() -> type[Answer]:
    """Return the model of what is answered beside the ranking now, where it is analysed."""
    return _answer_model("BesideAnswer", "answer", ANALYSES.version)


@lru_cache(maxsize=4)
def _request_model(version: int) -> type[SensitivityRequest]:
    fields: dict[str, Any] = {
        name: (one.request | None, Field(default=None, description=_described(one)))
        for name, one in ANALYSES.items()
        if one.request is not None
    }
    made: type[SensitivityRequest] = create_model(
        "SensitivityModel",
        __base__=SensitivityRequest,
        __doc__=SensitivityRequest.__doc__,
        **fields,
    )
    return made


def _described(analysis: type[Analysis[Any]]) -> str:
    """Return what a field of a request does, and what happens where it is not named."""
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
            answer_type(one.answer) | None,
            Field(description=(one.__doc__ or "").partition("\n\n")[0]),
        )
        for key, one in ANALYSES.items()
        if one.section == section
    }
    made: type[Answer] = create_model(
        name, __base__=Answer, __doc__="The parts that were run.", **fields
    )
    return made


def answered(found: Mapping[str, Any], section: Section, *, full: bool = True) -> dict[str, Any]:
    """Return what was found as plain data, as far as it is answered in a section."""

    def told(name: str) -> Any:
        analysis = ANALYSES[name]()
        return analysis.tell(found[name]) if full else analysis.tell_in_short(found[name])

    return {
        name: None if found.get(name) is None else told(name)
        for name, analysis in ANALYSES.items()
        if analysis.section == section
    }


def _sensitivity_request(sent: dict[str, Any]) -> SensitivityRequest:
    return sensitivity_model().model_validate(sent)


def plan_of(
    asked: SensitivityRequest | bool | None, settings: Settings, detail: Detail = "standard"
) -> Plan | None:
    """Return what is to be run, None for nothing.

    Parameters
    ----------
    asked
        Of the sensitivity; None where nothing was said of it.
    settings
        With the limits.
    detail
        Decides of what nothing was said of; ``True`` asks for no less than `standard` does.

    Raises
    ------
    LimitExceeded
        An analysis asks for more draws than are made at once.
    """
    if asked is False:
        return None
    if asked is True and detail == "summary":
        detail = "standard"
    plan = {}
    for name, analysis in ANALYSES.items():
        said = getattr(asked, name, None)
        said = _unsaid(analysis, detail) if said is None else said
        said = analysis.whole if said is True else said
        if said is not False and said != []:
            with error_path("sensitivity", name):
                plan[name] = analysis().check(said, settings)
    return plan


def _unsaid(analysis: type[Analysis[Any]], detail: Detail) -> Any:
    """Return whether, or how, an analysis runs of which nothing was said."""
    if detail == "summary" and not analysis.for_verdict:
        return False
    if analysis.request is None or (detail == "full" and analysis.in_full):
        return True
    return analysis.default


def analyse(task: Task) -> Mapping[str, Any]:
    """Run what is planned; what the data do not allow becomes a note of the task.

    Returns
    -------
    Mapping
        What was found by id, None for what could not be done or found nothing.
    """
    count = len(task.ranking.order)
    if count == 1:
        task.notes.append(Note("sensitivity_trivial"))
    for name, asked in task.plan.items():
        analysis = ANALYSES[name]
        if count >= analysis.least:
            task.found[name] = _attempt(analysis(), asked, task)
    return task.found


def _attempt(analysis: Analysis[R], asked: Any, task: Task) -> R | None:
    try:
        with error_path("sensitivity", analysis.id):
            return analysis.run(asked, task)
    except UnsuitableData as error:
        fields = {"part": analysis.id, "reason": error.faults[0]}
        task.notes.append(Note("part_unavailable", ("sensitivity", analysis.id), fields))
        return None


def seed_of(plan: Plan | None) -> int | None:
    """Return the seed of the draws, None where nothing is drawn."""
    seeds = (ANALYSES[name]().seed(asked) for name, asked in (plan or {}).items())
    return next((seed for seed in seeds if seed is not None), None)
