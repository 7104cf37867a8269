"""Fonts for print: the choice among installed fonts, and the case without a Chinese font."""

import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from api.http.language import Language
from api.http.refusals import Unavailable

if TYPE_CHECKING:
    import typst

CHINESE = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"),
    *("Source Han Sans", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei"),
    *("WenQuanYi Zen Hei", "Hiragino Sans GB", "Heiti SC", "SimHei", "Droid Sans Fallback"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "AR PL UMing CN"),
)
"""Families with simplified characters, the most readable first."""
LATIN = ("Source Sans 3", "Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans")
EMBEDDED = "Libertinus Serif"
"""Brought by the typesetter itself."""
REMEDY = "apt-get install fonts-noto-cjk"
INSTEAD = "[Chinese]"
_HAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")


@cache
def installed() -> "typst.Fonts":
    """Return the fonts of this machine and of the typesetter, searched once in each process."""
    import typst

    return typst.Fonts()


def choose(language: Language, families: Collection[str]) -> tuple[tuple[str, ...], bool]:
    """Return the font families in order of preference, and whether any of them is Chinese.

    Raises
    ------
    Unavailable
        The report is Chinese and no family has Chinese characters.
    """
    folded = {name.casefold() for name in families}
    chinese = next((name for name in CHINESE if name.casefold() in folded), None)
    if chinese is None and language == "zh":
        raise Unavailable.at("no_chinese_font", remedy=REMEDY)
    latin = [name for name in LATIN if name.casefold() in folded][:1]
    # A Chinese sans-serif brings Latin letters that go with it; a serif one is for its own only.
    first = [] if chinese is None else [chinese]
    order = first + latin if language == "zh" or not latin else latin + first
    if chinese is not None and "Sans" in chinese:
        order = first + latin
    return (*order, EMBEDDED), chinese is not None


def printable(text: str) -> str:
    """Return a text whose Chinese characters are replaced by a remark, not printed as boxes."""
    return _HAN.sub(INSTEAD, text)


def has_chinese(text: str) -> bool:
    """Tell whether a text holds characters that need a Chinese font."""
    return _HAN.search(text) is not None
