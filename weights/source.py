"""The origin of the weights of a statement, shown with each result that depends on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from mcda.errors import Note
from mcda.plain import SAID, Count
from mcda.texts import Label
from weights.centres import FIT, beyond
from weights.fit import Fit
from weights.profiles import load_profiles
from weights.profiles.model import Text
from weights.spec import Statement
from weights.weightings import weighting_of

Code = Literal[
    "profile_by_facts",
    "blend_by_facts",
    "all_profiles",
    "nobody",
    "stated",
    "profile_named",
    "read_from_data",
]
_LEAST_PERSONAL: tuple[Code, ...] = ("read_from_data", "nobody", "profile_named", "stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """A profile behind weights."""

    id: str
    """Of the profile; one of the caller's own is called by its id."""
    name: Annotated[Text, SAID]
    """Of the profile; one of the caller's own is called by its id."""
    because: Annotated[Text | None, SAID]
    """Facts that speak for it; None where it was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCriterion:
    """A criterion beyond the profiles, placed among theirs by what interviewed firms said of it."""

    id: str
    """Of the criterion."""
    rank: float | None
    """Its mean rank in the coded interview claims; None where nobody spoke of it, so that it weighs
    as little as the least important."""
    respondents: Count
    """Over how many it is the mean, 0 without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsSource:
    """Where weights come from."""

    code: Code
    """A stable word: derived from facts (one profile, several, or all as none fits), stated by
    ``nobody``, ``stated`` as somebody's own priorities, a profile that was named, or read from the
    data."""
    profiles: tuple[SourceProfile, ...]
    """Those behind the weights."""
    placed: tuple[PlacedCriterion, ...] = ()
    """Criteria of which some of these profiles say nothing."""
    fitted: bool = False
    """Whether ties and industry fit weigh as plants that were really built show."""
    replies: Count = 0
    """Answers of an interview, where the weights follow from these alone; else 0."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The sentence that says so."""
        fields = {
            "profiles": [profile.name for profile in self.profiles],
            "because": [
                profile.because for profile in self.profiles if profile.because is not None
            ],
        }
        if self.replies:
            return Note("source_replies", ("weights",), {"count": self.replies})
        labels = [Label(criterion.id) for criterion in self.placed]
        more = Note("source_placed", (), {"criteria": labels}) if labels else None
        more = Note("source_fitted", (), {}, more) if self.fitted else more
        return Note(f"source_{self.code}", ("weights",), fields, more)


def source_of(
    statement: Statement, derived: Sequence[Fit] | None = None, criteria: Sequence[str] = ()
) -> WeightsSource:
    """Return the origin of the weights of a statement.

    For a blend, the part that says least about somebody's own priorities counts. `derived` are the
    profiles that fit, if the statement follows from facts (`weights.fit.statement_for`); None if
    the statement was sent.
    """
    if derived is not None:
        by_count: tuple[Code, ...] = ("nobody", "profile_by_facts", "blend_by_facts")
        parts = weighting_of(statement).parts(statement)
        return WeightsSource(
            code="all_profiles" if parts and not derived else by_count[min(len(derived), 2)],
            profiles=tuple(_profile(fit.profile, fit.because) for fit in derived),
            placed=tuple(_placed([fit.profile for fit in derived], criteria)),
            fitted=bool(derived or parts) and FIT in criteria,
        )
    leaves = list(_leaves(statement))
    codes = {_code(leaf) for leaf in leaves}
    profiles = [name for leaf in leaves if (name := weighting_of(leaf).profile(leaf)) is not None]
    return WeightsSource(
        code=next(code for code in _LEAST_PERSONAL if code in codes),
        profiles=tuple(_profile(name) for name in dict.fromkeys(profiles)),
        placed=tuple(_placed(profiles, criteria)),
        fitted=FIT in criteria and not load_profiles().keys().isdisjoint(profiles),
        replies=weighting_of(statement).reply_count(statement),
    )


def own_criteria(statement: Statement) -> Iterator[str]:
    """Yield the criteria that somebody names in words of his own, in no shipped profile."""
    for leaf in _leaves(statement):
        weighting = weighting_of(leaf)
        if weighting.profile(leaf) not in load_profiles():
            yield from weighting.criteria(leaf)


def _placed(profiles: Sequence[str], criteria: Sequence[str]) -> Iterator[PlacedCriterion]:
    """Yield the criteria that a shipped profile does not mention."""
    shipped = [load_profiles()[name] for name in profiles if name in load_profiles()]
    ranks = {name: rank for profile in shipped for name, rank in beyond(profile, criteria).items()}
    for name, rank in ranks.items():
        yield PlacedCriterion(
            id=name,
            rank=None if rank is None else rank.rank,
            respondents=0 if rank is None else rank.respondents,
        )


def _leaves(statement: Statement) -> Iterator[Statement]:
    parts = weighting_of(statement).parts(statement)
    if not parts:
        yield statement
    for part in parts:
        yield from _leaves(part)


def _code(leaf: Statement) -> Code:
    weighting = weighting_of(leaf)
    if weighting.is_own_word(leaf):
        return "stated"
    if weighting.profile(leaf) is not None:
        return "profile_named"
    return "read_from_data" if weighting.reads_data(leaf) else "nobody"


def _profile(id_: str, because: Text | None = None) -> SourceProfile:
    shipped = load_profiles().get(id_)
    name = {"en": id_, "zh": id_} if shipped is None else shipped.name
    return SourceProfile(id=id_, name=name, because=because)
