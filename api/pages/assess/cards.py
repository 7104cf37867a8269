"""The cards of a question: an improvement in words, on its scale, between real parks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from api.language import Language
from api.numbers import Numbers
from api.pages.words import words
from mcda.cells import FloatArray, is_unknown
from mcda.parks import Catalogue, Enterprise
from mcda.parks.model import CriterionScale
from mcda.parks.places import Hometown
from mcda.problem import Criterion
from mcda.texts.figures import unit_names
from weights.elicit import Amount, Interview, Wording

LAND, SHARE, COUNTED, PLAIN = "land", "share", "connections", "plain"
_FIGURES = {"USD/m2 for 20 years": LAND, "% of export value": SHARE, "connections": COUNTED}
"""Units whose figures have words of their own."""
_NAMED = {
    "hometown_ties": (
        "hometown_none",
        "hometown_firms",
        "hometown_partner",
        "hometown_province",
        "hometown_city",
    ),
    "investor_type": ("investor_private", "investor_joint", "investor_public"),
}
"""Words that name the home or say who stands at a rung, by ladder in its order."""
_NEAR = 1 / 8  # of an improvement: a park's value is spoken of as its end
_YUAN = 10_000  # of the local figure's unit
Plain = dict[str, Any]


def short_name(name: str) -> str:
    """Return the name of a park without what stands in brackets behind it.

    >>> short_name("Batang (KEK Industropolis Batang, Grand Batang City)")
    'Batang'
    """
    for opening, closing in (" (", ")"), ("（", "）"):
        at = name.find(opening)
        if at > 0 and name.endswith(closing):
            return name[:at]
    return name


@dataclass(frozen=True, slots=True)
class Cards:
    """Draws the sides of questions for one reader.

    Parameters
    ----------
    interview
        With the parks that are compared.
    catalogue
        With the criteria's scales.
    enterprise
        Whose home the ladder of hometown ties names.
    language
        Of the reader.
    shares
        How often each park is first, by id: of parks that serve as well the likelier is named.
    """

    interview: Interview
    catalogue: Catalogue
    enterprise: Enterprise
    language: Language
    shares: Mapping[str, float]
    _values: FloatArray = field(init=False, repr=False)
    """Of the parks: the likeliest of each cell, NaN where nothing is known."""

    def __post_init__(self) -> None:
        problem = self.interview.problem
        values = problem.values.copy()
        for place, spread in problem.spreads.items():
            known = None if spread is None or is_unknown(spread) else spread
            values[place] = np.nan if known is None else known.headline
        object.__setattr__(self, "_values", values)

    def card(self, amount: Amount) -> Plain:
        """Return one side: its criterion, headline, what stands under it, track, ends and parks."""
        found = {"criterion": amount.criterion, "name": amount.name[self.language]}
        if amount.start is None or amount.end is None:
            return {**found, "title": amount.sentence.say(self.language), "track": None}
        is_ladder = bool(amount.wording and amount.wording.levels)
        said = self._ladder(amount) if is_ladder else self._figures(amount, amount.start)
        track = self._track(amount, amount.start, amount.end)
        return {**found, **said, "track": track, "parks": self._parks(amount, is_ladder)}

    def phrase(self, amount: Amount) -> str:
        """Return one side in a phrase: its criterion, and the improvement as its card says it."""
        card, said = self.card(amount), self._words
        phrase = card["title"]
        if card["track"] is None:
            return str(phrase)
        local = -1 if self.language == "zh" else 0
        ends = {end: self._within(card[end][local]) for end in ("start", "end")}
        way = said["from_to"].format(**ends)
        if amount.wording and amount.wording.levels:
            phrase = way
        elif _FIGURES.get(amount.unit) == LAND:
            phrase = f"{phrase}（{way}）" if self.language == "zh" else f"{phrase} ({way})"
        return f"{card['name']}{'：' if self.language == 'zh' else ': '}{phrase}"

    def ends(
        self, criterion: Criterion, scale: CriterionScale, wording: Wording | None
    ) -> tuple[str, str]:
        """Return the worst and the best that count on a criterion's scale, in words."""
        if _FIGURES.get(criterion.unit) == LAND:
            far = abs(float(scale.worst) - float(scale.best))
            said = self.card(Amount.of(criterion, far, float(scale.worst), wording))
            join = "（{}）" if self.language == "zh" else " ({})"
            worst, best = (
                one[0] + "".join(join.format(part) for part in one[1:])
                for one in (said["start"], said["end"])
            )
            return worst, best
        worst, best = scale.worst_in_words[self.language], scale.best_in_words[self.language]
        return worst.replace(" %", "%"), best.replace(" %", "%")

    @property
    def _words(self) -> Mapping[str, str]:
        return words(self.language)["interview"]

    @property
    def _numbers(self) -> Numbers:
        return Numbers(self.language)

    def _ladder(self, amount: Amount) -> Plain:
        start, end = (self._level(amount, value) for value in (amount.start, amount.end))
        rules = amount.rules
        return {
            "title": end,
            "under": self._words["instead"].format(start=self._within(start)),
            # What has words of its own here says itself what it asks for.
            "rule": rules[-1][1][self.language]
            if len(rules) == 2 and amount.criterion not in _NAMED
            else "",
            "start": [start],
            "end": [end],
        }

    def _level(self, amount: Amount, value: float | None) -> str:
        levels = amount.wording.levels if amount.wording else ()
        place = next(i for i, (at, _) in enumerate(levels) if abs(at - (value or 0.0)) < 1e-9)
        named = _NAMED.get(amount.criterion, ())
        if len(levels) == len(named):
            return self._words[named[place]].format(**self._home())
        return levels[place][1][self.language]

    def _within(self, phrase: str) -> str:
        """Return a phrase as it stands within a sentence."""
        is_name = phrase[1:2].isupper()
        return phrase if is_name else phrase[:1].lower() + phrase[1:]

    def _home(self) -> dict[str, str]:
        """Return the enterprise's city and province as they are called; what is not said is not."""
        home = self.enterprise
        province = Hometown(province=home.province).name[self.language] if home.province else ""
        city = Hometown(province="", city=home.city).name[self.language] if home.city else ""
        return {
            "province": province or self._words["home_province"],
            "city": city or self._words["home_city"],
        }

    def _figures(self, amount: Amount, start: float) -> Plain:
        kind, values = _FIGURES.get(amount.unit, PLAIN), (start, amount.end or 0.0)
        fields = {
            "start": self.value(amount, values[0]),
            "end": self.value(amount, values[1]),
            "amount": self._numbers.figure(amount.amount),
        }
        said, titles = self._words, {SHARE: "share_title", COUNTED: "connections_title"}
        unders = {SHARE: "share_under", COUNTED: "connections_under"}
        found = {
            "title": said[titles.get(kind, "plain_title")].format(**fields),
            "under": said[unders[kind]].format(**fields) if kind in unders else "",
            "rule": "",
            **(self._cheaper(amount) if kind == LAND else {}),
        }
        ends = [
            [self.value(amount, value), *self._value_in_local(amount, value)] for value in values
        ]
        return {**found, "start": ends[0], "end": ends[1]}

    def _cheaper(self, amount: Amount) -> dict[str, str]:
        """Return a lower price of land in both moneys, the reader's own first."""
        said, local = self._words, self._local(amount, amount.amount)
        both = [said["land_cheaper"].format(figure=self._numbers.figure(amount.amount))]
        if local:
            both.append(said["land_cheaper_local"].format(local=local))
        if self.language == "zh":
            both.reverse()
        under = both[1] if len(both) > 1 else ""
        return {"title": both[0], "under": under, "rule": said["land_years"]}

    def value(self, amount: Amount, value: float) -> str:
        """Return a figure of a criterion with its unit."""
        keys = {LAND: "land_value", SHARE: "share_value", COUNTED: "connections_value"}
        kind, figure = _FIGURES.get(amount.unit, PLAIN), self._numbers.figure(value)
        if kind in keys:
            return self._words[keys[kind]].format(figure=figure)
        # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
        if not amount.unit or amount.unit[0].isdigit():
            return figure
        unit = unit_names(amount.unit)[self.language]
        return f"{figure}{unit}" if self.language == "zh" else f"{figure} {unit}"

    def _local(self, amount: Amount, value: float) -> str:
        """Return a price of land in local money; empty where the rate is not known."""
        local = (amount.wording.local if amount.wording else {}).get("zh")
        if local is None:
            return ""
        if self.language == "zh":
            return self._numbers.fixed(value * local[0], 0)
        return self._numbers.fixed(round(value * local[0] * _YUAN, -3), 0)

    def _value_in_local(self, amount: Amount, value: float) -> list[str]:
        local = self._local(amount, value) if _FIGURES.get(amount.unit) == LAND else ""
        return [self._words["land_local"].format(local=local)] if local else []

    def _track(self, amount: Amount, start: float, end: float) -> Plain:
        """Return how far along its scale both ends lie, from the worst, and its rungs."""
        levels = amount.wording.levels if amount.wording else ()
        if levels:
            rungs = [value for value, _ in levels]
            places = [_nearest(rungs, value) / (len(rungs) - 1) for value in (start, end)]
            if amount.direction == "cost":
                places = [1.0 - place for place in places]
            return {"rungs": len(rungs), "start": places[0], "end": places[1]}
        worst, best = self._ends(amount)
        at = [min(max((value - worst) / (best - worst), 0.0), 1.0) for value in (start, end)]
        return {"rungs": 0, "start": at[0], "end": at[1]}

    def _ends(self, amount: Amount) -> tuple[float, float]:
        """Return the ends of a criterion's scale, else of what the parks offer."""
        criteria = {info.id: info for info in self.catalogue.all_criteria}
        info = criteria.get(amount.criterion)
        if info is not None and info.scale is not None:
            return float(info.scale.worst), float(info.scale.best)
        values = self._values[:, self._column(amount)]
        ends = float(np.nanmin(values)), float(np.nanmax(values))
        return ends if amount.direction == "benefit" else (ends[1], ends[0])

    def _column(self, amount: Amount) -> int:
        return self.interview.problem.criterion_ids.index(amount.criterion)

    def _parks(self, amount: Amount, is_ladder: bool) -> str:
        """Return two parks that lie about so far apart; empty where no two are known to."""
        if amount.start is None or amount.end is None:
            return ""
        reach = 1e-6 if is_ladder else amount.amount * _NEAR
        rows = [self._row_at(amount, value, reach) for value in (amount.start, amount.end)]
        problem, column = self.interview.problem, self._column(amount)
        fields = {}
        for side, row in zip(("one", "other"), rows, strict=True):
            if row is None:
                return ""
            park = problem.alternatives[row]
            fields[side] = short_name(park.name.get(self.language, park.id))
            fields[f"{side}_value"] = self.value(amount, float(self._values[row, column]))
        return self._words["parks_level" if is_ladder else "parks_value"].format(**fields)

    def _row_at(self, amount: Amount, value: float, reach: float) -> int | None:
        """Return the row of the park that is known to lie nearest to a value, None of none."""
        column, problem = self._column(amount), self.interview.problem
        found = [
            (round(abs(at - value), 9), -self.shares.get(problem.alternative_ids[row], 0.0), row)
            for row, at in enumerate(self._values[:, column].tolist())
            if abs(at - value) <= reach  # never where nothing is known
        ]
        return min(found)[2] if found else None


def _nearest(rungs: Sequence[float], value: float) -> int:
    return int(np.abs(np.array(rungs) - value).argmin())
