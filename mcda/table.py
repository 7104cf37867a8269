"""Views of results for people: a small table, a summary, plain data."""

from collections.abc import Callable, Mapping, Sequence
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
    """Base of results that print as a table, which a subclass returns from `to_frame`.

    A notebook shows the table as HTML, a terminal as text, each with at most 12 rows; `to_frame`
    returns all rows.
    """

    __slots__ = ()

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Add a check of the language to the class's own `summary` and `to_dict`."""
        super().__init_subclass__(**arguments)
        for name in ("summary", "to_dict"):
            own = vars(cls).get(name)
            if own is not None and not hasattr(own, "__wrapped__"):  # slots make a class twice
                setattr(cls, name, _in_a_language(own))

    def to_frame(self) -> "pd.DataFrame":
        """Return the whole table."""
        raise NotImplementedError

    def to_dict(self, language: str = "en") -> Any:
        """Return the whole result as plain data: mappings, lists, numbers and texts.

        Parameters
        ----------
        language
            Language of the sentences, ``"en"`` or ``"zh"``.
        """
        spoken(language)
        return worded(plain(self), language, self._names)

    def summary(self, language: str = "en") -> str:
        """Return a summary of one or a few sentences; by default the result's own sentences.

        Empty if the table alone says everything.

        Parameters
        ----------
        language
            ``"en"`` or ``"zh"``.
        """
        spoken(language)
        notes = getattr(self, "sentences", None)
        if notes is None:
            notes = (self.sentence,) if hasattr(self, "sentence") else ()
        return BLANK[language].join(note.say(language, self._names) for note in notes)

    @property
    def _names(self) -> Names:
        """Names of ids in sentences; an id without a name is shown itself."""
        return NO_NAMES

    def __repr__(self) -> str:
        """Return the name of the class, the summary and the beginning of the table."""
        frame = self.to_frame()
        if frame.empty:
            return self._head()
        text = frame.to_string(
            max_rows=MOST_ROWS,
            max_cols=_MOST_COLUMNS,
            max_colwidth=_COLUMN,
            line_width=_WIDTH,
            float_format="{:.4g}".format,
            show_dimensions=len(frame) > MOST_ROWS,
        )
        return f"{self._head()}\n{text}"

    def _repr_html_(self) -> str:
        """Return the same content as HTML for notebooks."""
        from html import escape

        frame = self.to_frame()
        markup = frame.to_html(
            max_rows=MOST_ROWS,
            max_cols=_MOST_COLUMNS,
            float_format="{:.4g}".format,
            show_dimensions=len(frame) > MOST_ROWS,
            border=0,
        )
        return f"<p><strong>{escape(self._head())}</strong></p>\n{markup}"

    def _head(self) -> str:
        name, summary = type(self).__name__, self.summary()
        return f"{name}: {summary}" if summary else name


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RankingTable(Tabular):
    """Base of analyses of a ranking; their sentences use the names of the ranking's problem."""

    names: Annotated[Names, UNTOLD] = field(default_factory=dict)
    """What ids are called in sentences; an id that is missing speaks for itself."""

    @property
    def _names(self) -> Names:
        return self.names


def frame_of(
    items: Sequence[object], columns: Mapping[str, type], index: "pd.Index[Any] | None" = None
) -> "pd.DataFrame":
    """Return attributes of items as columns of these types, of no items too."""
    import pandas as pd

    values = {name: [getattr(item, name) for item in items] for name in columns}
    series = {name: pd.Series(values[name], index, dtype=kind) for name, kind in columns.items()}
    return pd.DataFrame(series, index=index)


def first_share(first: str, share: float) -> dict[str, Any]:
    """Return the sentence fields of how often an alternative is first, in per cent."""
    return {"first": Label(first), "share": round(100 * share, 1)}


def _in_a_language(say: Callable[..., T]) -> Callable[..., T]:
    @wraps(say)
    def look(self: Any, language: str = "en") -> T:
        spoken(language)
        return say(self, language)

    return look


def worded(value: Any, language: str, names: Names) -> Any:
    """Return plain data with its notes turned into sentences."""
    if isinstance(value, Note):
        return value.say(language, names)
    if isinstance(value, dict):
        return {key: worded(item, language, names) for key, item in value.items()}
    if isinstance(value, list):
        return [worded(item, language, names) for item in value]
    return value
