"""Registries of named items: the project's own, those of other packages and of this process."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pkgutil import iter_modules
from threading import RLock
from typing import Generic, TypeVar

from mcda.errors import Fault, InvalidExtension
from mcda.texts import InvalidTexts, catalogue

T = TypeVar("T")
R = TypeVar("R")
_LOG = logging.getLogger("parkwise.extensions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Origin of a registered item: a distribution and its version, or this process."""

    distribution: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRefusal:
    """Reason why an item of another package is not offered."""

    name: str
    """Of its entry point."""
    origin: Origin
    """Where it comes from."""
    error: InvalidExtension
    """With a fault for each reason."""


OWN = Origin(distribution="parkwise", version="")
PROCESS = Origin(distribution="", version="")


class Registry(Mapping[str, T], Generic[T]):
    """Items by name, loaded at first access.

    Each file of a home package registers its items by ``@REGISTRY.register``; another package
    names its items under an entry point; a program registers items while it runs. An item of
    another package that cannot be offered is omitted, and `refused` says why.

    `group` names the entry points, such as ``parkwise.methods``, `homes` the packages and modules
    with the project's own items. `judge` examines every other item and raises an `McdaError` if it
    cannot be offered. Items are sorted by `place`; items of equal place are in the order of
    registration: the project's own file by file, those of other packages, those of this process.
    """

    def __init__(
        self,
        *,
        group: str,
        homes: tuple[str, ...],
        label: str = "id",
        judge: Callable[[T, Origin], None] | None = None,
        place: Callable[[T], float] = lambda _: 0.0,
    ) -> None:
        self.group = group
        self._homes, self._label, self._judge, self._place = homes, label, judge, place
        self._items: dict[str, T] = {}
        self._origins: dict[str, Origin] = {}
        self._refused: list[ExtensionRefusal] = []
        self._version = 0
        self._filled = self._filling = False
        self._lock = RLock()

    def register(self, item: R) -> R:
        """Register an item under its name and return the item, so that this works as a decorator.

        Raises
        ------
        InvalidExtension
            The item has no name, another item has the name, or the judge refuses the item.
        """
        module = getattr(item, "__module__", "")
        is_own = f"{module}.".startswith(tuple(f"{home}." for home in self._homes))
        if not is_own:
            self._fill()  # names of other packages are theirs, whoever comes first
        self._take(item, OWN if is_own else PROCESS)
        return item

    def unregister(self, name: str) -> None:
        """Unregister an item of this process, for example at the end of a test."""
        with self._lock:
            del self._items[name], self._origins[name]
            self._version += 1

    @property
    def version(self) -> int:
        """A number that changes whenever the registered items change."""
        self._fill()
        return self._version

    @property
    def is_complete(self) -> bool:
        """Whether the items of all files and packages are loaded; False during loading."""
        return self._filled

    @property
    def refused(self) -> tuple[ExtensionRefusal, ...]:
        """Items of other packages that are not offered."""
        self._fill()
        return tuple(self._refused)

    @property
    def local(self) -> tuple[str, ...]:
        """Names of the items that this process registered itself."""
        return tuple(name for name in self if self._origins[name] == PROCESS)

    def origin(self, name: str) -> Origin:
        """Return the origin of an item."""
        self._fill()
        return self._origins[name]

    def __repr__(self) -> str:
        """Return the group and, if the registry is loaded, the names, without loading it."""
        listing = f": {', '.join(self._items)}" if self._filled else ""
        return f"Registry({self.group}{listing})"

    def __getitem__(self, name: str) -> T:
        """Return an item by name, or raise `KeyError`."""
        self._fill()
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order of their places."""
        self._fill()
        return iter(tuple(self._items))

    def __len__(self) -> int:
        """Return the number of items."""
        self._fill()
        return len(self._items)

    def _take(self, item: object, origin: Origin) -> None:
        name = getattr(item, self._label, None)
        if not isinstance(name, str) or not name.isidentifier():
            fields = {"group": self.group, "item": repr(item), "label": self._label}
            raise InvalidExtension([Fault("extension_unnamed", (), fields)])
        with self._lock:
            if self._items.get(name, item) is not item:
                raise InvalidExtension.at("extension_twice", group=self.group, name=name)
            if origin is not OWN and self._judge is not None and name not in self._items:
                self._judge(item, origin)  # type: ignore[arg-type]  # what it is, the judge tells
            self._items[name] = item  # type: ignore[assignment]  # as above
            self._items = dict(sorted(self._items.items(), key=lambda pair: self._place(pair[1])))
            self._origins[name] = origin
            self._version += 1

    def _fill(self) -> None:
        if self._filled:
            return
        with self._lock:
            if self._filling:  # a file of a home package looks while it is imported
                return
            self._filling = True
            try:
                self._look()
                self._filled = True
            finally:
                self._filling = False

    def _look(self) -> None:
        """Load all items; after an error the next access tries again."""
        self._refused.clear()
        for home in self._homes:
            folder = getattr(import_module(home), "__path__", ())
            for module in sorted(module_info.name for module_info in iter_modules(folder)):
                import_module(f"{home}.{module}")
        for point in sorted(entry_points(group=self.group), key=lambda point: point.name):
            origin = PROCESS
            if point.dist is not None:
                origin = Origin(distribution=point.dist.name, version=point.dist.version)
            try:
                self._take(_loaded(point, self.group), origin)
            except InvalidExtension as error:
                self._refused.append(ExtensionRefusal(name=point.name, origin=origin, error=error))
                _LOG.warning("%s: %s is not offered: %s", self.group, point.name, error)


def _loaded(point: EntryPoint, group: str) -> object:
    try:
        item = point.load()
        catalogue()  # with the texts that its module has registered
    except InvalidExtension:  # its own module registers it
        raise
    except InvalidTexts as error:
        raise InvalidExtension([Fault(error.note.code, (), error.note.fields)]) from error
    except Exception as error:
        fields = {"group": group, "name": point.name, "value": point.value, "error": repr(error)}
        raise InvalidExtension([Fault("extension_broken", (), fields)]) from error
    return item
