"""Decision templates: the choices of the dissertation, made on the same engine.

``parks`` is the catalogue's own choice. The others compare a few alternatives on criteria whose
levels follow from what the text says, each cell with its claims; what it does not say is unknown,
or lies between the parts of a mixture.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from mcda.errors import Fault, NotFound
from mcda.parks.data_files import document, documents
from mcda.parks.model import CriterionInfo, Ladder, Level
from mcda.parks.template_model import Choice, Reading, Template
from mcda.problem import Direction

__all__ = ["PARKS", "Template", "ladders", "template", "templates"]

PARKS = "parks"


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates in their order."""
    return tuple(_template(key, entry) for key, entry in documents("templates").items())


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
    known = document("template-ladders.toml")
    yield "benefit", known["benefit"]
    yield "cost", known["cost"]


def _template(key: str, entry: Mapping[str, Any]) -> Template:
    return Template(
        id=key,
        name=entry["name"],
        question=entry["question"],
        description=entry["description"],
        limits=entry["limits"],
        criteria=tuple(_criterion(*item) for item in entry.get("criteria", {}).items()),
        alternatives=tuple(_choice(*item) for item in entry.get("alternatives", {}).items()),
        markets=entry.get("markets", {}),
    )


def _criterion(key: str, entry: Mapping[str, Any]) -> CriterionInfo:
    ladder = ladders()[entry["direction"]]
    levels = ladder.levels
    ends = (levels[0].value, levels[-1].value)
    return CriterionInfo(id=key, unit="level", possible=ends, measures=ladder.rule, **entry)


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
        for criterion, said in entry.get("ratings", {}).items()
    }
    return Choice(
        id=key,
        name=entry["name"],
        summary=entry["summary"],
        readings=readings,
        parts=tuple(entry.get("parts", ())),
        countries=tuple(entry.get("countries", ())),
    )
