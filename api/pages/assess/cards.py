"""The cards of a question: an improvement in words, on its scale, between real parks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from api.http.language import Language
from api.http.numbers import Numbers
from api.pages.words import words
from mcda.cells import FloatArray, is_unknown
from mcda.parks import Catalogue, Enterprise
from mcda.parks.model import CriterionScale
from mcda.parks.places import Hometown
from mcda.plain import Plain
from mcda.problem import Criterion
from mcda.texts.figures import unit_names
from weights.elicit import Amount, Interview, Wording

LAND, SHARE, COUNTED, PLAIN = "land", "share", "connections", "plain"
_FIGURES = {
    "USD/m2 for 20 years": LAND,
    "% of export value": SHARE,
    "% of sales": SHARE,
    "connections": COUNTED,
}
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


def short_name(name: str) -> str:
    """Return the name of a park without a bracketed part at its end.

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
    """Builds the sides of questions for one reader."""

    interview: Interview
    """With the parks that are compared."""
    catalogue: Catalogue
    """With the criteria's scales."""
    enterprise: Enterprise
    """Whose home the ladder of hometown ties names."""
    language: Language
    """Of the reader."""
    shares: Mapping[str, float]
    """How often each park is first, by id: of parks that serve as well the likelier is named."""
    _values: FloatArray = field(init=False, repr=False)
    """Of the parks: the likeliest of each cell, NaN where nothing is known."""

    def __post_init__(self) -> None:
        problem = self.interview.problem
        values = problem.values.copy()
        for place, spread in problem.spreads.items():
            evidence = None if spread is None or is_unknown(spread) else spread
            values[place] = np.nan if evidence is None else evidence.headline
        object.__setattr__(self, "_values", values)

    def card(self, amount: Amount) -> Plain:
        """Return one side: its criterion, headline, subtitle, track, ends and parks."""
        card = {"criterion": amount.criterion, "name": amount.name[self.language]}
        if amount.start is None or amount.end is None:
            return {**card, "title": amount.sentence.say(self.language), "track": None}
        is_ladder = bool(amount.wording and amount.wording.levels)
        text = self._ladder(amount) if is_ladder else self._figures(amount, amount.start)
        track = self._track(amount, amount.start, amount.end)
        parks = self._parks(amount, amount.start, amount.end, is_ladder)
        return {**card, **text, "track": track, "parks": parks}

    def phrase(self, amount: Amount) -> str:
        """Return one side as a phrase: its criterion, and the improvement in the card's words."""
        card, phrases = self.card(amount), self._words
        phrase = card["title"]
        if card["track"] is None:
            return str(phrase)
        local = -1 if self.language == "zh" else 0
        ends = {end: self._within(card[end][local]) for end in ("start", "end")}
        way = phrases["from_to"].format(**ends)
        if amount.wording and amount.wording.levels:
            phrase = way
        elif _FIGURES.get(amount.unit) == LAND:
            phrase = f"{phrase}（{way}）" if self.language == "zh" else f"{phrase} ({way})"
        return f"{card['name']}{'：' if self.language == 'zh' else ': '}{phrase}"

    def ends(
        self, criterion: Criterion, scale: CriterionScale, wording: Wording | None
    ) -> tuple[str, str]:
        """Return the worst and the best value of a criterion's scale, in words."""
        if _FIGURES.get(criterion.unit) == LAND:
            far = abs(float(scale.worst) - float(scale.best))
            card = self.card(Amount.of(criterion, far, float(scale.worst), wording))
            join = "（{}）" if self.language == "zh" else " ({})"
            worst, best = (
                end[0] + "".join(join.format(part) for part in end[1:])
                for end in (card["start"], card["end"])
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
        keys = _NAMED.get(amount.criterion, ())
        if len(levels) == len(keys):
            home = self.enterprise
            province = Hometown(province=home.province).name[self.language] if home.province else ""
            city = Hometown(province="", city=home.city).name[self.language] if home.city else ""
            return self._words[keys[place]].format(
                province=province or self._words["home_province"],
                city=city or self._words["home_city"],
            )
        return levels[place][1][self.language]

    def _within(self, phrase: str) -> str:
        """Return a phrase for the middle of a sentence, its first letter in lower case."""
        is_name = phrase[1:2].isupper()
        return phrase if is_name else phrase[:1].lower() + phrase[1:]

    def _figures(self, amount: Amount, start: float) -> Plain:
        kind, values = _FIGURES.get(amount.unit, PLAIN), (start, amount.end or 0.0)
        fields = {
            "start": self.value(amount, values[0]),
            "end": self.value(amount, values[1]),
            "amount": self._numbers.figure(amount.amount),
        }
        phrases, titles = self._words, {SHARE: "share_title", COUNTED: "connections_title"}
        unders = {SHARE: "share_under", COUNTED: "connections_under"}
        card = {
            "title": phrases[titles.get(kind, "plain_title")].format(**fields),
            "under": phrases[unders[kind]].format(**fields) if kind in unders else "",
            "rule": "",
        }
        if kind == LAND:  # a lower price in both moneys, the reader's own first
            both = [phrases["land_cheaper"].format(figure=self._numbers.figure(amount.amount))]
            if local := self._local(amount, amount.amount):
                both.append(phrases["land_cheaper_local"].format(local=local))
            if self.language == "zh":
                both.reverse()
            under = both[1] if len(both) > 1 else ""
            card |= {"title": both[0], "under": under, "rule": phrases["land_years"]}
        ends = []
        for value in values:
            local = self._local(amount, value) if kind == LAND else ""
            also = [phrases["land_local"].format(local=local)] if local else []
            ends.append([self.value(amount, value), *also])
        return {**card, "start": ends[0], "end": ends[1]}

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
        """Return a price of land in local money; empty without a rate."""
        local = (amount.wording.local if amount.wording else {}).get("zh")
        if local is None:
            return ""
        if self.language == "zh":
            return self._numbers.fixed(value * local[0], 0)
        return self._numbers.fixed(round(value * local[0] * _YUAN, -3), 0)

    def _track(self, amount: Amount, start: float, end: float) -> Plain:
        """Return the positions of both ends on the scale, from the worst, and its rungs."""
        levels = amount.wording.levels if amount.wording else ()
        if levels:
            rungs = [value for value, _ in levels]
            places = [
                int(np.abs(np.array(rungs) - value).argmin()) / (len(rungs) - 1)
                for value in (start, end)
            ]
            if amount.direction == "cost":
                places = [1.0 - place for place in places]
            return {"rungs": len(rungs), "start": places[0], "end": places[1]}
        criteria = {info.id: info for info in self.catalogue.all_criteria}
        info = criteria.get(amount.criterion)
        if info is not None and info.scale is not None:
            worst, best = float(info.scale.worst), float(info.scale.best)
        else:  # the ends of what the parks offer
            values = self._values[:, self._column(amount)]
            worst, best = float(np.nanmin(values)), float(np.nanmax(values))
            if amount.direction != "benefit":
                worst, best = best, worst
        at = [min(max((value - worst) / (best - worst), 0.0), 1.0) for value in (start, end)]
        return {"rungs": 0, "start": at[0], "end": at[1]}

    def _column(self, amount: Amount) -> int:
        return self.interview.problem.criterion_ids.index(amount.criterion)

    def _parks(self, amount: Amount, start: float, end: float, is_ladder: bool) -> str:
        """Return two parks that are about this far apart; empty if no two are known to be."""
        reach = 1e-6 if is_ladder else amount.amount * _NEAR
        problem, column = self.interview.problem, self._column(amount)
        fields = {}
        for side, value in (("one", start), ("other", end)):
            near = [
                (
                    round(abs(at - value), 9),
                    -self.shares.get(problem.alternative_ids[row], 0.0),
                    row,
                )
                for row, at in enumerate(self._values[:, column].tolist())
                if abs(at - value) <= reach  # never where nothing is known
            ]
            if not near:
                return ""
            row = min(near)[2]
            park = problem.alternatives[row]
            fields[side] = short_name(park.name.get(self.language, park.id))
            fields[f"{side}_value"] = self.value(amount, float(self._values[row, column]))
        return self._words["parks_level" if is_ladder else "parks_value"].format(**fields)
