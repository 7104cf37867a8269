"""Gates and must-haves: what takes a park out, until when, and what only warns or is asked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Enterprise
from mcda.parks.data_files import document
from mcda.parks.gates import GATES, Gate, gates
from mcda.parks.must import Must, conditions, must_notes
from mcda.parks.sectors import sectors
from mcda.texts import LANGUAGES

TODAY = date(2026, 12, 1)
NOBODY = Enterprise()
CERAMICS = Enterprise(sectors=["ceramics"])


def _severities(notes: tuple[Gate, ...], code: str) -> list[str]:
    return [note.severity for note in notes if note.code == code]


def _with_claim(catalogue: Catalogue, **change: Any) -> Catalogue:
    """Return the catalogue with one more claim, made of one of May 2023 that is not weak."""
    claim = replace(catalogue.claims["kilinto.power_supply.1"], id="own", unit="", **change)
    return replace(catalogue, claims={**catalogue.claims, "own": claim})


# Days by hand: five years after the last event on record, or two after a successor, the later.
@pytest.mark.parametrize(
    ("park", "code", "day", "severity"),
    [
        ("tanger_tech", "failure", "2023-06-30", "gate"),  # left by June 2018, succeeded in 2020
        ("tanger_tech", "failure", "2023-07-01", None),
        ("ogun_guangdong", "failure", "2016-05-25", None),  # before it was expelled
        ("ogun_guangdong", "failure", "2021-03-01", "gate"),  # ejected 2016-08-31, no award yet
        ("ogun_guangdong", "failure", "2029-11-21", "gate"),  # the award enforced 2024-11-21
        ("ogun_guangdong", "failure", "2029-11-22", None),
        ("jinfei", "failure", "2021-05-27", None),  # a look back of 2025 is no event of 2025
        ("bagamoyo", "failure", "2050-01-01", "gate"),  # nobody has succeeded
        ("konawe_delong", "failure", "2026-12-01", "warning"),  # bankrupt, not expelled
        ("kyaukphyu_sez", "conflict", "2026-12-01", "gate"),
        ("kyaukphyu_sez", "conflict", "2031-02-04", None),  # five years without news
        ("jocic", "conflict", "2026-12-01", "warning"),  # over since April
        ("poti_fiz", "conflict", "2013-09-14", None),
    ],
)
def test_a_failure_counts_until(
    catalogue: Catalogue, park: str, code: str, day: str, severity: str | None
) -> None:
    notes = gates(catalogue, NOBODY, [park], date.fromisoformat(day))
    assert _severities(notes, code) == ([severity] if severity else [])


def test_a_late_successor_counts_for_two_years(catalogue: Catalogue) -> None:
    park = catalogue.park("tanger_tech")
    late = replace(park, failures=(replace(park.failures[0], ended="2023-12"),))
    changed = replace(catalogue, parks={**catalogue.parks, park.id: late})
    days = (date(2025, 12, 31), date(2026, 1, 1))
    shut = [_severities(gates(changed, NOBODY, [park.id], day), "failure") for day in days]
    assert shut == [["gate"], []]


@pytest.mark.parametrize(
    ("park", "markets", "severities"),
    [
        ("uzlovaya", {"US": 1 / 3}, ["gate"]),
        ("uzlovaya", {"US": 0.33, "EU": 0.33}, []),
        ("uzlovaya", {"DE": 0.2, "FR": 0.2, "UK": 0.5}, ["gate", "gate"]),
        ("great_stone", {"US": 0.5, "CN": 0.5}, ["gate"]),
        ("thilawa", {"EU": 0.9}, ["warning"]),  # of persons and arms
        ("tcr", {"US": 1}, []),
    ],
)
def test_sanctions_of_a_third_of_sales(
    catalogue: Catalogue, park: str, markets: dict[str, float], severities: list[str]
) -> None:
    notes = gates(catalogue, Enterprise(markets=markets), [park], TODAY)
    assert _severities(notes, "sanctions") == severities
    about = {note.country for note in notes if note.code == "sanctions"}
    assert about <= {catalogue.park(park).country}


@pytest.mark.parametrize(
    ("made", "change", "severities"),
    [
        (["ceramics"], {"value": "ceramics"}, ["gate"]),
        (["ceramics"], {"value": "陶瓷"}, ["gate"]),
        (["ceramics", "textiles"], {"value": "ceramics"}, ["warning"]),
        (["ceramics"], {"value": "ceramics", "as_of": "2020"}, ["warning"]),
        (["textiles"], {"value": "ceramics"}, ["warning"]),  # merely not listed
        (["auto_parts"], {"value": "ceramics"}, []),
        ([], {"value": "ceramics"}, []),
    ],
)
def test_a_refusal_is_a_gate_and_silence_a_warning(
    catalogue: Catalogue, made: list[str], change: dict[str, str], severities: list[str]
) -> None:
    own = _with_claim(catalogue, subject="tcr", attribute="sector_refused", **change)
    firm = Enterprise(sectors=made)
    assert _severities(gates(own, firm, ["tcr"], TODAY), "sector") == severities
    opened = gates(own, firm, ["tcr"], TODAY, off=["sector"], on=["sector"])
    assert set(_severities(opened, "sector")) <= {"warning"}
    shut = gates(own, firm, ["tcr"], TODAY, on=["sector"])
    assert set(_severities(shut, "sector")) <= {"gate"}


@pytest.mark.parametrize(
    ("firm", "park", "change", "severities"),
    [
        (CERAMICS, "tcr", {"attribute": "gas_supply", "value": "none"}, ["gate"]),
        (CERAMICS, "tcr", {"attribute": "gas_supply", "value": "无", "as_of": "2020"}, ["ask"]),
        (CERAMICS, "tcr", {"attribute": "gas_supply", "value": "pipeline"}, []),
        (NOBODY, "tcr", {"attribute": "gas_supply", "value": "none"}, []),
        (NOBODY, "tcr", {"attribute": "power_supply", "value": "0"}, ["gate"]),
        (CERAMICS, "allama_iqbal", {}, []),  # a source reports gas
        (CERAMICS, "kendal", {}, ["ask"]),  # a pipeline is being prepared
        (NOBODY, "linh_trung", {}, ["ask"]),  # of its connections nothing is on record
    ],
)
def test_a_supply_known_to_be_absent(
    catalogue: Catalogue, firm: Enterprise, park: str, change: dict[str, str], severities: list[str]
) -> None:
    own = _with_claim(catalogue, subject=park, **change) if change else catalogue
    assert _severities(gates(own, firm, [park], TODAY), "utility") == severities
    assert "ask" not in _severities(gates(own, firm, [park], TODAY, off=["utility"]), "utility")


def test_a_rating_without_room_for_water_power_and_road(catalogue: Catalogue) -> None:
    key = ("ljip", "infrastructure")
    bare = replace(catalogue.ratings[key], low=0, mode=1, high=2)
    changed = replace(catalogue, ratings={**catalogue.ratings, key: bare})
    (gate,) = gates(changed, NOBODY, ["ljip"], TODAY)
    assert (gate.code, gate.severity, gate.claims) == ("utility", "gate", bare.claims)


def test_stability_warns_of_a_country_and_is_a_gate_on_one_tap(catalogue: Catalogue) -> None:
    parks = ["eiz", "tcr", "hawassa", "teda_suez"]
    for on, severity in (((), "warning"), (("stability",), "gate")):
        (gate,) = (g for g in gates(catalogue, NOBODY, parks, TODAY, on=on) if g.code != "utility")
        assert (gate.country, gate.severity) == ("ethiopia", severity)
        assert gate.alternatives == ("eiz", "hawassa")
        assert "8.5" in gate.sentence.say()


def test_every_gate_has_claims_and_says_what_a_tap_does(catalogue: Catalogue) -> None:
    firm = Enterprise(sectors=["ceramics", "textiles"], markets={"US": 0.5, "EU": 0.5})
    notes = gates(catalogue, firm, list(catalogue.parks), TODAY)
    assert {note.code for note in notes} == set(GATES)
    for note in notes:
        for language, tap in zip(LANGUAGES, ("tap", "点一下"), strict=True):
            assert (tap in note.sentence.say(language)) == (note.severity != "ask")
        assert note.alternatives
        assert bool(note.claims) == (note.severity != "ask")
        assert set(note.claims) <= set(catalogue.claims)
    left_out = {park for note in notes if note.severity == "gate" for park in note.alternatives}
    assert not left_out.intersection(*(n.alternatives for n in notes if n.severity == "ask"))


def test_the_table_of_supplies_names_sectors_and_claims_that_exist(catalogue: Catalogue) -> None:
    table = document("gates.toml")
    named = {sector for entry in table["supplies"].values() for sector in entry.get("sectors", ())}
    assert named <= set(sectors())
    assert set(table["targeted"]) <= set(catalogue.claims)


@pytest.mark.parametrize(
    ("must", "park", "change", "verdict"),
    [
        ({"plot": 15_000}, "jiipe_gresik", {}, "gate"),  # lets 2 ha and more
        ({"plot": 20_000}, "jiipe_gresik", {}, None),  # and has 1,014 ha
        ({"plot": 2e6}, "vita_park", {}, "gate"),  # 110 ha in all
        ({"plot": 2e6}, "ljip", {}, "ask"),  # 600 ha, what is free is not known
        ({"plot": 1e6}, "giic", {}, None),  # 370 ha free in 2023
        ({"hall": 500}, "kendal", {}, "ask"),  # they may be let
        ({"hall": 500}, "tcr", {"attribute": "standard_factories", "value": "none"}, "gate"),
        ({"power": 200}, "kilinto", {}, None),
        ({"power": 201}, "kilinto", {}, "ask"),  # more may be laid
        ({"power": 1}, "tcr", {"attribute": "power_supply", "value": "no"}, "gate"),
        ({"gas": True}, "allama_iqbal", {}, None),
        ({"effluent": True}, "ljip", {}, "ask"),  # a plant is no permit
        ({"hazardous": True}, "tcr", {}, "ask"),
        ({"hazardous": True}, "tcr", {"attribute": "hazardous_goods", "value": "no"}, "gate"),
        ({"start": 11}, "bagamoyo", {}, "gate"),  # land only, and a factory takes a year
        ({"start": 12}, "bagamoyo", {}, "ask"),
        ({"start": 11}, "tcr", {}, "ask"),
        ({"start": 36}, "tcr", {}, None),
        ({"countries": ["th", "越南"]}, "tcr", {}, None),
        ({"countries": ["Vietnam"]}, "tcr", {}, "gate"),
        ({"countries_excluded": ["泰国"]}, "tcr", {}, "gate"),
        ({}, "tcr", {}, None),
    ],
)
def test_must_haves(
    catalogue: Catalogue,
    must: dict[str, Any],
    park: str,
    change: dict[str, str],
    verdict: str | None,
) -> None:
    own = _with_claim(catalogue, subject=park, **change) if change else catalogue
    notes = must_notes(own, Must(**must), [park], TODAY)
    assert [(note.code, note.severity) for note in notes] == [(c, verdict) for c in must if verdict]
    for note in notes:
        name = own.countries[own.park(park).country].name if note.country else own.park(park).name
        if note.severity == "gate":
            assert all(name[language] in note.sentence.say(language) for language in LANGUAGES)


def test_what_fails_is_not_asked_about(catalogue: Catalogue) -> None:
    must = Must(countries_excluded=["vietnam"], plot=2e6, gas=True)
    notes = must_notes(catalogue, must, ["ljip", "vita_park", "allama_iqbal", "tcr"], TODAY)
    assert [(note.code, note.severity, note.alternatives) for note in notes] == [
        ("countries_excluded", "gate", ("ljip",)),
        ("plot", "gate", ("vita_park",)),
        ("plot", "ask", ("allama_iqbal", "tcr")),
        ("gas", "ask", ("tcr",)),
    ]


@pytest.mark.parametrize(
    ("keep", "wanted"),
    [
        ([], [("countries", "gate", ("tcr",)), ("failure", "gate", ("ogun_guangdong",)),
              ("stability", "warning", ("ogun_guangdong", "lekki")), ("gas", "ask", ("lekki",))]),
        (["tcr", "ogun_guangdong"],
         [("countries", "warning", ("tcr",)), ("failure", "warning", ("ogun_guangdong",)),
          ("stability", "warning", ("ogun_guangdong", "lekki")),
          ("gas", "ask", ("ogun_guangdong", "lekki"))]),
    ],
)  # fmt: skip
def test_conditions(catalogue: Catalogue, keep: list[str], wanted: list[Any]) -> None:
    parks, must = ["ogun_guangdong", "lekki", "tcr"], Must(countries=["NG"], gas=True)
    notes = conditions(catalogue, NOBODY, must, parks, TODAY, keep=keep)
    assert [(note.code, note.severity, note.alternatives) for note in notes] == wanted
    with pytest.raises(InvalidEnterprise) as error:
        conditions(catalogue, NOBODY, must, parks, TODAY, keep=["nowhere"])
    assert [fault.path for fault in error.value.faults] == [("keep", 0)]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        *((name, value, "must_number") for name in ("plot", "start") for value in (0, "9", True)),
        ("power", float("nan"), "must_number"),
        ("hall", 1e7 + 1, "must_number"),
        ("gas", 1, "enterprise_unknown_choice"),
        ("countries", "VN", "enterprise_not_names"),
        ("countries_excluded", [""], "enterprise_not_names"),
        ("countries", 7, "enterprise_not_names"),
    ],
)
def test_a_must_that_is_none(field: str, value: object, code: str) -> None:
    with pytest.raises(InvalidEnterprise) as error:
        Must(**{field: value})  # type: ignore[arg-type]
    assert [(fault.code, fault.path) for fault in error.value.faults] == [(code, ("must", field))]


def test_names_that_do_not_exist(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidEnterprise) as error:
        gates(catalogue, NOBODY, ["ljpi"], TODAY, off=["stabilty"])
    assert [fault.code for fault in error.value.faults] == ["unknown_park", "unknown_gate"]
    twice = Must(countries=["Vietnm", "TH"], countries_excluded=["thailand"])
    with pytest.raises(InvalidEnterprise) as error:
        must_notes(catalogue, twice, ["ljip"], TODAY)
    assert [fault.code for fault in error.value.faults] == ["unknown_country", "must_country_twice"]
    assert "vietnam" in str(error.value)
