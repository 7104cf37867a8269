"""A comparison as its page shows it: tables by park and by pair, and sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from api.language import Language
from api.numbers import Numbers
from api.pages.compare.sentences import Sentences
from api.pages.words import words
from api.parks.labels import Labels
from weights.comparison.winner_gaps import shown

Answer = Mapping[str, Any]
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page shows beside the answer itself.

    Parameters
    ----------
    names
        Of the weightings, in the order asked.
    headline
        How many weightings put how many parks first.
    firsts
        Each first place, and the weightings that give it, with how sure it is under each; the one
        most agree on first.
    ranks
        A row a park with its place under every weighting, the least sum of ranks first.
    weights
        A row a criterion with its weight under every weighting.
    pairs
        A row for every two weightings: agreement, distance, who is first on the way.
    consensus
        The park of least greatest regret: its name, a sentence, and a row a weighting.
    gaps
        A row for each weighting and each first of others: the sentence, the total, and what each
        criterion adds, as text whose parts add up.
    """

    names: Sequence[str]
    headline: str
    firsts: Sequence[Plain]
    ranks: Sequence[Plain]
    weights: Sequence[Plain]
    pairs: Sequence[Plain]
    consensus: Plain
    gaps: Sequence[Plain]


def told(answer: Answer, labels: Labels, language: Language) -> Told:
    """Return what the page of a comparison shows.

    Parameters
    ----------
    answer
        Of ``POST /v1/comparisons``.
    labels
        What parks and criteria are called.
    language
        Of the sentences.
    """
    say = Sentences(words(language)["compare"], Numbers(language), labels)
    names = [item["name"] for item in answer["rankings"]]
    ranks, firsts = _ranks(answer, say), _firsts(answer, say)
    return Told(
        names=names,
        headline=say.headline(len(names), [item["names"] for item in firsts]),
        firsts=firsts,
        ranks=ranks,
        weights=_weights(answer),
        pairs=_pairs(answer, names, say),
        consensus=_consensus(answer, ranks, names, say),
        gaps=[_gap(item, say) for item in answer["winner_gaps"]],
    )


def _ranks(answer: Answer, say: Sentences) -> list[Plain]:
    columns = [{line["alternative"]: line for line in r["ranking"]} for r in answer["rankings"]]
    order = sorted(columns[0], key=lambda park: sum(column[park]["rank"] for column in columns))
    return [
        {"park": park, "places": [_place(column[park], say) for column in columns]}
        for park in order
    ]


def _place(line: Answer, say: Sentences) -> Plain:
    return {"rank": line["rank"], "tied_with": say.parks(line["tied_with"])}


def _firsts(answer: Answer, say: Sentences) -> list[Plain]:
    found: dict[tuple[str, ...], list[Answer]] = {}
    for ranking in answer["rankings"]:
        first = tuple(line["alternative"] for line in ranking["ranking"] if line["rank"] == 1)
        found.setdefault(first, []).append(ranking)
    most = sorted(found.items(), key=lambda item: -len(item[1]))
    return [
        {
            "parks": ids,
            "names": say.tied(ids),
            "under": [ranking["name"] for ranking in rankings],
            "sure": [_sure(ranking, say) for ranking in rankings],
        }
        for ids, rankings in most
    ]


def _sure(ranking: Answer, say: Sentences) -> Plain:
    """Return how sure a first place is; without a word where there is one park alone."""
    found, asked = ranking["verdict"], [item["name"] for item in ranking["first_ask"]]
    return {
        "name": ranking["name"],
        "word": "" if found is None else say.word(found["word"]),
        "share": None if found is None else found["share_first"],
        "sentence": "" if found is None else found["sentence"],
        "first_ask": say.first_ask(asked),
    }


def _weights(answer: Answer) -> list[Plain]:
    columns = [ranking["weights"]["values"] for ranking in answer["rankings"]]
    heaviest = sorted(columns[0], key=lambda key: -max(column[key] for column in columns))
    return [{"criterion": key, "shares": [c[key] for c in columns]} for key in heaviest]


def _pairs(answer: Answer, names: Sequence[str], say: Sentences) -> list[Plain]:
    return [
        {
            "between": pair,
            "tau": answer["kendall_tau"][pair[0]][pair[1]],
            "distance": answer["weight_distance"][pair[0]][pair[1]],
            "way": say.way(regions["stretches"]),
        }
        for pair, regions in zip(combinations(names, 2), answer["winner_regions"], strict=True)
    ]


def _consensus(
    answer: Answer, ranks: Sequence[Plain], names: Sequence[str], say: Sentences
) -> Plain:
    found = answer["consensus"]
    places = next(row["places"] for row in ranks if row["park"] == found["alternative"])
    return {
        "names": say.tied((found["alternative"], *found["tied_with"])),
        "sentence": found["sentence"],
        "rows": [
            {"name": name, "place": place, "regret": found["regrets"][name]}
            for name, place in zip(names, places, strict=True)
        ],
    }


def _gap(item: Answer, say: Sentences) -> Plain:
    total, parts = shown(item["gap"], item["gaps"])
    return {
        "said": say.behind(item),
        "wanted": say.wanted(item["wanted_by"]),
        "total": total,
        "parts": parts,
    }
