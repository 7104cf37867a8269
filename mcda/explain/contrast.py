"""Why one alternative and not another: the difference of their scores, criterion by criterion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcda.arguments import checked
from mcda.cells import Spread, is_unknown
from mcda.errors import NotFound
from mcda.explain.gaps import Gaps
from mcda.ranking import Ranking
from mcda.table import RankingTable
from mcda.texts import Label, Note
from mcda.texts.figures import Rounding, apportioned, native, percent
from mcda.texts.phrases import between, figure, followed

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 12  # of the largest part


_COLUMNS = ("first", "second", "criterion", "part", "weight", "first_value", "second_value", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastPart:
    """What one criterion adds to the lead.

    Examples
    --------
    >>> import mcda
    >>> part = mcda.explain.contrast(mcda.example()).parts[0]
    >>> part.criterion, round(part.part, 4)
    ('price', 0.1389)
    """

    criterion: str
    """Its id, and its weight in 0..1."""
    weight: float
    """Its id, and its weight in 0..1."""
    part: float
    """In the method's score; positive speaks for the first alternative."""
    values: tuple[float, float]
    """Of the first and of the second alternative, in `unit`."""
    unit: str
    """Of the criterion; empty where `judged`."""
    judged: bool
    """The alternatives were compared in pairs: the values are priorities."""
    spreads: tuple[Spread | None, Spread | None]
    """What the two cells may be where they are uncertain, else None."""

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows one of the two values, so that it speaks for neither."""
        return any(is_unknown(spread) for spread in self.spreads if spread is not None)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Contrast(RankingTable):
    """Two alternatives, the lead of the first and the parts that add up to it.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.contrast(mcda.example()).to_frame()[["criterion", "part"]].round(4)
       criterion    part
    0      price  0.1389
    1  utilities  0.1667
    """

    first: str
    """Ids; of the alternative asked about and of the other."""
    second: str
    """Ids; of the alternative asked about and of the other."""
    scores: tuple[float, float]
    """Of the two, as the method defines them."""
    lower_is_better: bool
    """A smaller score is better."""
    lead: float
    """The difference of the scores, positive where the first is ahead, whichever way the score
    points."""
    tied: bool
    """Both have the same rank: the lead is within the tolerance."""
    parts: tuple[ContrastPart, ...]
    """One a criterion, in the problem's order; their sum is the lead. None at all where the method
    declares no attribution."""

    @property
    def pros(self) -> tuple[ContrastPart, ...]:
        """What is known and speaks for the first alternative, the strongest first."""
        return self._strongest(lambda item: item.part > 0 and not item.is_unknown)

    @property
    def cons(self) -> tuple[ContrastPart, ...]:
        """What is known and speaks against the first alternative, the strongest first."""
        return self._strongest(lambda item: item.part < 0 and not item.is_unknown)

    @property
    def unknown(self) -> tuple[ContrastPart, ...]:
        """What comes from values that nobody knows, the strongest first."""
        return self._strongest(lambda item: item.part != 0 and item.is_unknown)

    def _strongest(self, chosen: Callable[[ContrastPart], bool]) -> tuple[ContrastPart, ...]:
        """Return some parts, largest first; almost equal ones in the problem's order."""
        size = max((abs(item.part) for item in self.parts), default=0.0)
        parts = filter(chosen, self.parts)
        return tuple(sorted(parts, key=lambda item: -round(abs(item.part) / size, _DIGITS)))

    @property
    def sentence(self) -> Note:
        """The scores, the lead and what it is made of.

        The lead is shown with two digits. The parts are rounded so that those spoken, with the sum
        of the further ones, add up to the lead as spoken, which is the difference of the scores as
        spoken; up to three criteria on either side are named.
        """
        total, rounding, verdict = _verdict(self)
        if not self.parts and not self.tied:
            return verdict
        if not any(item.part for item in self.parts):
            return followed(verdict, Note("contrast_same"))
        exact = [rounding.exactly(item.part) for item in self.parts]
        units = dict(zip((p.criterion for p in self.parts), apportioned(exact, total), strict=True))
        fields = {
            "first": Label(self.first),
            "second": Label(self.second),
            "pros": _side(self.pros, lambda p: units[p.criterion], rounding),
            "cons": _side(
                self.cons,
                # What speaks for the second of two that are level is a gain, not a loss.
                lambda p: -units[p.criterion] if self.tied else units[p.criterion],
                rounding,
            ),
        }
        code = "contrast_account_level" if self.tied else "contrast_account"
        sentences = [verdict, Note(code, (), fields)]
        if self.unknown:
            unknown = _side(self.unknown, lambda p: units[p.criterion], rounding)
            sentences.append(Note("contrast_unknown", (), {"parts": unknown}))
        return followed(*sentences)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row per criterion; the parts sum to the lead."""
        return contrasts_frame([self])


def contrasts_frame(contrasts: Sequence[Contrast]) -> "pd.DataFrame":
    """Return one row per criterion and contrast; of each contrast the parts sum to its lead.

    Columns: ``first``, ``second``, ``criterion``, ``part``, ``weight``, the values of both
    alternatives and their ``unit``.
    """
    import pandas as pd

    rows = [
        (c.first, c.second, p.criterion, p.part, p.weight, *p.values, p.unit)
        for c in contrasts
        for p in c.parts
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


@checked
def contrast(
    ranking: Ranking, first: str | None = None, second: str | None = None, known: Gaps | None = None
) -> Contrast:
    r"""Return why ``first`` and not ``second``.

    The lead is :math:`S_a - S_b`, with the other sign where a lower score is better. Its parts are
    the method's own (`mcda.method.Prepared.attribution`), those of `mcda.explain.gaps.gaps` where
    the winner is the first; for a weighted sum :math:`w_j (l_{aj} - l_{bj})`.

    Parameters
    ----------
    ranking
        A ranking of at least two alternatives.
    first
        Id of an alternative; the winner when left out.
    second
        Id of another alternative; the best of the others when left out.
    known
        The gaps of the ranking, if they are known already.

    Raises
    ------
    NotFound
        An alternative is not among the ranked.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.explain.contrast(mcda.example(), "west", "north")
    >>> [part.criterion for part in found.pros], [part.criterion for part in found.cons]
    (['price'], ['utilities'])
    """
    a = _row(ranking, first, None)
    b = _row(ranking, second, a)
    scores = float(ranking.scores[a]), float(ranking.scores[b])
    ids, lower = ranking.matrix.alternatives, ranking.prepared.lower_is_better
    # The parts of the lead of a over b; none where the method has none.
    if known is not None and known.first == ids[a]:
        divided = known.values[b].tolist()
    else:
        attribution = ranking.prepared.attribution(ranking.weights.values, a)
        divided = [] if attribution is None else attribution.gaps[b].tolist()
    return Contrast(
        names=ranking.problem.names,
        first=ids[a],
        second=ids[b],
        scores=scores,
        lower_is_better=lower,
        # Not the sum of the parts: those of a tie leave their rounding.
        lead=scores[1] - scores[0] if lower else scores[0] - scores[1],
        tied=bool(ranking.ranks[a] == ranking.ranks[b]),
        parts=_parts(ranking, a, b, divided),
    )


def _row(ranking: Ranking, asked: str | None, other: int | None) -> int:
    ids = ranking.matrix.alternatives
    if asked is None:
        asked = next((ids[i] for i in ranking.order if i != other), "-")
    if asked not in ids:
        raise NotFound.at("alternative_not_ranked", alternative=asked, known=ids or ("-",))
    return ids.index(asked)


def _parts(ranking: Ranking, a: int, b: int, parts: list[float]) -> tuple[ContrastPart, ...]:
    if not parts:
        return ()
    values, judged = ranking.native_values()
    spreads = ranking.spreads
    return tuple(
        ContrastPart(
            criterion=criterion.id,
            weight=float(ranking.weights.values[j]),
            part=parts[j] + 0.0,
            values=(float(values[a, j]), float(values[b, j])),
            unit="" if judged[j] else criterion.unit,
            judged=bool(judged[j]),
            spreads=(spreads.get((a, j)), spreads.get((b, j))),
        )
        for j, criterion in enumerate(ranking.problem.criteria)
    )


_CLAUSES = 3  # named on either side; what is left is summed


def _verdict(found: Contrast) -> tuple[int, Rounding, Note]:
    """Return the lead as shown, the rounding of the lead and its parts, and the first sentence."""
    both = {"first": Label(found.first), "second": Label(found.second)}
    if found.tied:
        rounding = Rounding.showing(max((abs(p.part) for p in found.parts), default=0.0))
        score = _score(rounding.text(rounding.units(found.scores[0])), found)
        return 0, rounding, Note("contrast_level", (), {**both, "score": score})
    rounding = Rounding.showing(found.scores[0] - found.scores[1])
    ours, theirs = (rounding.units(score) for score in found.scores)
    total = theirs - ours if found.lower_is_better else ours - theirs
    fields = {
        **both,
        "score": _score(rounding.text(ours), found),
        "other": rounding.text(theirs),
        "lead": rounding.text(abs(total)),
    }
    code = "contrast_leads" if found.lead > 0 else "contrast_trails"
    return total, rounding, Note(code, (), fields)


def _score(text: str, found: Contrast) -> str | Note:
    if not found.lower_is_better:
        return text
    return Note("score_lower_is_better", (), {"score": text})


def _side(
    parts: Sequence[ContrastPart], units: Callable[[ContrastPart], int], rounding: Rounding
) -> Note | list[Note]:
    """Return the clauses of one side, the strongest first."""
    if not parts:
        return Note("contrast_nothing")
    spoken = [item for item in parts if units(item) != 0]
    if not spoken:
        return Note("contrast_negligible", (), {"unit": rounding.text(1)})
    count = len(spoken) if len(spoken) == _CLAUSES + 1 else _CLAUSES
    clauses = [_clause(item, rounding.text(units(item), "+")) for item in spoken[:count]]
    if rest := spoken[count:]:
        total = rounding.text(sum(map(units, rest)), "+")
        clauses.append(Note("contrast_rest", (), {"count": len(rest), "part": total}))
    return clauses


def _clause(item: ContrastPart, part: str) -> Note:
    ours, theirs = native(*item.values)
    fields = {
        "criterion": item.criterion,
        "part": part,
        "first": between(ours, item.spreads[0]),
        "second": figure(between(theirs, item.spreads[1]), item.unit),
        "weight": percent(item.weight)[0],
    }
    return Note("contrast_part_judged" if item.judged else "contrast_part", (), fields)
