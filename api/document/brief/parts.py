"""What the brief of a result is made of, in codes and numbers; shares are of 1, points of 100."""

from dataclasses import dataclass
from typing import Annotated, Literal

from api.document.values import Spoken
from mcda.plain import SAID
from mcda.robust.verdict import Word

Said = Annotated[Spoken, SAID]
"""A sentence or a name in codes; a reader gets it in his language."""

Role = Literal["first", "rival", "third", "rest"]
"""Whose a mark is: of the first choice, of its main rival, of the next, of all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """The word of the verdict.

    Parameters
    ----------
    code
        ``clear``, ``likely``, ``leaning``, ``open`` or ``not_enough``.
    level
        Bars of four; 0 where there is not enough to say.
    name
        The word.
    said
        The frequency that it stands for.
    """

    code: Word
    level: int
    name: Said
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """In how many of twenty draws somebody is first.

    Parameters
    ----------
    role
        Of the first choice, its main rival, the next, or all others.
    id
        Of the alternative; None for all others.
    name
        Of the alternative.
    count
        Of twenty draws; all of them add up to twenty.
    """

    role: Role
    id: str | None
    name: Said
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The share of draws in which an alternative is first.

    Parameters
    ----------
    role
        Of the first choice, its main rival, or the others.
    id, name
        Of the alternative.
    share
        Of 1.
    said
        The share in per cent.
    """

    role: Role
    id: str
    name: Said
    share: float
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How far sources carry a value.

    Parameters
    ----------
    dots
        Of three; 0 for nothing on record.
    said
        What the dots stand for.
    own
        Whoever asked gave the value, and no source carries it: a mark stands in place of dots.
    """

    dots: int
    said: Said
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What speaks for the first: the claim, what it is worth, and how well it is supported.

    Parameters
    ----------
    criterion
        Id of the criterion.
    claim
        The criterion with the value of the first.
    remark
        How many others are worse, and how well the value is supported.
    grade
        How far sources carry it; None where nobody graded it.
    """

    criterion: str
    claim: Said
    remark: Said
    grade: Grade | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of the ranking; ``share`` draws its bar, None where scores have no common end.

    Parameters
    ----------
    rank
        The best is 1.
    role
        Of the first choice, its main rival, or the others.
    id, name
        Of the alternative.
    points
        The score, of a hundred where scores have a common end.
    share
        The length of its bar, of 1; None where scores have no common end.
    """

    rank: int
    role: Role
    id: str
    name: Said
    points: Said
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuelRow:
    """A criterion of a duel: positive points speak for the first, ``share`` of the whole axis.

    Parameters
    ----------
    criterion
        Id of the criterion.
    name
        Of the criterion.
    weight
        In per cent.
    first
        The value of the first, in words.
    first_remark
        Its bounds; None for none.
    rival
        The value of the rival, in words.
    rival_remark
        Its bounds; None for none.
    points
        Positive where it speaks for the first.
    said
        The points without their sign.
    share
        The length of its bar, of the whole axis.
    """

    criterion: str
    name: Said
    weight: Said
    first: Said
    first_remark: Said | None
    rival: Said
    rival_remark: Said | None
    points: float
    said: Said
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel:
    """The first against one rival; the points of its rows add up to the lead as shown.

    Parameters
    ----------
    id, name
        Of the rival.
    points
        The rival's score.
    said
        What makes the lead, in a sentence.
    rows
        By criterion, the greatest difference first; the points add up to the lead.
    """

    id: str
    name: Said
    points: Said
    said: Said
    rows: tuple[DuelRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duels:
    """The first against its rivals, all on one axis; ``zero`` is where it is divided.

    Parameters
    ----------
    name
        Of the first.
    points
        Its score.
    zero
        Where the axis is divided, of 1: to its left what speaks for the first.
    rivals
        The main rival first.
    """

    name: Said
    points: Said
    zero: float
    rivals: tuple[Duel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChange:
    """A sentence on what would change the answer, or would not.

    Parameters
    ----------
    kind
        Of priorities, of facts, of the method, or what holds.
    head
        The same in a word.
    said
        The sentence.
    """

    kind: Literal["weights", "facts", "method", "holds"]
    head: Said
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Between which weights of a criterion the first stays first, the others in proportion.

    Parameters
    ----------
    criterion
        Id of the criterion.
    name
        Of the criterion.
    weight
        As it is, of 1.
    weight_said
        The same in per cent.
    low
        The lowest weight with the same first.
    high
        The highest weight with the same first.
    said
        Who takes over on the nearer side.
    """

    criterion: str
    name: Said
    weight: float
    weight_said: Said
    low: float
    high: float
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCell:
    """A value in words, what stands beside it, and how well it is supported.

    Parameters
    ----------
    criterion
        Id of the criterion.
    name
        Of the criterion.
    value
        The likeliest value, in words.
    remark
        The same once more in local money; None for none.
    grade
        How far sources carry it; None where nobody graded it.
    known
        Something is on record.
    """

    criterion: str
    name: Said
    value: Said
    remark: Said | None
    grade: Grade | None
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """The values of an alternative.

    Parameters
    ----------
    id
        Of the alternative.
    role
        Of the first choice, its main rival, or the others.
    name
        Of the alternative.
    cells
        By criterion, the greatest weight first.
    """

    id: str
    role: Role
    name: Said
    cells: tuple[EvidenceCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefEvidence:
    """The values of the first and its rivals; ``said`` counts those of all alternatives.

    Parameters
    ----------
    said
        How many values of all alternatives are how well supported.
    rows
        The first, then its rivals.
    others
        How many alternatives are not shown.
    legend
        The marks that may stand at a value: dots, and that of figures of one's own where one does.
    """

    said: Said
    rows: tuple[EvidenceRow, ...]
    others: int
    legend: tuple[Grade, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact on its axis: who is first on either side of the threshold, and what is known.

    Parameters
    ----------
    cut
        The threshold, of the axis.
    known_low
        The lower bound of what is known.
    known_high
        The upper bound of what is known.
    now
        The value that ranks.
    below
        Who is first below the threshold.
    below_role
        The first choice, its main rival, or another.
    above
        Who is first above the threshold.
    above_role
        The first choice, its main rival, or another.
    low
        The lower end of the axis, in words.
    threshold
        The threshold, in words.
    high
        The upper end of the axis, in words.
    """

    cut: float
    known_low: float
    known_high: float
    now: float
    below: Said
    below_role: Role
    above: Said
    above_role: Role
    low: Said
    threshold: Said
    high: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A fact worth asking for: whom, in which words, and what the answer decides.

    Parameters
    ----------
    alternative
        Id of the alternative.
    criterion
        Id of the criterion.
    head
        What it is about.
    question
        Whom to ask, and how.
    said
        What the answer decides.
    line
        The threshold drawn; None where the fact alone decides nothing.
    """

    alternative: str
    criterion: str
    head: Said
    question: Said
    said: Said
    line: Line | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a rival would have to offer to be first, one value changed and all else as it is.

    Parameters
    ----------
    id, name
        Of the alternative.
    said
        The one value that would do, all else as it is.
    remark
        What it is now.
    """

    id: str
    name: Said
    said: Said
    remark: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a reader takes from a result in one minute.

    Parameters
    ----------
    kicker
        What kind of statement this is.
    winners
        Names of all that are first.
    place
        Where the first is; None where several are first or nobody says.
    sentence
        The verdict in one sentence.
    certainty
        How sure; None where nothing was drawn.
    draws
        Twenty draws, apportioned; empty where nothing was drawn.
    chances
        Each that is ever first, the most often first.
    priorities
        In a few words whose the weights are; None where an older result does not say.
    premises
        What was drawn, and whose the weights are, in full.
    reasons
        At most three, the strongest first.
    unscored
        What is on record of the first that matters and that no criterion counts.
    risk
        What may overturn it; None for nothing.
    step
        What to do next; None for nothing.
    places
        The first three, and the main rival.
    places_remark
        Why the main rival is not the second; None where it is.
    duels
        The first against its rivals; None where nobody is compared.
    changes
        What would change it and what would not.
    strips
        By criterion, the greatest weight first.
    evidence
        Null where no catalogue stands behind the values.
    asks
        The most worth asking first.
    offers
        By rival, who holds most draws first.
    no_offer
        Said of rivals that no single offer would make first; None for none.
    """

    kicker: Said
    winners: tuple[Said, ...]
    place: Said | None
    sentence: Said
    certainty: Certainty | None
    draws: tuple[Draws, ...]
    chances: tuple[Chance, ...]
    priorities: Said | None
    premises: Said
    reasons: tuple[Reason, ...]
    unscored: tuple[Said, ...]
    risk: Said | None
    step: Said | None
    places: tuple[Place, ...]
    places_remark: Said | None
    duels: Duels | None
    changes: tuple[BriefChange, ...]
    strips: tuple[Strip, ...]
    evidence: BriefEvidence | None
    asks: tuple[Ask, ...]
    offers: tuple[Offer, ...]
    no_offer: Said | None
