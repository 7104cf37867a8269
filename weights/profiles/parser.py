"""From the tables of TOML files to profiles; what is missing or wrong is named."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from mcda.errors import CatalogueFault, Fault, Path
from mcda.parks.templates import templates
from weights.profiles.model import (
    LANGUAGES,
    LEVELS,
    AlsoNamed,
    Condition,
    Level,
    ProfileClaim,
    Support,
    SupportPart,
    SwingSize,
    Text,
    WeightProfile,
)

T = TypeVar("T")


def read_profile(document: Mapping[str, Any], file: str) -> WeightProfile:
    """Return the profile that a parsed TOML file states.

    Parameters
    ----------
    document
        The file's tables, as `tomllib` returns them.
    file
        Name of the file, for the errors.

    Raises
    ------
    CatalogueFault
        ``profile_malformed``: a field is missing, unknown or of the wrong type.
    """
    top = _Table(document, file)
    support = top.table("support")
    swings = _swings(top) if top.has("swings") else ()
    profile = WeightProfile(
        id=top.string("id"),
        number=top.string("number"),
        about=top.about() if top.has("about") else "parks",
        name=top.text("name"),
        for_whom=top.text("for_whom"),
        not_when=top.text("not_when"),
        order=top.order("order") if not swings else _order_of(swings),
        swings=swings,
        excluded=top.strings("excluded"),
        excluded_because=top.text("excluded_because") if top.has("excluded_because") else None,
        filler=top.strings("filler"),
        support=Support(
            level=support.level(),
            note=support.text("note"),
            parts=support.each("parts", _part),
        ),
        also_named=top.each("also_named", _also_named),
        claims=top.each("claims", _claim),
        fits=top.each("fits", _condition) if top.has("fits") else (),
        label=top.text("label"),
    )
    support.finish()
    top.finish()
    return profile


def _swings(top: "_Table") -> tuple[SwingSize, ...]:
    points, because = top.table("swings").numbers(), top.table("because")
    found = [_swing(id_, size, because.table(id_)) for id_, size in points.items()]
    because.finish()
    return tuple(sorted(found, key=lambda swing: -swing.points))


def _swing(criterion: str, points: float, table: "_Table") -> SwingSize:
    note, claims = table.text("note"), table.strings("claims")
    table.finish()
    return SwingSize(criterion=criterion, points=points, note=note, claims=claims)


def _order_of(swings: Sequence[SwingSize]) -> tuple[tuple[str, ...], ...]:
    tied = groupby(swings, key=lambda swing: swing.points)
    return tuple(tuple(swing.criterion for swing in tie) for _, tie in tied)


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


def _part(table: "_Table") -> SupportPart:
    return SupportPart(
        criteria=table.strings("criteria"), level=table.level(), note=table.text("note")
    )


def _also_named(table: "_Table") -> AlsoNamed:
    return AlsoNamed(id=table.string("id"), name=table.text("name"), note=table.text("note"))


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
    """One TOML table that knows its place and which of its keys were asked for."""

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
            value = self._get(key)
            if isinstance(value, bool) or not isinstance(value, int | float):
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
        """Refuse keys that nobody asked for: a misspelt one would be lost in silence."""
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
