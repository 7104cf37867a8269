"""Things the enterprise said that no criterion takes up: noted, never dropped."""

from collections.abc import Iterator, Sequence

from mcda.errors import Note
from mcda.parks.enterprise import Enterprise
from mcda.parks.model import Park, Rating
from mcda.parks.rationale import sectors
from mcda.parks.scenario import Scenario

_INTENTS = {
    "trial": {"en": "a trial", "zh": "试探性投资"},
    "relocation": {"en": "relocation", "zh": "产能转移"},
    "expansion": {"en": "expansion", "zh": "扩张"},
    "long_term": {"en": "a long-term base", "zh": "长期基地"},
    "undecided": {"en": "undecided", "zh": "尚未确定"},
}


def remarks(
    enterprise: Enterprise, parks: Sequence[Park], scenario: Scenario | None
) -> tuple[Note, ...]:
    """Return notes on sectors, standard factories, intent and the scenario in use.

    Parameters
    ----------
    enterprise
        What it said.
    parks
        The parks looked at.
    scenario
        The tariff scenario, ``None`` where trade cost is not looked at.
    """
    return (*_dated(scenario), *_sectors(enterprise, parks), *_factories(enterprise, parks),
            *_intent(enterprise))  # fmt: skip


def proxy_note(rating: Rating, park: Park) -> Note:
    """Return the note that a park's price is a neighbour's proxy."""
    path = ("evidence", rating.park, rating.criterion)
    return Note("proxy_price", path, {"park": park.name, "low": rating.low, "high": rating.high})


def _dated(scenario: Scenario | None) -> Iterator[Note]:
    if scenario is not None:
        fields = {"scenario": scenario.name, "as_of": scenario.as_of}
        yield Note("scenario_dated", ("scenario",), fields)


def _sectors(enterprise: Enterprise, parks: Sequence[Park]) -> Iterator[Note]:
    for place, sector in enumerate(enterprise.sectors):
        wanted = sector.strip().casefold().replace(" ", "_").replace("-", "_")
        for park in parks:
            if wanted not in park.sectors:
                fields = {
                    "sector": sectors().get(wanted, sector),
                    "park": park.name,
                    "known": tuple(sectors()[known] for known in park.sectors),
                    "claims": park.sector_claims,
                }
                yield Note("sector_not_stated", ("enterprise", "sectors", place), fields)


def _factories(enterprise: Enterprise, parks: Sequence[Park]) -> Iterator[Note]:
    if not enterprise.needs_standard_factory:
        return
    for park in parks:
        code = "factory_stated" if park.factory_claims else "factory_unknown"
        fields = {"park": park.name, "claims": park.factory_claims}
        yield Note(code, ("enterprise", "needs_standard_factory"), fields)


def _intent(enterprise: Enterprise) -> Iterator[Note]:
    if enterprise.intent is not None:
        fields = {"intent": _INTENTS[enterprise.intent]}
        yield Note("intent_not_scored", ("enterprise", "intent"), fields)
