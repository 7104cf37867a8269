"""Units and dates of claims in both languages: as recorded in English, in Chinese by our list."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from mcda.parks.model import Text
from mcda.texts.figures import unit_names

_UNDATED = "undated"
_ABOUT = "c."
_MOMENT = re.compile(r"(\d{4})(?:-W(\d\d)|-(\d\d)(?:-(\d\d))?)?")
_SPAN = re.compile(r"\d{4}-\d{4}")


def unit_text(unit: str) -> Text:
    """Return the unit of a claim by language; one that is not ours stands as it is.

    Parameters
    ----------
    unit
        With what is remarked in it, such as ``"jobs (more than)"``.
    """
    chinese = _words()["units"].get(unit)
    return unit_names(unit) if chinese is None else {"en": unit, "zh": chinese}


def date_text(as_of: str) -> Text:
    """Return the date of a claim by language; a remark that nobody translated is left out of it.

    Parameters
    ----------
    as_of
        Of the grammar of `mcda.parks.dates`.
    """
    day, _, _ = as_of.partition(" (")
    return {"en": as_of, "zh": _chinese(day) + date_remark(as_of)["zh"]}


def date_remark(as_of: str) -> Text:
    """Return what a date remarks in brackets, empty where it remarks nothing.

    Parameters
    ----------
    as_of
        Of the grammar of `mcda.parks.dates`.
    """
    _, bracket, more = as_of.partition(" (")
    remark = _words()["dates"].get(more.removesuffix(")"))
    return {"en": bracket + more, "zh": f"（{remark}）" if remark else ""}


def _chinese(day: str) -> str:
    if day == _UNDATED:
        return "日期不明"
    if _SPAN.fullmatch(day):
        return f"{day.replace('-', '–')}年"
    about = "约" if day.startswith(_ABOUT) else ""
    told = day.removeprefix(_ABOUT).replace(" and ", "和")
    return about + _MOMENT.sub(_moment, told)


def _moment(found: re.Match[str]) -> str:
    year, week, month, day = found.groups()
    if week:
        return f"{year}年第{int(week)}周"
    told = f"{year}年"
    if month:
        told += f"{int(month)}月"
    return told + (f"{int(day)}日" if day else "")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    path = files("mcda.parks").joinpath("data", "recorded.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
