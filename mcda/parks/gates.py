"""Gates: what takes a park out before anything else about it counts, and one tap takes off.

Evidence that leaves doubt only warns. `on` makes a gate of the warnings of a code, `off` warnings
of its gates.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from mcda.arguments import checked
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks.catalogue import Catalogue, unknown_faults
from mcda.parks.criteria.indicator import newest_figure
from mcda.parks.data_files import document
from mcda.parks.dates import is_calendar_date, lies_ahead, year_of
from mcda.parks.enterprise import Enterprise
from mcda.parks.markets import market_key, market_name
from mcda.parks.model import Claim, Country, Indicator, Park
from mcda.parks.quality import STALE_AFTER
from mcda.parks.rationale import joined
from mcda.parks.sectors import sector_id, sectors
from mcda.texts.figures import percent

GateCode = Literal["failure", "conflict", "sector", "utility", "sanctions", "stability"]
GATES: tuple[GateCode, ...] = get_args(GateCode)
"""Codes of the gates."""
STABILITY = "political_stability_percentile"
YEARS_AFTER, YEARS_OF_SUCCESSOR = 5, 2
"""A failure counts until so long after its last event and so long under who came after."""
LEAST_SALES = 1 / 3
"""Of all: a market of less is no reason to leave a country for its sanctions."""
LEAST_PERCENTILE = 12.0
"""Of political stability: a country whose upper bound is below is warned of."""
_GONE = ("concession_gone", "operator_expelled")
_NONE = ("0", "0.0", "none", "no", "not any", "无", "没有", "否")
_STABILITY = Indicator(about="country", attribute=STABILITY, unit="WGI percentile rank")
_NOISE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A reason not to consider parks, a warning about them, or what they must be asked first.

    Examples
    --------
    >>> from datetime import date
    >>> from mcda.parks import Enterprise, load_catalogue
    >>> from mcda.parks.gates import gates
    >>> gate, *_ = gates(load_catalogue(), Enterprise(), ["bagamoyo"], date(2026, 12, 1))
    >>> gate.code, gate.severity, gate.alternatives
    ('failure', 'gate', ('bagamoyo',))
    """

    code: str
    """One of `GATES`, or the field of a `Must`."""
    severity: Literal["gate", "warning", "ask"]
    """``gate``: these parks are not considered; ``ask``: no source settles it."""
    country: str | None = None
    """Id of the country if it concerns all its parks."""
    alternatives: tuple[str, ...]
    """Ids of the parks, of those asked about."""
    claims: tuple[str, ...] = ()
    """Ids of the claims behind it."""
    sentence: Note
    """Why, and what a tap does."""


class Supply(NamedTuple):
    """Whether a park has a supply, by what is on record."""

    there: bool | None
    """None where no source settles it."""
    claims: tuple[Claim, ...]
    """Those that say so."""


class _Reason(NamedTuple):
    """A gate, if it is sure or wanted."""

    code: str
    sure: bool
    claims: Sequence[Claim]
    sentence: Note


@checked
def gates(
    catalogue: Catalogue,
    enterprise: Enterprise,
    parks: Sequence[str],
    today: date,
    *,
    off: Collection[str] = (),
    on: Collection[str] = (),
) -> tuple[Gate, ...]:
    """Return the gates for an enterprise, the warnings, and the supplies to ask about.

    Raises
    ------
    InvalidEnterprise
        A park or code that does not exist.

    Examples
    --------
    >>> from datetime import date
    >>> from mcda.parks import Enterprise, gates, load_catalogue
    >>> firm, day = Enterprise(markets={"US": 0.6}), date(2026, 12, 1)
    >>> [(g.code, g.severity) for g in gates(load_catalogue(), firm, ["uzlovaya"], day)]
    [('conflict', 'warning'), ('sanctions', 'gate')]
    """
    codes = [code for code in (*off, *on) if code not in GATES]
    faults = [*unknown_faults(parks, catalogue.parks, "park", ("parks",))]
    faults += [Fault("unknown_gate", ("gates", c), {"gate": c, "known": GATES}) for c in codes]
    InvalidEnterprise.raise_any(faults)
    places = [catalogue.parks[park] for park in parks]
    supplies = [
        name
        for name, entry in settings()["supplies"].items()
        if entry.get("sectors") == [] or set(entry.get("sectors", ())) & set(enterprise.sectors)
    ]
    states = {(p.id, s): supply(catalogue, p, s, today) for p in places for s in supplies}
    by_country: dict[str, tuple[str, ...]] = {}
    reasons: list[tuple[_Reason, str, tuple[str, ...]]] = []
    for park in places:
        by_country[park.country] = (*by_country.get(park.country, ()), park.id)
        about = [*_failures(catalogue, park, today), *_sectors(catalogue, enterprise, park, today)]
        for name in supplies:
            if (state := states[park.id, name]).there is False:
                note = Note("gate_absent", (), {"park": park.name, "thing": supply_name(name)})
                about.append(_Reason("utility", True, state.claims, note))
        reasons += [(reason, "", (park.id,)) for reason in about]
    for country, ids in by_country.items():
        host = catalogue.countries[country]
        reasons += [(r, country, ids) for r in _of_country(catalogue, enterprise, host, today)]
    notes = []
    for reason, country, ids in reasons:
        shut = reason.code not in off and (reason.sure or reason.code in on)
        tap = Note("gate_shut" if shut else "gate_open")
        notes.append(
            Gate(
                code=reason.code,
                severity="gate" if shut else "warning",
                country=country or None,
                alternatives=ids,
                claims=tuple(claim.id for claim in reason.claims),
                sentence=replace(reason.sentence, within=tap),
            )
        )
    rest = considered(places, notes)
    for name in supplies if "utility" not in off else ():
        unknown = [park for park in rest if states[park.id, name].there is None]
        notes += to_ask("utility", supply_name(name), unknown, len(rest))
    return tuple(notes)


def considered(parks: Sequence[Park], notes: Sequence[Gate]) -> list[Park]:
    """Return the parks that no gate takes out."""
    out = {park for note in notes if note.severity == "gate" for park in note.alternatives}
    return [park for park in parks if park.id not in out]


def to_ask(code: str, thing: Note, unknown: Sequence[Park], count: int) -> Iterator[Gate]:
    """Yield what to ask of the parks of which it is unknown, if any of `count` is."""
    names = tuple(park.name for park in unknown)
    some = Note("gate_ask", (), {"thing": thing, "parks": names})
    sentence = Note("gate_ask_all", (), {"thing": thing}) if len(names) == count else some
    ids = tuple(park.id for park in unknown)
    if ids:
        yield Gate(code=code, severity="ask", alternatives=ids, sentence=sentence)


def supply(catalogue: Catalogue, park: Park, name: str, today: date) -> Supply:
    """Tell whether a park, or the estate around it, has one of the supplies of ``gates.toml``.

    It is absent only if a source that is neither weak nor old says so, or the high end of the
    rating of connections leaves no room for it.
    """
    entry = settings()["supplies"][name]
    claims = [claim for claim in _about(catalogue, park, today) if not claim.source.weak]
    newest = {claim.attribute: claim for claim in sorted(claims, key=lambda c: year_of(c) or 0)}
    stating = [newest[attribute] for attribute in entry["attributes"] if attribute in newest]
    present = [claim for claim in stating if not _says_none(claim)]
    denials = [c for c in stating if c not in present and is_sound(c, today)]
    if denials:
        return Supply(False, tuple(denials))
    rating = catalogue.ratings.get((park.id, "infrastructure"))
    if name == "basic" and rating is not None:
        least = catalogue.ladders["infrastructure"].level("three").value
        if rating.high < least or rating.low >= least:
            return Supply(rating.low >= least, tuple(catalogue.claims[c] for c in rating.claims))
    if "words" in entry:
        planned = settings()["planned"]
        reports = (claim for claim in claims if claim.attribute.startswith("infrastructure"))
        present += [c for c in reports if _says(c, entry["words"]) and not _says(c, planned)]
    return Supply(True if present else None, tuple(present))


def supply_name(name: str) -> Note:
    """Return what a supply is called."""
    return Note.of(settings()["supplies"][name]["name"])


@cache
def settings() -> Mapping[str, Any]:
    """Return what ``gates.toml`` states."""
    return document("gates.toml")


def _about(catalogue: Catalogue, subject: Park | Country, today: date) -> Iterator[Claim]:
    """Yield the claims about a country, or a park and the estate around it, up to a day."""
    host = (subject.host_estate,) if isinstance(subject, Park) else ()
    for name in (*host, subject.id):
        yield from (c for c in catalogue.claims_about(name) if not lies_ahead(c.as_of, today))


def is_sound(claim: Claim, today: date) -> bool:
    """Tell whether a park may be left out for what a claim says."""
    return not claim.source.weak and (year_of(claim) or 0) >= today.year - STALE_AFTER


def _says_none(claim: Claim) -> bool:
    return (claim.value if claim.high is None else str(claim.high)).strip().casefold() in _NONE


def _says(claim: Claim, words: str) -> bool:
    texts = (claim.quote, claim.value, *claim.translations.values())
    return any(re.search(words, text, re.IGNORECASE) for text in texts)


def _failures(catalogue: Catalogue, park: Park, today: date) -> Iterator[_Reason]:
    """Yield the failures and conflicts of a park that still count.

    An award over the expulsion of an operator is an event of the expulsion. A claim of a failure
    dates an event of it; other claims tell who took over, or look back.
    """
    failures = [failure for failure in park.failures if not lies_ahead(failure.on, today)]
    awards = [failure for failure in failures if failure.kind == "award"]
    for failure in failures:
        if failure in awards:
            continue
        together = (failure, *(awards if failure.kind in _GONE else ()))
        claims = [catalogue.claims[name] for part in together for name in part.claims]
        claims = [claim for claim in claims if not lies_ahead(claim.as_of, today)]
        events = [claim for claim in claims if claim.attribute.startswith("failure_")]
        last = max(failure.on, *map(_day, events))
        ended = failure.ended if failure.ended and not lies_ahead(failure.ended, today) else ""
        until = _later(last, YEARS_AFTER)
        what = joined(*(part.what for part in together))
        fields: dict[str, Any] = {"park": park.name, "what": what}
        if failure.kind == "armed_conflict":
            note = Note("gate_conflict", (), {**fields, "last": last})
            reason = _Reason("conflict", not ended, claims, note)
        else:
            until = max(until, _later(ended, YEARS_OF_SUCCESSOR)) if ended else ""
            moment = until[:7] or Note("gate_until_successor")
            note = Note("gate_failure", (), {**fields, "until": moment})
            reason = _Reason("failure", failure.kind in _GONE, claims, note)
        if not until or until >= today.isoformat()[: len(until)]:
            yield reason


def _day(claim: Claim) -> str:
    return claim.as_of if is_calendar_date(claim.as_of) else str(year_of(claim) or "")


def _later(day: str, years: int) -> str:
    return f"{int(day[:4]) + years}{day[4:]}"


def _sectors(
    catalogue: Catalogue, enterprise: Enterprise, park: Park, today: date
) -> Iterator[_Reason]:
    own, names = set(enterprise.sectors), sectors()
    claims = [c for c in _about(catalogue, park, today) if c.attribute == "sector_refused"]
    refusing = {claim: sector for claim in claims if (sector := sector_id(claim.value)) in own}
    if refusing:
        sound = {sector for claim, sector in refusing.items() if is_sound(claim, today)}
        refused = tuple(names.get(item, item) for item in dict.fromkeys(refusing.values()))
        note = Note("gate_sector_refused", (), {"park": park.name, "sectors": refused})
        yield _Reason("sector", own <= sound, tuple(refusing), note)
    elif own and park.sectors and not own & set(park.sectors):
        fields = {
            "park": park.name,
            "stated": tuple(names.get(item, item) for item in park.sectors),
            "wanted": tuple(names.get(item, item) for item in enterprise.sectors),
        }
        stating = [catalogue.claims[claim] for claim in park.sector_claims]
        yield _Reason("sector", False, stating, Note("gate_sector_unlisted", (), fields))


def _of_country(
    catalogue: Catalogue, enterprise: Enterprise, country: Country, today: date
) -> Iterator[_Reason]:
    sales: defaultdict[str, float] = defaultdict(float)
    for market, share in enterprise.markets.items():
        sales[market_key(market)] += share
    about = list(_about(catalogue, country, today))
    for market in ("US", "EU", "UK"):
        claims = [claim for claim in about if claim.attribute == f"sanctions_{market.lower()}"]
        if claims and sales[market] >= LEAST_SALES - _NOISE:
            fields: dict[str, Any] = {
                "country": country.name, "as_of": max(map(_day, claims)),
                "market": market_name(market), "share": percent(sales[market])[0],
            }  # fmt: skip
            wide = any(claim.id not in settings()["targeted"] for claim in claims)
            yield _Reason("sanctions", wide, claims, Note("gate_sanctions", (), fields))
    figure = newest_figure(_STABILITY, about, today)
    if figure is not None and figure.high < LEAST_PERCENTILE:
        fields = {
            "country": country.name, "as_of": figure.claims[0].as_of,
            "value": figure.value, "high": figure.high, "limit": LEAST_PERCENTILE,
        }  # fmt: skip
        note = Note("gate_stability", (), fields)
        yield _Reason("stability", False, figure.claims[:1], note)
