"""Data of a result that pages, memo and workbook show beside its brief and its sections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from api.document.brief.parts import Duel, EvidenceCell
from api.document.charts import ChartRows
from api.document.score_model import ScoreModel
from api.document.values import Spoken

StepKind = Literal["priorities", "asks", "broker", "weak", "duties", "visit", "decide"]
AsideKind = Literal["screened", "first_ask", "on_record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingLine:
    """A row of the ranking."""

    id: str
    rank: int
    is_tied: bool
    score: float
    share_first: float | None
    """Of draws, or of all weights, in which it is first; None where nothing was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSupport:
    """A value with the evidence behind it."""

    cell: EvidenceCell
    value: float | None
    low: float | None
    high: float | None
    unit: str
    is_own: bool
    """Whoever asked gave it."""
    doubts: tuple[str, ...]
    """Codes of what is to be said of its sources."""
    basis: Spoken | None
    """Why it is so, or the source that whoever asked named."""
    quotations: tuple[str, ...]
    """Numbers of the quotations, as in the section of sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeSupport:
    """The values of an alternative with the evidence behind them."""

    id: str
    cells: tuple[ValueSupport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideItem:
    """An alternative outside the ranking with the reason, or a finding without a name."""

    id: str | None
    """None where nobody can put it back: of a requirement, and of what is no alternative."""
    name: Spoken | None
    text: Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Alternatives and findings set aside: to be asked first, or bad news."""

    kind: AsideKind
    items: tuple[AsideItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardStep:
    """A step to take, and the question that it settles."""

    kind: StepKind
    action: Spoken
    gain: Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """The data shown beside the brief."""

    standings: tuple[RankingLine, ...]
    weights: Mapping[str, float]
    support: tuple[AlternativeSupport, ...]
    asides: tuple[Aside, ...]
    duels: tuple[Duel, ...]
    """The first against each other alternative; bars are scaled by `on_one_axis`."""
    risks: tuple[Spoken, ...]
    """What may overturn the answer, what decides first."""
    steps: tuple[BoardStep, ...]
    """What a board may decide to do next."""
    method: Spoken
    model: ScoreModel | None
    """What scores are computed from again; None where they are no sum on known values."""
    charts: Mapping[str, ChartRows]
    request: str
    """The request in JSON, by which the answer is made again."""
