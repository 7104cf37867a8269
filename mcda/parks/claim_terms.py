"""Units and dates of claims in both languages: as recorded in English, translated into Chinese."""

import re
from collections.abc import Mapping

from mcda.parks.model import Text
from mcda.texts.figures import unit_names
from mcda.texts.tables import table

_UNDATED = "undated"
_ABOUT = "c."
_MOMENT = re.compile(r"(\d{4})(?:-W(\d\d)|-(\d\d)(?:-(\d\d))?)?")
_SPAN = re.compile(r"\d{4}-\d{4}")


def unit_text(unit: str) -> Text:
    """Return the unit of a claim by language; a unit without a translation is shown as it is."""
    chinese = _words()["units"].get(unit)
    return unit_names(unit) if chinese is None else {"en": unit, "zh": chinese}


def date_text(as_of: str) -> Text:
    """Return the date of a claim by language; a remark without a translation is left out."""
    day, _, _ = as_of.partition(" (")
    if day == _UNDATED:
        chinese = "日期不明"
    elif _SPAN.fullmatch(day):
        chinese = f"{day.replace('-', '–')}年"
    else:
        about = "约" if day.startswith(_ABOUT) else ""
        chinese = about + _MOMENT.sub(_moment, day.removeprefix(_ABOUT).replace(" and ", "和"))
    return {"en": as_of, "zh": chinese + date_remark(as_of)["zh"]}


def date_remark(as_of: str) -> Text:
    """Return the remark in brackets after a date, empty if there is none."""
    _, bracket, more = as_of.partition(" (")
    remark = _words()["dates"].get(more.removesuffix(")"))
    return {"en": bracket + more, "zh": f"（{remark}）" if remark else ""}


def _moment(found: re.Match[str]) -> str:
    year, week, month, day = found.groups()
    if week:
        return f"{year}年第{int(week)}周"
    moment = f"{year}年"
    if month:
        moment += f"{int(month)}月"
    return moment + (f"{int(day)}日" if day else "")


def _words() -> Mapping[str, Mapping[str, str]]:
    return table("mcda.parks", "data", "recorded.toml")
