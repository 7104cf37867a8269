import pytest

from mcda.errors import InvalidTable, NotFound
from mcda.parks.overlay.entry import StatementEntry, entry_rows, thing_of, way_of

SAID = {
    "park": "tcr",
    "criterion": "land_price",
    "value": "118",
    "quote": "每平方米 118 美元，可以再谈",
    "who": "园区招商经理，邮件报价",
    "as_of": "2026-03-12",
}


def entry(**fields):
    return StatementEntry(**{**SAID, **fields})


@pytest.mark.parametrize(
    ("criterion", "way", "thing"),
    [
        ("land_price", "figure", ("tcr", "land_price", "USD/m2")),
        ("infrastructure", "level", ("tcr", "infrastructure", "connections")),
        ("port_distance", "indicator", ("tcr", "distance_port", "km")),
        ("profit_tax", "indicator", ("thailand", "corporate_income_tax", "%")),
        ("hometown_ties", "words", ("tcr", "hometown_ties", "")),
        ("investor_type", "words", ("tcr", "investor_type", "")),
    ],
)
def test_what_a_statement_gives_and_is_about(catalogue, criterion, way, thing):
    info = catalogue.criterion(criterion)
    assert way_of(info, catalogue) == way
    assert thing_of("tcr", info, catalogue) == thing


def test_a_figure_with_its_source(catalogue):
    source, claim = entry_rows(entry(url="https://example.com/1", weak=True), catalogue)
    assert (source.id, source.title, source.date) == ("own.1", SAID["who"], "2026-03-12")
    assert (source.url, source.weak) == ("https://example.com/1", "yes")
    assert (claim.id, claim.subject, claim.attribute) == (
        "own.tcr.land_price.1", "tcr", "land_price",
    )  # fmt: skip
    assert (claim.value, claim.low, claim.high) == ("118", None, None)
    assert claim.unit == "USD/m2"
    assert (claim.as_of, claim.kind, claim.source) == ("2026-03-12", "stated", "own.1")
    assert claim.quote == SAID["quote"]


@pytest.mark.parametrize(
    ("value", "low", "high", "read"),
    [
        ("118", "110", "125", ("118", 110.0, 125.0)),
        ("118", "110", "", ("118", 110.0, 118.0)),
        ("118", "", "125", ("118", 118.0, 125.0)),
        ("", "110", "125", ("117.5", 110.0, 125.0)),
        ("", "40.1", "40.7", ("40.4", 40.1, 40.7)),
    ],
)
def test_spans(catalogue, value, low, high, read):
    _, claim = entry_rows(entry(value=value, low=low, high=high), catalogue)
    assert (claim.value, claim.low, claim.high) == read


@pytest.mark.parametrize(
    ("criterion", "value"),
    [("land_price", "25"), ("land_price", "5000"), ("port_distance", "1200"),
     ("labour_cost", "950"), ("profit_tax", "55")],
)  # fmt: skip
def test_a_figure_outside_the_catalogues_range(catalogue, criterion, value):
    _, claim = entry_rows(entry(criterion=criterion, value=value), catalogue)
    assert claim.value == value


@pytest.mark.parametrize(
    ("sent", "read"),
    [({}, ("", None)), ({"tenure": "lease", "lease_years": "50"}, ("lease", 50.0))],
)
def test_a_price_says_what_it_buys(catalogue, sent, read):
    _, claim = entry_rows(entry(**sent), catalogue)
    assert (claim.tenure, claim.lease_years) == read


def test_a_level_gives_its_value(catalogue):
    _, claim = entry_rows(entry(criterion="infrastructure", value="seven"), catalogue)
    assert (claim.value, claim.low, claim.unit) == ("7", None, "connections")


def test_words_are_kept_and_spans_passed_over(catalogue):
    said = entry(criterion="hometown_ties", value="温州商会牵头", low="1", high="x")
    _, claim = entry_rows(said, catalogue)
    assert (claim.attribute, claim.value, claim.low, claim.unit) == (
        "hometown_ties", "温州商会牵头", None, "",
    )  # fmt: skip


def test_ids_that_are_taken_are_passed_over(catalogue):
    taken = ("own.1", "own.2", "own.tcr.land_price.1")
    source, claim = entry_rows(entry(), catalogue, taken)
    assert (source.id, claim.id, claim.source) == ("own.3", "own.tcr.land_price.2", "own.3")


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "@home", "-", "a, b\nc"])
def test_text_is_kept_as_it_is(catalogue, text):
    source, claim = entry_rows(entry(quote=text, who=text), catalogue)
    assert (source.title, claim.quote) == (text, text)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"value": "cheap"}, ["quotations cell_number"]),
        ({"value": "-5"}, ["quotations overlay_outside"]),
        ({"value": "0"}, ["quotations overlay_outside"]),
        ({"criterion": "port_distance", "value": "-1"}, ["claims overlay_outside"]),
        ({"criterion": "logistics", "value": "7"}, ["claims overlay_outside"]),
        ({"criterion": "profit_tax", "value": "20", "high": "101"}, ["claims overlay_outside"]),
        ({"value": ""}, ["claims cell_required", "quotations overlay_no_figures"]),
        ({"criterion": "logistics", "value": "good"}, ["claims cell_number"]),
        ({"criterion": "logistics", "value": ""}, ["claims cell_required"]),
        ({"criterion": "infrastructure", "value": "scope"}, ["ratings overlay_level"]),
        ({"criterion": "infrastructure", "value": "nine"}, ["ratings overlay_level"]),
        ({"low": "130", "high": "140"}, ["claims overlay_value", "quotations overlay_order"]),
        ({"who": " "}, ["sources cell_required"]),
        ({"quote": "w " * 26}, ["claims cell_quote"]),
        ({"as_of": "soon"}, ["sources cell_date", "claims cell_date", "quotations cell_date"]),
        ({"tenure": "loan"}, ["claims cell_choice", "quotations cell_choice"]),
        (
            {"tenure": "lease", "lease_years": "0"},
            ["claims overlay_term", "quotations overlay_term"],
        ),
        (
            {"tenure": "sale", "lease_years": "50"},
            ["claims overlay_term", "quotations overlay_term"],
        ),
        ({"value": "50000", "tenure": "rent"}, ["quotations overlay_outside"]),
        ({"value": "0.01", "tenure": "sale"}, ["quotations overlay_outside"]),
        ({"tenure": "lease", "lease_years": "0.001"}, ["quotations overlay_outside"]),
        ({"criterion": "labour_cost", "value": "500", "tenure": "rent"}, ["claims overlay_tenure"]),
    ],
)
def test_what_no_workbook_could_hold(catalogue, faults, fields, found):
    with pytest.raises(InvalidTable) as refused:
        entry_rows(entry(**fields), catalogue)
    assert [f"{cell.partition('!')[0]} {code}" for cell, code in faults(refused)] == found


def test_all_faults_at_once(catalogue):
    said = StatementEntry(park="tcr", criterion="land_price", value="x", low="y", as_of="z")
    with pytest.raises(InvalidTable) as refused:
        entry_rows(said, catalogue)
    assert [fault.fields["column"] for fault in refused.value.faults] == [
        *("title", "date", "low", "high", "as_of", "quote"),
        *("mode", "low", "high", "as_of"),
    ]


@pytest.mark.parametrize("fields", [{"park": "nowhere"}, {"criterion": "nothing"}])
def test_an_unknown_park_or_criterion(catalogue, fields):
    with pytest.raises(NotFound):
        entry_rows(entry(**fields), catalogue)
