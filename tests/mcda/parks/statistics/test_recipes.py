"""Every claim that is a statistic follows from the rows kept beside it, and layers from claims."""

import csv
import gzip
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import pytest

from mcda.parks import Catalogue
from mcda.parks.duties import Layer
from mcda.parks.model import Claim

HERE = Path(__file__).parent
TOLD: Mapping[str, Any] = tomllib.loads((HERE / "recipes.toml").read_text("utf-8"))
RECIPES: Sequence[Mapping[str, Any]] = TOLD["recipe"]
PUBLISHED: Mapping[str, str] = TOLD["published"]
LARGEST = 200_000
"""Bytes of a table, so that the tables stay small beside the code."""
GROUPS = ("AGF", "MIN", "ENR", "CHM", "TXL", "WDP", "NMM", "MAC", "ELE", "VEH", "OTM")
"""Sectors of the tariffs by group, in the order of the claims."""
MILLION = 1e6
Row = Mapping[str, str]


class Statistic(NamedTuple):
    """What rows say: a value, its bounds where it has some, and numbers that are told with it."""

    value: float
    bounds: tuple[float, float] | None
    words: Mapping[str, object]


@cache
def rows(name: str) -> tuple[Row, ...]:
    with gzip.open(HERE / "rows" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def listed(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(row["code"] for row in rows("us_lists") if row["list"] in names)


def figure(number: float) -> str:
    return f"{number:.10g}"


def _suffix(claim: Claim) -> str:
    return claim.id.rpartition(".")[2]


def _code(claim: Claim) -> str:
    """Return the chapter or heading that an id ends with: 7 is chapter 07."""
    number = _suffix(claim)
    return number.zfill(len(number) + len(number) % 2)


def _codes(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> tuple[str, ...]:
    sector = claim.attribute.removeprefix(recipe.get("sectors", "-"))
    return known.schedule.codes.get(sector) or (_code(claim),)


def _mean(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    codes = _codes(claim, recipe, known)
    sector = claim.attribute.removeprefix(recipe.get("sectors", "-"))
    without = tuple(recipe.get("without", {}).get(sector, ()))
    texts = [
        row[recipe["column"]]
        for row in rows(recipe["rows"])
        if row["code"].startswith(codes) and not row["code"].startswith(without or ("-",))
    ]
    rates = [float(text) for text in texts if text]
    told = ", ".join(codes) + (f" but not {', '.join(without)}" if without else "")
    counts = {"lines": len(rates), "all": len(texts), "left": len(texts) - len(rates)}
    return Statistic(fmean(rates), (min(rates), max(rates)), {"codes": told, **counts})


def _quoted(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    rates = [float(row[recipe["column"]]) for row in rows(recipe["rows"])]
    return Statistic(fmean(rates), (min(rates), max(rates)), {})


def _counted(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    own = [row for row in rows(recipe["rows"]) if row["number"] == _suffix(claim)]
    rates = [float(row["rate"]) for row in own for _ in range(int(row["lines"]))]
    counts = ", ".join(f"{row['rate']}x{row['lines']}" for row in own)
    words = {"heading": own[0]["heading"], "counts": counts, "lines": len(rates)}
    return Statistic(fmean(rates), (min(rates), max(rates)), words)


def _group(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    destination = recipe["destinations"][claim.subject]
    group = GROUPS[int(_suffix(claim)) - 1]
    table = re.search("data_real_(.*)/", recipe["source"])
    assert table
    key = {"table": table[1], "destination": destination, "sector": group}
    (rate,) = (row["rate"] for row in rows(recipe["rows"]) if key.items() <= row.items())
    words = {"group": group, "destination": destination, "rate": rate}
    return Statistic(100 * float(rate), None, words)


def _imports(code: str, country: str) -> list[Row]:
    return [
        row
        for row in rows("us_imports")
        if row["country"] == country and row["code"].startswith(code)
    ]


def _used(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    own = _imports(_code(claim), "2010")
    part, whole = (sum(float(row[key]) for row in own) for key in (recipe["column"], "total"))
    words = {"part": round(part / MILLION), "whole": round(whole / MILLION), "lines": len(own)}
    return Statistic(part / whole, None, {"codes": _code(claim), **words})


def _saved(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    key = {"chapter": _code(claim), "country": recipe["partners"][claim.subject]}
    (share,) = (row["share"] for row in rows(recipe["rows"]) if key.items() <= row.items())
    words = {"codes": key["chapter"], "partner": key["country"], "rate": share}
    return Statistic(float(share), None, words)


def _shares(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    parts = [_part(**item) for item in recipe["shares"]]
    shares = [part / whole for part, whole in parts]
    bounds = (min(shares), max(shares)) if len(shares) > 1 else None
    part, whole = (round(size / MILLION) for size in parts[0])
    return Statistic(shares[0], bounds, {"part": part, "whole": whole})


def _part(of: str, lists: Sequence[str], country: str) -> tuple[float, float]:
    """Return how much of goods stands on lists and how much they are: by value, or in lines."""
    if country:
        sizes = [(row["code"], float(row["total"])) for row in _imports(of, country)]
    else:
        sizes = [(row["code"], 1.0) for row in rows("us_lines") if row["code"].startswith(of)]
    hit = sum(size for code, size in sizes if code.startswith(listed(tuple(lists))))
    return hit, sum(size for _, size in sizes)


def _listed(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> Statistic:
    heading = recipe["headings"][_suffix(claim)]
    own = [row["code"] for row in rows(recipe["rows"]) if row["code"].startswith(heading)]
    names = {"car": ("car",), "truck": ("truck",), "either": ("car", "truck")}
    counts = {
        name: sum(code.startswith(listed(lists)) for code in own) for name, lists in names.items()
    }
    return Statistic(
        counts["either"] / len(own), None, {"codes": heading, "all": len(own), **counts}
    )


FORMULAS: Mapping[str, Callable[[Claim, Mapping[str, Any], Catalogue], Statistic]] = {
    "mean": _mean,
    "quoted": _quoted,
    "counted": _counted,
    "group": _group,
    "used": _used,
    "saved": _saved,
    "shares": _shares,
    "listed": _listed,
}


def recipe_of(claim: Claim) -> Mapping[str, Any] | None:
    """Return the first recipe that names a claim, None for what the source states itself."""
    if _is_published(claim):
        return None
    return next(
        (one for one in RECIPES if any(fnmatchcase(claim.id, name) for name in one["claims"])), None
    )


def _is_published(claim: Claim) -> bool:
    return any(fnmatchcase(claim.id, name) for name in PUBLISHED)


def told(claim: Claim, recipe: Mapping[str, Any], known: Catalogue) -> dict[str, object]:
    """Return what a claim has to say by its recipe."""
    found = FORMULAS[recipe["formula"]](claim, recipe, known)
    value, *bounds = (
        round(number, recipe["digits"]) for number in (found.value, *(found.bounds or ()))
    )
    low, high = bounds or (None, None)
    words = {**found.words, "low": figure(low or 0.0), "high": figure(high or 0.0)}
    address, _, path = recipe["source"].partition(":")
    file = recipe.get("file", path)
    parts = [text.format(**words) for text in (file, recipe["filter"], recipe["says"])]
    is_page = recipe["source"].startswith("https://")
    url = recipe["source"] if is_page else f"https://{address.replace('@', '/blob/')}/{path}"
    quote = recipe["quote"].format(**words) if "quote" in recipe else claim.quote
    return {
        "value": figure(value),
        "low": low,
        "high": high,
        "locator": "; ".join(parts),
        "quote": quote,
        "url": url,
    }


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe["claims"][0])
def test_claims_follow_from_their_rows(recipe: Mapping[str, Any], catalogue: Catalogue) -> None:
    own = [claim for claim in catalogue.claims.values() if recipe_of(claim) is recipe]
    assert own
    for claim in own:
        said = {name: getattr(claim, name) for name in ("low", "high", "locator", "quote")}
        said |= {"value": figure(float(claim.value)), "url": claim.source.url}
        assert said == told(claim, recipe, catalogue), claim.id
        assert claim.locator.count("; ") == 2, claim.id  # file; filter; formula


def test_no_statistic_is_without_a_recipe(catalogue: Catalogue) -> None:
    for claim in catalogue.claims.values():
        is_statistic = re.search(r"\b(mean|median)\b", claim.unit) is not None
        is_rate = re.search("mfn|column_2", claim.attribute) and claim.kind == "measured"
        if is_statistic or is_rate:
            assert recipe_of(claim) or _is_published(claim), claim.id


def test_every_row_and_exception_is_used(catalogue: Catalogue) -> None:
    named = {recipe["rows"] for recipe in RECIPES} | {"us_lines", "us_lists"}
    assert {path.name.removesuffix(".csv.gz") for path in (HERE / "rows").iterdir()} == named
    claims = catalogue.claims
    assert all(any(fnmatchcase(claim, name) for claim in claims) for name in PUBLISHED)


@pytest.mark.parametrize("path", sorted((HERE / "rows").iterdir()), ids=lambda path: path.name)
def test_tables_are_small_and_the_same_whenever_written(path: Path) -> None:
    packed = path.read_bytes()
    assert len(packed) < LARGEST
    no_time, no_name = packed[4:8] == bytes(4), not packed[3] & 8
    assert no_time
    assert no_name


def _statistics(layer: Layer, known: Catalogue) -> list[Claim]:
    """Return the claims of a layer that are means of lines, or that come on top."""
    claims = [known.claims[name] for name in layer.claims]
    return [claim for claim in claims if _is_mean(claim) or claim.attribute == "additional_duty"]


def _is_mean(claim: Claim) -> bool:
    recipe = recipe_of(claim)
    return recipe is not None and recipe["formula"] in {"mean", "quoted", "counted"}


def test_rates_of_layers_are_the_statistics_of_their_claims(catalogue: Catalogue) -> None:
    """The first mean of lines is the rate; others stand beside it to be compared."""
    seen = set()
    for layer in catalogue.schedule.layers.values():
        claims = _statistics(layer, catalogue)
        of_lines = layer.basis == "lines" and layer.kind in {"general", "section_301"}
        if not of_lines or not any(_is_mean(claim) for claim in claims):
            continue
        leading = next(claim for claim in claims if _is_mean(claim))
        extra = sum(float(claim.value) for claim in claims if not _is_mean(claim))
        low, high = (leading.low or 0.0) + extra, (leading.high or 0.0) + extra
        assert layer.rate.mode == pytest.approx(float(leading.value) + extra), layer.id
        assert layer.rate.low <= low + 1e-9, layer.id
        assert layer.rate.high >= high - 1e-9, layer.id
        seen.add(layer.market)
    assert seen == {"AU", "CN", "EU", "JP", "TR", "UK", "US"}
