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
        Each first place, and the weightings that give it; the one most agree on first.
    ranks
        A row a park with its place under every weighting, the least sum of ranks first.
    weights
        A row a criterion with its weight under every weighting.
    pairs
        A row for every two weightings: agreement, distance, who is first on the way.
    consensus
        Sentences on the park of least greatest regret, and a row a weighting.
    differences
        For every two without a common first: the two names, and the sentences that say why.
    """

    names: Sequence[str]
    headline: str
    firsts: Sequence[Plain]
    ranks: Sequence[Plain]
    weights: Sequence[Plain]
    pairs: Sequence[Plain]
    consensus: Plain
    differences: Sequence[Plain]


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
        differences=[
            {"between": item["between"], "sentences": say.difference(item, _of_pair(answer, item))}
            for item in answer["disagreement"]
        ],
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
    found: dict[tuple[str, ...], list[str]] = {}
    for ranking in answer["rankings"]:
        first = tuple(line["alternative"] for line in ranking["ranking"] if line["rank"] == 1)
        found.setdefault(first, []).append(ranking["name"])
    most = sorted(found.items(), key=lambda item: -len(item[1]))
    return [
        {"parks": ids, "names": say.tied(ids), "under": under, "listed": say.listed(under)}
        for ids, under in most
    ]


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
        "sentences": say.consensus(found, dict(zip(names, places, strict=True))),
        "rows": [
            {"name": name, "place": place, "regret": found["regrets"][name]}
            for name, place in zip(names, places, strict=True)
        ],
    }


def _of_pair(answer: Answer, item: Answer) -> list[Mapping[str, float]]:
    """Return the weights of the two weightings of a disagreement."""
    values = {ranking["name"]: ranking["weights"]["values"] for ranking in answer["rankings"]}
    return [values[name] for name in item["between"]]
