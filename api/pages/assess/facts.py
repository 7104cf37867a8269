"""Fields of the self-assessment's pages, from a saved document and back to a merge patch of it."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from api.language import Language
from api.pages.assess.land import as_said
from api.parks.land import DOLLARS
from api.parks.vocabulary import MARKETS, OTHER
from api.typed_number import typed_number
from mcda.errors import Fault, InvalidInput, Path
from mcda.parks import INTENTS
from mcda.parks.enterprise import DEAREST_CONTAINER, DEAREST_MONTH
from mcda.parks.screens import screens

Plain = dict[str, Any]
Fields = Mapping[str, Sequence[str]]
"""What a form says: a field's name -> its values."""
Units = Mapping[str, float]
"""How many of each unit of land price one US dollar a square metre is."""

NUMBERED = ("budget", "ready_by", "admission")
"""Screens that are asked for by their number, each in a field of its own."""
SECTIONS = ("company", "business")
SIZE_OF: Mapping[str, str] = {"under_300": "sme", "300_to_1000": "sme", "over_1000": "large"}
"""What the engine makes of a number of employees, by the answers that there are."""
IN_DOLLARS: Units = {DOLLARS: 1.0}
_INTENTS = dict(zip(INTENTS, INTENTS, strict=True))
_YES_NO = {"yes": True, "no": False}
_RELIANCE = {"none": 0.0, "some": 0.5, "much": 1.0}
_PERCENT = 100.0
_MOST: Mapping[str, float] = {"container_value": DEAREST_CONTAINER, "delay_cost": DEAREST_MONTH}
"""Of amounts that are above nothing."""
_TOLERANCE = 1e-9
_DIGITS, _SHOWN = 12, 4
_FIELDS: Mapping[str, str] = {
    "home": "province",
    "size": "employees",
    "needs_standard_factory": "factory",
    "investor_reliance": "reliance",
}
"""Fields by what they become of the enterprise, where the two are called otherwise."""


def fields_of(
    content: Plain, units: Units = IN_DOLLARS, language: Language = "en"
) -> dict[str, list[str]]:
    """Return a saved document as the fields that show it; what is not known has no value."""
    said = content.get("enterprise", {})
    home, markets = said.get("home") or {}, said.get("markets") or {}
    asked = {item["id"]: item for item in content.get("screens", ())}
    employees, budget = content.get("employees"), asked.get("budget", {}).get("at_most")
    price, unit = (None, None) if budget is None else as_said(budget, units, language)
    found: dict[str, Any] = {
        "name": content.get("name"),
        "province": home.get("province"),
        "city": home.get("city"),
        "employees": employees if SIZE_OF.get(employees or "") == said.get("size") else None,
        "first_investment": _key(_YES_NO, said.get("first_investment")),
        "products": content.get("products"),
        "intent": said.get("intent"),
        "factory": _key(_YES_NO, said.get("needs_standard_factory")),
        "reliance": _key(_RELIANCE, said.get("investor_reliance")),
        "container_value": _written(said.get("container_value")),
        "delay_cost": _written(said.get("delay_cost")),
        "hs_chapters": ", ".join(said.get("hs_chapters") or ()),
        "chinese_parts": _written(said.get("chinese_parts"), _PERCENT),
        "budget": price,
        "budget_unit": unit,
        **{name: _written(asked.get(name, {}).get("at_most")) for name in NUMBERED[1:]},
        **{f"market_{name}": _written(share, _PERCENT) for name, share in markets.items()},
    }
    fields = {name: [value] for name, value in found.items() if value not in (None, "")}
    fields["sectors"] = list(said.get("sectors") or ())
    fields["partners_in"] = list(said.get("partners_in") or ())
    fields["screens"] = [name for name in asked if name not in NUMBERED]
    fields["parks"] = list(content.get("parks") or ())
    return fields


def patch_of(section: str, fields: Fields, content: Plain, units: Units = IN_DOLLARS) -> Plain:
    """Return the merge patch that a page's fields make of a saved document.

    Raises
    ------
    InvalidInput
        A number that cannot be read or shares past the whole, at what they would become.
    """
    faults: list[Fault] = []
    patch = _PATCHES[section](_Form(fields, faults, units), content)
    if faults:
        raise InvalidInput(faults)
    return patch


def field_of(path: Path, patch: Plain) -> str:
    """Return the field in which a fault of a document was written, "" where in none.

    Parameters
    ----------
    path
        Of the fault.
    patch
        The patch in whose document it is.
    """
    match path:
        case ("enterprise", "home", "province" | "city" as part):
            return part
        case ("enterprise", "markets", str(market)):
            return f"market_{market}"
        case ("enterprise", str(name), *_):
            return _FIELDS.get(name, name)
        case ("screens", int(place), *_):
            name = str(patch["screens"][place]["id"])
            return name if name in NUMBERED else "screens"
        case ("screens", str(name), *_):
            return name
        case (str(name), *_):
            return name
    return ""


def markets_asked(fields: Fields) -> list[str]:
    """Return the markets that a page asks for: those everybody may name, and any others said."""
    said = (name.removeprefix("market_") for name in fields if name.startswith("market_"))
    return list(dict.fromkeys(chain(MARKETS, said)))


def shares_said(fields: Fields) -> list[float]:
    """Return the shares of sales that can be read, in per cent."""
    faults: list[Fault] = []
    form = _Form(fields, faults, IN_DOLLARS)
    said = (form.number(f"market_{market}") for market in markets_asked(fields))
    return [share for share in said if share is not None]


class _Form:
    """Reads fields, and notes which cannot be read."""

    def __init__(self, fields: Fields, faults: list[Fault], units: Units) -> None:
        self._fields = fields
        self._faults = faults
        self._units = units

    @property
    def fields(self) -> Fields:
        """What was sent."""
        return self._fields

    def text(self, name: str) -> str | None:
        """Return a field's text, None where it is empty."""
        values = self._fields.get(name) or [""]
        return values[0].strip() or None

    def several(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [value for value in self._fields.get(name, ()) if value]

    def chosen(self, name: str, key: str, meanings: Mapping[str, Any]) -> Plain:
        """Return what a choice means under a key, nothing where none was made.

        A choice cannot be taken back on a page but by another, such as that it is not known.
        """
        return {key: meanings.get(self.text(name) or "")} if name in self._fields else {}

    def number(self, name: str, unit: float = 1.0) -> float | None:
        """Return a number, in parts of a unit; full-width digits and a per cent sign are fine."""
        said = self.text(name)
        if said is None:
            return None
        try:
            found = typed_number(unicodedata.normalize("NFKC", said).removesuffix("%"))
        except ValueError:
            self.fault("form_number", _place(name), value=said)
            return None
        return round(found / unit, _DIGITS)

    def amount(self, name: str) -> float | None:
        """Return an amount above nothing, up to the most that there is of it."""
        found, most = self.number(name), _MOST[name]
        if found is None or 0 < found <= most:
            return found
        self.fault("form_amount", _place(name), value=self.text(name), high=most)
        return None

    def ceiling(self, name: str) -> float | None:
        """Return the number of a screen, a price of land in US dollars a square metre."""
        unit = self._units.get(self.text(f"{name}_unit") or DOLLARS, 1.0)
        found, (low, high) = self.number(name, unit), _bounds(name)
        if found is None or low <= found <= high:
            return found
        ends = {"low": _rounded(low * unit), "high": _rounded(high * unit)}
        self.fault("form_range", _place(name), value=self.text(name), **ends)
        return None

    def share(self, name: str) -> float | None:
        """Return a share that is written in per cent."""
        found = self.number(name, _PERCENT)
        if found is None or 0 <= found <= 1:
            return found
        self.fault("form_share", _place(name), value=self.text(name))
        return None

    def fault(self, code: str, path: Path, **fields: Any) -> None:
        """Note what cannot be used."""
        self._faults.append(Fault(code, path, fields))


def _company(form: _Form, content: Plain) -> Plain:
    province, city = form.text("province"), form.text("city")
    home = {"province": province or "", "city": city or ""} if province or city else None
    many = {employees: employees} if (employees := form.text("employees")) else {}
    return {
        "name": form.text("name") or content.get("name"),
        **form.chosen("employees", "employees", many),
        "enterprise": {
            "home": home,
            **form.chosen("employees", "size", SIZE_OF),
            **form.chosen("first_investment", "first_investment", _YES_NO),
        },
    }


def _business(form: _Form, content: Plain) -> Plain:
    products, sectors = form.text("products"), form.several("sectors")
    if products and OTHER not in sectors:
        sectors.append(OTHER)
    markets = {name: form.share(f"market_{name}") for name in markets_asked(form.fields)}
    _check_sum(form, markets.values())
    return {
        "products": products if OTHER in sectors else None,
        "enterprise": {
            "sectors": sectors,
            "markets": markets,
            **form.chosen("intent", "intent", _INTENTS),
            "hs_chapters": _chapters(form.text("hs_chapters")) or None,
            "chinese_parts": form.share("chinese_parts"),
            "container_value": form.amount("container_value"),
            **form.chosen("factory", "needs_standard_factory", _YES_NO),
            "delay_cost": form.amount("delay_cost"),
            "partners_in": form.several("partners_in"),
            **form.chosen("reliance", "investor_reliance", _RELIANCE),
        },
        "screens": _screens(form, content),
        "parks": form.several("parks") or None,
    }


def _check_sum(form: _Form, shares: Iterable[float | None]) -> None:
    known = [share for share in shares if share is not None]
    total = math.fsum(known)
    if total > 1 + _TOLERANCE:
        fields = {"count": len(known), "total": f"{_PERCENT * total:.6g}"}
        form.fault("form_shares_above", ("enterprise", "markets"), **fields)


def _screens(form: _Form, content: Plain) -> list[Plain]:
    before = {item["id"]: item for item in content.get("screens", ())}
    asked = [
        before.get(item.id, {"id": item.id})
        for item in screens()
        if item.id not in NUMBERED and item.id in form.several("screens")
    ]
    for name in NUMBERED:
        at_most = form.ceiling(name)
        if at_most is not None:
            asked.append({**before.get(name, {"id": name}), "at_most": at_most})
    return asked


def _chapters(typed: str | None) -> list[str]:
    """Return the chapters of codes as people write them: ``8708.29`` is of chapter 87."""
    codes = re.split(r"[\s,;、]+", unicodedata.normalize("NFKC", typed or "").strip())
    return [re.sub(r"^(\d{2})[\d.]*$", r"\1", code) for code in codes if code]


_PATCHES: Mapping[str, Callable[[_Form, Plain], Plain]] = {
    "company": _company,
    "business": _business,
}


def _bounds(name: str) -> tuple[float, float]:
    """Return between which the number of a screen lies."""
    takes = next(item.parameters for item in screens() if item.id == name)
    return next((one.low, one.high) for one in takes if one.id == "at_most")


def _rounded(value: float) -> float:
    return float(f"{value:.{_SHOWN}g}")


def _place(name: str) -> Path:
    if name.startswith("market_"):
        return ("enterprise", "markets", name.removeprefix("market_"))
    return ("screens", name) if name in NUMBERED else ("enterprise", name)


def _key(meanings: Mapping[str, Any], value: Any) -> str | None:
    return next((key for key, meaning in meanings.items() if meaning == value), None)


def _written(value: float | None, unit: float = 1.0) -> str | None:
    return None if value is None else f"{value * unit:.12g}"
