"""Decision templates: the choices of the dissertation, one data file each, on one engine.

``parks`` is the catalogue's own choice. The others compare a few alternatives on criteria whose
levels follow from the text, each cell with its claims; cells without text are unknown, or lie
between the parts of a mixture. A template needs only a file in ``data/templates``:
`mcda.parks.template_appraisal` makes a problem of it, and profiles about it weigh its criteria.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from mcda.errors import NotFound
from mcda.parks.catalogue import Catalogue
from mcda.parks.catalogues import shipped
from mcda.parks.data_files import documents
from mcda.parks.model import CriterionInfo, Kind, Ladder, Text
from mcda.parks.rationale import LANGUAGES
from mcda.problem import Direction
from mcda.texts.suggestions import listed

PARKS = "parks"
Rule = Literal["duty", "exports"]
"""What a criterion reads of an enterprise's markets: see `mcda.parks.template_appraisal`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateReading:
    """The content of the text about an alternative on a criterion, as a level of the ladder.

    ``contested`` means that passages or respondents disagree; ``kind`` is ``derived`` if the level
    follows only from text about the other alternative.
    """

    kind: Kind = "rated"
    low: float
    mode: float
    high: float
    contested: bool = False
    rationale: Text
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChoice:
    """An alternative of a template with its readings by criterion; one left out is unknown."""

    id: str
    """As shown."""
    name: Text
    """As shown."""
    summary: Text
    """As shown."""
    readings: Mapping[str, TemplateReading]
    """By criterion."""
    parts: tuple[str, ...] = ()
    """Ids of the alternatives that this one mixes: what is not said of it lies between theirs."""
    countries: tuple[str, ...] = ()
    """Ids of the countries that goods of this alternative come from, where markets count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of decision: its question, criteria and alternatives."""

    id: str
    """Unique name."""
    name: Text
    """What it is called, what it asks, what it does and what it cannot do, by language."""
    question: Text
    """What it is called, what it asks, what it does and what it cannot do, by language."""
    description: Text
    """What it is called, what it asks, what it does and what it cannot do, by language."""
    limits: Text
    """What it is called, what it asks, what it does and what it cannot do, by language."""
    criteria: tuple[CriterionInfo, ...]
    """Of the choice; of ``parks`` those of the catalogue, so that both are empty here."""
    alternatives: tuple[TemplateChoice, ...]
    """Of the choice; of ``parks`` those of the catalogue, so that both are empty here."""
    markets: Mapping[str, Rule] = field(default_factory=dict)
    """What criteria read of the markets that an enterprise states."""


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates in their order."""
    return tuple(read_template(key, entry) for key, entry in documents("templates").items())


def template(id: str) -> Template:  # noqa: A002 - as the field is called
    """Return a template, or raise `NotFound`."""
    by_id = {item.id: item for item in templates()}
    if id not in by_id:
        raise NotFound.at("unknown_template", "template", template=id, **listed(by_id))
    return by_id[id]


@cache
def ladders() -> Mapping[str, Ladder]:
    """Return the ladder of each direction, ``benefit`` and ``cost``."""
    return shipped.ladders("template-ladders.toml")


def read_template(key: str, entry: Mapping[str, Any]) -> Template:
    """Return the template that a data file states.

    The file states ``order``, ``name``, ``question``, ``description``, ``limits``; under
    ``criteria`` by id a ``direction``, ``name``, ``description``, ``limits``, and ``reads``, how
    it depends on stated markets; under ``alternatives`` by id the fields of a
    `TemplateChoice`, with its readings under ``ratings``.
    """
    criteria, alternatives = entry.get("criteria", {}), entry.get("alternatives", {})
    return Template(
        id=key,
        **{name: entry[name] for name in ("name", "question", "description", "limits")},
        criteria=tuple(_criterion(*item) for item in criteria.items()),
        alternatives=tuple(_choice(*item) for item in alternatives.items()),
        markets={name: fields["reads"] for name, fields in criteria.items() if "reads" in fields},
    )


def _criterion(key: str, entry: Mapping[str, Any]) -> CriterionInfo:
    fields = {name: value for name, value in entry.items() if name != "reads"}
    ladder = ladders()[entry["direction"]]
    ends = (ladder.levels[0].value, ladder.levels[-1].value)
    return CriterionInfo(id=key, unit="level", possible=ends, measures=ladder.rule, **fields)


def _choice(key: str, entry: Mapping[str, Any]) -> TemplateChoice:
    readings = {
        criterion: TemplateReading(**{**reading, "claims": tuple(reading["claims"])})
        for criterion, reading in entry.get("ratings", {}).items()
    }
    texts = {name: entry[name] for name in ("name", "summary")}
    ids: dict[str, Any] = {name: tuple(entry.get(name, ())) for name in ("parts", "countries")}
    return TemplateChoice(id=key, readings=readings, **texts, **ids)


def template_faults(catalogue: Catalogue, item: Template) -> Iterator[str]:
    """Yield the faults of a template: in texts, levels, bounds, claims and parts."""
    texts = [item.name, item.question, item.description, item.limits]
    texts += [t for c in item.criteria for t in (c.name, c.description, c.limits)]
    for choice in item.alternatives:
        texts += [choice.name, choice.summary, *(r.rationale for r in choice.readings.values())]
    if not all(text.get(language) for text in texts for language in LANGUAGES):
        yield "a text lacks a language"
    for rule in set(item.markets.values()) - set(get_args(Rule)):
        yield f"unknown rule of markets {rule}"
    directions = {info.id: info.direction for info in item.criteria}
    whole = {other.id for other in item.alternatives if not other.parts}
    for choice in item.alternatives:
        yield from (f"{choice.id}: unknown part {p}" for p in choice.parts if p not in whole)
        strange = (c for c in choice.countries if c not in catalogue.countries)
        yield from (f"{choice.id}: unknown country {country}" for country in strange)
        for criterion, reading in choice.readings.items():
            where = f"{choice.id}/{criterion}"
            if criterion not in directions:
                yield f"{where}: unknown criterion"
            else:
                problems = _reading_faults(catalogue, reading, directions[criterion])
                yield from (f"{where}: {problem}" for problem in problems)


def _reading_faults(
    catalogue: Catalogue, reading: TemplateReading, direction: Direction
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


if TYPE_CHECKING:
    TemplateId = str
else:
    TemplateId = Literal[tuple(item.id for item in templates())]
