"""Named things of one kind: the project's own, those of other packages, those of this process."""

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
    """Where a registered thing comes from: a distribution and its version, or this process."""

    distribution: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRefusal:
    """Why something of another package is not offered.

    Parameters
    ----------
    name
        Of its entry point.
    origin
        Where it comes from.
    error
        With a fault for each reason.
    """

    name: str
    origin: Origin
    error: InvalidExtension


OWN = Origin(distribution="parkwise", version="")
PROCESS = Origin(distribution="", version="")


class Registry(Mapping[str, T], Generic[T]):
    """Things by name, filled when first looked at.

    Each file of the home package registers its own by ``@REGISTRY.register``; another package
    names its own under an entry point; a program registers while it runs. What comes from another
    package and cannot be offered is left out, and `refused` says why.

    Parameters
    ----------
    group
        Of the entry points, such as ``parkwise.methods``.
    home
        Package whose files hold the project's own.
    label
        Attribute that holds the name.
    judge
        Looks at what comes from elsewhere before it is offered, and raises an `McdaError` where it
        cannot be; None lets everything in.
    place
        Of a thing in lists, the smallest first; equal ones stand in the order of their coming: the
        project's own file by file, those of other packages, those of this process.
    """

    def __init__(
        self,
        *,
        group: str,
        home: str,
        label: str = "id",
        judge: Callable[[T, Origin], None] | None = None,
        place: Callable[[T], float] = lambda _: 0.0,
    ) -> None:
        self.group = group
        self._home, self._label, self._judge, self._place = home, label, judge, place
        self._items: dict[str, T] = {}
        self._origins: dict[str, Origin] = {}
        self._refused: list[ExtensionRefusal] = []
        self._version = 0
        self._filled = self._filling = False
        self._lock = RLock()

    def register(self, item: R) -> R:
        """Take a thing in under its name and return it, so that it can decorate.

        Raises
        ------
        InvalidExtension
            It has no name, another thing has it, or the judge refuses it.
        """
        is_own = self._is_own(item)
        if not is_own:
            self._fill()  # names of other packages are theirs, whoever comes first
        self._take(item, OWN if is_own else PROCESS)
        return item

    def unregister(self, name: str) -> None:
        """Let go of what this process registered, for example at the end of a test."""
        with self._lock:
            del self._items[name], self._origins[name]
            self._version += 1

    @property
    def version(self) -> int:
        """A number that is another one whenever other things are held."""
        self._fill()
        return self._version

    @property
    def is_complete(self) -> bool:
        """Whether all that other files and packages name is held, which is not so meanwhile."""
        return self._filled

    @property
    def refused(self) -> tuple[ExtensionRefusal, ...]:
        """What other packages name and is not offered."""
        self._fill()
        return tuple(self._refused)

    @property
    def local(self) -> tuple[str, ...]:
        """Names of what this process alone holds, since it registered them itself."""
        return tuple(name for name in self if self._origins[name] == PROCESS)

    def origin(self, name: str) -> Origin:
        """Return where a thing comes from."""
        self._fill()
        return self._origins[name]

    def __repr__(self) -> str:
        """Return the names, without looking for them."""
        held = f": {', '.join(self._items)}" if self._filled else ""
        return f"Registry({self.group}{held})"

    def __getitem__(self, name: str) -> T:
        """Return a thing by name, or raise `KeyError`."""
        self._fill()
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order of their places."""
        self._fill()
        return iter(tuple(self._items))

    def __len__(self) -> int:
        """Return how many there are."""
        self._fill()
        return len(self._items)

    def _is_own(self, item: object) -> bool:
        return getattr(item, "__module__", "").startswith(f"{self._home}.")

    def _take(self, item: object, origin: Origin) -> None:
        name = getattr(item, self._label, None)
        if not isinstance(name, str) or not name.isidentifier():
            fields = {"group": self.group, "item": repr(item), "label": self._label}
            raise InvalidExtension([Fault("extension_unnamed", (), fields)])
        with self._lock:
            if self._items.get(name, item) is not item:
                fields = {"group": self.group, "name": name}
                raise InvalidExtension([Fault("extension_twice", (), fields)])
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
            if self._filling:  # a file of the home package looks while it is imported
                return
            self._filling = True
            try:
                self._look()
                self._filled = True
            finally:
                self._filling = False

    def _look(self) -> None:
        """Take in what there is; what failed is looked for again when next needed."""
        self._refused.clear()
        package = import_module(self._home)
        for module in sorted(found.name for found in iter_modules(package.__path__)):
            import_module(f"{self._home}.{module}")
        for point in sorted(entry_points(group=self.group), key=lambda point: point.name):
            self._take_or_refuse(point)

    def _take_or_refuse(self, point: EntryPoint) -> None:
        origin = _origin_of(point)
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


def _origin_of(point: EntryPoint) -> Origin:
    if point.dist is None:
        return PROCESS
    return Origin(distribution=point.dist.name, version=point.dist.version)
