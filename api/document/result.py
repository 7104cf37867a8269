"""A result as sections read it: an answer in codes, and what is known of when it was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson

from api.document.blocks import Head
from api.document.sources import numbered
from api.document.values import Quantity, Spoken, ValueRange, say
from api.localisation import EncodedJson
from mcda.texts import Unit

Plain = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """An answer in codes.

    Parameters
    ----------
    answer
        Of a recommendation or a ranking.
    head
        What the document says of itself.
    against
        Which alternative the first is compared with before its rivals, if any is asked about.
    """

    answer: Plain
    head: Head = field(default_factory=Head)
    against: str | None = None

    @property
    def analysed(self) -> Plain:
        """The sensitivity analysis, empty where there is none."""
        return self.answer.get("sensitivity") or {}

    def examined(self, part: str) -> bool:
        """Tell whether a part of the sensitivity analysis was run: nothing found is a finding."""
        asked = self.spec.get("sensitivity")
        said = asked.get(part) if isinstance(asked, Mapping) else asked
        unsaid = said is None and self.spec.get("detail") == "summary"
        return bool(self.analysed) and said is not False and not unsaid

    @cached_property
    def spec(self) -> Plain:
        """The request, as data: that of an answer that was just made is still encoded."""
        asked = self.answer["record"]["spec"]
        found: Plain = orjson.loads(asked.content) if isinstance(asked, EncodedJson) else asked
        return found

    @property
    def ranking(self) -> list[Plain]:
        """The lines of the ranking."""
        found: list[Plain] = self.answer["ranking"]
        return found

    @property
    def is_ranked(self) -> bool:
        """Whether there is something to rank: two alternatives or more."""
        return len(self.ranking) > 1

    @property
    def firsts(self) -> list[str]:
        """What is first, several where they are level."""
        return [line["alternative"] for line in self.ranking if line["rank"] == 1]

    @property
    def is_parks(self) -> bool:
        """Whether overseas parks are compared, and not other alternatives."""
        return bool(self.spec.get("template") == "parks")

    @property
    def evidence(self) -> Mapping[str, Mapping[str, Plain]]:
        """What stands behind each value by alternative and criterion, the ranked ones first."""
        found: Mapping[str, Mapping[str, Plain]] = self.answer.get("evidence") or {}
        placed = [line["alternative"] for line in self.ranking if line["alternative"] in found]
        return {key: found[key] for key in dict.fromkeys((*placed, *found))}

    @cached_property
    def sources(self) -> tuple[list[Plain], Mapping[str, str]]:
        """The sources with their quotations, and the numbers of these by the claim's id."""
        return numbered(self.evidence, self.answer.get("claims") or {})

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

    def known(self, cell: Mapping[str, Any] | None) -> Spoken:
        """Return what is known of a cell with evidence at present."""
        if cell is None:
            return "–"
        low, high, value = cell["low"], cell["high"], cell["value"]
        if cell["kind"] == "unknown" or (value is None and (low is None or high is None)):
            return say("unknown")
        is_open = low is not None and high is not None and low != high
        if not is_open:
            return Quantity(value, cell["unit"])
        told = ValueRange(low, high)
        return say("with_unit", value=told, unit=Unit(cell["unit"])) if cell["unit"] else told


def rank(line: Mapping[str, Any]) -> str:
    """Return a rank, marked where it is shared."""
    return f"{line['rank']} =" if line["tied_with"] else str(line["rank"])


def _span(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"
