"""What a screen finds of one park: passes, fails, doubtful, unknown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mcda.parks import Catalogue, Enterprise, Override
from mcda.parks.data_files import tables
from mcda.parks.model import Figures
from mcda.parks.screen_verdicts import CHECKS, ScreenCase, ScreenVerdict

Judge = Callable[..., ScreenVerdict]


@pytest.fixture
def judge(catalogue: Catalogue) -> Judge:
    def _judge(
        check: str, park: str, sectors: tuple[str, ...] = (), **numbers: float
    ) -> ScreenVerdict:
        return CHECKS[check](
            ScreenCase(
                catalogue=catalogue,
                enterprise=Enterprise(sectors=sectors),
                own={},
                park=catalogue.parks[park],
                numbers=numbers,
                path=("screens", 0),
            )
        )

    return _judge


def _ljip(catalogue: Catalogue, criterion: str, **figures: object) -> ScreenCase:
    rating = replace(catalogue.ratings["ljip", criterion], level="", **figures)  # type: ignore[arg-type]
    changed = replace(catalogue, ratings={**catalogue.ratings, ("ljip", criterion): rating})
    return ScreenCase(
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
def test_three_connections(catalogue, figures, outcome):
    low, mode, high = figures
    case = _ljip(catalogue, "infrastructure", low=low, mode=mode, high=high)
    verdict = CHECKS["basic_utilities"](case)
    assert verdict.outcome == outcome
    if verdict.note is not None:
        said = {name: verdict.note.fields[name] for name in ("mode", "high", "needed")}
        assert said == {"mode": mode, "high": high, "needed": 3}
        assert verdict.note.fields["claims"] == catalogue.ratings["ljip", "infrastructure"].claims


# 110 with a tenth of slack allows a price of exactly 100, whatever 20 years of use cost.
@pytest.mark.parametrize(
    ("figures", "budget", "outcome"),
    [
        ((100, 100, 120), 110, "passes"),
        ((100.01, 110, 120), 110, "fails"),
        ((100, 100.01, 120), 110, "doubtful"),
        ((50, 99, 260), 110, "passes"),
        ((10, 140, 290), 11, "doubtful"),
        ((10, 140, 290), 10.99, "fails"),
        ((10.5, 140, 260), 11, "fails"),
        ((400, 400, 400), 300, "fails"),
    ],
)
def test_budget_with_slack(catalogue, figures, budget, outcome):
    low, mode, high = figures
    case = _ljip(catalogue, "land_price", price=Figures(low=low, mode=mode, high=high))
    verdict = CHECKS["budget"](replace(case, numbers={"at_most": float(budget), "slack": 0.1}))
    assert verdict.outcome == outcome
    if verdict.note is not None:
        price = low if outcome == "fails" else mode
        assert verdict.note.fields["cost"] == pytest.approx(1.1 * price)
        assert verdict.note.fields["at_most"] == budget


def test_a_neighbours_price_is_told(judge):
    for park, proxy in (("vcep", True), ("ljip", False)):
        verdict = judge("budget", park, at_most=50, slack=0)
        assert verdict.outcome == "fails"
        for language, words in (("en", "neighbours"), ("zh", "邻近园区")):
            assert (words in verdict.note.say(language)) is proxy


def test_stability_follows_the_table_of_countries(catalogue, judge):
    table = {
        subject: [float(row[key]) for key in ("value", "high")]
        for subject, rows in tables("claims").items()
        for row in rows
        if row["attribute"].endswith("stability_percentile")
    }
    for at_least in (0, 6.6, 18, 20, 30, 50, 80, 100):
        for park in catalogue.parks.values():
            value, high = table[park.country]
            wanted = "fails" if high < at_least else "doubtful" if value < at_least else "passes"
            assert judge("stability", park.id, at_least=at_least).outcome == wanted
    note = judge("stability", "eiz", at_least=20).note
    assert note.fields["claims"] == ("ethiopia.political_stability_percentile.1",)
    assert note.fields["sources"][0].startswith("World Bank WGI")


def test_the_newest_figure_of_a_country_counts(catalogue):
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


def test_sectors(catalogue, judge):
    assert judge("sector_admitted", "tcr", ("rockets", "Auto Parts")).outcome == "passes"
    verdict = judge("sector_admitted", "ljip", ("Auto-Parts", "rockets"))
    assert verdict.outcome == "fails"
    assert verdict.note.fields["claims"] == catalogue.parks["ljip"].sector_claims
    assert "auto parts, rockets" in verdict.note.say("en")
    assert "汽车零部件、rockets" in verdict.note.say("zh")
    silent = replace(catalogue.parks["ljip"], sectors=())
    case = replace(_ljip(catalogue, "land_price"), park=silent)
    assert CHECKS["sector_admitted"](case).outcome == "unknown"


def _unrated(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with undeveloped land everywhere: only claims speak of factories."""
    ratings = {
        key: replace(rating, level="", low=0, mode=0, high=1, private=True)
        if key[1] == "speed_to_operation"
        else rating
        for key, rating in catalogue.ratings.items()
    }
    return replace(catalogue, ratings=ratings)


def test_factories_of_the_park_or_its_host(catalogue):
    case = _ljip(catalogue, "land_price")
    case = replace(case, catalogue=_unrated(case.catalogue))
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


def _ready(
    catalogue: Catalogue, land: tuple[float, float, float] | None, months: float
) -> ScreenCase:
    """Return a park without recorded factories, with land rated so, before ``ready_by``."""
    key = ("vcep", "speed_to_operation")
    ratings = dict(catalogue.ratings)
    if land is None:
        del ratings[key]
    else:
        low, mode, high = land
        stated = replace(ratings[key], level="", low=low, mode=mode, high=high)
        ratings[key] = replace(stated, private=True)  # our own would have to name factories
    return ScreenCase(
        catalogue=replace(catalogue, ratings=ratings),
        enterprise=Enterprise(),
        own={},
        park=replace(catalogue.parks["vcep"], factory_claims=()),
        numbers={"at_most": months},
        path=("screens", 0),
    )


PLOTS, BARE, FACTORIES = (0, 1, 2), (0, 0, 1), (1, 2, 3)


# One to three years to build one's own factory (dissertation 8.4.1): 12 to 36 months.
@pytest.mark.parametrize(
    ("land", "months", "outcome", "code"),
    [
        (PLOTS, 11.9, "fails", "screen_ready_by"),
        (PLOTS, 12, "doubtful", "screen_ready_by_doubtful"),
        (PLOTS, 35.9, "doubtful", "screen_ready_by_doubtful"),
        (PLOTS, 36, "passes", None),
        (BARE, 0, "fails", "screen_ready_by"),
        (BARE, 12, "doubtful", "screen_ready_by_undeveloped"),
        (BARE, 120, "doubtful", "screen_ready_by_undeveloped"),
        (FACTORIES, 0, "passes", None),
        (None, 11.9, "fails", "screen_ready_by"),
        (None, 12, "unknown", None),
        (None, 120, "unknown", None),
    ],
)
def test_ready_by(catalogue, land, months, outcome, code):
    verdict = CHECKS["ready_by"](_ready(catalogue, land, months))
    assert verdict.outcome == outcome
    assert (verdict.note.code if verdict.note is not None else None) == code
    if verdict.note is not None:
        assert (verdict.note.fields["low"], verdict.note.fields["high"]) == (12, 36)
        assert verdict.note.fields["claims"][0] == "sheng.screen.own_factory_years"
        for language in ("en", "zh"):
            said = verdict.note.say(language)
            assert "12" in said
            assert "36" in said


def test_ready_by_says_what_is_missing_and_how_long_building_takes(catalogue):
    note = CHECKS["ready_by"](_ready(catalogue, PLOTS, 6)).note
    assert "No standard factory is recorded" in note.say("en")
    assert "takes 12 to 36 months" in note.say("en")
    assert "没有" in note.say("zh")
    assert "12 至 36 个月" in note.say("zh")
    assert len(note.fields["sources"]) == len(set(note.fields["sources"])) >= 1


def test_a_recorded_factory_passes_whatever_the_months(catalogue):
    case, parks = _ready(catalogue, PLOTS, 0), catalogue.parks
    claims = parks["tcr"].factory_claims
    host = replace(parks["giic"], factory_claims=claims)
    speed = ("giic", "speed_to_operation")
    stated = replace(case.catalogue.ratings[speed], private=True)
    ratings = {**case.catalogue.ratings, speed: stated}
    cases = (
        replace(case, park=replace(case.park, factory_claims=claims)),
        replace(
            case,
            park=replace(case.park, host_estate="giic"),
            catalogue=replace(case.catalogue, parks={**parks, "giic": host}, ratings=ratings),
        ),
    )
    assert [CHECKS["ready_by"](each).outcome for each in cases] == ["passes", "passes"]


def test_the_users_word_on_factories_counts(catalogue):
    key = ("vcep", "speed_to_operation")
    for value, outcome in ((2.0, "passes"), (1.0, "fails"), (0.0, "fails")):
        own = Override(
            alternative=key[0], criterion=key[1], value=value, source="the park's letter"
        )
        case = replace(_ready(catalogue, None, 6), own={key: own})
        verdict = CHECKS["ready_by"](case)
        assert verdict.outcome == outcome
        if verdict.note is not None:
            assert "the park's letter" in verdict.note.fields["sources"]


def _private(catalogue: Catalogue, subject: str, **said: object) -> Catalogue:
    claim = replace(catalogue.claims["eiz.standard_factories.1"], id="own", subject=subject)
    own = replace(claim, **{"private": True, "low": None, "high": None, **said})  # type: ignore[arg-type]
    return replace(catalogue, claims={**catalogue.claims, "own": own})


@pytest.mark.parametrize("check", ["ready_factory", "ready_by"])
def test_both_screens_read_the_users_own_figure_alike(catalogue, check):
    key = ("vcep", "speed_to_operation")
    for value, outcome in ((3.0, "passes"), (2.0, "passes"), (1.0, "fails")):
        own = Override(
            alternative=key[0], criterion=key[1], value=value, source="the park's letter"
        )
        case = replace(_ready(catalogue, None, 6), own={key: own}, park=catalogue.parks["vcep"])
        assert CHECKS[check](case).outcome == outcome
    rated = replace(catalogue.ratings[key], level="", mode=2.0, high=3.0, private=True)
    laid = replace(catalogue, ratings={**catalogue.ratings, key: rated})
    case = replace(_ready(catalogue, None, 6), catalogue=laid, park=laid.parks["vcep"])
    assert CHECKS[check](case).outcome == "passes"


@pytest.mark.parametrize("check", ["ready_factory", "ready_by"])
@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"value": "12"}, "passes"),
        ({"value": "two halls to rent"}, "passes"),
        ({"value": "", "high": 5000.0}, "passes"),
        ({"value": "0"}, "fails"),
        ({"value": "没有"}, "fails"),
        ({"value": "12", "private": False}, "fails"),
        ({"value": "12", "attribute": "factory_rent"}, "fails"),
    ],
)
def test_both_screens_read_private_claims_of_factories(catalogue, check, said, outcome):
    laid = _private(catalogue, "vcep", **said)
    case = replace(_ready(catalogue, None, 6), catalogue=laid, park=laid.parks["vcep"])
    assert CHECKS[check](case).outcome == outcome


def test_a_private_claim_about_the_host_estate_counts(catalogue):
    laid = _unrated(_private(catalogue, "giic", value="12"))
    park = replace(laid.parks["kitic"], factory_claims=())
    case = replace(_ready(catalogue, None, 6), catalogue=laid, park=park)
    assert CHECKS["ready_factory"](case).outcome == "passes"
    alone = replace(case, park=replace(park, host_estate=""))
    assert CHECKS["ready_factory"](alone).outcome == "fails"


@pytest.mark.parametrize(
    ("park", "wanted", "outcome"),
    [
        ("tan_phu_trung", 0.5, "fails"),
        ("tan_phu_trung", 1.0, "passes"),
        ("jiipe_gresik", 1.0, "fails"),
        ("jiipe_gresik", 3.0, "doubtful"),
        ("jiipe_gresik", 5.0, "passes"),
        ("sri_city", 100.0, "doubtful"),
        ("tcr", 0.1, "unknown"),
    ],
)
def test_a_least_plot_decides_and_words_leave_doubt(judge, park, wanted, outcome):
    found = judge("admission", park, at_most=wanted)
    assert found.outcome == outcome
    assert (found.note is None) == (outcome in ("passes", "unknown"))


def test_conditions_are_told_in_their_own_words(judge):
    note = judge("admission", "sri_city", at_most=1.0).note
    assert note is not None
    assert "“They (polluting industries) don’t match our objectives”" in note.say("en")
    assert "“污染型产业不符合我们的目标”" in note.say("zh")
