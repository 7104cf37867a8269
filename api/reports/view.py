"""An answer as a reader of one language sees it: names, numbers and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.parks.labels import Labels
from api.reports.words import named, word
from mcda.texts.figures import unit_names

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a report says of itself.

    Parameters
    ----------
    name
        Of the assessment or of the file; empty for none.
    at
        Moment of the answer in UTC, as ISO 8601; empty where it is not known.
    number, version
        Of the result and of the assessment that it was made from, where it is a stored one.
    by
        Who asked.
    """

    name: str = ""
    at: str = ""
    number: int | None = None
    version: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An answer and how to tell it.

    Parameters
    ----------
    answer
        Of a recommendation or a ranking.
    language
        The reader's.
    labels
        What parks and criteria are called.
    head
        What the report says of itself.
    is_foreign
        Whether the answer's own sentences are in the other language.
    references
        Numbers of quotations by the id of the claim.
    """

    answer: Plain
    language: Language
    labels: Labels
    head: Head = field(default_factory=Head)
    is_foreign: bool = False
    references: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> Numbers:
        """Return what writes numbers."""
        return Numbers(self.language)

    @property
    def analysed(self) -> Plain:
        """Return the sensitivity analysis, empty where there is none."""
        return self.answer.get("sensitivity") or {}

    def examined(self, part: str) -> bool:
        """Tell whether a part of the sensitivity analysis was run: nothing found is a finding."""
        asked = self.spec.get("sensitivity", True)
        left_out = isinstance(asked, Mapping) and asked.get(part) is False
        return bool(self.analysed) and not left_out

    @property
    def spec(self) -> Plain:
        """Return the request."""
        found: Plain = self.answer["record"]["spec"]
        return found

    @property
    def ranking(self) -> list[Plain]:
        """Return the lines of the ranking."""
        found: list[Plain] = self.answer["ranking"]
        return found

    @property
    def firsts(self) -> list[str]:
        """Return what is first, several where they are level."""
        return [line["alternative"] for line in self.ranking if line["rank"] == 1]

    @property
    def is_parks(self) -> bool:
        """Tell whether overseas parks are compared, and not other alternatives."""
        return bool(self.spec.get("template") == "parks")

    def say(self, key: str, **fields: object) -> str:
        """Return a text of the reports."""
        return word(key, self.language, **fields)

    def kind(self, kind: str, value: str) -> str:
        """Return the word for a value of some kind."""
        return named(kind, value, self.language)

    def name(self, key: str | None) -> str:
        """Return the name of an alternative, a dash where there is none."""
        return "–" if key is None else self.labels.name(key)

    def criterion(self, key: str) -> str:
        """Return the name of a criterion."""
        return self.labels.criterion(key)

    def listed(self, items: Sequence[str], most: int | None = None) -> str:
        """Return names one after the other, those past ``most`` as their number."""
        shown = list(items if most is None or len(items) <= most + 1 else items[:most])
        if len(shown) < len(items):
            shown.append(self.say("more", count=len(items) - len(shown)))
        return ("、" if self.language == "zh" else ", ").join(shown)

    def names(self, keys: Sequence[str], most: int | None = None) -> str:
        """Return the names of alternatives one after the other."""
        return self.listed([self.name(key) for key in keys], most)

    def unit(self, unit: str) -> str:
        """Return what a unit is called."""
        return unit_names(unit)[self.language]

    def bounds(self, low: float | None, high: float | None) -> str:
        """Return the lowest and highest value, a dash where they are the same or not known."""
        if low is None or high is None or low == high:
            return "–"
        figure = self.numbers.figure
        return self.say("bounds", low=figure(low, 4), high=figure(high, 4))

    def value(self, value: float | None) -> str:
        """Return a value."""
        return self.say("unknown") if value is None else self.numbers.figure(value, 4)

    def first_share(self, key: str) -> float | None:
        """Return the share of draws, or of all weights, in which an alternative is first."""
        drawn = self.analysed.get("acceptability")
        if drawn:
            shares: Mapping[str, list[float]] = drawn["rank_shares"]
            return shares[key][0] if key in shares else None
        exact = self.analysed.get("exact_acceptability")
        return exact["first_shares"].get(key) if exact else None

    def central_ranks(self, key: str, part: str = "half") -> str:
        """Return the ranks in the central ``half`` or ``ninety`` per cent of draws, else empty."""
        found = (self.answer.get("ranks") or {}).get(key)
        return _span(*found[part]) if found else ""

    def possible_ranks(self, key: str) -> str:
        """Return the best and worst possible rank, empty where it was not examined."""
        for item in self.analysed.get("possible_ranks") or ():
            if item["alternative"] == key:
                return _span(item["best"], item["worst"])
        return ""

    def rank(self, line: Plain) -> str:
        """Return a rank, marked where it is shared."""
        return f"{line['rank']} =" if line["tied_with"] else str(line["rank"])


def _span(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"
