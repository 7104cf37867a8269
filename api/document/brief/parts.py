"""The parts of a result's brief, in codes and numbers; shares are of 1, points of 100."""

from dataclasses import dataclass
from typing import Annotated, Literal

from api.document.values import Spoken
from mcda.plain import SAID
from mcda.robust.decision import Word as Decided
from mcda.robust.verdict import Word

Said = Annotated[Spoken, SAID]
"""A sentence or a name in codes; a reader gets it in his language."""

Role = Literal["first", "rival", "third", "rest"]
"""Whose a mark is: of the first choice, of its main rival, of the next, of all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """The word of the verdict."""

    code: Word | Decided
    """Of a decision, or of a verdict where none was made."""
    level: int
    """Bars of four; 0 where there is not enough to say."""
    name: Said
    """The word."""
    said: Said
    """What may be lost, or the frequency that it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """In how many of twenty draws somebody is first."""

    role: Role
    """Of the first choice, its main rival, the next, or all others."""
    id: str | None
    """Of the alternative; None for all others."""
    name: Said
    """Of the alternative."""
    count: int
    """Of twenty draws; all of them add up to twenty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How far sources carry a value."""

    dots: int
    """Of three; 0 for nothing on record."""
    said: Said
    """What the dots stand for."""
    own: bool = False
    """Whoever asked gave the value, and no source carries it: a mark stands in place of dots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What speaks for the first: the claim, what it is worth, and how well it is supported."""

    criterion: str
    """Id of the criterion."""
    claim: Said
    """The criterion with the value of the first."""
    remark: Said
    """How many others are worse, and how well the value is supported."""
    grade: Grade | None
    """How far sources carry it; None where nobody graded it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of the ranking; ``share`` draws its bar, None where scores have no common end."""

    rank: int
    """The best is 1."""
    role: Role
    """Of the first choice, its main rival, or the others."""
    id: str
    """Of the alternative."""
    name: Said
    """Of the alternative."""
    points: Said
    """The score, of a hundred where scores have a common end."""
    share: float | None
    """The length of its bar, of 1; None where scores have no common end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuelRow:
    """A criterion of a duel: positive points speak for the first, ``share`` of the whole axis."""

    criterion: str
    """Id of the criterion."""
    name: Said
    """Of the criterion."""
    weight: Said
    """In per cent."""
    first: Said
    """The value of the first, in words."""
    first_remark: Said | None
    """Its bounds; None for none."""
    rival: Said
    """The value of the rival, in words."""
    rival_remark: Said | None
    """Its bounds; None for none."""
    points: float
    """Positive where it speaks for the first."""
    said: Said
    """The points without their sign."""
    share: float
    """The length of its bar, of the whole axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel:
    """The first against one rival; the points of its rows add up to the lead as shown."""

    id: str
    """Of the rival."""
    name: Said
    """Of the rival."""
    points: Said
    """The rival's score."""
    said: Said
    """What makes the lead, in a sentence."""
    rows: tuple[DuelRow, ...]
    """By criterion, the greatest difference first; the points add up to the lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duels:
    """The first against its rivals, all on one axis; ``zero`` is where it is divided."""

    name: Said
    """Of the first."""
    points: Said
    """Its score."""
    zero: float
    """Where the axis is divided, of 1: to its left what speaks for the first."""
    rivals: tuple[Duel, ...]
    """The main rival first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChange:
    """A sentence on what would change the answer, or would not."""

    kind: Literal["weights", "facts", "method", "holds"]
    """Of priorities, of facts, of the method, or what holds."""
    head: Said
    """The same in a word."""
    said: Said
    """The sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Between which weights of a criterion the first stays first, the others in proportion."""

    criterion: str
    """Id of the criterion."""
    name: Said
    """Of the criterion."""
    weight: float
    """As it is, of 1."""
    weight_said: Said
    """The same in per cent."""
    low: float
    """The lowest weight with the same first."""
    high: float
    """The highest weight with the same first."""
    said: Said
    """Who takes over on the nearer side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCell:
    """A value in words, what stands beside it, and how well it is supported."""

    criterion: str
    """Id of the criterion."""
    name: Said
    """Of the criterion."""
    value: Said
    """The likeliest value, in words."""
    remark: Said | None
    """The same once more in local money; None for none."""
    grade: Grade | None
    """How far sources carry it; None where nobody graded it."""
    known: bool
    """Something is on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """The values of an alternative."""

    id: str
    """Of the alternative."""
    role: Role
    """Of the first choice, its main rival, or the others."""
    name: Said
    """Of the alternative."""
    cells: tuple[EvidenceCell, ...]
    """By criterion, the greatest weight first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefEvidence:
    """The values of the first and its rivals; ``said`` counts those of all alternatives."""

    said: Said
    """How many values of all alternatives are how well supported."""
    rows: tuple[EvidenceRow, ...]
    """The first, then its rivals."""
    others: int
    """How many alternatives are not shown."""
    legend: tuple[Grade, ...]
    """The marks that may stand at a value: dots, and that of figures of one's own where one
    does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact on its axis: who is first on either side of the threshold, and what is known."""

    cut: float
    """The threshold, of the axis."""
    known_low: float
    """The lower bound of what is known."""
    known_high: float
    """The upper bound of what is known."""
    now: float
    """The value that ranks."""
    below: Said
    """Who is first below the threshold."""
    below_role: Role
    """The first choice, its main rival, or another."""
    above: Said
    """Who is first above the threshold."""
    above_role: Role
    """The first choice, its main rival, or another."""
    low: Said
    """The lower end of the axis, in words."""
    threshold: Said
    """The threshold, in words."""
    high: Said
    """The upper end of the axis, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A fact worth asking for: whom, in which words, and what the answer decides."""

    alternative: str
    """Id of the alternative."""
    criterion: str
    """Id of the criterion."""
    head: Said
    """What it is about."""
    question: Said
    """Whom to ask, and how."""
    said: Said
    """What the answer decides."""
    line: Line | None
    """The threshold drawn; None where the fact alone decides nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a rival would have to offer to be first, one value changed and all else as it is."""

    id: str
    """Of the alternative."""
    name: Said
    """Of the alternative."""
    said: Said
    """The one value that would do, all else as it is."""
    remark: Said
    """What it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a reader takes from a result in one minute."""

    kicker: Said
    """What kind of statement this is."""
    winners: tuple[Said, ...]
    """Names of all that are first."""
    place: Said | None
    """Where the first is; None where several are first or nobody says."""
    sentence: Said
    """The verdict in one sentence."""
    certainty: Certainty | None
    """How sure; None where nothing was drawn."""
    draws: tuple[Draws, ...]
    """Twenty draws, apportioned; empty where nothing was drawn."""
    priorities: Said | None
    """In a few words whose the weights are; None where an older result does not say."""
    premises: Said
    """What was drawn, and whose the weights are, in full."""
    money: tuple[Said, ...] = ()
    """What the first costs, against staying in China, and what may be lost; empty where that is not
    told."""
    reasons: tuple[Reason, ...]
    """At most three, the strongest first."""
    unscored: tuple[Said, ...]
    """What is on record of the first that matters and that no criterion counts."""
    risk: Said | None
    """What may overturn it; None for nothing."""
    step: Said | None
    """What to do next; None for nothing."""
    places: tuple[Place, ...]
    """The first three, and the main rival."""
    places_remark: Said | None
    """Why the main rival is not the second; None where it is."""
    duels: Duels | None
    """The first against its rivals; None where nobody is compared."""
    changes: tuple[BriefChange, ...]
    """What would change it and what would not."""
    strips: tuple[Strip, ...]
    """By criterion, the greatest weight first."""
    evidence: BriefEvidence | None
    """Null where no catalogue stands behind the values."""
    asks: tuple[Ask, ...]
    """The most worth asking first."""
    offers: tuple[Offer, ...]
    """By rival, who holds most draws first."""
    no_offer: Said | None
    """Said of rivals that no single offer would make first; None for none."""
