"""Results as people look at them: a small table, a sentence, plain data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from mcda.errors import spoken
from mcda.plain import UNTOLD, plain
from mcda.texts import NO_NAMES, Label, Names, Note
from mcda.texts.marks import BLANK

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 12
T = TypeVar("T")
_MOST_COLUMNS, _WIDTH, _COLUMN = 9, 100, 40


class Tabular:
    """Base of what prints as a table: a subclass says which, in `to_frame`.

    A notebook shows it as HTML, a terminal as text, each with at most 12 rows; `to_frame` has them
    all.
    """

    __slots__ = ()

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Have the language looked at wherever a class says something of its own."""
        super().__init_subclass__(**arguments)
        for name in ("summary", "to_dict"):
            said = vars(cls).get(name)
            if said is not None and not hasattr(said, "__wrapped__"):  # slots make a class twice
                setattr(cls, name, _in_a_language(said))

    def to_frame(self) -> "pd.DataFrame":
        """Return the whole table."""
        raise NotImplementedError

    def to_dict(self, language: str = "en") -> Any:
        """Return all of it as plain data: mappings, lists, numbers and texts.

        Parameters
        ----------
        language
            Of the sentences in it, ``"en"`` or ``"zh"``.
        """
        spoken(language)
        return _said(plain(self), language, self._names)

    def summary(self, language: str = "en") -> str:
        """Return it in a sentence or a few, by default what it says of itself.

        Nothing where its table says all.

        Parameters
        ----------
        language
            ``"en"`` or ``"zh"``.
        """
        spoken(language)
        said = getattr(self, "sentence", None)
        notes = getattr(self, "sentences", ()) if said is None else (said,)
        told = (note.say(language, self._names) for note in notes)
        return BLANK[language].join(told)

    @property
    def _names(self) -> Names:
        """What ids are called in sentences; where it is not said they speak for themselves."""
        return NO_NAMES

    def __repr__(self) -> str:
        """Return the name of the class, the summary and the beginning of the table."""
        frame = self.to_frame()
        if frame.empty:
            return self._head()
        shown = frame.to_string(
            max_rows=MOST_ROWS,
            max_cols=_MOST_COLUMNS,
            max_colwidth=_COLUMN,
            line_width=_WIDTH,
            float_format="{:.4g}".format,
            show_dimensions=len(frame) > MOST_ROWS,
        )
        return f"{self._head()}\n{shown}"

    def _repr_html_(self) -> str:
        """Return the same for notebooks."""
        from html import escape

        frame = self.to_frame()
        shown = frame.to_html(
            max_rows=MOST_ROWS,
            max_cols=_MOST_COLUMNS,
            float_format="{:.4g}".format,
            show_dimensions=len(frame) > MOST_ROWS,
            border=0,
        )
        return f"<p><strong>{escape(self._head())}</strong></p>\n{shown}"

    def _head(self) -> str:
        name, said = type(self).__name__, self.summary()
        return f"{name}: {said}" if said else name


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RankingTable(Tabular):
    """Base of what is found out about a ranking, and says it in the names of the ranking's problem.

    Parameters
    ----------
    names
        What ids are called in sentences; an id that is missing speaks for itself.
    """

    names: Annotated[Names, UNTOLD] = field(default_factory=dict)

    @property
    def _names(self) -> Names:
        return self.names


def first_share(first: str, share: float) -> dict[str, Any]:
    """Return fields of a sentence on who is first how often, the share in per cent."""
    return {"first": Label(first), "share": round(100 * share, 1)}


def _in_a_language(say: Callable[..., T]) -> Callable[..., T]:
    @wraps(say)
    def look(self: Any, language: str = "en") -> T:
        spoken(language)
        return say(self, language)

    return look


def _said(value: Any, language: str, names: Names) -> Any:
    """Return plain data with its notes said."""
    if isinstance(value, Note):
        return value.say(language, names)
    if isinstance(value, dict):
        return {key: _said(item, language, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_said(item, language, names) for item in value]
    return value
