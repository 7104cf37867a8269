"""What a screen finds of one park: passes, fails, doubtful, unknown."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import mcda.parks
from mcda.parks import Catalogue, Enterprise
from mcda.parks.screen_checks import CHECKS, Case, Verdict

Judge = Callable[..., Verdict]
DATA = Path(mcda.parks.__file__).parent / "data"


@pytest.fixture
def judge(catalogue: Catalogue) -> Judge:
    def _judge(check: str, park: str, sectors: tuple[str, ...] = (), **numbers: float) -> Verdict:
        return CHECKS[check](
            Case(
                catalogue=catalogue,
                enterprise=Enterprise(sectors=sectors),
                own={},
                park=catalogue.parks[park],
                numbers=numbers,
                path=("screens", 0),
            )
        )

    return _judge


def _ljip(catalogue: Catalogue, criterion: str, **figures: object) -> Case:
    rating = replace(catalogue.ratings["ljip", criterion], level="", **figures)  # type: ignore[arg-type]
    changed = replace(catalogue, ratings={**catalogue.ratings, ("ljip", criterion): rating})
    return Case(
        catalogue=changed,
        enterprise=Enterprise(),
        own={},
        park=changed.parks["ljip"],
        numbers={"at_most": 110.0, "slack": 0.1},
        path=("screens", 0),
    )


@pytest.mark.parametrize(
    ("figures", "outcome"),
    [
        ((0, 1, 2), "fails"),
        ((0, 2, 3), "doubtful"),
        ((0, 3, 3), "passes"),
        ((2, 3, 6), "passes"),
    ],
)
def test_three_connections(
    catalogue: Catalogue, figures: tuple[int, int, int], outcome: str
) -> None:
    low, mode, high = figures
    case = _ljip(catalogue, "infrastructure", low=low, mode=mode, high=high)
    verdict = CHECKS["basic_utilities"](case)
    assert verdict.outcome == outcome
    if verdict.note is not None:
        said = {name: verdict.note.fields[name] for name in ("mode", "high", "needed")}
        assert said == {"mode": mode, "high": high, "needed": 3}
        assert verdict.note.fields["claims"] == catalogue.ratings["ljip", "infrastructure"].claims


# 110 with a tenth of slack allows a price of exactly 100; 40 is the end of the criterion's range.
@pytest.mark.parametrize(
    ("figures", "budget", "outcome"),
    [
        ((100, 100, 120), 110, "passes"),
        ((100.01, 110, 120), 110, "fails"),
        ((100, 100.01, 120), 110, "doubtful"),
        ((50, 99, 260), 110, "passes"),
        ((40, 140, 260), 30, "doubtful"),
        ((40.5, 140, 260), 30, "fails"),
    ],
)
def test_budget_with_slack(
    catalogue: Catalogue, figures: tuple[float, float, float], budget: float, outcome: str
) -> None:
    low, mode, high = figures
    case = _ljip(catalogue, "land_price", low=low, mode=mode, high=high)
    verdict = CHECKS["budget"](replace(case, numbers={"at_most": float(budget), "slack": 0.1}))
    assert verdict.outcome == outcome
    if verdict.note is not None:
        price = low if outcome == "fails" else mode
        assert verdict.note.fields["cost"] == pytest.approx(1.1 * price)
        assert verdict.note.fields["at_most"] == budget


def test_a_neighbours_price_is_told(judge: Judge) -> None:
    for park, proxy in (("vcep", True), ("ljip", False)):
        verdict = judge("budget", park, at_most=50, slack=0)
        assert verdict.outcome == "fails"
        for language, words in (("en", "neighbours"), ("zh", "邻近园区")):
            assert (words in verdict.note.say(language)) is proxy


def test_stability_follows_the_table_of_countries(catalogue: Catalogue, judge: Judge) -> None:
    with (DATA / "claims-countries.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["attribute"].endswith("stability_percentile")]
    table = {row["subject"]: [float(row[key]) for key in ("value", "high")] for row in rows}
    for at_least in (0, 6.6, 18, 20, 30, 50, 80, 100):
        for park in catalogue.parks.values():
            value, high = table[park.country]
            wanted = "fails" if high < at_least else "doubtful" if value < at_least else "passes"
            assert judge("stability", park.id, at_least=at_least).outcome == wanted
    note = judge("stability", "eiz", at_least=20).note
    assert note.fields["claims"] == ("ethiopia.political_stability_percentile.1",)
    assert note.fields["sources"][0].startswith("World Bank WGI")


def test_the_newest_figure_of_a_country_counts(catalogue: Catalogue) -> None:
    shipped = catalogue.claims["vietnam.political_stability_percentile.1"]
    figures = {"2019": "3", "2024": "9", "2021": "60"}
    more = {
        f"x.{year}": replace(shipped, id=f"x.{year}", as_of=year, value=value, low=None, high=None)
        for year, value in figures.items()
    }
    case = _ljip(catalogue, "land_price")
    changed = replace(case.catalogue, claims={**case.catalogue.claims, **more})
    verdict = CHECKS["stability"](replace(case, catalogue=changed, numbers={"at_least": 20}))
    assert verdict.outcome == "fails"
    assert (verdict.note.fields["as_of"], verdict.note.fields["value"]) == ("2024", 9)
    without = {k: c for k, c in catalogue.claims.items() if c.id != shipped.id}
    bare = replace(case, catalogue=replace(catalogue, claims=without), numbers={"at_least": 20})
    assert CHECKS["stability"](bare).outcome == "unknown"


def test_sectors(catalogue: Catalogue, judge: Judge) -> None:
    assert judge("sector_admitted", "tcr", ("rockets", "Auto Parts")).outcome == "passes"
    verdict = judge("sector_admitted", "ljip", ("Auto-Parts", "rockets"))
    assert verdict.outcome == "fails"
    assert verdict.note.fields["claims"] == catalogue.parks["ljip"].sector_claims
    assert "auto parts, rockets" in verdict.note.say("en")
    assert "汽车零部件、rockets" in verdict.note.say("zh")
    silent = replace(catalogue.parks["ljip"], sectors=())
    case = replace(_ljip(catalogue, "land_price"), park=silent)
    assert CHECKS["sector_admitted"](case).outcome == "unknown"


def test_factories_of_the_park_or_its_host(catalogue: Catalogue) -> None:
    case = _ljip(catalogue, "land_price")
    parks = catalogue.parks
    claims = parks["tcr"].factory_claims
    cases = {
        "own": replace(case, park=replace(parks["ljip"], factory_claims=claims)),
        "host": replace(case, park=replace(parks["tcr"], factory_claims=())),
        "none": replace(case, park=replace(parks["ljip"], factory_claims=())),
    }
    found = {name: CHECKS["ready_factory"](each) for name, each in cases.items()}
    assert {name: verdict.outcome for name, verdict in found.items()} == {
        "own": "passes", "host": "passes", "none": "fails",
    }  # fmt: skip
    assert "Nothing recorded" in found["none"].note.say("en")
    assert "没有记载" in found["none"].note.say("zh")
