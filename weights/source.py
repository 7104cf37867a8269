"""Where the weights of a statement come from, told beside whatever rests on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from mcda.errors import Note
from weights.fit import Fit
from weights.profiles import load_profiles
from weights.profiles.model import Text
from weights.spec import Statement
from weights.weightings import weighting_of

Code = Literal[
    "profile_by_facts", "blend_by_facts", "nobody", "stated", "profile_named", "read_from_data"
]
CODES: tuple[Code, ...] = get_args(Code)
_LEAST_PERSONAL: tuple[Code, ...] = ("read_from_data", "nobody", "profile_named", "stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """A profile behind weights.

    Parameters
    ----------
    id, name
        Of the profile; one of the caller's own is called by its id.
    because
        The facts that speak for it; None where it was named.
    """

    id: str
    name: Text
    because: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where weights come from.

    Parameters
    ----------
    code
        A stable word: derived from facts (one profile, or several), stated by ``nobody``,
        ``stated`` as somebody's own priorities, a profile that was named, or read from the data.
    profiles
        Those behind the weights.
    """

    code: Code
    profiles: tuple[SourceProfile, ...]

    @property
    def note(self) -> Note:
        """The sentence that says so."""
        fields = {
            "profiles": [one.name for one in self.profiles],
            "because": [one.because for one in self.profiles if one.because is not None],
        }
        return Note(f"source_{self.code}", ("weights",), fields)

    def plain(self, language: str = "en") -> dict[str, Any]:
        """Return code, profiles and sentence as plain data in one language."""
        return {
            "code": self.code,
            "profiles": [
                {
                    "id": one.id,
                    "name": one.name[language],
                    "because": None if one.because is None else one.because[language],
                }
                for one in self.profiles
            ],
            "sentence": self.note.say(language),
        }


def source_of(statement: Statement, derived: Sequence[Fit] | None = None) -> Source:
    """Return where the weights of a statement come from.

    Parameters
    ----------
    statement
        Of any kind. Of a blend the part counts that says least of somebody's own priorities.
    derived
        Of a statement that follows from facts (`weights.fit.statement_for`): the profiles that
        fit. None of one that was sent.
    """
    if derived is not None:
        code: Code = "nobody" if not derived else "profile_by_facts"
        return Source(
            code="blend_by_facts" if len(derived) > 1 else code,
            profiles=tuple(_profile(fit.profile, fit.because) for fit in derived),
        )
    leaves = list(_leaves(statement))
    found = {_code(leaf) for leaf in leaves}
    named = (weighting_of(leaf).profile(leaf) for leaf in leaves)
    return Source(
        code=next(code for code in _LEAST_PERSONAL if code in found),
        profiles=tuple(_profile(name) for name in dict.fromkeys(named) if name is not None),
    )


def _leaves(statement: Statement) -> Iterator[Statement]:
    parts = weighting_of(statement).parts(statement)
    if not parts:
        yield statement
    for part in parts:
        yield from _leaves(part)


def _code(leaf: Statement) -> Code:
    weighting = weighting_of(leaf)
    if weighting.stated:
        return "stated"
    if weighting.profile(leaf) is not None:
        return "profile_named"
    return "read_from_data" if weighting.reads_data(leaf) else "nobody"


def _profile(id_: str, because: Text | None = None) -> SourceProfile:
    shipped = load_profiles().get(id_)
    name = {"en": id_, "zh": id_} if shipped is None else shipped.name
    return SourceProfile(id=id_, name=name, because=because)
