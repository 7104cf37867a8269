"""Ten planted errors, each found at its cell; and what fits or does not fit the catalogue."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.errors import InvalidTable
from mcda.parks.model import Level
from mcda.parks.overlay import Overlay, read_overlay, relation_faults
from mcda.parks.overlay.checks import figures, level_of
from mcda.parks.overlay.columns import layouts
from mcda.texts import text
from tests.prices import KEPT, leased

HEADS = {sheet: list(layout.names) for sheet, layout in layouts().items()}
PLANTED = {
    "sources": [
        HEADS["sources"],
        ["offer", "Offer", "", "2026-03-12", "no"],
        ["letter", "Letter", "", "March", "no"],
        ["offer", "Another", "", "2026", "no"],
    ],
    "claims": [
        HEADS["claims"],
        ["c.1", "tcr", "x", "3", "", "", "", "2026", "stated", "offer", "", "fine"],
        ["c.2", "tcr", "x", "3", "2 h", "", "", "2026", "stated", "offer", "", "fine"],
        ["c.3", "tcr", "x", "some", 4, 2, "h", "2026", "stated", "letter", "", "fine"],
        ["c.4", "tcr", "x", "3", "", "", "", "2026", "stated", "ghost", "", "fine"],
        ["sheng.tcr.ports", "tcr", "x", "3", "", "", "", "2026", "stated", "offer", "", "fine"],
    ],
    "ratings": [
        HEADS["ratings"],
        ["tcr", "infrastructure", "rated", "broad", "", "", "", "c.1", "Why", ""],
        ["ljip", "infrastructure", "rated", "seven", "", "", "", "c.1;c.2;c.9", "Why", ""],
    ],
    "quotations": [
        HEADS["quotations"],
        ["tcr", "land_price", 110, 130, 126, "offer", "2026", ""],
        ["ljip", "land_price", "", -5, "", "offer", "2026", ""],
    ],
}
FOUND = [
    ("sources!D3", "cell_date"),
    ("sources!A4", "overlay_row_twice"),
    ("claims!E3", "cell_number"),
    ("claims!E4", "overlay_bounds"),
    ("claims!J5", "overlay_unknown_source"),
    ("claims!A6", "overlay_id_taken"),
    ("ratings!D2", "overlay_level"),
    ("ratings!H3", "overlay_unknown_claim"),
    ("quotations!D2", "overlay_order"),
    ("quotations!D3", "overlay_outside"),
]


def test_ten_planted_errors_are_all_found_at_their_cells(workbook, catalogue, faults):
    """What refers to a faulty row (letter, c.2) is no fault of its own."""
    with pytest.raises(InvalidTable) as caught:
        read_overlay(workbook(**PLANTED), catalogue)
    assert faults(caught) == FOUND
    for fault in caught.value.faults:
        assert fault.path == ("ours.xlsx", fault.fields["cell"])
        for language in ("en", "zh"):
            said = fault.say(language)
            assert fault.fields["cell"] in said
            shown = fault.fields["value"]
            assert (shown if isinstance(shown, str) else f"{shown:.6g}") in said
            assert text(fault.code, "remedy", language)


def test_sound_data_have_no_faults(overlay, catalogue):
    assert list(relation_faults(overlay, catalogue)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"level": "", "low": 5.0}, ("ratings!G2", "overlay_no_figures")),
        ({"level": ""}, ("ratings!F2", "overlay_no_figures")),
        ({"mode": 6.0}, ("ratings!F2", "overlay_level_value")),
        ({"rationale_en": ""}, ("ratings!I2", "overlay_no_rationale")),
        ({"criterion": "land_price"}, ("ratings!D2", "overlay_level")),
    ],
)
def test_ratings_that_do_not_hold_together(overlay, rating, catalogue, change, fault):
    wrong = Overlay(sources=overlay.sources, claims=overlay.claims, ratings=(
        replace(rating, **change),
    ))  # fmt: skip
    assert [(f.fields["cell"], f.code) for f in relation_faults(wrong, catalogue)] == [fault]


def test_a_rating_and_a_quotation_of_one_cell_are_too_many(overlay, quotation, catalogue):
    both = replace(overlay, quotations=(replace(quotation, criterion="infrastructure", low=5.0,
                                                high=7.0),))  # fmt: skip
    assert [f.code for f in relation_faults(both, catalogue)] == ["overlay_row_twice"]


def test_ids_of_quotations_are_reserved(overlay, claim, catalogue):
    taken = replace(overlay, claims=(claim, replace(claim, id="quotation.x")))
    assert [f.code for f in relation_faults(taken, catalogue)] == ["overlay_id_taken"]


def test_new_data_may_rest_on_what_is_at_hand(workbook, overlay, catalogue):
    head, row = HEADS["ratings"], PLANTED["ratings"][2]
    path = workbook(ratings=[head, [*row[:7], "visit.power;quotation.tcr.land_price", *row[8:]]])
    with pytest.raises(InvalidTable):
        read_overlay(path, catalogue)
    assert len(read_overlay(path, catalogue, present=overlay)) == 1


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ({"value": "3", "low": 2.0, "high": 4.0}, True),
        ({"value": "about three"}, True),
        ({"value": "5", "low": 2.0, "high": 4.0}, False),
        ({"value": "1", "low": 2.0, "high": None}, False),
        ({"value": "nan"}, False),
        ({"attribute": "political_stability_percentile", "value": "poor"}, False),
        ({"attribute": "political_stability_percentile", "value": "3"}, True),
    ],
)
def test_a_value_that_is_read_as_a_figure_fits(overlay, claim, catalogue, change, sound):
    own = replace(overlay, claims=(replace(claim, **{"low": None, "high": None, **change}),))
    found = [(f.fields["cell"], f.code) for f in relation_faults(own, catalogue)]
    assert found == ([] if sound else [("claims!D2", "overlay_value")])


def test_an_unused_source_and_dates_ahead_are_found_at_their_cells(workbook, catalogue, faults):
    path = workbook(
        sources=[
            HEADS["sources"],
            ["offer", "Offer", "", "2026-03-12", "no"],
            ["letter", "Letter", "", "2099", "no"],
            ["memo", "Memo", "", "2026", "no"],
        ],
        claims=[
            HEADS["claims"],
            ["c.1", "tcr", "x", "3", "", "", "", "2031", "stated", "offer", "", "fine"],
        ],
    )
    with pytest.raises(InvalidTable) as caught:
        read_overlay(path, catalogue, today=date(2026, 11, 26))
    assert faults(caught) == [
        ("sources!D3", "overlay_future"),
        ("sources!A4", "overlay_unused_source"),
        ("claims!H2", "overlay_future"),
    ]
    for fault, value in zip(caught.value.faults, ["2099", "memo", "2031"], strict=True):
        for language in ("en", "zh"):
            said = fault.say(language)
            assert value in said
            assert fault.fields["cell"] in said
            assert text(fault.code, "remedy", language)
    with pytest.raises(InvalidTable) as caught:
        read_overlay(path, catalogue, today=date(2099, 1, 1))
    assert [code for _, code in faults(caught)] == ["overlay_unused_source"] * 2


def test_a_source_may_be_used_by_what_is_at_hand_or_by_a_faulty_row(
    workbook, overlay, catalogue, faults
):
    alone = workbook(sources=[HEADS["sources"], ["offer", "Offer", "", "2026-03-12", "no"]])
    assert len(read_overlay(alone, catalogue, present=overlay)) == 1
    with pytest.raises(InvalidTable) as caught:
        read_overlay(alone, catalogue, present=Overlay())
    assert faults(caught) == [("sources!A2", "overlay_unused_source")]
    for source, code in (("offer", "sheet_separator"), ("an offer", "cell_id")):
        row = ["tcr", "land_price", "", "1 000", "", source, "2026", ""]
        if code == "cell_id":
            row[3] = 100
        both = workbook(
            sources=[HEADS["sources"], ["offer", "Offer", "", "2026-03-12", "no"]],
            quotations=[HEADS["quotations"], row],
        )
        with pytest.raises(InvalidTable) as caught:
            read_overlay(both, catalogue)
        assert [found for _, found in faults(caught)] == [code]


def test_a_faulty_row_hides_nothing_that_it_refers_to(workbook, catalogue, faults):
    quotation = ["tcr", "land_price", "", "1 000", "", "ghost", "2026", ""]
    rating = ["tcr", "infrastructure", "guessed", "seven", "", "", "", "c.9", "Why", ""]
    path = workbook(ratings=[HEADS["ratings"], rating], quotations=[HEADS["quotations"], quotation])
    with pytest.raises(InvalidTable) as caught:
        read_overlay(path, catalogue)
    assert faults(caught) == [
        ("ratings!C2", "cell_choice"),
        ("ratings!H2", "overlay_unknown_claim"),
        ("quotations!D2", "sheet_separator"),
        ("quotations!F2", "overlay_unknown_source"),
    ]


def test_a_bad_header_makes_no_faults_of_what_refers_to_its_rows(workbook, catalogue, faults):
    heads = {sheet: ["name" if n == "id" else n for n in head] for sheet, head in HEADS.items()}
    rating = ["tcr", "infrastructure", "rated", "seven", "", "", "", "c.1", "", ""]
    claim = ["c.1", "tcr", "x", "3", "", "", "", "2026", "stated", "offer", "", "fine"]
    path = workbook(
        sources=[heads["sources"], ["offer", "Offer", "", "2026", "no"]],
        claims=[heads["claims"], claim],
        ratings=[HEADS["ratings"], rating],
    )
    with pytest.raises(InvalidTable) as caught:
        read_overlay(path, catalogue)
    assert faults(caught) == [
        *[(f"{sheet}!A1", f"sheet_column_{code}") for sheet in ("sources", "claims")
          for code in ("unknown", "missing")],
        ("ratings!I2", "overlay_no_rationale"),
    ]  # fmt: skip


def test_a_faulty_quotation_is_there_for_what_rests_on_it(workbook, catalogue, faults):
    quotation = ["tcr", "land_price", "", "1 000", "", "offer", "2026", ""]
    rating = ["ljip", "infrastructure", "rated", "seven", "", "", "", "quotation.tcr.land_price",
              "Why", ""]  # fmt: skip
    path = workbook(
        sources=[HEADS["sources"], ["offer", "Offer", "", "2026", "no"]],
        ratings=[HEADS["ratings"], rating],
        quotations=[HEADS["quotations"], quotation],
    )
    with pytest.raises(InvalidTable) as caught:
        read_overlay(path, catalogue)
    assert faults(caught) == [("quotations!D2", "sheet_separator")]


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ({"value": "-1"}, "claims!D2"),
        ({"value": "20", "low": -2.0}, "claims!E2"),
        ({"value": "40001"}, "claims!D2"),
        ({"value": "1200"}, None),
        ({"value": "-1", "unit": "miles"}, None),
        ({"value": "near"}, None),
    ],
)
def test_a_claim_that_a_criterion_is_read_off_is_possible(overlay, claim, catalogue, change, cell):
    sent = {"attribute": "distance_port", "unit": "km", "low": None, "high": None, **change}
    own = replace(overlay, claims=(replace(claim, **sent),))
    found = [(f.fields["cell"], f.code) for f in relation_faults(own, catalogue)]
    assert found == ([] if cell is None else [(cell, "overlay_outside")])


def test_a_price_outside_the_catalogues_range_is_taken(overlay, quotation, catalogue):
    for low, high in ((25.0, 30.0), (380.0, 400.0), (5000.0, 5000.0)):
        own = replace(overlay, quotations=(replace(quotation, low=low, high=high),))
        assert list(relation_faults(own, catalogue)) == []
    free = replace(overlay, quotations=(replace(quotation, low=0.0, high=400.0),))
    (fault,) = relation_faults(free, catalogue)
    assert (fault.code, fault.fields["column"]) == ("overlay_outside", "low")
    assert fault.fields["least"] == pytest.approx(0.01 / KEPT)
    assert fault.fields["most"] == pytest.approx(100_000 / leased(30))
    assert all(part in fault.say("zh") for part in ("0.0127315", "114,663", "（USD/m2）"))


@pytest.mark.parametrize(
    ("tenure", "years", "found"),
    [
        ("", "", None),
        ("unstated", "", None),
        ("sale", "", None),
        ("rent", "", None),
        ("lease", "", None),
        ("lease", 0.5, None),
        ("lease", 999, None),
        ("lease", 1000, ("N2", "overlay_term")),
        ("lease", 0, ("N2", "overlay_term")),
        ("lease", -50, ("N2", "overlay_term")),
        ("sale", 50, ("N2", "overlay_term")),
        ("rent", 1, ("N2", "overlay_term")),
        ("unstated", 50, ("N2", "overlay_term")),
        ("", 50, ("N2", "overlay_term")),
        ("owned", "", ("M2", "cell_choice")),
        ("lease", "fifty", ("N2", "cell_number")),
    ],
)
def test_only_a_lease_has_years(workbook, catalogue, faults, tenure, years, found):
    buys = (tenure, years)
    sources = [HEADS["sources"], ["offer", "Offer", "", "2026-03-12", "no"]]
    claim = ["c.1", "tcr", "land_price", "118", "", "", "USD/m2", "2026", "stated", "offer", "",
             "fine", *buys]  # fmt: skip
    quotation = ["tcr", "land_price", "", 118, "", "offer", "2026", "", *buys]
    for sheet, row, move in (
        ("claims", claim, {}),
        ("quotations", quotation, {"M": "I", "N": "J"}),
    ):
        path = workbook(sources=sources, **{sheet: [HEADS[sheet], row]})
        if found is None:
            assert len(read_overlay(path, catalogue)) == 2
            continue
        with pytest.raises(InvalidTable) as caught:
            read_overlay(path, catalogue)
        column = move.get(found[0][0], found[0][0])
        assert faults(caught) == [(f"{sheet}!{column}2", found[1])]
        assert all("{" not in caught.value.say(language) for language in ("en", "zh"))


def test_only_a_price_buys_something(overlay, claim, quotation, catalogue):
    power = replace(claim, tenure="sale")
    wired = replace(quotation, criterion="labour_cost", low=500.0, high=500.0, tenure="unstated")
    own = replace(overlay, claims=(power,), quotations=(wired,))
    told = list(relation_faults(own, catalogue))
    assert [(f.fields["cell"], f.code) for f in told] == [
        ("claims!M2", "overlay_tenure"), ("quotations!I2", "overlay_tenure"),
    ]  # fmt: skip
    assert "power_outages" in told[0].say("en")


@pytest.mark.parametrize(
    ("buys", "factor"),
    [
        ({"tenure": "sale"}, KEPT),
        ({"tenure": "rent"}, KEPT / 0.08),
        ({"tenure": "lease", "lease_years": 5.0}, leased(5)),
    ],
)
def test_a_price_is_possible_where_its_cost_is(overlay, quotation, catalogue, buys, factor):
    def cells(low, high):
        own = replace(overlay, quotations=(replace(quotation, low=low, high=high, **buys),))
        return [f.fields["cell"] for f in relation_faults(own, catalogue)]

    least, most = 0.01 / factor, 100_000 / factor
    assert cells(least * 1.001, most * 0.999) == []
    assert cells(least * 0.999, most * 1.001) == ["quotations!C2", "quotations!E2"]


def test_one_mistyped_source_is_one_fault(workbook, catalogue, faults):
    path = workbook(
        sources=[HEADS["sources"], ["offer", "Offer", "", "2026-03-12", "no"]],
        claims=[
            HEADS["claims"],
            ["c.1", "tcr", "x", "3", "", "", "", "2026", "stated", "ofer", "", "fine"],
        ],
    )
    with pytest.raises(InvalidTable) as caught:
        read_overlay(path, catalogue)
    assert faults(caught) == [("claims!J2", "overlay_unknown_source")]


LEVEL = Level(id="five", low=4, value=5, high=7, name={}, rule={})


@pytest.mark.parametrize(
    ("low", "mode", "high", "found"),
    [
        (1.0, 2.0, 4.0, (1.0, 2.0, 4.0)),
        (1.0, None, 4.0, (1.0, 2.5, 4.0)),
        (None, 2.0, None, (2.0, 2.0, 2.0)),
        (None, None, None, None),
        (1.0, 2.0, None, None),
        (None, 2.0, 4.0, None),
    ],
)
def test_what_is_left_out_follows_or_is_missing(quotation, low, mode, high, found):
    assert figures(replace(quotation, low=low, mode=mode, high=high)) == found


def test_a_level_gives_its_value_and_its_bounds(rating):
    assert figures(rating, LEVEL) == (4, 5, 7)
    assert figures(replace(rating, low=5.0, high=6.0), LEVEL) == (5.0, 5, 6.0)


def test_the_level_is_one_of_the_criterion(rating, quotation, catalogue):
    assert level_of(rating, catalogue).value == 7
    assert level_of(quotation, catalogue) is None
    for wrong in (replace(rating, level="broad"), replace(rating, criterion="land_price")):
        with pytest.raises(KeyError):
            level_of(wrong, catalogue)
