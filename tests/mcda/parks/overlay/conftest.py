"""Private data that fit the shipped catalogue, and a way to write workbooks."""

from dataclasses import replace

import pytest

from mcda.parks.overlay import ClaimRow, Overlay, Quotation, RatingRow, SourceRow
from mcda.parks.overlay.columns import layouts
from mcda.sheets.columns import RowPlace
from tests.own_data import written


def place(sheet, row):
    names = layouts()[sheet].names
    return RowPlace("ours", sheet, row, {name: j for j, name in enumerate(names)})


@pytest.fixture
def source():
    return SourceRow(
        place=place("sources", 2), id="offer", title="=Holley, offer", date="2026-03-12", weak="no"
    )


@pytest.fixture
def claim():
    return ClaimRow(
        place=place("claims", 2),
        id="visit.power",
        subject="tcr",
        attribute="power_outages",
        value="-3",
        low=-4.0,
        high=4.5,
        unit="hours/month",
        as_of="2026-03",
        kind="stated",
        source="offer",
        locator="p. 4",
        quote="@每月停电约三小时",
    )


@pytest.fixture
def rating():
    return RatingRow(
        place=place("ratings", 2),
        park="tcr",
        criterion="infrastructure",
        kind="rated",
        claims=("visit.power", "sheng.tcr.ports"),
        level="seven",
        rationale_en="Seen on site.",
    )


@pytest.fixture
def quotation():
    return Quotation(
        place=place("quotations", 2),
        park="tcr",
        criterion="land_price",
        low=110.0,
        high=126.0,
        source="offer",
        as_of="2026-03-12",
    )


@pytest.fixture
def overlay(source, claim, rating, quotation):
    return Overlay(sources=(source,), claims=(claim,), ratings=(rating,), quotations=(quotation,))


@pytest.fixture
def leasing(overlay, claim, quotation):
    """Return private data with a price of a lease of 50 years and one of land that is kept."""
    said = replace(
        claim, attribute="land_price", value="118", low=None, high=None, unit="USD/m2",
        tenure="sale",
    )  # fmt: skip
    offered = replace(quotation, tenure="lease", lease_years=50.0)
    return replace(overlay, claims=(said,), quotations=(offered,))


@pytest.fixture
def workbook(tmp_path):
    """Write sheets of plain cells as a workbook and return its path."""

    def write(**sheets):
        path = tmp_path / "ours.xlsx"
        path.write_bytes(written(**sheets))
        return path

    return write


@pytest.fixture
def faults():
    """Return code by cell of the faults that an error carries."""

    def listed(error):
        return [(fault.fields.get("cell"), fault.code) for fault in error.value.faults]

    return listed
