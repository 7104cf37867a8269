"""What an enterprise cannot do without: a park fails only where evidence leaves no doubt."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import Literal, NamedTuple

from mcda.arguments import called, checked
from mcda.cells import is_number
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks.catalogue import Catalogue, unknown_faults
from mcda.parks.currency import SQUARE_METRES
from mcda.parks.dates import lies_ahead, year_of
from mcda.parks.delay import BUILDING
from mcda.parks.enterprise import Enterprise
from mcda.parks.gates import (
    Gate,
    considered,
    gates,
    is_sound,
    settings,
    supply,
    supply_name,
    to_ask,
)
from mcda.parks.model import Claim, Park, figure_of
from mcda.parks.places import normal
from mcda.texts import Unit
from mcda.texts.suggestions import listed

_UNITS = {**SQUARE_METRES, "km2": 1e6, "acres": 4046.8564224, "MW": 1.0}
# fmt: off
MustCode = Literal[
    "plot", "hall", "power", "gas", "effluent", "hazardous", "start",
    "countries", "countries_excluded",
]
# fmt: on
_MUSTS = ("plot", "start", "hall", "power", "gas", "effluent", "hazardous")
_MONTHS = 12


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """What a park must have, or it is not considered; all of it may be left out.

    Raises
    ------
    InvalidEnterprise
        With one fault for each invalid field.

    Examples
    --------
    >>> from mcda.parks.must import Must
    >>> Must(plot=30_000, countries_excluded=["RU"]).plot
    30000
    """

    plot: float | None = None
    """Land in one piece, m2."""
    hall: float | None = None
    """Floor of a standard factory to rent, m2."""
    power: float | None = None
    """MW."""
    gas: bool = False
    """Whether it needs natural gas."""
    effluent: bool = False
    """Whether it needs a permit to discharge waste water."""
    hazardous: bool = False
    """Whether it makes or stores hazardous goods."""
    start: float | None = None
    """Months from now until production begins at the latest."""
    countries: Sequence[str] = ()
    """Of which one is demanded, by id, ISO code or name; any will do where none is named."""
    countries_excluded: Sequence[str] = ()
    """In which no park will do, by id, ISO code or name."""

    def __post_init__(self) -> None:
        InvalidEnterprise.raise_any([*self._faults()])

    def _faults(self) -> Iterator[Fault]:
        for name, most in settings()["numbers"].items():
            value: object = getattr(self, name)
            if value is not None and not (is_number(value) and 0 < value <= most["high"]):
                fields = {"field": name, "value": str(value), **most, "unit": Unit(most["unit"])}
                yield Fault("must_number", ("must", name), fields)
        for name in ("gas", "effluent", "hazardous"):
            if not isinstance(value := getattr(self, name), bool):
                fields = {"field": name, "value": str(value), "allowed": ("true", "false")}
                yield Fault("enterprise_unknown_choice", ("must", name), fields)
        for name in ("countries", "countries_excluded"):
            items: object = getattr(self, name)
            words = items if isinstance(items, Sequence) and not isinstance(items, str) else [0]
            if not all(isinstance(word, str) and word.strip() for word in words):
                yield Fault("enterprise_not_names", ("must", name), {"field": name})


@checked
def must_notes(
    catalogue: Catalogue, must: Must, parks: Sequence[str], today: date
) -> tuple[Gate, ...]:
    """Return the parks that fail for certain, each reason by itself, and what to ask of others.

    Raises
    ------
    InvalidEnterprise
        A park or country that does not exist, or a country both demanded and excluded.

    Examples
    --------
    >>> from datetime import date
    >>> from mcda.parks import load_catalogue
    >>> must, day = Must(countries=["VN"], gas=True), date(2026, 12, 1)
    >>> for note in must_notes(load_catalogue(), must, ["ljip", "tcr"], day):
    ...     print(note.code, note.severity, note.alternatives)
    countries gate ('tcr',)
    gas ask ('ljip',)
    """
    InvalidEnterprise.raise_any([*unknown_faults(parks, catalogue.parks, "park", ("parks",))])
    notes = [*_countries(catalogue, must, [catalogue.parks[park] for park in parks])]
    places = considered([catalogue.parks[park] for park in parks], notes)
    unknown: dict[str, list[Park]] = {name: [] for name in _MUSTS if getattr(must, name)}
    for name in unknown:
        value = float(getattr(must, name))
        for park in places:
            verdict = _JUDGES.get(name, _supplied)(catalogue, park, name, value, today)
            if verdict.holds is None:
                unknown[name].append(park)
            elif verdict.why is not None:
                ids, why = tuple(claim.id for claim in verdict.claims), verdict.why
                gate = Gate(
                    code=name, severity="gate", alternatives=(park.id,), claims=ids, sentence=why
                )
                notes.append(gate)
    rest = considered(places, notes)
    for name, parks_to_ask in unknown.items():
        whom = [park for park in parks_to_ask if park in rest]
        notes += to_ask(name, _thing(name, float(getattr(must, name))), whom, len(rest))
    return tuple(notes)


@checked
def conditions(
    catalogue: Catalogue,
    enterprise: Enterprise,
    must: Must,
    parks: Sequence[str],
    today: date,
    *,
    off: Collection[str] = (),
    on: Collection[str] = (),
    keep: Collection[str] = (),
) -> tuple[Gate, ...]:
    """Return what must-haves and gates say of parks; those to keep they only warn of.

    Of a park that fails a must-have gates say nothing, and it is asked for nothing.

    Raises
    ------
    InvalidEnterprise
        As of `gates` and `must_notes`; a park to keep that does not exist.

    Examples
    --------
    >>> from datetime import date
    >>> from mcda.parks import Enterprise, Must, conditions, load_catalogue
    >>> must, parks = Must(countries=["NG"]), ["ogun_guangdong", "tcr"]
    >>> found = conditions(load_catalogue(), Enterprise(), must, parks, date(2026, 12, 1))
    >>> [(note.code, note.severity) for note in found]
    [('countries', 'gate'), ('failure', 'gate'), ('stability', 'warning')]
    """
    InvalidEnterprise.raise_any([*unknown_faults([*keep], catalogue.parks, "park", ("keep",))])
    failed = _kept(must_notes(catalogue, must, parks, today), keep)
    rest = considered([catalogue.parks[park] for park in parks], failed)
    ids = [park.id for park in rest]
    shut = _kept(gates(catalogue, enterprise, ids, today, off=off, on=on), keep)
    ids = [park.id for park in considered(rest, shut)]
    asks = [note for note in must_notes(catalogue, must, ids, today) if note.severity == "ask"]
    return (*(note for note in failed if note.severity != "ask"), *shut, *asks)


def _kept(notes: Sequence[Gate], keep: Collection[str]) -> list[Gate]:
    """Return notes whose gates are warnings for the parks to keep."""
    split = []
    for note in notes:
        back = {park for park in note.alternatives if note.severity == "gate" and park in keep}
        rest = tuple(park for park in note.alternatives if park not in back)
        if rest:
            split.append(replace(note, alternatives=rest))
        if back:
            warning = replace(note.sentence, within=Note("gate_open"))
            parks = tuple(park for park in note.alternatives if park in back)
            split.append(replace(note, severity="warning", alternatives=parks, sentence=warning))
    return split


class _Verdict(NamedTuple):
    """Whether a park has what is demanded, None where no source settles it; why not."""

    holds: bool | None
    claims: Sequence[Claim] = ()
    why: Note | None = None


def _countries(catalogue: Catalogue, must: Must, parks: Sequence[Park]) -> Iterator[Gate]:
    countries, faults = catalogue.countries, []
    ids = {
        normal(word): country.id
        for country in countries.values()
        for word in (country.id, *country.codes, *country.name.values())
    }
    for name in ("countries", "countries_excluded"):
        for place, word in enumerate(getattr(must, name)):
            if normal(word) not in ids:
                fields = {"country": word, **listed(countries)}
                faults.append(Fault("unknown_country", ("must", name, place), fields))
    one_of, none_of = (
        {ids.get(normal(word), "") for word in words}
        for words in (must.countries, must.countries_excluded)
    )
    for country in sorted((one_of & none_of) - {""}):
        twice = {"country": countries[country].name}
        faults.append(Fault("must_country_twice", ("must", "countries_excluded"), twice))
    InvalidEnterprise.raise_any(faults)
    for country in dict.fromkeys(park.country for park in parks):
        fields = {"country": countries[country].name}
        if country in none_of:
            code, why = "countries_excluded", Note("must_country_excluded", (), fields)
        elif one_of and country not in one_of:
            names = tuple(countries[item].name for item in sorted(one_of))
            code, why = "countries", Note("must_country", (), {**fields, "demanded": names})
        else:
            continue
        ids_there = tuple(park.id for park in parks if park.country == country)
        yield Gate(
            code=code, severity="gate", country=country, alternatives=ids_there, sentence=why
        )


def _thing(name: str, value: float) -> Note:
    """Return what is demanded, in words."""
    if name in settings()["numbers"]:
        return Note(f"must_{name}", (), {"value": value})
    return supply_name(name)


Judge = Callable[[Catalogue, Park, str, float, date], _Verdict]
_JUDGES: dict[str, Judge] = {}


def _judge(function: Judge) -> Judge:
    """Register what judges a must-have under the name of its function."""
    _JUDGES[function.__name__.removeprefix("_")] = function
    return function


@_judge
def _plot(catalogue: Catalogue, park: Park, _: str, plot: float, today: date) -> _Verdict:
    """Judge by the least plot, the whole area and the land that is free."""
    claims = [c for c in catalogue.claims_about(park.id) if not lies_ahead(c.as_of, today)]
    fields = {"park": park.name, "plot": plot}
    large = [c for c in claims if c.attribute == "least_plot" and _bounds(c)[0] > plot]
    if large:
        least = max(_bounds(claim)[0] for claim in large)
        return _Verdict(False, large, Note("must_plot_least", (), {**fields, "least": least}))
    areas = [claim for claim in claims if claim.attribute.startswith("area_")]
    whole = max((_bounds(claim)[1] for claim in areas), default=inf)
    if whole < plot and any(c.attribute in ("area_total", "area_planned") for c in areas):
        return _Verdict(False, areas, Note("must_plot_area", (), {**fields, "area": whole}))
    free = [c for c in claims if c.attribute == "land_available" and is_sound(c, today)]
    newest = max(free, key=lambda claim: year_of(claim) or 0, default=None)
    return _Verdict(True if newest and _bounds(newest)[0] >= plot else None)


def _bounds(claim: Claim) -> tuple[float, float]:
    """Return the bounds of a figure in m2 or MW; of what is none, no bounds."""
    size = _UNITS.get(claim.unit.partition(" ")[0])
    if size is None:
        return 0.0, inf
    value = figure_of(claim.value) if claim.low is None and claim.high is None else None
    low, high = (claim.low, claim.high) if value is None else (value, value)
    return size * (low or 0.0), inf if high is None else size * high


@_judge
def _start(catalogue: Catalogue, park: Park, _: str, start: float, __: date) -> _Verdict:
    """Judge by the time to build a factory where the rating excludes that one stands to rent."""
    steps, building = catalogue.ladders["speed_to_operation"], catalogue.claims[BUILDING]
    rating = catalogue.ratings.get((park.id, "speed_to_operation"))
    low, high = (_MONTHS * years for years in (building.low or 0.0, building.high or inf))
    if rating is None:
        return _Verdict(None)
    claims = (building, *(catalogue.claims[claim] for claim in rating.claims))
    if start < low and rating.high < steps.level("factories").value:
        fields = {"park": park.name, "start": start, "low": low, "high": high}
        return _Verdict(False, claims, Note("must_start_late", (), fields))
    in_time = start >= high and rating.mode >= steps.level("plots").value
    return _Verdict(True if in_time else None)


def _supplied(catalogue: Catalogue, park: Park, name: str, value: float, today: date) -> _Verdict:
    """Judge by what is on record; more power may be laid, and a factory on record may be let."""
    state = supply(catalogue, park, name, today)
    holds = state.there
    if holds is False:
        fields = {"park": park.name, "thing": _thing(name, value)}
        return _Verdict(False, state.claims, Note("gate_absent", (), fields))
    if name == "power":
        holds = any(_bounds(c)[0] >= value for c in state.claims if is_sound(c, today))
    return _Verdict((holds and name != "hall") or None)
