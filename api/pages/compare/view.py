"""A comparison in the form that its page shows: sentences, drawings, and measures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from markupsafe import Markup, escape

from api.document.brief.verdict import DRAWS, LEVELS, word_title
from api.http.language import Language
from api.http.numbers import Numbers
from api.pages.compare.figures import Axis, CauseBar, Slopes, Tone, bars, dots, slopes
from api.pages.words import words
from mcda.plain import Plain
from mcda.texts.figures import Rounding, apportioned
from mcda.texts.marks import BLANK, COMMA

_POINTS = 100
_BRACKETS = re.compile(r"\s*[(（].*[)）]\s*$")
_PHRASES = re.compile(r"(?<=[，：；])|(?<=[,:;] )")
_COLOURED = ("first", "rival")
_PHRASE = Markup('<span class="phrase">{}</span>')
_COLOUR = Markup('<span class="{}">{}</span>')
Answer = Mapping[str, Any]
_TONES: tuple[Tone, ...] = ("first", "rival", "also")
_SAME = 1e-6  # of a difference: what is told of it twice agrees this far


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSentences:
    """Writes the sentences of a page, in one language."""

    language: Language
    """Of the page."""
    names: Mapping[str, str]
    """Of the alternatives, by id."""
    tones: Mapping[str, Tone]
    """Of those that are first under some weighting."""
    in_points: bool
    """Scores lie in 0..1 and are told out of 100."""

    def name(self, alternative: str) -> str:
        """Return the name of an alternative without a bracketed part at its end."""
        whole = self.names.get(alternative, alternative)
        return _BRACKETS.sub("", whole) or whole

    def listed(self, names: Sequence[str]) -> str:
        """Return names as a list in one line."""
        return COMMA[self.language].join(names)

    def coloured(self, sentence: str) -> Markup:
        """Return a sentence with brief names, the winner and its rival in colours.

        Lines break at commas rather than within a phrase.
        """
        # Brief first: what stands in brackets after a name may hold commas.
        phrases = [phrase for phrase in _PHRASES.split(self._brief(sentence)) if phrase]
        if len(phrases) == 1:
            return self._marked(phrases[0])
        parts = [_PHRASE.format(self._marked(phrase.strip())) for phrase in phrases]
        return escape(BLANK[self.language]).join(parts)

    def plain(self, sentence: str) -> Markup:
        """Return the same sentence without rules for line breaks."""
        return self._marked(self._brief(sentence))

    def _brief(self, sentence: str) -> str:
        """Return a sentence with brief names."""
        for key in sorted(self.names, key=lambda key: -len(self.names[key])):
            sentence = sentence.replace(self.names[key], self.name(key))
        return sentence

    def _marked(self, sentence: str) -> Markup:
        """Return a sentence in which the brief names of winner and rival have colours."""
        tones = {self.name(key): tone for key, tone in self.tones.items() if tone in _COLOURED}
        pattern = "|".join(re.escape(name) for name in sorted(tones, key=len, reverse=True))
        parts = re.split(f"({pattern})", sentence) if pattern else [sentence]
        return escape("").join(
            _COLOUR.format(tones[part], part) if part in tones else escape(part) for part in parts
        )

    def amount(self, value: float) -> str:
        """Return a difference of scores: points of 100 to one decimal, else significant digits."""
        scaled = self._scaled(value)
        rounding = self._rounding(scaled)
        return _minus(rounding.text(rounding.units(scaled)))

    def parts(self, parts: Mapping[str, float]) -> tuple[str, dict[str, str]]:
        """Return the sum of some differences and each of them; rounded ones add up to it."""
        scaled = {key: self._scaled(part) for key, part in parts.items()}
        whole = sum(scaled.values())
        rounding = self._rounding(whole)
        total = rounding.units(whole)
        units = apportioned([rounding.exactly(part) for part in scaled.values()], total)
        texts = {key: _minus(rounding.text(n)) for key, n in zip(parts, units, strict=True)}
        return _minus(rounding.text(total)), texts

    def _scaled(self, value: float) -> float:
        return _POINTS * value if self.in_points else value

    def _rounding(self, value: float) -> Rounding:
        return Rounding(1) if self.in_points else Rounding.showing(value)


def _minus(said: str) -> str:
    return said.replace("-", "\u2212")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The choice under one weighting."""

    name: str
    """Of the weighting."""
    choice: str
    """What it puts first."""
    tone: Tone
    """Of that."""
    level: int
    """How sure it is: bars of four, a word, a frequency; all empty of one alternative alone."""
    word: str
    """How sure it is: bars of four, a word, a frequency; all empty of one alternative alone."""
    said: str
    """How sure it is: bars of four, a word, a frequency; all empty of one alternative alone."""
    first_ask: str
    """Of what too little is known under it, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The reason why two weightings have different winners, in parts that add up."""

    between: tuple[str, str]
    """Names of the two."""
    turn: Markup
    """From how far ahead to how far behind."""
    bars: Sequence[CauseBar]
    """Of the drawing."""
    zero: float
    """Of the drawing."""
    figures: Mapping[str, str]
    """Of the bars, by criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure behind the sentences: its name, its value, and its meaning."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """The data that the page of a comparison shows."""

    title: str
    """Who chooses what, in a sentence; without and with colours."""
    headline: Markup
    """Who chooses what, in a sentence; without and with colours."""
    lead: Sequence[Markup]
    """What everybody can live with, and why they choose differently."""
    names: Sequence[str]
    """Of the weightings, in the order asked."""
    voices: Sequence[Voice]
    """What each says."""
    slopes: Slopes
    """Ranks under all."""
    causes: Sequence[Cause]
    """Of those that differ."""
    axes: Sequence[Axis]
    """Weights of all, by criterion, and the share at which the axes end."""
    axis_end: float
    """Weights of all, by criterion, and the share at which the axes end."""
    ranks: Sequence[Plain]
    """Rows of the tables behind the drawings."""
    weights: Sequence[Plain]
    """Rows of the tables behind the drawings."""
    pairs: Sequence[Plain]
    """Rows of the tables behind the drawings."""
    regrets: Sequence[Plain]
    """Rows of the tables behind the drawings."""
    measures: Sequence[Measure]
    """Behind the sentences."""
    wording: ComparisonSentences


def view(answer: Answer, language: Language) -> ComparisonView:
    """Return the data that the page of a comparison shows."""
    return _Viewer(answer, language).view()


def tones(camps: Sequence[Answer]) -> dict[str, Tone]:
    """Return the colours: the winner of the largest camp, its rival, and the other winners."""
    by_alternative: dict[str, Tone] = {}
    for place, camp in enumerate(camps):
        for alternative in camp["alternatives"]:
            by_alternative.setdefault(alternative, _TONES[min(place, len(_TONES) - 1)])
    return by_alternative


def in_points(answer: Answer) -> bool:
    """Tell whether all scores are in 0..1 and larger is better, so that 100 is the maximum."""
    scores = [line["score"] for ranking in answer["rankings"] for line in ranking["ranking"]]
    return not answer["method"]["lower_is_better"] and min(scores) >= 0 and max(scores) <= 1


class _Viewer:
    """Builds the parts of a view."""

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
        shares = [ranking["weights"]["values"] for ranking in self.answer["rankings"]]
        heaviest = sorted(shares[0], key=lambda key: -max(column[key] for column in shares))
        weights: list[Plain] = [
            {"criterion": key, "shares": [column[key] for column in shares]} for key in heaviest
        ]
        axes, end = dots({row["criterion"]: row["shares"] for row in weights})
        consensus, reasons = self.answer["consensus"], self._distinct()[:1]
        agreed = [consensus] if consensus["objects_most"] is not None else []
        order = sorted(
            self.columns[0], key=lambda park: sum(column[park]["rank"] for column in self.columns)
        )
        return ComparisonView(
            title=str(self.wording.plain(self.answer["sentence"]).striptags()).rstrip(".。"),
            headline=self.wording.coloured(self.answer["sentence"].rstrip(".。")),
            lead=[self.wording.plain(item["sentence"]) for item in (*agreed, *reasons)],
            names=self.names,
            voices=[self._voice(ranking) for ranking in self.answer["rankings"]],
            slopes=slopes(
                [list(column) for column in self.columns],
                [{key: line["rank"] for key, line in column.items()} for column in self.columns],
                self.tones,
            ),
            causes=[self._cause(item) for item in self._distinct()],
            axes=axes,
            axis_end=end,
            ranks=[
                {"park": park, "places": [self._place(column[park]) for column in self.columns]}
                for park in order
            ],
            weights=weights,
            pairs=self._pairs(),
            regrets=[
                {
                    "name": name,
                    "place": self._place(column[consensus["alternative"]]),
                    "regret": self.wording.amount(consensus["regrets"][name]),
                }
                for name, column in zip(self.names, self.columns, strict=True)
            ],
            measures=self._measures(),
            wording=self.wording,
        )

    def _say(self, key: str, **fields: Any) -> str:
        return self.words[key].format(**fields)

    def _voice(self, ranking: Answer) -> Voice:
        first = [line["alternative"] for line in ranking["ranking"] if line["rank"] == 1]
        decision, verdict = ranking["decision"], ranking["verdict"]
        candidates = [item["alternative"] for item in ranking["first_ask"]]
        word, said = "", ""
        if decision is not None:
            word = decision["word"]
            said = self._say("loss", points=self.wording.amount(decision["loss"]["points"]))
        elif verdict is not None:
            word, times = verdict["word"], round(DRAWS * verdict["share_first"])
            said = self._say("times", times=times, of=DRAWS)
        return Voice(
            name=ranking["name"],
            choice=self._tied(first),
            tone=self.tones[first[0]],
            first_ask=self._say("first_ask", parks=self._listed(candidates)) if candidates else "",
            level=LEVELS.get(word, 0),
            word=word_title(word, self.language) if word else "",
            said=said,
        )

    def _listed(self, alternatives: Sequence[str]) -> str:
        return self.wording.listed([self.wording.name(alternative) for alternative in alternatives])

    def _tied(self, alternatives: Sequence[str]) -> str:
        names = self._listed(alternatives)
        return names if len(alternatives) == 1 else self._say("tied", names=names)

    def _distinct(self) -> list[Answer]:
        """Return one disagreement for every pair of different winners."""
        distinct: dict[frozenset[tuple[str, ...]], Answer] = {}
        for item in self.answer["disagreement"]:
            key = frozenset(tuple(first) for first in item["winners"].values())
            distinct.setdefault(key, item)
        return list(distinct.values())

    def _cause(self, item: Answer) -> Cause:
        total, difference = item["difference"], item["shares"]
        values = {key: total * share for key, share in difference.items()}
        _, figures = self.wording.parts(values)
        chart, zero = bars(values)
        weighting, other = item["between"]
        mine, theirs = (item["winners"][name][0] for name in (weighting, other))
        ahead = self._lead_of(weighting, mine, theirs)
        behind = -self._lead_of(other, mine, theirs)
        total_text, parts = self.wording.parts({"ahead": ahead, "behind": behind})
        fields = {"one": weighting, "other": other, "total": total_text, **parts}
        phrase = "turn" if abs(ahead + behind - item["difference"]) <= _SAME else "turn_alone"
        if phrase == "turn_alone":  # parts of a logarithm, which are not those of the score
            fields["total"] = self.wording.amount(item["difference"])
        names = {"first": self._plain_name(mine), "rival": self._plain_name(theirs)}
        return Cause(
            between=tuple(item["between"]),
            turn=escape(self.words[phrase]).format(**fields, **names),
            bars=chart,
            zero=zero,
            figures=figures,
        )

    def _plain_name(self, alternative: str) -> Markup:
        return self.wording.plain(self.answer["names"]["alternatives"][alternative])

    def _lead_of(self, name: str, one: str, other: str) -> float:
        column = self.columns[self.names.index(name)]
        sign = -1.0 if self.answer["method"]["lower_is_better"] else 1.0
        return sign * float(column[one]["score"] - column[other]["score"])

    def _place(self, line: Answer) -> Plain:
        return {"rank": line["rank"], "tied_with": self._listed(line["tied_with"])}

    def _pairs(self) -> list[Plain]:
        return [
            {
                "between": pair,
                "tau": self.answer["kendall_tau"][pair[0]][pair[1]],
                "distance": self.answer["weight_distance"][pair[0]][pair[1]],
            }
            for pair in combinations(self.names, 2)
        ]

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
