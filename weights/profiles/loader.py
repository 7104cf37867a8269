"""The profiles that come with the package and their subjects, read from TOML and checked once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeVar

import tomli

from mcda.cells import is_number
from mcda.errors import CatalogueFault, Fault, NotFound, Path
from mcda.parks.data_files import document
from mcda.parks.templates import templates
from mcda.texts.suggestions import listed
from weights.profiles.model import (
    LANGUAGES,
    LEVELS,
    AlsoNamed,
    Condition,
    Level,
    ProfileClaim,
    Subject,
    Support,
    SupportPart,
    SwingSize,
    Text,
    WeightProfile,
)

_TOP = 100.0
T = TypeVar("T")


@cache
def load_subjects() -> Mapping[str, Subject]:
    """Return the subjects of profiles by id: the templates, with the criteria of each.

    Examples
    --------
    >>> from weights.profiles import load_subjects
    >>> load_subjects()["way-in"].name["zh"]
    '中国园区、外资园区还是自行落地'
    """
    parks = {key: entry["name"] for key, entry in document("criteria.toml").items()}
    return MappingProxyType(
        {
            item.id: Subject(
                id=item.id,
                name=item.name,
                criteria={info.id: info.name for info in item.criteria} or parks,
            )
            for item in templates()
        }
    )


@cache
def load_profiles() -> Mapping[str, WeightProfile]:
    """Return all profiles by id, in the order of their ids.

    Raises
    ------
    CatalogueFault
        A shipped file contradicts itself.

    Examples
    --------
    >>> from weights.profiles import load_profiles
    >>> [item.id for item in load_profiles().values() if item.number == "P1"]
    ['first-time-private-exporter']
    """
    return read_folder(files("weights.profiles").joinpath("data"))


def read_folder(folder: Traversable) -> Mapping[str, WeightProfile]:
    """Return the profiles of a folder of ``<id>.toml`` files, by id.

    Raises
    ------
    CatalogueFault
        All contradictions of all files, or the first field that cannot be read.
    """
    profiles: dict[str, WeightProfile] = {}
    faults: list[Fault] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        loaded = read_profile(tomli.loads(file.read_text(encoding="utf-8")), file.name)
        faults.extend(profile_faults(loaded, file.name, load_subjects()[loaded.about].criteria))
        profiles[loaded.id] = loaded
    CatalogueFault.raise_any(faults)
    return MappingProxyType(profiles)


def profile(id: str) -> WeightProfile:  # noqa: A002 - as the field is called
    """Return one profile.

    Parameters
    ----------
    id
        Name of the profile, such as ``"first-time-private-exporter"``.

    Raises
    ------
    NotFound
        ``unknown_profile``, with the known ids.

    Examples
    --------
    >>> from weights.profiles import profile
    >>> profile("first-time-private-exporter").ranked[:2]
    ('trade_cost_exposure', 'land_price')
    """
    profiles = load_profiles()
    if id not in profiles:
        raise NotFound([Fault("unknown_profile", ("id",), {"profile": id, **listed(profiles)})])
    return profiles[id]


def profile_faults(profile: WeightProfile, file: str, criteria: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each contradiction within a profile."""
    if f"{profile.id}.toml" != file:
        yield Fault("profile_wrong_id", ("id",), {"profile": profile.id, "file": file})
    times = Counter((*profile.ranked, *profile.excluded))
    for criterion in criteria:
        if times[criterion] != 1:
            fields: dict[str, Any] = {
                "profile": profile.id,
                "criterion": criterion,
                "times": times[criterion],
            }
            yield Fault("profile_criterion_not_once", ("order",), fields)
    yield from _names(profile, criteria)
    yield from _evidence(profile)
    yield from _sizes(profile)
    if bool(profile.excluded) != (profile.excluded_because is not None):
        fields = {"file": file, "field": "excluded_because"}
        yield Fault("profile_malformed", ("excluded_because",), fields)


def _names(profile: WeightProfile, criteria: Collection[str]) -> Iterator[Fault]:
    criteria_placed = {*profile.supported, *profile.excluded}
    citable = criteria_placed | {further.id for further in profile.also_named}
    yield from _unknown(profile, "order", profile.ranked, criteria)
    yield from _unknown(profile, "excluded", profile.excluded, criteria)
    yield from _unknown(profile, "filler", profile.filler, profile.ranked)
    for claim in profile.claims:
        yield from _unknown(profile, "claims", claim.supports, citable)
        yield from _unknown(profile, "claims", claim.counters, citable)
    for part in profile.support.parts:
        yield from _unknown(profile, "support", part.criteria, criteria_placed)


def _unknown(
    profile: WeightProfile, field: str, names: Iterable[str], allowed: Iterable[str]
) -> Iterator[Fault]:
    allowed_names = set(allowed)
    for name in names:
        if name not in allowed_names:
            fields = {"profile": profile.id, "field": field, "name": name}
            yield Fault("profile_unknown_name", (field,), fields)


def _sizes(profile: WeightProfile) -> Iterator[Fault]:
    """Yield a fault for swings without valid points, or not backed by claims of the profile."""
    points = [swing.points for swing in profile.swings]
    if points and not (max(points) == _TOP and min(points) > 0):
        yield Fault("profile_swings_without_anchor", ("swings",), {"profile": profile.id})
    for swing in profile.swings:
        sources = {claim.source for claim in profile.claims_on(swing.criterion)}
        is_filler = swing.criterion in profile.filler
        if not sources.issuperset(swing.claims) or is_filler == bool(swing.claims):
            fields = {"profile": profile.id, "criterion": swing.criterion}
            yield Fault("profile_swing_unsupported", ("because", swing.criterion), fields)


def _evidence(profile: WeightProfile) -> Iterator[Fault]:
    cited = {name for claim in profile.claims for name in claim.supports}
    graded = Counter(name for part in profile.support.parts for name in part.criteria)
    for criterion in (*profile.supported, *profile.excluded):
        if criterion not in cited or graded[criterion] != 1:
            fields = {"profile": profile.id, "criterion": criterion}
            yield Fault("profile_without_evidence", ("claims",), fields)
    for index, claim in enumerate(profile.claims):
        if not claim.supports and not claim.counters:
            fields = {"file": f"{profile.id}.toml", "field": f"claims.{index}.supports"}
            yield Fault("profile_malformed", ("claims", index, "supports"), fields)


def read_profile(document: Mapping[str, Any], file: str) -> WeightProfile:
    """Return the profile that a parsed TOML file states.

    Raises
    ------
    CatalogueFault
        ``profile_malformed``: a field is missing, unknown or of the wrong type.
    """
    top = _Table(document, file)
    support = top.table("support")
    swings = _swings(top) if top.has("swings") else ()
    tied = groupby(swings, key=lambda swing: swing.points)
    profile = WeightProfile(
        id=top.string("id"),
        number=top.string("number"),
        about=top.about() if top.has("about") else "parks",
        name=top.text("name"),
        for_whom=top.text("for_whom"),
        not_when=top.text("not_when"),
        order=tuple(tuple(swing.criterion for swing in tie) for _, tie in tied)
        if swings
        else top.order("order"),
        swings=swings,
        excluded=top.strings("excluded"),
        excluded_because=top.text("excluded_because") if top.has("excluded_because") else None,
        filler=top.strings("filler"),
        support=Support(
            level=support.level(),
            note=support.text("note"),
            parts=support.each(
                "parts",
                lambda part: SupportPart(
                    criteria=part.strings("criteria"), level=part.level(), note=part.text("note")
                ),
            ),
        ),
        also_named=top.each(
            "also_named",
            lambda item: AlsoNamed(
                id=item.string("id"), name=item.text("name"), note=item.text("note")
            ),
        ),
        claims=top.each("claims", _claim),
        fits=top.each("fits", _condition) if top.has("fits") else (),
        label=top.text("label"),
    )
    support.finish()
    top.finish()
    return profile


def _swings(top: "_Table") -> tuple[SwingSize, ...]:
    sizes, because, swings = top.table("swings").numbers(), top.table("because"), []
    for criterion, points in sizes.items():
        reason = because.table(criterion)
        note, claims = reason.text("note"), reason.strings("claims")
        reason.finish()
        swings.append(SwingSize(criterion=criterion, points=points, note=note, claims=claims))
    because.finish()
    return tuple(sorted(swings, key=lambda swing: -swing.points))


def _condition(table: "_Table") -> Condition:
    return Condition(
        size=table.listed("size"),
        intent=table.listed("intent"),
        sectors=table.listed("sectors"),
        first_investment=table.flag("first_investment"),
        partners_inside=table.flag("partners_inside"),
        relies_on_investor=table.flag("relies_on_investor"),
        sells_to=table.listed("sells_to"),
        sells_outside=table.listed("sells_outside"),
        hardly_to=table.listed("hardly_to"),
        because=table.text("because"),
    )


def _claim(table: "_Table") -> ProfileClaim:
    return ProfileClaim(
        section=table.string("section"),
        source=table.string("source"),
        as_of=table.string("as_of"),
        quote=table.string("quote"),
        supports=table.listed("supports"),
        counters=table.listed("counters"),
    )


class _Table:
    """A TOML table that records its path and the keys that were read."""

    def __init__(self, values: Mapping[str, Any], file: str, path: Path = ()) -> None:
        self._values = values
        self._file = file
        self._path = path
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        return key in self._values

    def string(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._fault(key)
        return value

    def flag(self, key: str) -> bool | None:
        value = self._get(key) if self.has(key) else None
        if not isinstance(value, bool | None):
            raise self._fault(key)
        return value

    def listed(self, key: str) -> tuple[str, ...]:
        return self.strings(key) if self.has(key) else ()

    def numbers(self) -> dict[str, float]:
        for key in self._values:
            if not is_number(self._get(key)):
                raise self._fault(key)
        return {key: float(value) for key, value in self._values.items()}

    def strings(self, key: str) -> tuple[str, ...]:
        return self._as_strings(self._get(key), key)

    def order(self, key: str) -> tuple[tuple[str, ...], ...]:
        value = self._get(key)
        if not isinstance(value, list) or not all(value):
            raise self._fault(key)
        return tuple(self._as_strings(tie, key) for tie in value)

    def text(self, key: str) -> Text:
        value = self._get(key)
        if not isinstance(value, dict) or set(value) != set(LANGUAGES):
            raise self._fault(key)
        inner = _Table(value, self._file, (*self._path, key))
        return {language: inner.string(language) for language in LANGUAGES}

    def about(self) -> str:
        value = self.string("about")
        if value not in [item.id for item in templates()]:
            raise self._fault("about")
        return value

    def level(self) -> Level:
        value = self._get("level")
        for level in LEVELS:
            if value == level:
                return level
        raise self._fault("level")

    def table(self, key: str) -> "_Table":
        value = self._get(key)
        if not isinstance(value, dict):
            raise self._fault(key)
        return _Table(value, self._file, (*self._path, key))

    def each(self, key: str, read: Callable[["_Table"], T]) -> tuple[T, ...]:
        value = self._get(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._fault(key)
        tables = [_Table(item, self._file, (*self._path, key, i)) for i, item in enumerate(value)]
        items = tuple(read(table) for table in tables)
        for table in tables:
            table.finish()
        return items

    def finish(self) -> None:
        """Raise an error for keys that were not read: a misspelt key would be ignored silently."""
        for key in self._values:
            if key not in self._asked:
                raise self._fault(key)

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def _as_strings(self, value: Any, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fault(key)
        return tuple(value)

    def _fault(self, key: str) -> CatalogueFault:
        path = (*self._path, key)
        fields = {"file": self._file, "field": ".".join(str(step) for step in path)}
        return CatalogueFault([Fault("profile_malformed", path, fields)])
