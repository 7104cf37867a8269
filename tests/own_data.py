"""A workbook of private data that somebody filled in after a visit."""

import io
from typing import Any

from xlsxwriter import Workbook

from mcda.parks import load_catalogue
from mcda.parks.overlay import ClaimRow, Overlay, Quotation, SourceRow, format_workbook
from mcda.parks.overlay.columns import layouts
from mcda.sheets.columns import RowPlace


def visited() -> bytes:
    """Return private data as the project writes them: a source, a claim, a quotation of 55."""
    overlay = Overlay(
        sources=(SourceRow(place=_place("sources"), id="visit", title="Visit", date="2026-03-12"),),
        claims=(
            ClaimRow(
                place=_place("claims"),
                id="visit.power",
                subject="tcr",
                attribute="power_outages",
                value="3",
                unit="hours/month",
                as_of="2026-03",
                kind="stated",
                source="visit",
                quote="每月停电约三小时",
            ),
        ),
        quotations=(
            Quotation(
                place=_place("quotations"),
                park="tcr",
                criterion="land_price",
                mode=55.0,
                source="visit",
                as_of="2026-03-12",
            ),
        ),
    )
    return format_workbook(overlay, load_catalogue())


def _place(sheet: str) -> RowPlace:
    return RowPlace("ours", sheet, 2, {name: j for j, name in enumerate(layouts()[sheet].names)})


def written(**named: list[list[Any]]) -> bytes:
    """Return a workbook of sheets of plain cells."""
    content = io.BytesIO()
    with Workbook(content, {"strings_to_formulas": False}) as book:
        for name, rows in named.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return content.getvalue()
