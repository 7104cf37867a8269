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
from mcda.errors import (
    InvalidEnterprise,
    InvalidInput,
    InvalidTable,
    LimitExceeded,
    Note,
    Path,
)
from mcda.sheets.columns import (
    Column,
    Read,
    Row,
    RowPlace,
    TableReader,
    UnfitCell,
    choice,
    open_table,
    parts,
    text,
)
from mcda.sheets.files import first_sheet
from mcda.sheets.notation import cell_order
from weights.validation import validate

_ID_NOTE = {"en": "results are told by it.", "zh": "结果按标识返回。"}
COLUMNS = (
    Column(name="id", kind="text", required=True, also=["标识", "编号"], note=_ID_NOTE),
    Column(name="province", kind="text", also=["省", "省份"]),
    Column(name="city", kind="text", also=["市", "城市"]),
    Column(name="sectors", kind="parts", also=["行业"]),
    Column(name="markets", kind="shares", also=["市场", "销售市场"]),
    Column(name="size", kind="size", also=["规模", "企业规模"]),
    Column(name="first_investment", kind="flag", also=["首次海外投资"]),
    Column(name="intent", kind="intent", also=["投资目的"]),
    Column(name="needs_standard_factory", kind="flag", also=["需要现成厂房", "标准厂房"]),
    Column(name="partners_in", kind="parts", also=["有可信合作伙伴的园区", "合作伙伴"]),
    Column(name="investor_reliance", kind="number", also=["对国有投资方的看重程度"]),
    Column(name="container_value", kind="number", also=["40 尺集装箱货值（美元）", "集装箱货值"]),
    Column(name="profile", kind="text", also=["权重方案"]),
    Column(name="goods", kind="parts", also=["HS 编码", "HS 章号", "HS编码前两位"]),
    Column(name="chinese_parts", kind="number", also=["中国零部件占比"]),
    Column(name="delay_cost", kind="number", also=["每月延误损失（美元）", "每月延误损失"]),
)
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
            faults += [self._by_cell(fault) for fault in error.faults]
        if faults:
            faults.sort(key=lambda fault: cell_order(str(fault.path[0])))
            raise InvalidTable(faults[:MOST_FAULTS])

    def _by_cell(self, fault: Note) -> Note:
        _, number, *inner = fault.path
        return fault.at_path(*_cell(self.table.place(self.rows[int(number)]), tuple(inner)))


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
    table, rows = open_table(first_sheet(content, "portfolio"), COLUMNS, _KINDS)
    if table.faults:
        raise InvalidTable(table.faults)
    clients: list[PortfolioEnterprise] = []
    places: list[int] = []
    for row in rows:
        if len(clients) >= MOST_ENTERPRISES:
            raise LimitExceeded.at("too_many_enterprises", row.place.row, limit=MOST_ENTERPRISES)
        client, faults = _client(row)
        clients.append(client)
        places.append(row.place.row)
        table.faults.extend(faults)
        if len(table.faults) >= MOST_FAULTS:
            break
    return EnterpriseSheet(clients, places, table)


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
    return client, [fault.at_path(*_cell(row.place, fault.path)) for fault in faults]


def _cell(place: RowPlace, path: Path) -> Path:
    """Return the cell of a part of an enterprise, and the path within the cell."""
    column, *inner = path[1:] if path[:1] == ("home",) else path
    return (place.cell(str(column)), *inner)


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


_YES, _NO = ("yes", "true", "是"), ("no", "false", "否")
_FLAGS: Mapping[Any, bool] = {
    True: True,
    False: False,
    **dict.fromkeys(_YES, True),
    **dict.fromkeys(_NO, False),
}
_SIZES = {"sme": "sme", "large": "large", "中小企业": "sme", "大型企业": "large"}
_INTENTS = {
    **{word: word for word in ("trial", "relocation", "expansion", "long_term", "undecided")},
    "试水": "trial",
    "产能转移": "relocation",
    "扩产": "expansion",
    "长期基地": "long_term",
    "尚未决定": "undecided",
}
_KINDS: Mapping[str, Read] = {
    "text": text,
    "parts": parts,
    "shares": _shares,
    "size": choice(_SIZES),
    "intent": choice(_INTENTS),
    "flag": choice(_FLAGS),
    "number": _number,
}
