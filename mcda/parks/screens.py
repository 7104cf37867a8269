"""Screens: requirements of an enterprise on parks that no other advantage can compensate.

All are off unless requested. A screen removes a park only if the evidence leaves no doubt that the
park fails, except `sector_admitted` and `ready_factory`, which use what sources list, and
`ready_by`, which below the least time to build a factory, 12 months, assumes that there is none to
rent if no source mentions one; their reasons say so. The user's own figures and private claims
count as sources. Doubtful parks and parks that cannot be judged are kept and reported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mcda.arguments import called, checked
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.data_files import document
from mcda.parks.enterprise import Enterprise
from mcda.parks.model import Text
from mcda.parks.override import Override, override_faults
from mcda.parks.rationale import LANGUAGES
from mcda.parks.screen_verdicts import BUILDING, CHECKS, ScreenCase
from mcda.texts.suggestions import listed

_NUMBERS = ("at_least", "at_most", "slack")


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A requested screen; parameters that are left out have their defaults.

    Examples
    --------
    >>> from mcda.parks import Screen
    >>> Screen(id="budget", at_most=120).at_most
    120
    """

    id: str
    """One of `screens`."""
    at_least: float | None = None
    """For ``stability``: the lowest percentile, 0 to 100."""
    at_most: float | None = None
    """For ``budget``: the most that land may cost, in USD/m2. For ``ready_by``: the most months
    from now until production begins. Required for both. For ``undisputed``: the years back over
    which bad news counts."""
    slack: float | None = None
    """For ``budget``: the share by which cost may turn out higher, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedPark:
    """A park that fails, with a reason for each screen that it fails.

    Examples
    --------
    >>> from mcda.parks import Enterprise, Screen, load_catalogue, screen
    >>> found = screen(load_catalogue(), Enterprise(), ["ljip"], [Screen(id="budget", at_most=10)])
    >>> [(one.park, one.reasons[0].code) for one in found.removed]
    [('ljip', 'screen_budget')]
    """

    park: str
    reasons: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenResult:
    """The result of the screens.

    Examples
    --------
    >>> from mcda.parks import Enterprise, Screen, load_catalogue, screen
    >>> screen(load_catalogue(), Enterprise(), ["ljip"], [Screen(id="basic_utilities")]).kept
    ('ljip',)
    """

    kept: tuple[str, ...]
    """In the order the parks were given."""
    removed: tuple[RemovedPark, ...]
    """In the order the parks were given."""
    notes: tuple[Note, ...]
    """Parks that are doubtful, that cannot be judged, or that were put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that a screen takes."""

    id: str
    """Its name in a request."""
    low: float
    """Between which it lies."""
    high: float
    """Between which it lies."""
    unit: str
    """Of the number."""
    default: float | None = None
    """Where it is left out; None where it may not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedScreen:
    """A screen that may be asked for.

    Examples
    --------
    >>> from mcda.parks.screens import screens
    >>> [offered.id for offered in screens()][:3]
    ['basic_utilities', 'stability', 'sector_admitted']
    """

    id: str
    """Its name in a request."""
    name: Text
    """By language."""
    reason: Text
    """Why one may ask for it, by language."""
    claims: tuple[str, ...]
    """Ids of the claims behind it."""
    parameters: tuple[Parameter, ...]
    """Numbers that it takes."""


@cache
def screens() -> tuple[OfferedScreen, ...]:
    """Return the screens on offer."""
    return tuple(
        OfferedScreen(
            id=key,
            name=entry["name"],
            reason=entry["reason"],
            claims=tuple(entry["claims"]),
            parameters=tuple(Parameter(**item) for item in entry.get("parameters", ())),
        )
        for key, entry in document("screens.toml").items()
    )


def screen_faults(
    catalogue: Catalogue, offered: Sequence[OfferedScreen] | None = None
) -> Iterator[str]:
    """Yield the faults of the screens on offer, or of the given ones."""
    for item in screens() if offered is None else offered:
        for claim in item.claims:
            if claim not in catalogue.claims:
                yield f"screen {item.id}: unknown claim {claim}"
        if not all(
            text.get(language) for text in (item.name, item.reason) for language in LANGUAGES
        ):
            yield f"screen {item.id}: a text lacks a language"
    building = catalogue.claims.get(BUILDING)
    if building is None or building.low is None or building.high is None:
        yield f"screen ready_by: {BUILDING} does not state years from and to"


@checked
def screen(
    catalogue: Catalogue,
    enterprise: Enterprise,
    parks: Sequence[str],
    asked: Sequence[Screen],
    keep: Sequence[str] = (),
    overrides: Sequence[Override] = (),
) -> ScreenResult:
    """Return the parks that pass all requested screens, and the others with all their reasons.

    Parameters
    ----------
    catalogue
        What is known.
    enterprise
        Its sectors are read.
    parks
        Ids of the parks looked at.
    asked
        The screens; with none all parks stay.
    keep
        Ids of parks that stay whatever they fail.
    overrides
        The user's own figures, in place of the catalogue's.

    Raises
    ------
    InvalidEnterprise
        A screen, parameter, park or override that does not exist or does not fit.

    Examples
    --------
    >>> from mcda.parks import Enterprise, Screen, load_catalogue, screen
    >>> found = screen(load_catalogue(), Enterprise(), ["ljip"], [Screen(id="budget", at_most=10)])
    >>> found.kept, [one.park for one in found.removed]
    ((), ['ljip'])
    """
    infos = {info.id: info for info in catalogue.all_criteria}
    faults = [
        *_asked_faults(asked),
        *_unknown_parks(parks, "parks", catalogue),
        *_unknown_parks(keep, "keep", catalogue),
        *override_faults(overrides, catalogue.parks, infos),
    ]
    if faults:
        raise InvalidEnterprise(faults)
    own = {(item.alternative, item.criterion): item for item in overrides}
    reasons: dict[str, list[Note]] = {park: [] for park in parks}
    notes: list[Note] = []
    for place, item in enumerate(asked):
        if item.id == "sector_admitted" and not enterprise.sectors:
            notes.append(Note("screen_sectors_not_said", ("screens", place)))
            continue
        parameters = _offered()[item.id].parameters
        stated = {parameter: getattr(item, parameter.id) for parameter in parameters}
        chosen = {p.id: p.default if value is None else value for p, value in stated.items()}
        numbers = {name: float(value) for name, value in chosen.items() if value is not None}
        cases = (
            ScreenCase(
                catalogue=catalogue,
                enterprise=enterprise,
                own=own,
                park=catalogue.parks[park],
                numbers=numbers,
                path=("screens", place),
            )
            for park in reasons
        )
        notes.extend(_judged(item, cases, reasons))
    failed = {park: tuple(causes) for park, causes in reasons.items() if causes}
    removed = {park: causes for park, causes in failed.items() if park not in keep}
    back = [
        Note("screen_put_back", ("keep",), {"park": catalogue.parks[park].name}, reason)
        for park, causes in failed.items()
        if park in keep
        for reason in causes
    ]
    return ScreenResult(
        kept=tuple(park for park in parks if park not in removed),
        removed=tuple(RemovedPark(park=park, reasons=causes) for park, causes in removed.items()),
        notes=(*notes, *back),
    )


def _judged(
    item: Screen, cases: Iterator[ScreenCase], reasons: Mapping[str, list[Note]]
) -> Iterator[Note]:
    """Add the reasons of the parks that fail, and yield notes on the other parks."""
    unknown: list[ScreenCase] = []
    for case in cases:
        verdict = CHECKS[item.id](case)
        if verdict.outcome == "unknown":
            unknown.append(case)
        elif verdict.note is not None and verdict.outcome == "fails":
            reasons[case.park.id].append(verdict.note)
        elif verdict.note is not None:
            yield verdict.note
    if unknown:
        fields = {
            "screen": _offered()[item.id].name,
            "parks": tuple(case.park.name for case in unknown),
        }
        yield Note("screen_unjudged", unknown[0].path, fields)


@cache
def _offered() -> Mapping[str, OfferedScreen]:
    return {item.id: item for item in screens()}


def _asked_faults(asked: Sequence[Screen]) -> Iterator[Fault]:
    ids: set[str] = set()
    for place, item in enumerate(asked):
        offer = _offered().get(item.id)
        if offer is None:
            fields = {"screen": item.id, **listed(_offered())}
            yield Fault("unknown_screen", ("screens", place, "id"), fields)
            continue
        if item.id in ids:
            yield Fault("screen_asked_twice", ("screens", place), {"screen": item.id})
        ids.add(item.id)
        takes = {parameter.id: parameter for parameter in offer.parameters}
        for name in _NUMBERS:
            value, parameter = getattr(item, name), takes.get(name)
            path, about = ("screens", place, name), {"screen": item.id, "parameter": name}
            if parameter is None:
                if value is not None:
                    yield Fault("screen_parameter_needless", path, about)
            elif value is None:
                if parameter.default is None:
                    yield Fault("screen_parameter_missing", path, {**about, "unit": parameter.unit})
            elif (
                isinstance(value, bool)
                or not isinstance(value, float | int)
                or not parameter.low <= value <= parameter.high
            ):
                allowed = {"low": parameter.low, "high": parameter.high, "unit": parameter.unit}
                outside = {**about, **allowed, "value": str(value)}
                yield Fault("screen_parameter_outside", path, outside)


def _unknown_parks(named: Sequence[str], where: str, catalogue: Catalogue) -> Iterator[Fault]:
    for place, park in enumerate(named):
        if park not in catalogue.parks:
            yield Fault("unknown_park", (where, place), {"park": park, **listed(catalogue.parks)})
