"""Fields of the self-assessment's pages, from a saved document and back to a merge patch of it."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mcda.errors import Fault, InvalidInput, Path
from mcda.parks.screens import screens

Plain = dict[str, Any]
Fields = Mapping[str, Sequence[str]]
"""What a form says: a field's name -> its values."""

NUMBERED = ("budget", "ready_by", "admission")
"""Screens that are asked for by their number, each in a field of its own."""
SECTIONS = ("company", "business", "project", "trust")
MARKETS = ("US", "EU", "host")
_YES_NO = {"yes": True, "no": False}
_RELIANCE = {"none": 0.0, "some": 0.5, "much": 1.0}
_PERCENT = 100.0


def fields_of(content: Plain) -> dict[str, list[str]]:
    """Return a saved document as the fields that show it; what is not known has no value."""
    said = content.get("enterprise", {})
    home, markets = said.get("home") or {}, said.get("markets") or {}
    asked = {item["id"]: item for item in content.get("screens", ())}
    found: dict[str, Any] = {
        "name": content.get("name"),
        "province": home.get("province"),
        "city": home.get("city"),
        "size": said.get("size"),
        "first_investment": _key(_YES_NO, said.get("first_investment")),
        "intent": said.get("intent"),
        "factory": _key(_YES_NO, said.get("needs_standard_factory")),
        "reliance": _key(_RELIANCE, said.get("investor_reliance")),
        "container_value": _written(said.get("container_value")),
        "delay_cost": _written(said.get("delay_cost")),
        "hs_chapters": ", ".join(said.get("hs_chapters") or ()),
        "chinese_parts": _written(said.get("chinese_parts"), _PERCENT),
        **{name: _written(asked.get(name, {}).get("at_most")) for name in NUMBERED},
        **{f"market_{m}": _written(markets.get(m), _PERCENT) for m in MARKETS},
    }
    fields = {name: [value] for name, value in found.items() if value not in (None, "")}
    fields["sectors"] = list(said.get("sectors") or ())
    fields["partners_in"] = list(said.get("partners_in") or ())
    fields["screens"] = [name for name in asked if name not in NUMBERED]
    fields["parks"] = list(content.get("parks") or ())
    fields["which_parks"] = ["these" if content.get("parks") else "all"]
    return fields


def patch_of(section: str, fields: Fields, content: Plain) -> Plain:
    """Return the merge patch that a page's fields make of a saved document.

    Raises
    ------
    InvalidInput
        A number that cannot be read, under the name of its field.
    """
    faults: list[Fault] = []
    patch = _PATCHES[section](_Form(fields, faults), content)
    if faults:
        raise InvalidInput(faults)
    return patch


class _Form:
    """Reads fields, and notes which cannot be read."""

    def __init__(self, fields: Fields, faults: list[Fault]) -> None:
        self._fields = fields
        self._faults = faults

    def text(self, name: str) -> str | None:
        """Return a field's text, None where it is empty."""
        values = self._fields.get(name) or [""]
        return values[0].strip() or None

    def several(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [value for value in self._fields.get(name, ()) if value]

    def chosen(self, name: str, meanings: Mapping[str, Any]) -> Any:
        """Return what a choice means, None for "I don't know yet"."""
        return meanings.get(self.text(name) or "")

    def number(self, name: str, unit: float = 1.0) -> float | None:
        """Return a number, in parts of a unit; full-width digits and a per cent sign are fine."""
        said = self.text(name)
        if said is None:
            return None
        plain = unicodedata.normalize("NFKC", said).replace(",", "").removesuffix("%").strip()
        try:
            found = float(plain)
        except ValueError:
            self._faults.append(Fault("form_number", _place(name), {"value": said}))
            return None
        return round(found / unit, 12)


def _company(form: _Form, content: Plain) -> Plain:
    province, city = form.text("province"), form.text("city")
    home = {"province": province or "", "city": city or ""} if province or city else None
    return {
        "name": form.text("name") or content.get("name"),
        "enterprise": {
            "home": home,
            "size": form.text("size"),
            "first_investment": form.chosen("first_investment", _YES_NO),
        },
    }


def _business(form: _Form, content: Plain) -> Plain:
    del content
    return {
        "enterprise": {
            "sectors": form.several("sectors"),
            "markets": {market: form.number(f"market_{market}", _PERCENT) for market in MARKETS},
            "container_value": form.number("container_value"),
            "hs_chapters": _chapters(form.text("hs_chapters")) or None,
            "chinese_parts": form.number("chinese_parts", _PERCENT),
        }
    }


def _chapters(typed: str | None) -> list[str]:
    """Return the chapters of codes as people write them: ``8708.29`` is of chapter 87."""
    codes = re.split(r"[\s,;、]+", unicodedata.normalize("NFKC", typed or "").strip())
    return [re.sub(r"^(\d{2})[\d.]*$", r"\1", code) for code in codes if code]


def _project(form: _Form, content: Plain) -> Plain:
    before = {item["id"]: item for item in content.get("screens", ())}
    asked = [
        before.get(item.id, {"id": item.id})
        for item in screens()
        if item.id not in NUMBERED and item.id in form.several("screens")
    ]
    for name in NUMBERED:
        at_most = form.number(name)
        if at_most is not None:
            asked.append({**before.get(name, {"id": name}), "at_most": at_most})
    return {
        "enterprise": {
            "intent": form.text("intent"),
            "needs_standard_factory": form.chosen("factory", _YES_NO),
            "delay_cost": form.number("delay_cost"),
        },
        "screens": asked,
    }


def _trust(form: _Form, content: Plain) -> Plain:
    del content
    only = form.text("which_parks") == "these" and form.several("parks")
    return {
        "enterprise": {
            "partners_in": form.several("partners_in"),
            "investor_reliance": form.chosen("reliance", _RELIANCE),
        },
        "parks": form.several("parks") if only else None,
    }


_PATCHES: Mapping[str, Callable[[_Form, Plain], Plain]] = {
    "company": _company,
    "business": _business,
    "project": _project,
    "trust": _trust,
}


def _place(name: str) -> Path:
    if name.startswith("market_"):
        return ("enterprise", "markets", name.removeprefix("market_"))
    return ("enterprise", name)


def _key(meanings: Mapping[str, Any], value: Any) -> str | None:
    return next((key for key, meaning in meanings.items() if meaning == value), None)


def _written(value: float | None, unit: float = 1.0) -> str | None:
    return None if value is None else f"{value * unit:.12g}"
