"""Fields of the self-assessment's pages, converted from a saved document and to a merge patch."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from api.http.language import Language
from api.http.numbers import typed_number
from api.pages.assess.land import as_said
from api.parks.land import DOLLARS
from api.parks.vocabulary import GREAT_MARKETS, OTHER
from mcda.errors import Fault, InvalidInput, Path
from mcda.parks import INTENTS
from mcda.parks.enterprise import DEAREST_CONTAINER, DEAREST_LAND_USE, DEAREST_MONTH
from mcda.parks.gates import GATES, settings
from mcda.plain import Plain

Fields = Mapping[str, Sequence[str]]
"""What a form says: a field's name -> its values."""
Units = Mapping[str, float]
"""How many of each unit of land price one US dollar a square metre is."""

NUMBERS: Units = {"plot": 1e-4, "hall": 1.0, "power": 1.0, "start": 1.0}
"""Must-haves that are numbers, and how many of the unit of a page each is: hectares of plot."""
NEEDS = ("gas", "effluent", "hazardous")
"""Must-haves that are ticked."""
_COUNTRIES = ("countries", "countries_excluded")
_PRICED = "land_price"
SECTIONS = ("company", "business")
SIZE_OF: Mapping[str, str] = {"under_300": "sme", "300_to_1000": "sme", "over_1000": "large"}
"""What the engine makes of a number of employees, by the answers that there are."""
IN_DOLLARS: Units = {DOLLARS: 1.0}
_INTENTS = dict(zip(INTENTS, INTENTS, strict=True))
_YES_NO = {"yes": True, "no": False}
_RELIANCE = {"none": 0.0, "some": 0.5, "much": 1.0}
_PERCENT = 100.0
_MOST: Mapping[str, float] = {
    "container_value": DEAREST_CONTAINER,
    "sales_per_area": DEAREST_LAND_USE,
    "delay_cost": DEAREST_MONTH,
    "budget": 1e5,
    **{name: number["high"] for name, number in settings()["numbers"].items()},
}
"""Of amounts that are above nothing, in the engine's units."""
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
    """Return a saved document as form fields; an unknown fact has no value."""
    facts = content.get("enterprise", {})
    home, markets = facts.get("home") or {}, facts.get("markets") or {}
    must, gates = content.get("must") or {}, content.get("gates") or {}
    ceilings = (item["at_most"] for item in content.get("requirements", ()) if _is_ceiling(item))
    employees, budget = content.get("employees"), next(ceilings, None)
    price, unit = (None, None) if budget is None else as_said(budget, units, language)
    values: dict[str, Any] = {
        "name": content.get("name"),
        "province": home.get("province"),
        "city": home.get("city"),
        "employees": employees if SIZE_OF.get(employees or "") == facts.get("size") else None,
        "first_investment": _key(_YES_NO, facts.get("first_investment")),
        "products": content.get("products"),
        "intent": facts.get("intent"),
        "factory": _key(_YES_NO, facts.get("needs_standard_factory")),
        "reliance": _key(_RELIANCE, facts.get("investor_reliance")),
        "container_value": _field_text(facts.get("container_value")),
        "sales_per_area": _field_text(facts.get("sales_per_area")),
        "labour_share": _field_text(facts.get("labour_share"), _PERCENT),
        "delay_cost": _field_text(facts.get("delay_cost")),
        "goods": ", ".join(facts.get("goods") or ()),
        "chinese_parts": _field_text(facts.get("chinese_parts"), _PERCENT),
        "budget": price,
        "budget_unit": unit,
        **{name: _field_text(must.get(name), unit) for name, unit in NUMBERS.items()},
        **{name: ", ".join(must.get(name) or ()) for name in _COUNTRIES},
        **{f"gate_{code}": _key(_YES_NO, gates.get(code)) for code in GATES},
        **{f"market_{name}": _field_text(share, _PERCENT) for name, share in markets.items()},
    }
    fields = {name: [value] for name, value in values.items() if value not in (None, "")}
    fields["sectors"] = list(facts.get("sectors") or ())
    fields["partners_in"] = list(facts.get("partners_in") or ())
    fields["needs"] = [name for name in NEEDS if must.get(name)]
    fields["parks"] = list(content.get("parks") or ())
    return fields


def patch_of(section: str, fields: Fields, content: Plain, units: Units = IN_DOLLARS) -> Plain:
    """Return the merge patch of a saved document that follows from a page's fields.

    Raises
    ------
    InvalidInput
        A number cannot be read or shares exceed 100 %; each fault has its path in the document.
    """
    faults: list[Fault] = []
    write = _company if section == "company" else _business
    patch = write(_Form(fields, faults, units), content)
    InvalidInput.raise_any(faults)
    return patch


def field_of(path: Path) -> str:
    """Return the field behind a fault's path in a document, "" if no field is behind it."""
    match path:
        case ("enterprise", "home", "province" | "city" as part):
            return part
        case ("enterprise", "markets", str(market)):
            return f"market_{market}"
        case ("enterprise", str(name), *_):
            return _FIELDS.get(name, name)
        case ("must", str(name), *_):
            return "needs" if name in NEEDS else name
        case ("requirements", *_):
            return "budget"
        case (str(name), *_):
            return name
    return ""


def markets_asked(fields: Fields) -> list[str]:
    """Return the markets that a page shows: the greatest ones, and any others in the fields."""
    stated = (name.removeprefix("market_") for name in fields if name.startswith("market_"))
    return list(dict.fromkeys(chain(GREAT_MARKETS, stated)))


def shares_said(fields: Fields) -> list[float]:
    """Return the legible shares of sales in the fields, in per cent."""
    faults: list[Fault] = []
    form = _Form(fields, faults, IN_DOLLARS)
    shares = (form.number(f"market_{market}") for market in markets_asked(fields))
    return [share for share in shares if share is not None]


@dataclass(frozen=True, slots=True)
class _Form:
    """Reads fields, and collects the faults of fields that cannot be read."""

    fields: Fields
    """Those that were sent."""
    faults: list[Fault]
    units: Units

    def text(self, name: str) -> str | None:
        """Return a field's text, None for an empty field."""
        values = self.fields.get(name) or [""]
        return values[0].strip() or None

    def several(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [value for value in self.fields.get(name, ()) if value]

    def chosen(self, name: str, key: str, meanings: Mapping[str, Any]) -> Plain:
        """Return the meaning of a choice under a key, an empty mapping without a choice.

        A choice can be replaced on a page only by another one, such as "not known".
        """
        return {key: meanings.get(self.text(name) or "")} if name in self.fields else {}

    def number(self, name: str, unit: float = 1.0) -> float | None:
        """Return a number by its unit; full-width digits and a per cent sign are accepted."""
        typed = self.text(name)
        if typed is None:
            return None
        try:
            number = typed_number(unicodedata.normalize("NFKC", typed).removesuffix("%"))
        except ValueError:
            self.fault("form_number", _place(name), value=typed)
            return None
        return float(f"{number / unit:.{_DIGITS}g}")

    def amount(self, name: str, unit: float = 1.0) -> float | None:
        """Return a positive amount by its unit, up to the maximum of the field."""
        amount, most = self.number(name, unit), _MOST[name]
        if amount is None or 0 < amount <= most:
            return amount
        high = float(f"{most * unit:.{_SHOWN}g}")
        self.fault("form_amount", _place(name), value=self.text(name), high=high)
        return None

    def ceiling(self) -> list[Plain]:
        """Return the requirement of a highest price of land, in US dollars a square metre."""
        unit = self.units.get(self.text("budget_unit") or DOLLARS, 1.0)
        price = self.amount("budget", unit)
        return [] if price is None else [{"criterion": _PRICED, "at_most": price}]

    def names(self, name: str) -> list[str] | None:
        """Return the names that a field lists, None where it lists none."""
        typed = unicodedata.normalize("NFKC", self.text(name) or "")
        return [part.strip() for part in re.split("[,;、\n]", typed) if part.strip()] or None

    def share(self, name: str) -> float | None:
        """Return a share that is typed in per cent."""
        share = self.number(name, _PERCENT)
        if share is None or 0 <= share <= 1:
            return share
        self.fault("form_share", _place(name), value=self.text(name))
        return None

    def fault(self, code: str, path: Path, **fields: Any) -> None:
        """Add a fault of a field."""
        self.faults.append(Fault(code, path, fields))


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
    shares = [share for share in markets.values() if share is not None]
    total = math.fsum(shares)
    if total > 1 + _TOLERANCE:
        fields = {"count": len(shares), "total": f"{_PERCENT * total:.6g}"}
        form.fault("form_shares_above", ("enterprise", "markets"), **fields)
    # People write codes in many ways, and with the digits of their own country: ``8708.29.00``.
    typed = unicodedata.normalize("NFKC", form.text("goods") or "").strip()
    codes = [code for code in re.split(r"[\s,;、]+", typed) if code]
    return {
        "products": products if OTHER in sectors else None,
        "enterprise": {
            "sectors": sectors,
            "markets": markets,
            **form.chosen("intent", "intent", _INTENTS),
            "goods": [_shortened(code) for code in codes] or None,
            "chinese_parts": form.share("chinese_parts"),
            "container_value": form.amount("container_value"),
            "sales_per_area": form.amount("sales_per_area"),
            "labour_share": form.share("labour_share"),
            **form.chosen("factory", "needs_standard_factory", _YES_NO),
            "delay_cost": form.amount("delay_cost"),
            "partners_in": form.several("partners_in"),
            **form.chosen("reliance", "investor_reliance", _RELIANCE),
        },
        "must": {
            **{name: form.amount(name, unit) for name, unit in NUMBERS.items()},
            **{name: True if name in form.several("needs") else None for name in NEEDS},
            **{name: form.names(name) for name in _COUNTRIES},
        },
        "gates": {
            code: state
            for code in GATES
            for state in form.chosen(f"gate_{code}", code, _YES_NO).values()
        },
        "requirements": [
            *(item for item in content.get("requirements", ()) if not _is_ceiling(item)),
            *form.ceiling(),
        ],
        "parks": form.several("parks") or None,
    }


def _shortened(code: str) -> str:
    """Return the two, four or six leading digits of a code, the text itself if it is no code."""
    digits = code.replace(".", "")
    return digits[: min(len(digits) // 2 * 2, 6)] if re.fullmatch(r"\d{2,}", digits) else code


def _is_ceiling(item: Plain) -> bool:
    return item["criterion"] == _PRICED and item.get("at_most") is not None


def _place(name: str) -> Path:
    if name.startswith("market_"):
        return ("enterprise", "markets", name.removeprefix("market_"))
    if name == "budget":
        return ("requirements", name)
    return ("must" if name in NUMBERS else "enterprise", name)


def _key(meanings: Mapping[str, Any], value: Any) -> str | None:
    return next((key for key, meaning in meanings.items() if meaning == value), None)


def _field_text(value: float | None, unit: float = 1.0) -> str | None:
    return None if value is None else f"{value * unit:.12g}"
