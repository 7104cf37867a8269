"""What a comparison says in sentences, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.parks.labels import Labels

MOST_NAMED = 2
"""Criteria that a sentence names beside the one that explains most."""
WORTH_NAMING = 0.05
"""Share of a difference below which a criterion is not named."""
Answer = Mapping[str, Any]
_BETWEEN: Mapping[Language, str] = {"en": ", ", "zh": "、"}


@dataclass(frozen=True, slots=True)
class Sentences:
    """Makes sentences from numbers.

    Parameters
    ----------
    words
        Of the comparison's page.
    numbers, labels
        How numbers are written, and what parks and criteria are called.
    """

    words: Mapping[str, str]
    numbers: Numbers
    labels: Labels

    def headline(self, count: int, firsts: Sequence[str]) -> str:
        """Return how many weightings have how many different first places."""
        if len(firsts) == 1:
            return self._say("headline_one", count=count, park=firsts[0])
        return self._say("headline", count=count, winners=len(firsts))

    def listed(self, names: Sequence[str]) -> str:
        """Return names one after the other."""
        return _BETWEEN[self.numbers.language].join(names)

    def parks(self, ids: Sequence[str]) -> str:
        """Return the names of parks one after the other, empty for none."""
        return self.listed([self.labels.name(park) for park in ids])

    def tied(self, ids: Sequence[str]) -> str:
        """Return the names of parks that share a place."""
        names = self.parks(ids)
        return names if len(ids) == 1 else self._say("tied", names=names)

    def way(self, stretches: Sequence[Answer]) -> str:
        """Return who is first from one weighting on to the other."""
        winners = [self.tied((item["winner"], *item["tied_with"])) for item in stretches]
        if len(stretches) == 1:
            return self._say("way_all", park=winners[0])
        told = [
            self._say("way_from", park=park, share=self.numbers.share(item["from"]))
            for park, item in zip(winners[1:], stretches[1:], strict=True)
        ]
        return "".join([winners[0], *told])

    def consensus(self, found: Answer, places: Mapping[str, Answer]) -> list[str]:
        """Return what speaks for the park of least greatest regret, and who objects.

        Parameters
        ----------
        found
            The consensus of the answer.
        places
            Of its alternative, by weighting.
        """
        park = self.tied((found["alternative"], *found["tied_with"]))
        if found["objects_most"] is None:
            return [self._say("nobody_objects", park=park)]
        most, equally = found["objects_most"], found["objects_equally"]
        said = [
            self._say("least_regret", park=park),
            self._say(
                "objects_most",
                name=most,
                park=self.labels.name(found["alternative"]),
                rank=places[most]["rank"],
                regret=self.numbers.figure(found["greatest_regret"]),
            ),
        ]
        if equally:
            said.append(self._say("objects_equally", names=self.listed(equally)))
        return said

    def difference(self, item: Answer, weights: Sequence[Mapping[str, float]]) -> list[str]:
        """Return why two weightings have different first places.

        Parameters
        ----------
        item
            A disagreement of the answer.
        weights
            Of its two weightings, by criterion.
        """
        first, second = item["between"]
        ordered = sorted(item["shares"].items(), key=lambda pair: -pair[1])
        (most, share), *others = ordered
        then = [pair for pair in others if pair[1] >= WORTH_NAMING][:MOST_NAMED]
        against = [pair for pair in reversed(others) if pair[1] <= -WORTH_NAMING][:MOST_NAMED]
        said = [
            self._say(
                "winners_differ",
                first=first,
                second=second,
                first_park=self.tied(item["winners"][first]),
                second_park=self.tied(item["winners"][second]),
            ),
            self._say(
                "explains_most",
                criterion=self.labels.criterion(most),
                first=self.numbers.share(weights[0][most]),
                second=self.numbers.share(weights[1][most]),
                share=self.numbers.share(share),
            ),
        ]
        if then:
            said.append(self._say("explains_then", criteria=self._shares(then)))
        if against:
            said.append(self._say("explains_against", criteria=self._shares(against)))
        return said

    def _shares(self, pairs: Sequence[tuple[str, float]]) -> str:
        return self.listed(
            [
                self._say(
                    "explains_share",
                    criterion=self.labels.criterion(key),
                    share=self.numbers.share(share),
                )
                for key, share in pairs
            ]
        )

    def _say(self, key: str, **fields: Any) -> str:
        return self.words[key].format(**fields)
