"""Decision templates: the three choices of the dissertation, made on the same engine.

``parks`` is the catalogue's own choice. The others compare a few alternatives on criteria whose
levels follow from what the text says, each cell with its claims; what it does not say is unknown.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from mcda.errors import Fault, InvalidEnterprise, NotFound
from mcda.parks.evidence import Evidence, spread
from mcda.parks.loader import read
from mcda.parks.model import CriterionInfo, Kind, Ladder, Level, Text
from mcda.parks.override import Override, overridden, override_faults
from mcda.parks.quality import STALE_AFTER, quality
from mcda.parks.rationale import LANGUAGES, rationale
from mcda.problem import Alternative, Direction, Problem

if TYPE_CHECKING:
    from mcda.parks.catalogue import Catalogue

PARKS = "parks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the text says of an alternative on a criterion, as a level of the ladder.

    ``contested`` means that passages or respondents disagree; ``kind`` is ``derived`` where only
    what is said of the other alternative tells.
    """

    kind: Kind
    low: float
    mode: float
    high: float
    contested: bool
    rationale: Text
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An alternative of a template with its readings by criterion; one left out is unknown."""

    id: str
    name: Text
    summary: Text
    readings: Mapping[str, Reading]


@dataclass(frozen=True, kw_only=True, eq=False)
class TemplateProblem(Problem):
    """The alternatives of a template as a decision problem with evidence behind every cell."""

    evidence: Mapping[str, Mapping[str, Evidence]] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of decision: its question, criteria and alternatives.

    Those of ``parks`` are the catalogue's, so that both are empty here.
    """

    id: str
    name: Text
    question: Text
    description: Text
    limits: Text
    criteria: tuple[CriterionInfo, ...]
    alternatives: tuple[Choice, ...]

    def appraisal(
        self,
        catalogue: "Catalogue",
        alternatives: Sequence[str] | None = None,
        criteria: Sequence[str] | None = None,
        overrides: Sequence[Override] = (),
        today: date | None = None,
        stale_after: int = STALE_AFTER,
    ) -> TemplateProblem:
        """Return the alternatives as a decision problem whose every cell has evidence.

        Parameters
        ----------
        catalogue
            Whose claims are cited.
        alternatives, criteria
            Ids, in the order wanted; all where left out.
        overrides
            The user's own figures; ``park`` names an alternative.
        today, stale_after
            As for `Catalogue.appraise`.

        Raises
        ------
        InvalidEnterprise
            An alternative, criterion or override that does not exist or does not fit.
        InvalidProblem
            Repeated or no alternatives or criteria.
        """
        choices = {item.id: item for item in self.alternatives}
        infos = {item.id: item for item in self.criteria}
        rows = tuple(choices) if alternatives is None else tuple(alternatives)
        columns = tuple(infos) if criteria is None else tuple(criteria)
        faults = [
            *_unknown(rows, choices, "park", "parks"),
            *_unknown(columns, infos, "criterion", "criteria"),
            *map(_of_template, override_faults(overrides, tuple(choices), infos)),
        ]
        if faults:
            raise InvalidEnterprise(faults)
        own = {(item.park, item.criterion): item for item in overrides}
        day = today or date.today()
        evidence = {
            row: {
                column: _evidence(catalogue, choices[row], infos[column], own, day, stale_after)
                for column in columns
            }
            for row in rows
        }
        return TemplateProblem(
            criteria=tuple(infos[column].criterion() for column in columns),
            alternatives=tuple(Alternative(id=row, name=choices[row].name) for row in rows),
            performances=[[evidence[row][column].cell for column in columns] for row in rows],
            evidence=evidence,
        )


def _evidence(
    catalogue: "Catalogue",
    choice: Choice,
    info: CriterionInfo,
    own: Mapping[tuple[str, str], Override],
    today: date,
    stale_after: int,
) -> Evidence:
    reading = choice.readings.get(info.id)
    if reading is None:
        said = rationale("template_unknown", alternative=choice.name, criterion=info.name)
        found = Evidence(cell=None, unit=info.unit, kind="unknown", rationale=said)
    else:
        found = Evidence(
            cell=spread(reading.low, reading.mode, reading.high),
            unit=info.unit,
            kind=reading.kind,
            rationale=reading.rationale,
            claims=tuple(catalogue.claims[claim] for claim in reading.claims),
            proxy=reading.kind == "derived",
        )
    override = own.get((choice.id, info.id))
    if override is not None:
        found = overridden(found, override)
    graded = quality(found, today, stale_after)
    if override is None and reading is not None and reading.contested:
        graded = replace(graded, grade="weak", doubts=(*graded.doubts, "conflict"))
    return replace(found, quality=graded)


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates in their order."""
    folder = files("mcda.parks").joinpath("data", "templates")
    names = [file.name for file in folder.iterdir() if file.name.endswith(".toml")]
    found = {name: tomllib.loads(read(f"templates/{name}")) for name in names}
    ordered = sorted(found.items(), key=lambda item: int(item[1]["order"]))
    return tuple(_template(name.removesuffix(".toml"), entry) for name, entry in ordered)


def template(id: str) -> Template:  # noqa: A002 - the contract's name of the field
    """Return a template, or raise `NotFound`."""
    known = {item.id: item for item in templates()}
    if id not in known:
        fields = {"template": id, "known": tuple(known)}
        raise NotFound([Fault("unknown_template", ("template",), fields)])
    return known[id]


@cache
def ladders() -> Mapping[Direction, Ladder]:
    """Return the ladder of each direction."""
    return {
        key: Ladder(
            id=key,
            name=entry["name"],
            rule=entry["rule"],
            levels=tuple(
                Level(low=level["value"], high=level["value"], **level) for level in entry["levels"]
            ),
            claims=tuple(entry["claims"]),
        )
        for key, entry in _ladder_entries()
    }


def _ladder_entries() -> Iterator[tuple[Direction, Mapping[str, Any]]]:
    document = tomllib.loads(read("template-ladders.toml"))
    yield "benefit", document["benefit"]
    yield "cost", document["cost"]


def template_faults(
    catalogue: "Catalogue", offered: Sequence[Template] | None = None
) -> Iterator[str]:
    """Yield what is wrong with the templates, or with those given."""
    for item in templates() if offered is None else offered:
        texts = [item.name, item.question, item.description, item.limits]
        texts += [t for c in item.criteria for t in (c.name, c.description, c.limits)]
        texts += [t for a in item.alternatives for t in (a.name, a.summary)]
        texts += [r.rationale for a in item.alternatives for r in a.readings.values()]
        if not all(text.get(language) for text in texts for language in LANGUAGES):
            yield f"template {item.id}: a text lacks a language"
        directions = {info.id: info.direction for info in item.criteria}
        for choice in item.alternatives:
            for criterion, reading in choice.readings.items():
                where = f"template {item.id}: {choice.id}/{criterion}"
                if criterion not in directions:
                    yield f"{where}: unknown criterion"
                else:
                    problems = _reading_problems(catalogue, reading, directions[criterion])
                    yield from (f"{where}: {problem}" for problem in problems)


def _reading_problems(
    catalogue: "Catalogue", reading: Reading, direction: Direction
) -> Iterator[str]:
    values = [level.value for level in ladders()[direction].levels]
    if reading.mode not in values:
        yield "the mode is no level of the ladder"
    way = 2 if reading.contested or reading.kind == "derived" else 1
    wanted = (max(values[0], reading.mode - way), min(values[-1], reading.mode + way))
    if (reading.low, reading.high) != wanted:
        yield f"the bounds do not follow the rule, {wanted[0]} to {wanted[1]}"
    if not reading.claims:
        yield "rests on no claim"
    yield from (f"unknown claim {c}" for c in reading.claims if c not in catalogue.claims)


def _template(key: str, entry: Mapping[str, Any]) -> Template:
    return Template(
        id=key,
        name=entry["name"],
        question=entry["question"],
        description=entry["description"],
        limits=entry["limits"],
        criteria=tuple(_criterion(*item) for item in entry.get("criteria", {}).items()),
        alternatives=tuple(_choice(*item) for item in entry.get("alternatives", {}).items()),
    )


def _criterion(key: str, entry: Mapping[str, Any]) -> CriterionInfo:
    ladder = ladders()[entry["direction"]]
    levels = ladder.levels
    ends = (levels[0].value, levels[-1].value)
    return CriterionInfo(id=key, unit="level", range=ends, measures=ladder.rule, **entry)


def _choice(key: str, entry: Mapping[str, Any]) -> Choice:
    readings = {
        criterion: Reading(
            kind=said.get("kind", "rated"),
            low=said["low"],
            mode=said["mode"],
            high=said["high"],
            contested=said.get("contested", False),
            rationale=said["rationale"],
            claims=tuple(said["claims"]),
        )
        for criterion, said in entry["ratings"].items()
    }
    return Choice(id=key, name=entry["name"], summary=entry["summary"], readings=readings)


def _unknown(
    named: Sequence[str], known: Mapping[str, object], kind: str, where: str
) -> Iterator[Fault]:
    for place, name in enumerate(named):
        if name not in known:
            yield _of_template(
                Fault(f"unknown_{kind}", (where, place), {kind: name, "known": tuple(known)})
            )


def _of_template(fault: Fault) -> Fault:
    """Return a fault about a park or the catalogue as one about this choice."""
    if fault.code == "unknown_park":
        fields = {"alternative": fault.fields["park"], "known": fault.fields["known"]}
        return Fault("unknown_template_alternative", fault.path, fields)
    if fault.code == "unknown_catalogue_criterion":
        return Fault("unknown_criterion", fault.path, fault.fields)
    return fault
