"""A comparison in the form that its page shows: sentences, drawings, and measures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from markupsafe import Markup, escape

from api.comparisons.presentation import by_alternative
from api.document.brief.verdict import DRAWS, LEVELS, word_title
from api.http.language import Language
from api.http.numbers import Numbers
from api.pages.compare.figures import Tone, bars, dots, slopes
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


@dataclass(frozen=True, slots=True)
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
        return self.parts({"": value})[0]

    def parts(self, parts: Mapping[str, float]) -> tuple[str, dict[str, str]]:
        """Return the sum of some differences and each of them; rounded ones add up to it."""
        scaled = [_POINTS * part if self.in_points else part for part in parts.values()]
        whole = sum(scaled)
        rounding = Rounding(1) if self.in_points else Rounding.showing(whole)
        units = apportioned([rounding.exactly(part) for part in scaled], rounding.units(whole))
        total, *texts = (
            rounding.text(number).replace("-", "\u2212")
            for number in (rounding.units(whole), *units)
        )
        return total, dict(zip(parts, texts, strict=True))


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


class ComparisonView:
    """The data that the page of a comparison shows."""

    def __init__(self, answer: Answer, language: Language) -> None:
        self.answer, self.language = answer, language
        self.words = words(language)["compare"]
        self.tones = tones(answer["camps"])
        brief = answer["names"]["alternatives"]
        self.wording = ComparisonSentences(language, brief, self.tones, in_points(answer))
        self.headline = self.wording.coloured(answer["sentence"].rstrip(".。"))
        """Who chooses what, in a sentence with colours."""
        self.title = str(self.wording.plain(answer["sentence"]).striptags()).rstrip(".。")
        """The same without colours."""
        self.voices = [self._voice(ranking) for ranking in answer["rankings"]]
        """The choice under each weighting, and how sure it is: bars of four, a word, a sentence."""
        self.names = [item["name"] for item in answer["rankings"]]
        rankings = answer["rankings"]
        self.columns = [{line["alternative"]: line for line in own["ranking"]} for own in rankings]
        shares = [ranking["weights"]["values"] for ranking in rankings]
        heaviest = sorted(shares[0], key=lambda key: -max(column[key] for column in shares))
        self.weights = {key: [column[key] for column in shares] for key in heaviest}
        self.axes, self.axis_end = dots(self.weights)
        taus, moves = answer["kendall_tau"], answer["weight_distance"]
        self.pairs: list[Plain] = [
            {
                "between": (first, second),
                "tau": taus[first][second],
                "distance": moves[first][second],
            }
            for first, second in combinations(self.names, 2)
        ]
        self.causes = [self._cause(item) for item in self._distinct()]
        """The reasons why two weightings have different winners, in parts that add up."""

    @property
    def lead(self) -> list[Markup]:
        """What everybody can live with, and why they choose differently."""
        consensus, reasons = self.answer["consensus"], self._distinct()[:1]
        agreed = [consensus] if consensus["objects_most"] is not None else []
        return [self.wording.plain(item["sentence"]) for item in (*agreed, *reasons)]

    @property
    def slopes(self) -> Plain:
        """Ranks under all, for the drawing."""
        ranks = [{key: line["rank"] for key, line in column.items()} for column in self.columns]
        return slopes(ranks, self.tones)

    @property
    def ranks(self) -> list[Plain]:
        """The parks with their places under all, the least sum of ranks first."""
        lines = by_alternative(self.answer).items()
        return [
            {"park": park, "places": [self._place(line) for line in own]} for park, own in lines
        ]

    @property
    def regrets(self) -> list[Plain]:
        """Place of the consensus, and what it costs, under each weighting."""
        consensus, rows = self.answer["consensus"], list[Plain]()
        for name, column in zip(self.names, self.columns, strict=True):
            place = self._place(column[consensus["alternative"]])
            regret = self.wording.amount(consensus["regrets"][name])
            rows.append({"name": name, "place": place, "regret": regret})
        return rows

    @property
    def measures(self) -> list[tuple[str, str, str]]:
        """Measures behind the sentences: a name, a value, and its meaning."""
        consensus, numbers = self.answer["consensus"], Numbers(self.language)
        apart = min(self.pairs, key=lambda pair: pair["tau"])
        moved = max(self.pairs, key=lambda pair: pair["distance"])
        tied = (consensus["alternative"], *consensus["tied_with"])
        rows = (
            ("measure_consensus", "measure_consensus_said", self._tied(tied)),
            ("measure_tau", "measure_tau_said", self._pair(apart)),
            ("measure_distance", "measure_distance_said", self._pair(moved)),
        )
        fields = {
            "regret": self.wording.amount(consensus["greatest_regret"]),
            "tau": numbers.fixed(apart["tau"], 2),
            "share": numbers.share(moved["distance"]),
        }
        return [(self.words[key], value, self._say(more, **fields)) for key, more, value in rows]

    def _say(self, key: str, **fields: Any) -> str:
        return self.words[key].format(**fields)

    def _voice(self, ranking: Answer) -> Plain:
        first = [line["alternative"] for line in ranking["ranking"] if line["rank"] == 1]
        decision, verdict = ranking["decision"], ranking["verdict"]
        asks = [item["alternative"] for item in ranking["first_ask"]]
        word, sentence = "", ""
        if decision is not None:
            word = decision["word"]
            sentence = self._say("loss", points=self.wording.amount(decision["loss"]["points"]))
        elif verdict is not None:
            word, times = verdict["word"], round(DRAWS * verdict["share_first"])
            sentence = self._say("times", times=times, of=DRAWS)
        title = word_title(word, self.language) if word else ""
        more = self._say("first_ask", parks=self._listed(asks)) if asks else ""
        choice = {"choice": self._tied(first), "tone": self.tones[first[0]], "first_ask": more}
        sure = {"level": LEVELS.get(word, 0), "word": title, "said": sentence}
        return {"name": ranking["name"], **choice, **sure}

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

    def _cause(self, item: Answer) -> Plain:
        total, (weighting, other) = item["difference"], item["between"]
        values = {key: total * share for key, share in item["shares"].items()}
        chart, zero = bars(values)
        mine, theirs = (item["winners"][name][0] for name in (weighting, other))
        ahead = self._lead_of(weighting, mine, theirs)
        behind = -self._lead_of(other, mine, theirs)
        total_text, parts = self.wording.parts({"ahead": ahead, "behind": behind})
        phrase = "turn"
        if abs(ahead + behind - total) > _SAME:  # parts of a logarithm, not those of the score
            phrase, total_text = "turn_alone", self.wording.amount(total)
        names = self.answer["names"]["alternatives"]
        turn = escape(self.words[phrase]).format(
            one=weighting,
            other=other,
            total=total_text,
            first=self.wording.plain(names[mine]),
            rival=self.wording.plain(names[theirs]),
            **parts,
        )
        figures = self.wording.parts(values)[1]
        return {"turn": turn, "bars": chart, "zero": zero, "figures": figures}

    def _lead_of(self, name: str, one: str, other: str) -> float:
        column = self.columns[self.names.index(name)]
        sign = -1.0 if self.answer["method"]["lower_is_better"] else 1.0
        return sign * float(column[one]["score"] - column[other]["score"])

    def _place(self, line: Answer) -> Plain:
        return {"rank": line["rank"], "tied_with": self._listed(line["tied_with"])}

    def _pair(self, pair: Plain) -> str:
        first, second = pair["between"]
        return self._say("between", first=first, second=second)
