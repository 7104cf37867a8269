"""A comparison as its page shows it: sentences, drawings, and the measures behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from markupsafe import Markup, escape

from api.document.brief.verdict import DRAWS, LEVELS
from api.language import Language
from api.numbers import Numbers
from api.pages.compare.figures import (
    Axis,
    CauseBar,
    Cut,
    Segment,
    Slopes,
    Tone,
    bars,
    dots,
    segments,
    slopes,
)
from api.pages.compare.sentences import ComparisonSentences
from api.pages.words import words
from mcda.texts import text

Answer = Mapping[str, Any]
Plain = dict[str, Any]
_TONES: tuple[Tone, ...] = ("first", "rival", "also")
_SAME = 1e-6  # of a difference: what is told of it twice agrees this far


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one weighting says.

    Parameters
    ----------
    name
        Of the weighting.
    choice
        What it puts first.
    tone
        Of that.
    level, word, said
        How sure it is: bars of four, a word, a frequency; all empty of one alternative alone.
    first_ask
        Of what too little is known under it, in a sentence.
    """

    name: str
    choice: str
    tone: Tone
    level: int
    word: str
    said: str
    first_ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Two weightings that put different alternatives first, and where that turns."""

    between: tuple[str, str]
    firsts: tuple[str, str]
    said: Markup
    segments: Sequence[Segment]
    cuts: Sequence[Cut]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why two weightings put different alternatives first, in parts that add up.

    Parameters
    ----------
    between
        Names of the two.
    said
        The criteria that count most.
    turn
        From how far ahead to how far behind.
    bars, zero
        Of the drawing.
    figures
        Of the bars, by criterion.
    """

    between: tuple[str, str]
    said: str
    turn: Markup
    bars: Sequence[CauseBar]
    zero: float
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure behind the sentences: what it is called, what it says, and what that means."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """What the page of a comparison shows.

    Parameters
    ----------
    title, headline
        Who chooses what, in a sentence; without and with colours.
    lead
        What everybody can live with; and of two alone, what they agree on.
    names
        Of the weightings, in the order asked.
    voices
        What each says.
    slopes
        Ranks under all.
    switches, causes
        Of those that differ: where the first changes, and why.
    agreements
        A sentence for every two, the most alike first.
    axes, axis_end
        Weights of all, by criterion, and the share at which the axes end.
    ranks, weights, pairs, regrets, gaps
        Rows of the tables behind the drawings.
    measures
        Behind the sentences.
    """

    title: str
    headline: Markup
    lead: Sequence[Markup]
    names: Sequence[str]
    voices: Sequence[Voice]
    slopes: Slopes
    switches: Sequence[Switch]
    causes: Sequence[Cause]
    agreements: Sequence[str]
    axes: Sequence[Axis]
    axis_end: float
    ranks: Sequence[Plain]
    weights: Sequence[Plain]
    pairs: Sequence[Plain]
    regrets: Sequence[Plain]
    gaps: Sequence[Plain]
    measures: Sequence[Measure]
    wording: ComparisonSentences


def view(answer: Answer, language: Language) -> ComparisonView:
    """Return what the page of a comparison shows.

    Parameters
    ----------
    answer
        Of ``POST /v1/comparisons``, as a reader is told.
    language
        Of the reader.
    """
    return _Viewer(answer, language).view()


def tones(camps: Sequence[Answer]) -> dict[str, Tone]:
    """Return what is coloured: the first of the largest camp, its rival, and the others' first."""
    found: dict[str, Tone] = {}
    for place, camp in enumerate(camps):
        for alternative in camp["alternatives"]:
            found.setdefault(alternative, _TONES[min(place, len(_TONES) - 1)])
    return found


def in_points(answer: Answer) -> bool:
    """Tell whether all scores lie in 0..1 and larger is better, so that 100 is all there is."""
    scores = [line["score"] for ranking in answer["rankings"] for line in ranking["ranking"]]
    return not answer["method"]["lower_is_better"] and min(scores) >= 0 and max(scores) <= 1


class _Viewer:
    """Makes the parts of a view."""

    def __init__(self, answer: Answer, language: Language) -> None:
        self.answer = answer
        self.language = language
        self.words = words(language)["compare"]
        self.numbers = Numbers(language)
        self.tones = tones(answer["camps"])
        self.wording = ComparisonSentences(
            language=language,
            names=answer["names"]["alternatives"],
            tones=self.tones,
            in_points=in_points(answer),
        )
        self.names = [item["name"] for item in answer["rankings"]]
        self.columns = [
            {line["alternative"]: line for line in ranking["ranking"]}
            for ranking in answer["rankings"]
        ]

    def view(self) -> ComparisonView:
        weights = self._weights()
        axes, end = dots({row["criterion"]: row["shares"] for row in weights})
        return ComparisonView(
            title=str(self.wording.plain(self.answer["sentence"]).striptags()).rstrip(".。"),
            headline=self.wording.coloured(self.answer["sentence"].rstrip(".。")),
            lead=self._lead(),
            names=self.names,
            voices=[self._voice(ranking) for ranking in self.answer["rankings"]],
            slopes=self._slopes(),
            switches=self._switches(),
            causes=[self._cause(item) for item in self._distinct()],
            agreements=self._agreements(),
            axes=axes,
            axis_end=end,
            ranks=self._ranks(),
            weights=weights,
            pairs=self._pairs(),
            regrets=self._regrets(),
            gaps=[self._gap(item) for item in self.answer["winner_gaps"]],
            measures=self._measures(),
            wording=self.wording,
        )

    def _say(self, key: str, **fields: Any) -> str:
        return self.words[key].format(**fields)

    def _lead(self) -> list[Markup]:
        """Return what everybody can live with, and whose priorities are most alike."""
        said = []
        if self.answer["consensus"]["objects_most"] is not None:
            said.append(self.wording.plain(self.answer["consensus"]["sentence"]))
        said.append(self.wording.plain(self._agreements()[0]))
        return said

    def _agreements(self) -> list[str]:
        """Return a sentence for every two, those whose weights are nearest first."""
        distance = self.answer["weight_distance"]
        ordered = sorted(
            self.answer["agreements"],
            key=lambda item: distance[item["between"][0]][item["between"][1]],
        )
        return [item["sentence"] for item in ordered]

    def _voice(self, ranking: Answer) -> Voice:
        first = [line["alternative"] for line in ranking["ranking"] if line["rank"] == 1]
        verdict = ranking["verdict"]
        asked = [item["alternative"] for item in ranking["first_ask"]]
        known: Plain = {"level": 0, "word": "", "said": ""}
        if verdict is not None:
            times = round(DRAWS * verdict["share_first"])
            known = {
                "level": LEVELS[verdict["word"]],
                "word": text(f"verdict_{verdict['word']}", "title", self.language),
                "said": self._say("times", times=times, of=DRAWS),
            }
        return Voice(
            name=ranking["name"],
            choice=self._tied(first),
            tone=self.tones[first[0]],
            first_ask=self._say("first_ask", parks=self._listed(asked)) if asked else "",
            **known,
        )

    def _listed(self, alternatives: Sequence[str]) -> str:
        return self.wording.listed([self.wording.name(one) for one in alternatives])

    def _tied(self, alternatives: Sequence[str]) -> str:
        names = self._listed(alternatives)
        return names if len(alternatives) == 1 else self._say("tied", names=names)

    def _slopes(self) -> Slopes:
        return slopes(
            [list(column) for column in self.columns],
            [{key: line["rank"] for key, line in column.items()} for column in self.columns],
            self.tones,
        )

    def _switches(self) -> list[Switch]:
        """Return the pairs with different first places, those that turn first before others."""
        found = []
        for item in self.answer["winner_regions"]:
            parts, cuts = segments(item["stretches"], self.tones)
            if not cuts:
                continue
            start, *_, end = item["stretches"]
            found.append(
                Switch(
                    between=tuple(item["between"]),
                    firsts=(self._leader(start), self._leader(end)),
                    said=self.wording.plain(item["sentence"]),
                    segments=parts,
                    cuts=cuts,
                )
            )
        return sorted(found, key=lambda switch: len(switch.cuts))

    def _leader(self, stretch: Answer) -> str:
        return self._tied((stretch["winner"], *stretch["tied_with"]))

    def _distinct(self) -> list[Answer]:
        """Return one disagreement for every two first places."""
        found: dict[frozenset[tuple[str, ...]], Answer] = {}
        for item in self.answer["disagreement"]:
            key = frozenset(tuple(first) for first in item["winners"].values())
            found.setdefault(key, item)
        return list(found.values())

    def _cause(self, item: Answer) -> Cause:
        total, difference = item["difference"], item["shares"]
        values = {key: total * share for key, share in difference.items()}
        _, figures = self.wording.parts(values)
        drawn, zero = bars(values)
        return Cause(
            between=tuple(item["between"]),
            said=item["sentence"],
            turn=self._turn(item),
            bars=drawn,
            zero=zero,
            figures=figures,
        )

    def _turn(self, item: Answer) -> Markup:
        """Return from how far ahead one first place falls to how far behind the other."""
        one, other = item["between"]
        mine, theirs = (item["winners"][name][0] for name in (one, other))
        ahead = self._lead_of(one, mine, theirs)
        behind = -self._lead_of(other, mine, theirs)
        shown, parts = self.wording.parts({"ahead": ahead, "behind": behind})
        fields = {"one": one, "other": other, "total": shown, **parts}
        key = "turn" if abs(ahead + behind - item["difference"]) <= _SAME else "turn_alone"
        if key == "turn_alone":  # parts of a logarithm, which are not those of the score
            fields["total"] = self.wording.amount(item["difference"])
        names = {"first": self._named(mine), "rival": self._named(theirs)}
        return escape(self.words[key]).format(**fields, **names)

    def _named(self, alternative: str) -> Markup:
        return self.wording.plain(self.answer["names"]["alternatives"][alternative])

    def _lead_of(self, name: str, one: str, other: str) -> float:
        column = self.columns[self.names.index(name)]
        sign = -1.0 if self.answer["method"]["lower_is_better"] else 1.0
        return sign * float(column[one]["score"] - column[other]["score"])

    def _ranks(self) -> list[Plain]:
        order = sorted(
            self.columns[0], key=lambda park: sum(column[park]["rank"] for column in self.columns)
        )
        return [
            {"park": park, "places": [self._place(column[park]) for column in self.columns]}
            for park in order
        ]

    def _place(self, line: Answer) -> Plain:
        return {"rank": line["rank"], "tied_with": self._listed(line["tied_with"])}

    def _weights(self) -> list[Plain]:
        columns = [ranking["weights"]["values"] for ranking in self.answer["rankings"]]
        heaviest = sorted(columns[0], key=lambda key: -max(column[key] for column in columns))
        return [{"criterion": key, "shares": [c[key] for c in columns]} for key in heaviest]

    def _pairs(self) -> list[Plain]:
        return [
            {
                "between": pair,
                "tau": self.answer["kendall_tau"][pair[0]][pair[1]],
                "distance": self.answer["weight_distance"][pair[0]][pair[1]],
            }
            for pair in combinations(self.names, 2)
        ]

    def _regrets(self) -> list[Plain]:
        found = self.answer["consensus"]
        park = found["alternative"]
        return [
            {
                "name": name,
                "place": self._place(column[park]),
                "regret": self.wording.amount(found["regrets"][name]),
            }
            for name, column in zip(self.names, self.columns, strict=True)
        ]

    def _gap(self, item: Answer) -> Plain:
        total, parts = self.wording.parts(item["gaps"] or {"": item["gap"]})
        behind = {key: self.wording.name(item[key]) for key in ("alternative", "first")}
        return {
            "said": self._say("behind", under=item["under"], **behind),
            "wanted": self._say("wanted_by", names=self.wording.listed(item["wanted_by"])),
            "total": total,
            "parts": parts,
        }

    def _measures(self) -> list[Measure]:
        consensus = self.answer["consensus"]
        alone = self._tied((consensus["alternative"], *consensus["tied_with"]))
        pairs = self._pairs()
        apart = min(pairs, key=lambda pair: pair["tau"])
        moved = max(pairs, key=lambda pair: pair["distance"])
        regret = self.wording.amount(consensus["greatest_regret"])
        share = self.numbers.share(moved["distance"])
        return [
            Measure(
                name=self.words["measure_consensus"],
                value=alone,
                meaning=self._say("measure_consensus_said", regret=regret),
            ),
            Measure(
                name=self.words["measure_tau"],
                value=self._pair(apart),
                meaning=self._say("measure_tau_said", tau=self.numbers.fixed(apart["tau"], 2)),
            ),
            Measure(
                name=self.words["measure_distance"],
                value=self._pair(moved),
                meaning=self._say("measure_distance_said", share=share),
            ),
        ]

    def _pair(self, pair: Plain) -> str:
        first, second = pair["between"]
        return self._say("between", first=first, second=second)
