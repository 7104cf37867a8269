"""A portfolio as a sheet: one enterprise a row, CSV or XLSX."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from api.jobs.client import Client
from api.jobs.enterprises import MOST_FAULTS
from api.jobs.rows import rows_of
from api.jobs.schemas import MOST_ENTERPRISES, ClientModel
from mcda.errors import (
    Fault,
    InvalidEnterprise,
    InvalidInput,
    InvalidTable,
    LimitExceeded,
    Note,
    Path,
)
from mcda.tables.notation import Lost, address
from weights.validation import validated

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
Plain = dict[str, Any]
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says.

    Parameters
    ----------
    clients
        The enterprises; of one with faults, what is left without the cells that have them.
    rows
        The row of each.
    faults
        Of cells, each with its row and column.
    """

    clients: list[Client]
    rows: Sequence[int]
    faults: Sequence[Note]

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell faults of enterprises that are raised inside by their cells, with the sheet's own.

        Raises
        ------
        InvalidTable
            Up to 100 faults in the order of the rows.
        """
        faults = list(self.faults)
        try:
            yield
        except InvalidEnterprise as error:
            if any(fault.path[:1] != ("enterprises",) for fault in error.faults):
                raise
            faults += [self._by_cell(fault) for fault in error.faults]
        if faults:
            raise InvalidTable(sorted(faults, key=lambda fault: fault.path[0])[:MOST_FAULTS])

    def _by_cell(self, fault: Note) -> Fault:
        _, place, *inner = fault.path
        return Fault(fault.code, _cell(self.rows[int(place)], tuple(inner)), fault.fields)


def read_sheet(content: bytes) -> Sheet:
    """Return the rows of a sheet as enterprises.

    Columns are found by their heads, see `COLUMNS`; only ``id`` is required. Lists are parted by
    ``;``, markets are written ``US=0.6;EU=0.2``.

    Raises
    ------
    InvalidTable
        It is no sheet, or its heads are wrong.
    LimitExceeded
        More rows than a portfolio may have, or a workbook that unpacks to more than 256 MiB.
    """
    rows = _narrow(rows_of(content))
    heads = [str(head).strip() for head in next(rows, [])]
    wrong = _head_faults(heads)
    if wrong:
        raise InvalidTable(wrong)
    found: list[Client] = []
    places: list[int] = []
    faults: list[Note] = []
    for number, row in enumerate(rows, start=2):
        texts = [_text(value) for value in row]
        faults.extend(_headless_faults(number, heads, texts))
        said = {name: t for name, t in zip(heads, texts, strict=False) if name and t}
        if not said:
            continue
        if len(found) >= MOST_ENTERPRISES:
            fields = {"limit": MOST_ENTERPRISES}
            raise LimitExceeded([Fault("too_many_enterprises", (number,), fields)])
        client, own = _client(number, said)
        found.append(client)
        places.append(number)
        faults.extend(own)
        if len(faults) >= MOST_FAULTS:
            break
    return Sheet(found, places, faults)


def _narrow(rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Pass rows on, none of them with anything past `MOST_COLUMNS`."""
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            fields = {"limit": MOST_COLUMNS}
            raise LimitExceeded([Fault("too_many_columns", (number,), fields)])
        yield row[:MOST_COLUMNS]


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


def _client(number: int, said: Mapping[str, str]) -> tuple[Client, list[Fault]]:
    """Return a row as an enterprise, without the cells that have faults, and these."""
    faults = _lost(number, said)
    lost = {fault.path[1] for fault in faults}
    plain = _plain({name: text for name, text in said.items() if name not in lost})
    if "id" in lost:
        plain["id"] = _unnamed(number)
    if len(plain.get("markets", ())) < said.get("markets", "").count("="):
        faults += _twice(number, said["markets"])
    try:
        return Client.of(validated(ClientModel, plain)), faults
    except InvalidInput as error:
        found = error.faults
    wrong = {fault.path[0] for fault in found}
    rest = {name: value for name, value in plain.items() if name not in wrong}
    faults += [Fault(fault.code, _cell(number, fault.path), fault.fields) for fault in found]
    return Client.of(ClientModel.model_validate({"id": _unnamed(number), **rest})), faults


def _unnamed(number: int) -> str:
    """Return an id that no other row has: those of sheets begin without a blank."""
    return f" {number}"


def _lost(number: int, said: Mapping[str, str]) -> list[Fault]:
    return [
        Fault("cell_without_value", (number, name), {"column": name, "value": str(text)})
        for name, text in said.items()
        if type(text) is Lost
    ]


def _twice(number: int, markets: str) -> list[Fault]:
    count = Counter(market for market, _ in _pairs(markets))
    return [
        Fault("market_stated_twice", (number, "markets", market), {"market": market})
        for market, times in count.items()
        if times > 1
    ]


def _plain(said: Mapping[str, str]) -> Plain:
    """Return the texts of a row as an enterprise; what does not fit stays text, to be refused."""
    client: Plain = {name: said[name] for name in _TEXTS if name in said}
    client |= {name: _parts(said[name]) for name in _LISTS if name in said}
    home = {name: said.get(name, "") for name in _HOME}
    if any(home.values()):
        client["home"] = home
    if "markets" in said:
        client["markets"] = {market: _number(share) for market, share in _pairs(said["markets"])}
    client |= {name: _flag(said[name]) for name in _FLAGS if name in said}
    client |= {name: _number(said[name]) for name in _NUMBERS if name in said}
    return client


def _pairs(markets: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in _parts(markets))
    return [(market.strip(), share) for market, _, share in pairs]


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
        return text if "_" in text else float(text)  # Python's own mark of thousands
    except ValueError:
        return text


def _text(value: Any) -> str:
    if type(value) is str:
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, Lost) else str(value).strip()
