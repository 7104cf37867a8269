"""A portfolio as a sheet, CSV or XLSX: one enterprise in each row."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from api.http.numbers import typed_number
from api.jobs.enterprises import MOST_FAULTS
from api.jobs.portfolio_enterprise import PortfolioEnterprise
from api.jobs.schemas import MOST_ENTERPRISES, ClientModel
from mcda.errors import InvalidEnterprise, InvalidInput, InvalidTable, LimitExceeded, Note, Path
from mcda.sheets.columns import (
    Read,
    Row,
    RowPlace,
    TableReader,
    UnfitCell,
    choice,
    columns_of,
    open_table,
    parts,
    text,
)
from mcda.sheets.files import first_sheet
from mcda.sheets.notation import cell_order
from mcda.texts.tables import table
from weights.validation import validate

_SHEET = table("api.jobs", "enterprise_sheet.toml")
COLUMNS = columns_of(_SHEET["columns"])
_HOME = ("province", "city")


@dataclass(frozen=True, slots=True)
class EnterpriseSheet:
    """The content of a sheet."""

    clients: list[PortfolioEnterprise]
    """The enterprises; of one with faults, what is left without the cells that have them."""
    rows: Sequence[int]
    """The row of each."""
    table: TableReader
    """The sheet, which knows the faults of its cells."""

    @contextmanager
    def told(self) -> Iterator[None]:
        """Report faults of enterprises raised in the context by cell, with the sheet's faults.

        Raises
        ------
        InvalidTable
            Up to 100 faults in the order of the rows.
        """
        faults: list[Note] = list(self.table.faults)
        try:
            yield
        except InvalidEnterprise as error:
            if any(fault.path[:1] != ("enterprises",) for fault in error.faults):
                raise
            for fault in error.faults:
                _, number, *inner = fault.path
                place = self.table.place(self.rows[int(number)])
                faults.append(_in_cell(place, fault, tuple(inner)))
        faults.sort(key=lambda fault: cell_order(str(fault.path[0])))
        InvalidTable.raise_any(faults[:MOST_FAULTS])


def read_enterprises(content: bytes) -> EnterpriseSheet:
    """Return the rows of a sheet as enterprises.

    Columns are identified by their heads, see `COLUMNS`; only ``id`` is required. Lists are
    separated by ``;``, markets have the form ``US=0.6;EU=0.2``.

    Raises
    ------
    InvalidTable
        The content is no sheet, or its heads are wrong.
    LimitExceeded
        The sheet has more rows than a portfolio may have, or the unpacked file exceeds the limit.
    """
    reader, rows = open_table(first_sheet(content, "portfolio"), COLUMNS, _KINDS)
    InvalidTable.raise_any(reader.faults)
    clients: list[PortfolioEnterprise] = []
    places: list[int] = []
    for row in rows:
        if len(clients) >= MOST_ENTERPRISES:
            raise LimitExceeded.at("too_many_enterprises", row.place.row, limit=MOST_ENTERPRISES)
        client, faults = _client(row)
        clients.append(client)
        places.append(row.place.row)
        reader.faults.extend(faults)
        if len(reader.faults) >= MOST_FAULTS:
            break
    return EnterpriseSheet(clients, places, reader)


def _client(row: Row) -> tuple[PortfolioEnterprise, list[Note]]:
    """Return a row as an enterprise without the faulty cells, and the faults of these cells."""
    fields = {"id": f" {row.place.row}", **row.values}  # those of sheets begin without a blank
    home = {name: fields.pop(name, "") for name in _HOME}
    if any(home.values()):
        fields["home"] = home
    try:
        return PortfolioEnterprise.of(validate(ClientModel, fields)), []
    except InvalidInput as error:
        faults = error.faults
    wrong = {fault.path[0] for fault in faults}
    rest = {name: value for name, value in fields.items() if name not in wrong}
    client = PortfolioEnterprise.of(ClientModel.model_validate({"id": f" {row.place.row}", **rest}))
    return client, [_in_cell(row.place, fault, fault.path) for fault in faults]


def _in_cell(place: RowPlace, fault: Note, path: Path) -> Note:
    """Return the fault of a part of an enterprise at its cell, and the path within the cell."""
    column, *inner = path[1:] if path[:1] == ("home",) else path
    return fault.at_path(place.cell(str(column)), *inner)


def _shares(value: Any, typed: bool, before: Mapping[str, Any]) -> dict[str, Any]:
    """Read shares by market; a share that is no number stays text, refused with its market."""
    pairs = [part.partition("=") for part in parts(value, typed, before)]
    count = Counter(market.strip() for market, _, _ in pairs)
    for market, times in count.items():
        if times > 1:
            raise UnfitCell("market_stated_twice", market=market)
    return {market.strip(): _figure(share) for market, _, share in pairs}


def _number(value: Any, typed: bool, before: Mapping[str, Any]) -> float:
    """Read a finite number, also one that is stored as text or typed in full width."""
    number = _figure(value)
    if type(number) is not float or not math.isfinite(number):
        raise UnfitCell("cell_number")
    return number


def _figure(value: Any) -> Any:
    if type(value) in (int, float):
        return float(value)
    if not isinstance(value, str) or "," in value:  # in a sheet it may be a decimal sign
        return value
    try:
        return typed_number(value)
    except ValueError:
        return value


_KINDS: Mapping[str, Read] = {
    "text": text,
    "parts": parts,
    "shares": _shares,
    "size": choice(_SHEET["words"]["size"]),
    "intent": choice(_SHEET["words"]["intent"]),
    "flag": choice({True: True, False: False, **_SHEET["words"]["flag"]}),
    "number": _number,
}
