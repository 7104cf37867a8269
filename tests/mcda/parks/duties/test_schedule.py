"""Duties by layers: what adds, what replaces, what stays open."""

import random
from typing import Any

import pytest

from mcda.parks.duties import Goods, GoodsLine, Layer, Range, Schedule

NAMES = {"en": "a measure", "zh": "一项措施"}
DAY = "2026-11-28"
CAR = Goods((GoodsLine("87", "auto_parts"),), 0.0)


def layer(key: str, rate: Any, share: Any = 1, **more: Any) -> Layer:
    told = {"market": "US", "kind": "general", "origins": ("*",), "claims": ("c",), "name": NAMES}
    figures = {"rate": span(rate), "share": span(share)}
    return Layer(id=key, **{"measure": key, **told, **figures, **more})


def span(said: Any) -> Range:
    return Range(*said) if isinstance(said, tuple) else Range(said, said, said)


def schedule(*layers: Layer, **more: Any) -> Schedule:
    more = {"strictest": 0.4, "lenient": 0.7, **more}
    return Schedule(layers={one.id: one for one in layers}, **more)


def ends(found: Any) -> tuple[float, float, float]:
    return found.low, found.mode, found.high


GENERAL = layer("mfn", 2.5, codes=("87",))
SURCHARGE = layer("s122", 10, kind="section_122", since="2026-02-24", until="2026-07-24")
CARS = layer("s232", 25, kind="section_232", sectors=("auto_parts",), replaces=frozenset({"s122"}))
FREE = frozenset({"general"})


def duty(known: Schedule, goods: Goods = CAR, day: str = DAY, **more: Any) -> Any:
    assumed = frozenset(more.pop("assumed", ()))
    return known.duty(more.pop("market", "US"), more.pop("origin", "vietnam"), goods, day, assumed)


def test_layers_add_up_and_one_takes_the_place_of_another():
    known = schedule(GENERAL, SURCHARGE, CARS)
    assert ends(duty(known, day="2026-03-01")) == (27.5, 27.5, 27.5)
    parts = {one.layer: one.mode for one in duty(known, day="2026-03-01").portions}
    assert parts == {"mfn": 2.5, "s122": 0.0, "s232": 25.0}
    plates = Goods((GoodsLine("87", "trailers"),), 0.0)
    assert ends(duty(known, plates, day="2026-03-01")) == (12.5, 12.5, 12.5)
    assert ends(duty(known, plates, day="2026-07-25")) == (2.5, 2.5, 2.5)


@pytest.mark.parametrize(
    ("day", "charged"), [("2026-02-23", 0), ("2026-02-24", 10), ("2026-07-24", 10), (DAY, 0)]
)
def test_first_and_last_day_are_in(day, charged):
    plates = Goods((GoodsLine("87"),), 0.0)
    assert duty(schedule(GENERAL, SURCHARGE), plates, day).mode == 2.5 + charged


def test_what_is_only_proposed_counts_where_it_is_assumed():
    tier = layer("tier", 12.5, kind="proposed", since="2026-07-25", scenario="forced_labour")
    known = schedule(GENERAL, tier)
    assert duty(known).mode == 2.5
    assert duty(known, assumed=["forced_labour"]).mode == 15.0
    assert duty(known, assumed=["other"]).mode == 2.5


def test_a_preference_takes_the_place_of_the_general_duty():
    free = layer("free", 0, kind="preference", origins=("vietnam",), replaces=FREE)
    known = schedule(GENERAL, free)
    assert ends(duty(known)) == (0, 0, 0)
    assert ends(duty(known, origin="thailand")) == (2.5, 2.5, 2.5)
    doubtful = layer("free", 0, (0, 0.8, 1), kind="preference", replaces=FREE)
    assert ends(duty(schedule(GENERAL, doubtful))) == pytest.approx((0, 0.5, 2.5))


def test_of_one_measure_the_narrowest_layer_counts():
    average = layer("average", (0, 3, 15), measure="mfn")
    assert ends(duty(schedule(average, GENERAL))) == (2.5, 2.5, 2.5)
    assert ends(duty(schedule(average, GENERAL), Goods((GoodsLine("61"),), 0.0))) == (3, 3, 3)
    listed = [
        layer("l1", 25, kind="section_301", measure="s301", codes=("87",)),
        layer("l2", 7.5, kind="section_301", measure="s301", sectors=("auto_parts",)),
    ]
    assert duty(schedule(GENERAL, *listed)).mode == 10
    assert duty(schedule(GENERAL, *listed), Goods((GoodsLine("87"),), 0.0)).mode == 27.5


def test_without_a_general_duty_nothing_is_recorded():
    known = schedule(layer("mfn", 2.5, origins=("*", "!belarus")), CARS)
    assert duty(known, origin="belarus") is None
    assert (known.covers("belarus"), known.covers("vietnam")) == (False, True)
    assert duty(known, market="EU") is None
    mixed = Goods((GoodsLine("87", "auto_parts"), GoodsLine("61")), 0.0)
    assert duty(schedule(GENERAL, CARS), mixed) is None


def test_lines_of_goods_count_alike():
    known = schedule(layer("mfn", 4), CARS)
    mixed = Goods((GoodsLine("87", "auto_parts"), GoodsLine("61", "garments")), 0.0)
    assert ends(duty(known, mixed)) == (16.5, 16.5, 16.5)
    assert {one.layer: one.mode for one in duty(known, mixed).portions} == {"mfn": 4, "s232": 12.5}


def test_what_differs_by_product_is_told_and_no_doubt_of_the_duty():
    found = duty(schedule(layer("mfn", (0, 2, 20)), layer("list", 25, 0.8, kind="section_301")))
    assert ends(found) == (22, 22, 22)
    general, listed = found.portions
    assert (general.low, general.mode, general.high) == (0, 2, 20)
    assert (listed.low, listed.mode, listed.high) == (0, 20, 25)


def test_what_hits_only_named_products_is_told_and_only_in_the_upper_bound():
    found = duty(schedule(GENERAL, layer("ad", (40, 60, 90), (0, 0, 0.1), kind="anti_dumping")))
    assert ends(found) == (2.5, 2.5, 11.5)
    assert [(one.layer, one.named, one.high) for one in found.portions] == [
        ("mfn", False, 2.5),
        ("ad", True, 90),
    ]


def test_goods_are_one_product_at_most():
    dumped: dict[str, Any] = {"kind": "anti_dumping", "product": "lorry tyres"}
    cars = layer("cars", 20, (0, 0.5, 1), product="car tyres", kind="anti_dumping")
    lorries = layer("lorries", (40, 50, 60), (0, 0.4, 1), **dumped)
    found = duty(schedule(GENERAL, cars, lorries))
    assert ends(found) == pytest.approx((2.5, 2.5 + 10 + 20, 62.5))
    shared = layer("subsidy", 7, (0, 0.4, 1), **dumped)
    assert ends(duty(schedule(GENERAL, cars, lorries, shared))) == pytest.approx((2.5, 35.3, 69.5))


def test_the_typical_general_duty_is_of_no_country():
    known = schedule(
        GENERAL,
        layer("ad", 90, kind="anti_dumping"),
        layer("punitive", 70, kind="general", origins=("belarus",), market="EU"),
        layer("eu", (0, 12, 40), kind="general", origins=("*", "!belarus"), market="EU"),
    )
    assert known.typical(CAR, DAY) == pytest.approx((2.5 + 12) / 2)


def test_what_is_free_altogether_is_free_of_an_unknown_duty():
    union = layer("union", 0, kind="preference", replaces=FREE, market="EAEU", origins=("belarus",))
    part = layer("part", 0, 0.9, kind="preference", replaces=FREE, market="EAEU")
    known = schedule(GENERAL, union, part)
    assert ends(duty(known, market="EAEU", origin="belarus")) == (0, 0, 0)
    assert duty(known, market="EAEU") is None
    # Of Chinese parts the duty is as unknown as that on Chinese goods.
    open_, chinese = (Goods(CAR.lines, share) for share in (None, 0.9))
    assert ends(duty(known, open_, market="EAEU", origin="belarus")) == (0, 0, 2.5)
    assert duty(known, chinese, market="EAEU", origin="belarus") is None


def test_claims_about_other_countries_are_not_cited():
    tier = layer(
        "tier", 10, origins=("laos", "vietnam"), kind="proposed",
        claims=("all_origins.tier.1", "laos.tier.1", "vietnam.tier.1"),
    )  # fmt: skip
    assert duty(schedule(GENERAL, tier)).claims == ("c", "all_origins.tier.1", "vietnam.tier.1")


def test_a_regime_reaches_goods_of_its_places_alone():
    zone = layer("zone", 0, 0.9, kind="preference", replaces=FREE, regime="qiz")
    known = schedule(GENERAL, zone)
    assert duty(known).mode == 2.5
    assert duty(known, CAR._replace(regimes=("qiz",))).mode == pytest.approx(0.25)


def test_a_mean_of_a_wider_group_is_in_doubt():
    mean = layer("mfn", (0, 6, 20), kind="general", basis="group")
    assert ends(duty(schedule(mean))) == (0, 6, 20)
    free = layer("free", 0, (0.5, 0.9, 1), kind="preference", replaces=frozenset({"general"}))
    assert ends(duty(schedule(mean, free))) == pytest.approx((0, 0.6, 10))


def test_a_heading_is_narrower_than_a_sector_and_a_sector_than_a_chapter():
    known = schedule(
        layer("all", 1, kind="general", measure="mfn"),
        layer("chapter", 2, kind="general", measure="mfn", codes=("40",)),
        layer("sector", 3, kind="general", measure="mfn", codes=("40",), sectors=("tyres",)),
        layer("heading", 4, kind="general", measure="mfn", codes=("4011", "84")),
        layer("subheading", 5, kind="general", measure="mfn", codes=("401110",)),
    )

    def rate(code: str, sector: str = "") -> float:
        return duty(known, Goods((GoodsLine(code, sector),), 0.0)).mode

    assert [rate(code, "tyres") for code in ("40", "4012", "4011", "401110", "39")] == [
        3,
        3,
        4,
        5,
        1,
    ]
    assert [rate(code) for code in ("40", "4012", "84", "8401")] == [2, 2, 4, 4]


def test_doubt_of_rates_and_shares_bounds_the_duty():
    tier = layer("tier", (0, 10, 12.5), kind="proposed")
    assert ends(duty(schedule(GENERAL, tier))) == (2.5, 12.5, 15)
    part = layer("list", 10, (0.5, 0.6, 1), kind="section_301")
    assert ends(duty(schedule(GENERAL, part))) == pytest.approx((7.5, 8.5, 12.5))


def test_the_mean_is_that_of_goods_drawn_one_by_one():
    draw = random.Random(20)
    for _ in range(8):
        levied = []
        for k in range(draw.randint(1, 4)):
            replaces = {f"m{other}" for other in range(k) if draw.random() < 0.3}
            if draw.random() < 0.2:
                replaces.add("general")
            share, rate = draw.choice([1.0, draw.random()]), draw.uniform(0, 30)
            more = {"kind": "section_301", "replaces": frozenset(replaces)}
            levied.append(layer(f"m{k}", rate, share, **more))
        found, total, goods = duty(schedule(GENERAL, *levied)), 0.0, 20_000
        for _ in range(goods):
            hit = [one for one in levied if draw.random() < one.share.mode]
            gone = {name for one in hit for name in one.replaces}
            total += sum(one.rate.mode for one in hit if one.measure not in gone)
            total += 0 if "general" in gone else 2.5
        assert found.mode == pytest.approx(total / goods, abs=0.8)
        assert sum(one.mode for one in found.portions) == pytest.approx(found.mode)
        assert found.low == pytest.approx(found.mode) == pytest.approx(found.high)


@pytest.mark.parametrize(
    ("chinese", "wanted"),
    [
        (0.0, (2, 2, 2)),
        (0.4, (2, 2, 2)),
        (0.5, (2, 2, 27)),
        (None, (2, 2, 27)),
        (0.9, (27, 27, 27)),
    ],
)
def test_whose_goods_they_are_by_the_share_of_chinese_parts(chinese, wanted):
    list_ = layer("list", 25, kind="section_301", origins=("china",))
    known = schedule(layer("mfn", 2), list_, claims=("rules",))
    found = duty(known, Goods((GoodsLine("87"),), chinese))
    assert ends(found) == wanted
    assert ("rules" in found.claims) is (wanted[0] != wanted[2])
    assert ends(duty(known, Goods((GoodsLine("87"),), chinese), origin="china")) == (27, 27, 27)


def test_goods_are_those_of_sectors_or_the_codes_stated():
    known = schedule(codes={"auto_parts": ("87", "84"), "garments": ("61",), "trade": ()})
    assert known.goods(["auto_parts"]).lines == (
        GoodsLine("87", "auto_parts"),
        GoodsLine("84", "auto_parts"),
    )
    own = known.goods(["auto_parts", "trade"], ["87", "39"]).lines
    assert own == (GoodsLine("39"), GoodsLine("87", "auto_parts"))
    (narrower,) = known.goods(["auto_parts", "garments"], ["870830"]).lines
    assert narrower == GoodsLine("870830", "auto_parts")
    for nothing in ([], ["trade"], ["unheard_of"]):
        assert known.goods(nothing).lines == (GoodsLine("61"), GoodsLine("84"), GoodsLine("87"))


def test_a_row_of_the_file_is_a_layer():
    ends_ = {"low": "0", "mode": "5", "high": "9"}
    row = {
        "id": "x_87", "measure": "x", "market": "EU", "kind": "preference", "name_en": "n",
        "name_zh": "名", "origins": "* !china", "codes": "87 84", "sectors": "",
        "product": "", "basis": "",
        **{f"share_{end}": "1" for end in ends_}, **{f"rate_{k}": v for k, v in ends_.items()},
        "since": "2020-08-01", "until": "", "scenario": "",
        "regime": "", "replaces": "general", "claims": "a b",
        "most_foreign": "0.75", "rule_en": "r", "rule_zh": "规", "note_en": "", "note_zh": "",
    }  # fmt: skip
    found = Layer.from_row(row)
    assert (found.rate, found.share) == ((0, 5, 9), (1, 1, 1))
    assert (found.replaces, found.claims, found.note) == ({"general"}, ("a", "b"), {})
    assert (found.reaches("china"), found.reaches("vietnam")) == (False, True)
    assert (found.hits(GoodsLine("84")), found.hits(GoodsLine("61"))) == (True, False)
    assert found.rule is not None
    assert found.rule.most_foreign == 0.75


def test_schedules_are_one_where_they_hold_the_same_and_no_layer_is_compared(monkeypatch):
    monkeypatch.setattr(Layer, "__eq__", None)
    known, again, other = (schedule(layer("general", rate)) for rate in (5, 5, 6))
    assert (known, hash(known)) == (again, hash(again))
    assert known != other
