"""Can it be foretold where firms go, from what others did before?

``python -m tests.studies.forecast`` fits the logit of `mcda.parks.forecast` to the plants of
``choices.csv``, prints ``mcda/parks/data/forecast.toml`` and what stands in docs/studies.md.

A plant is foretold from a catalogue as of its year, without its firm, what names it and what stands
on the page that tells of it; five folds by firm, no fold knows a plant of its own firms. A plant
outside the parks of the catalogue counts for its country. Coefficients have a normal prior of one
half for each standard deviation between alternatives; a choice counts half as much every ten
years. Fixed before the first fit: the terms, taken from an earlier study of other rows.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from api.parks.profile_fit import statement_for
from mcda.cells import FloatArray
from mcda.parks import Catalogue, Enterprise, appraise, as_of, load_catalogue, scorable
from mcda.parks.forecast import TERMS, terms
from mcda.ranking import rank
from weights.centres import COSTS, FIT, LANDED
from weights.weightings import resolve

FILE = Path(__file__).with_name("choices.csv")
TODAY = date(2026, 12, 1)
PRIOR, HALF_LIFE, NEWEST, FOLDS, LISTED = 0.5, 10.0, 2025, 5, 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """A plant that was really built."""

    firm: tuple[str, ...]
    maker: Enterprise
    year: int
    country: str
    park: str | None


def digest() -> str:
    """Return the SHA-256 of the rows."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()


@cache
def choices() -> tuple[Choice, ...]:
    """Return the plants in countries of the catalogue."""
    catalogue = load_catalogue()
    hosts = {park.country for park in catalogue.parks.values()}
    by_name = {catalogue.countries[host].name["en"].casefold(): host for host in hosts}
    by_name["uae"] = "united_arab_emirates"
    rows = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
    return tuple(
        Choice(
            firm=(row["company_en"], row["company_zh"]),
            maker=Enterprise(
                province=row["home_province"],
                city=row["home_city"] if row["home_province"] else "",
                sectors=row["sectors_used"].split(";"),
                markets={
                    market: float(share)
                    for market, share in (part.split() for part in row["markets_used"].split(";"))
                },
            ),
            year=int(row["year_announced"]),
            country=by_name[row["country"].casefold()],
            park=row["park_id"] if row["park_id"] in catalogue.parks else None,
        )
        for row in rows
        if row["country"].casefold() in by_name
    )


@cache
def table(view: str) -> FloatArray:
    """Return the terms of all parks for each choice, ``(choices, parks, terms)``.

    The view is ``before``, as of the year of each choice and without its firm, ``without`` today's
    catalogue without the firm, or ``known`` today's with all.
    """
    catalogue = load_catalogue()

    def seen(choice: Choice) -> Catalogue:
        if view == "known":
            return catalogue
        day = date(choice.year, 12, 30) if view == "before" else TODAY
        return as_of(catalogue, day, choice.firm)

    return np.array([terms(seen(choice), choice.maker) for choice in choices()])


class Chosen:
    """Which alternatives the choices are, as arrays."""

    def __init__(self) -> None:
        parks = load_catalogue().parks
        self.ids = [*parks]
        self.countries = np.array([park.country for park in parks.values()])
        self.years = np.array([choice.year for choice in choices()])
        self.target = np.array(
            [
                np.array(self.ids) == choice.park
                if choice.park
                else self.countries == choice.country
                for choice in choices()
            ]
        )
        names = [choice.firm[0] for choice in choices()]
        digests = [hashlib.sha256(name.encode()).hexdigest() for name in names]
        self.fold = np.array([int(digest, 16) % FOLDS for digest in digests])


def fit(x: FloatArray, target: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the coefficients and their standard errors, ``(terms,)`` each."""
    spread = (x - x.mean(axis=1, keepdims=True)).std(axis=(0, 1))
    z = x / spread

    def shares(beta: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        u = z @ beta
        e = np.exp(u - u.max(axis=1, keepdims=True))
        inside = e * target
        return e / e.sum(axis=1, keepdims=True), inside, inside.sum(axis=1) / e.sum(axis=1)

    def loss(beta: FloatArray) -> tuple[float, FloatArray]:
        p, inside, chance = shares(beta)
        q = inside / inside.sum(axis=1, keepdims=True)
        slope = weights @ np.einsum("nm,nmk->nk", q - p, z)
        penalty = beta @ beta / (2 * PRIOR**2)
        return float(penalty - weights @ np.log(chance)), beta / PRIOR**2 - slope

    found = minimize(loss, np.zeros(z.shape[2]), jac=True, method="BFGS", options={"gtol": 1e-6})
    return found.x / spread, np.sqrt(np.diag(found.hess_inv)) / spread


def fitted(view: str, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return coefficients and standard errors from these rows of a view."""
    chosen = Chosen()
    weights = 0.5 ** ((NEWEST - chosen.years[rows]) / HALF_LIFE)
    return fit(table(view)[rows], chosen.target[rows], weights / weights.mean())


def foretold(u: FloatArray, chosen: Chosen) -> tuple[FloatArray, list[str]]:
    """Return the chance of each park, and the likeliest park of each of five countries."""
    p = np.exp(u - u.max()) / np.exp(u - u.max()).sum()
    order = np.argsort(-p, kind="stable")
    firsts = {chosen.countries[k]: k for k in order[::-1]}
    return p, [chosen.ids[k] for k in sorted(firsts.values(), key=lambda k: -p[k])[:LISTED]]


def held_out(view: str, trained: str = "before") -> dict[str, FloatArray]:
    """Return what each fold foretells of its own plants, by name ``(choices,)``.

    ``park`` and ``country`` say whether these are among the five (NaN without a known park),
    ``score`` is the log of the country's chance, ``first`` the likeliest park.
    """
    chosen, x = Chosen(), table(view)
    n = len(x)
    told = {name: np.full(n, np.nan) for name in ("park", "country", "score", "first")}
    for fold in range(FOLDS):
        beta, _ = fitted(trained, np.flatnonzero(chosen.fold != fold))
        for i in np.flatnonzero(chosen.fold == fold):
            p, best = foretold(x[i] @ beta, chosen)
            choice = choices()[i]
            by_country = {c: p[chosen.countries == c].sum() for c in {*chosen.countries}}
            likely = sorted(by_country, key=lambda c: -by_country[c])[:LISTED]
            told["country"][i] = choice.country in likely
            if choice.park:
                told["park"][i] = choice.park in best
            told["score"][i] = np.log(by_country[choice.country])
            told["first"][i] = p.argmax()
    return told


def of_the_sector() -> FloatArray:
    """Return the log of the country's share among other folds' plants of the sector, plus one."""
    chosen, hosts = Chosen(), {park.country for park in load_catalogue().parks.values()}
    scores = []
    for i, choice in enumerate(choices()):
        alike = [
            other.country
            for k, other in enumerate(choices())
            if chosen.fold[k] != chosen.fold[i] and {*other.maker.sectors} & {*choice.maker.sectors}
        ]
        scores.append(np.log((alike.count(choice.country) + 1) / (len(alike) + len(hosts))))
    return np.array(scores)


def forward(until: int = 2018) -> dict[str, float]:
    """Return the shares among the five of plants after a year, from those until it."""
    chosen, x = Chosen(), table("before")
    beta, _ = fitted("before", np.flatnonzero(chosen.years <= until))
    hits: dict[str, list[bool]] = {"country": [], "park": []}
    for i in np.flatnonzero(chosen.years > until):
        _, best = foretold(x[i] @ beta, chosen)
        choice, parks = choices()[i], load_catalogue().parks
        hits["country"].append(choice.country in {parks[park].country for park in best})
        if choice.park:
            hits["park"].append(choice.park in best)
    return {name: float(np.mean(found)) for name, found in hits.items()}


def ranked(criteria: Sequence[str]) -> dict[str, float]:
    """Return where today's ranking puts the parks chosen, nothing said and their own firm left out.

    Of plants in parks that are compared: the shares whose park, and whose country, is among the
    first five, the greatest share of plants for which one park is first, and by how many places a
    park stands higher under its own firm's facts than under those of every third other firm, with
    the standard error.
    """
    catalogue, places = load_catalogue(), {}
    parks = scorable(catalogue)
    for choice in (choice for choice in choices() if choice.park in parks):
        view = as_of(catalogue, TODAY, choice.firm)
        problem = appraise(view, choice.maker, parks, criteria, today=TODAY)
        weights = resolve(statement_for(choice.maker)[0], problem)
        places[choice] = dict(zip(parks, rank(problem, weights).ranks.tolist(), strict=True))
    own, countries, gains = [], [], []
    for choice, found in places.items():
        order = sorted(parks, key=lambda park: found[park])
        hosts = list(dict.fromkeys(catalogue.park(park).country for park in order))
        own.append(found[choice.park] <= LISTED)
        countries.append(choice.country in hosts[:LISTED])
        others = [other[choice.park] for other in [*places.values()][::3] if other is not found]
        gains.append(np.mean(others) - found[choice.park])
    firsts = Counter(min(found, key=lambda park: found[park]) for found in places.values())
    shares = {"plants": len(own), "park": np.mean(own), "country": np.mean(countries)}
    shares |= {"gain": np.mean(gains), "error": np.std(gains) / len(gains) ** 0.5}
    return {**shares, firsts.most_common(1)[0][0]: max(firsts.values()) / len(own)}


def document() -> str:
    """Return the text of ``forecast.toml``."""
    before, known = held_out("before"), held_out("known")
    beta, errors = fitted("before", np.arange(len(choices())))
    lines = [
        "# The logit of mcda.parks.forecast: coefficient and standard error of each term, and of",
        "# plants held out how many were foretold. Made by `python -m tests.studies.forecast`.",
        f'as_of = "{TODAY}"',
        f'rows = "{digest()}"  # SHA-256 of tests/studies/choices.csv',
        f"plants = {len(choices())}",
        "",
        "[terms]",
        *(f"{n} = [{b:.3f}, {e:.3f}]" for n, b, e in zip(TERMS, beta, errors, strict=True)),
        "",
        "[hit_rate]",
        f"plants = {len(choices())}",
        f"countries = {before['country'].mean():.2f}",
        f"parks = {np.nanmean(before['park']):.2f}",
        f"countries_known = {known['country'].mean():.2f}",
        f"parks_known = {np.nanmean(known['park']):.2f}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(document())
    for view in ("before", "without", "known"):
        told = held_out(view)
        first = np.bincount(told["first"].astype(int)).max() / len(choices())
        print(view, {name: round(float(np.nanmean(told[name])), 3) for name in told}, first)
    gain = held_out("before")["score"] - of_the_sector()
    print("log score over the sector's shares", gain.mean(), gain.std() / len(gain) ** 0.5)
    print("forward", forward())
    main = [info.id for info in load_catalogue().criteria]
    print("seven criteria", ranked(main))
    main = [LANDED, *(name for name in main if name not in COSTS)]
    print("landed cost and industry fit", ranked([*main, FIT]))
