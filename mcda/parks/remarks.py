"""Notes on facts of the enterprise that no criterion uses, so that none is lost."""

from collections.abc import Container, Iterator, Mapping, Sequence

from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Evidence
from mcda.parks.model import CriterionInfo, Park, Rating
from mcda.parks.scenario import Scenario
from mcda.parks.scorability import BARELY, unknown
from mcda.parks.sectors import sectors
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

    The scenario is ``None`` if no criterion depends on it; fields in `counted` are used by a
    criterion and need no note.
    """
    by_field: dict[str, list[Note]] = {"sectors": [], "needs_standard_factory": [], "intent": []}
    for place, sector in enumerate(enterprise.sectors):
        without = tuple(park.name for park in parks if sector not in park.sectors)
        if without:
            path = ("enterprise", "sectors", place)
            missing = {"sector": sectors().get(sector, sector), "parks": without}
            by_field["sectors"].append(Note("sector_not_stated", path, missing))
    if enterprise.needs_standard_factory:
        for code, is_stated in (("factory_stated", True), ("factory_unknown", False)):
            names = tuple(park.name for park in parks if bool(park.factory_claims) is is_stated)
            if names:
                note = Note(code, ("enterprise", "needs_standard_factory"), {"parks": names})
                by_field["needs_standard_factory"].append(note)
    if enterprise.intent is not None:
        purpose = {"intent": _INTENTS[enterprise.intent]}
        by_field["intent"].append(Note("intent_not_scored", ("enterprise", "intent"), purpose))
    dated = []
    if scenario is not None:
        fields = {"scenario": scenario.name, "as_of": scenario.as_of}
        dated.append(Note("scenario_dated", ("scenario",), fields))
    open_ = (note for field, notes in by_field.items() if field not in counted for note in notes)
    return (*dated, *open_)


def proxy_note(rating: Rating, park: Park, info: CriterionInfo) -> Note:
    """Return the note that a park's rating is based on its neighbours or its country."""
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
    """Yield a note for each park that is too little known to be compared by default."""
    names = {info.id: info.name for info in catalogue.criteria}
    for park in parks:
        gaps = [item for item in unknown(catalogue, park.id) if (park.id, item) not in own]
        if len(names) - len(gaps) < BARELY:
            missing = tuple(names[criterion] for criterion in gaps)
            yield Note("park_barely_known", ("parks",), {"park": park.name, "missing": missing})


def overlaps(columns: Sequence[CriterionInfo]) -> Iterator[Note]:
    """Yield a note for each two criteria in use that measure much the same."""
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
    """Yield a note for each criterion with parks whose evidence is old."""
    for info in columns:
        graded = {park.id: evidence[park.id][info.id].quality for park in parks}
        old = tuple(p.name for p in parks if (q := graded[p.id]) is not None and "old" in q.doubts)
        if old:
            fields = {"criterion": info.name, "parks": old, "years": years}
            yield Note("evidence_stale", ("evidence",), fields)
