"""A portfolio as a sheet: one enterprise a row, CSV or XLSX."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from api.jobs.schemas import MOST_ENTERPRISES, ClientModel
from api.workbooks import reading, repacked
from mcda.errors import Fault, InvalidTable, LimitExceeded, Path
from mcda.tables.notation import address
from weights.validation import faults_from

COLUMNS = (
    *("id", "province", "city", "sectors", "markets", "size", "first_investment", "intent"),
    *("needs_standard_factory", "partners_in", "investor_reliance", "container_value"),
    "profile",
)
_YES, _NO = ("yes", "true", "是"), ("no", "false", "否")
_TEXTS, _HOME = ("id", "size", "intent", "profile"), ("province", "city")
_LISTS = ("sectors", "partners_in")
_FLAGS = ("first_investment", "needs_standard_factory")
_NUMBERS = ("investor_reliance", "container_value")
MOST_FAULTS = 100
Plain = dict[str, Any]


def clients(content: bytes) -> list[Plain]:
    """Return the rows of a sheet as enterprises.

    Columns are found by their heads, see `COLUMNS`; only ``id`` is required. Lists are parted by
    ``;``, markets are written ``US=0.6;EU=0.2``.

    Raises
    ------
    InvalidTable
        Up to 100 faults, each with its row and column.
    LimitExceeded
        More rows than a portfolio may have, or a workbook that unpacks to more than 256 MiB.
    """
    rows = _rows(content)
    heads = [str(head).strip() for head in next(rows, [])]
    faults = _head_faults(heads)
    if faults:
        raise InvalidTable(faults)
    found: list[Plain] = []
    for number, row in enumerate(rows, start=2):
        texts = [_text(value) for value in row]
        client = _client({name: t for name, t in zip(heads, texts, strict=False) if name and t})
        faults.extend(_headless_faults(number, heads, texts))
        if not client:
            continue
        if len(found) >= MOST_ENTERPRISES:
            fields = {"limit": MOST_ENTERPRISES}
            raise LimitExceeded([Fault("too_many_enterprises", (number,), fields)])
        found.append(client)
        faults.extend(_client_faults(number, client))
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise InvalidTable(faults[:MOST_FAULTS])
    return found


def _head_faults(heads: Sequence[str]) -> list[Fault]:
    faults = [
        Fault("sheet_column_unknown", (1, head), {"column": head, "known": COLUMNS})
        for head in heads
        if head and head not in COLUMNS
    ]
    faults += [
        Fault("sheet_duplicate", (1, head), {"cell": address(0, place), "value": head})
        for place, head in enumerate(heads)
        if head and head in heads[:place]
    ]
    if "id" not in heads:
        faults.append(Fault("sheet_column_missing", (1,), {"column": "id"}))
    return faults


def _headless_faults(number: int, heads: Sequence[str], texts: Sequence[str]) -> list[Fault]:
    """Return a fault for each text that stands in a column without a head."""
    columns = [
        address(0, place).removesuffix("1")
        for place, text in enumerate(texts)
        if text and not (place < len(heads) and heads[place])
    ]
    fields = {"known": COLUMNS}
    return [Fault("sheet_column_unknown", (number, c), {"column": c, **fields}) for c in columns]


def _client(said: Mapping[str, str]) -> Plain:
    """Return the texts of a row as an enterprise; what does not fit stays text, to be refused."""
    client: Plain = {name: said[name] for name in _TEXTS if name in said}
    client |= {name: _parts(said[name]) for name in _LISTS if name in said}
    client |= {name: _flag(said[name]) for name in _FLAGS if name in said}
    client |= {name: _number(said[name]) for name in _NUMBERS if name in said}
    home = {name: said.get(name, "") for name in _HOME}
    if any(home.values()):
        client["home"] = home
    if "markets" in said:
        pairs = (part.partition("=") for part in _parts(said["markets"]))
        client["markets"] = {market.strip(): _number(share) for market, _, share in pairs}
    return client


def _client_faults(number: int, client: Plain) -> list[Fault]:
    try:
        ClientModel.model_validate(client)
    except ValidationError as error:
        return [
            Fault(fault.code, _cell(number, fault.path), fault.fields)
            for fault in faults_from(error.errors(), client)
        ]
    return []


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _cell(number: int, path: Path) -> Path:
    """Return the place in the sheet: row, column, and the part within the cell."""
    inner = path[1:] if path[:1] == ("home",) else path
    return (number, *inner)


def _flag(text: str) -> bool | str:
    low = text.lower()
    return True if low in _YES else False if low in _NO else text


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def _rows(content: bytes) -> Iterator[Sequence[Any]]:
    if content[:4] == b"PK\x03\x04":
        return _workbook(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise InvalidTable.at("sheet_encoding") from error
    if "\0" in text:
        raise InvalidTable.at("sheet_encoding")
    return _lines(text)


def _lines(text: str) -> Iterator[Sequence[Any]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise InvalidTable.at("sheet_unreadable", file="CSV", reason=str(error)) from error


def _workbook(content: bytes) -> Iterator[Sequence[Any]]:
    from mcda.tables.workbook import first_sheet

    plain = repacked(content)
    try:
        with reading():
            return iter(first_sheet(plain))
    except ValueError as error:
        raise InvalidTable.at("sheet_unreadable", file="XLSX", reason=str(error)) from error
