"""Things the enterprise said that no criterion takes up: noted, never dropped."""

from collections.abc import Container, Iterator, Mapping, Sequence

from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Evidence
from mcda.parks.model import CriterionInfo, Park, Rating
from mcda.parks.rationale import sector_id, sectors
from mcda.parks.scenario import Scenario
from mcda.parks.scorability import BARELY, unknown
from mcda.texts.figures import unit_names

_INTENTS = {
    "trial": {"en": "a trial", "zh": "试探性投资"},
    "relocation": {"en": "relocation", "zh": "产能转移"},
    "expansion": {"en": "expansion", "zh": "扩张"},
    "long_term": {"en": "a long-term base", "zh": "长期基地"},
    "undecided": {"en": "undecided", "zh": "尚未确定"},
}


def remarks(
    enterprise: Enterprise,
    parks: Sequence[Park],
    scenario: Scenario | None,
    counted: Container[str] = (),
) -> tuple[Note, ...]:
    """Return notes on sectors, standard factories, intent and the scenario in use.

    Parameters
    ----------
    enterprise
        What it said.
    parks
        The parks looked at.
    scenario
        The tariff scenario, ``None`` where no criterion rests on it.
    counted
        Fields of the enterprise that a criterion takes up: they need no note.
    """
    told = {
        "sectors": _sectors(enterprise, parks),
        "needs_standard_factory": _factories(enterprise, parks),
        "intent": _intent(enterprise),
    }
    open_ = (note for field, notes in told.items() if field not in counted for note in notes)
    return (*_dated(scenario), *open_)


def proxy_note(rating: Rating, park: Park, info: CriterionInfo) -> Note:
    """Return the note that what a park is rated by is told of its neighbours or its country."""
    path = ("evidence", rating.park, rating.criterion)
    quoted = rating.price or rating
    fields = {"park": park.name, "low": quoted.low, "high": quoted.high}
    if info.id == "land_price":
        return Note("proxy_price", path, fields)
    more = {"criterion": info.name, "unit": unit_names(info.unit)}
    return Note("proxy_rating", path, {**fields, **more})


def barely_known(
    catalogue: Catalogue, parks: Sequence[Park], own: Container[tuple[str, str]] = ()
) -> Iterator[Note]:
    """Yield a note for each park on which too little is known to be compared by default.

    Parameters
    ----------
    catalogue, parks
        Looked at.
    own
        Park and criterion of the figures that the user gave.
    """
    names = {info.id: info.name for info in catalogue.criteria}
    for park in parks:
        gaps = [item for item in unknown(catalogue, park.id) if (park.id, item) not in own]
        if len(names) - len(gaps) < BARELY:
            missing = tuple(names[criterion] for criterion in gaps)
            yield Note("park_barely_known", ("parks",), {"park": park.name, "missing": missing})


def overlaps(columns: Sequence[CriterionInfo]) -> Iterator[Note]:
    """Yield a note for each two criteria in use that count much the same."""
    used = {info.id: info for info in columns}
    for info in columns:
        for other in info.overlaps:
            first = used.get(other)
            if first is not None and not (info.id in first.overlaps and other > info.id):
                fields = {"criterion": info.name, "other": first.name}
                yield Note("criteria_overlap", ("criteria",), fields)


def stale_notes(
    evidence: Mapping[str, Mapping[str, Evidence]],
    parks: Sequence[Park],
    columns: Sequence[CriterionInfo],
    years: int,
) -> Iterator[Note]:
    """Yield a note for each criterion with parks whose evidence is old.

    Parameters
    ----------
    evidence
        Graded, by park and criterion.
    parks, columns
        Looked at.
    years
        After which evidence is old.
    """
    for info in columns:
        graded = {park.id: evidence[park.id][info.id].quality for park in parks}
        old = tuple(p.name for p in parks if (q := graded[p.id]) is not None and "old" in q.doubts)
        if old:
            fields = {"criterion": info.name, "parks": old, "years": years}
            yield Note("evidence_stale", ("evidence",), fields)


def _dated(scenario: Scenario | None) -> Iterator[Note]:
    if scenario is not None:
        fields = {"scenario": scenario.name, "as_of": scenario.as_of}
        yield Note("scenario_dated", ("scenario",), fields)


def _sectors(enterprise: Enterprise, parks: Sequence[Park]) -> Iterator[Note]:
    for place, sector in enumerate(enterprise.sectors):
        wanted = sector_id(sector)
        without = tuple(park.name for park in parks if wanted not in park.sectors)
        if without:
            fields = {"sector": sectors().get(wanted, sector), "parks": without}
            yield Note("sector_not_stated", ("enterprise", "sectors", place), fields)


def _factories(enterprise: Enterprise, parks: Sequence[Park]) -> Iterator[Note]:
    if not enterprise.needs_standard_factory:
        return
    path = ("enterprise", "needs_standard_factory")
    stated = tuple(park.name for park in parks if park.factory_claims)
    unknown = tuple(park.name for park in parks if not park.factory_claims)
    if stated:
        yield Note("factory_stated", path, {"parks": stated})
    if unknown:
        yield Note("factory_unknown", path, {"parks": unknown})


def _intent(enterprise: Enterprise) -> Iterator[Note]:
    if enterprise.intent is not None:
        fields = {"intent": _INTENTS[enterprise.intent]}
        yield Note("intent_not_scored", ("enterprise", "intent"), fields)
