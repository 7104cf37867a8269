"""The words of the verdict on the catalogue: how often each is said, and with cells held out.

``python -m tests.studies.verdict_words``. Twelve enterprises by eight profiles about parks, as the
service ranks them: weights drawn from the prior near the profile, facts from their cells. Then each
rated cell that is known is held out: it counts as not known, and once the first is named the cell
is what it was. How often is the first still first, and how often does the known headline lie in
the central 80 % of what was taken for typical?
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from mcda.parks import Catalogue, Enterprise, appraise, load_catalogue
from mcda.parks.assumptions import assumption
from mcda.parks.criteria import is_rated
from mcda.parks.exclusions import first_ask
from mcda.ranking import Ranking, rank
from mcda.robust.verdict import first_place
from weights.profiles import load_profiles
from weights.weightings import resolve

HOMES = ("Zhejiang/Hangzhou", "Guangdong/Shenzhen", "Jiangsu/Suzhou", "Shandong/Qingdao")
SALES = ({"US": 0.6, "EU": 0.2, "host": 0.2}, {"EU": 0.7, "host": 0.3}, {"host": 1.0})
WORDS = ("clear", "likely", "leaning", "open", "not_enough")
_DRAWS, _CENTRAL = 2000, (0.1, 0.9)


def enterprises() -> list[Enterprise]:
    """Return the twelve, small and new abroad or large by turns."""
    return [
        Enterprise(home=home, markets=sales, size=size, first_investment=size == "sme")
        for k, home in enumerate(HOMES)
        for sales in SALES
        for size in [("sme", "large")[k % 2]]
    ]


def profiles() -> list[str]:
    """Return the profiles about parks."""
    return [name for name, found in load_profiles().items() if found.about == "parks"]


def ranked(catalogue: Catalogue, enterprise: Enterprise, profile: str) -> Ranking:
    """Return the ranking that the service gives, without the parks to be asked about first."""
    view = appraise(catalogue, enterprise)
    weights = resolve({"kind": "profile", "id": profile}, view)
    asked = {item.alternative for item in first_ask(view, weights)}
    kept = [k for k, park in enumerate(view.alternative_ids) if park not in asked]
    return rank(view.select(kept), weights)


def word_of(ranking: Ranking) -> str:
    """Return the word, priorities not being stated."""
    found = first_place(ranking, samples=_DRAWS, stated=False)
    assert found is not None
    return found.word


def held_out(catalogue: Catalogue, ranking: Ranking) -> Iterator[tuple[str, bool, bool]]:
    """Yield for each known rated cell the word without it, if that holds, and if it is typical."""
    view = ranking.problem
    infos = {info.id: info for info in catalogue.criteria if is_rated(info)}
    for j, criterion in enumerate(view.criterion_ids):
        if criterion not in infos:
            continue
        for i, park in enumerate(view.alternative_ids):
            if (park, criterion) not in catalogue.ratings:
                continue
            others = {
                name: appraise(catalogue, Enterprise(), [name], [criterion]).performances[0][0]
                for name in view.alternative_ids
                if name != park and (name, criterion) in catalogue.ratings
            }
            assumed = assumption(infos[criterion], catalogue.parks[park], others, catalogue).cell
            table = [list(row) for row in view.performances]
            table[i][j] = assumed
            without = rank(replace(view, performances=table), ranking.weights)
            low, high = assumed.quantile(np.array(_CENTRAL))
            rating = catalogue.ratings[park, criterion]
            yield (
                word_of(without),
                without.winner == ranking.winner,
                bool(low <= rating.mode <= high),
            )


def main() -> None:
    """Print both tables."""
    catalogue = load_catalogue()
    words: Counter[str] = Counter()
    cases: dict[str, list[bool]] = {}
    typical: list[bool] = []
    for k, enterprise in enumerate(enterprises()):
        for profile in profiles():
            ranking = ranked(catalogue, enterprise, profile)
            words[word_of(ranking)] += 1
            if profile == profiles()[k % len(profiles())]:
                for word, holds, inside in held_out(catalogue, ranking):
                    cases.setdefault(word, []).append(holds)
                    typical.append(inside)
    print("| word | cases |\n|---|---|")
    for word in WORDS:
        print(f"| {word.replace('_', ' ')} | {words[word]} |")
    print("\n| word without the cell | cells | first as with it |\n|---|---|---|")
    for word in WORDS:
        found = cases.get(word, [])
        share = f"{np.mean(found):.3f}" if found else "–"
        print(f"| {word.replace('_', ' ')} | {len(found)} | {share} |")
    print(f"\nknown headlines in the central 80 % of what is typical: {np.mean(typical):.2f}")


if __name__ == "__main__":
    main()
