"""How much is on record of the general duties of markets, by groups of HS chapters."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from mcda.parks.duties.goods import GoodsLine
from mcda.parks.duties.layer import CHAPTERS
from mcda.parks.duties.schedule import Schedule

Coverage = Literal["lines", "group", "unknown"]
GROUPS = (
    "01-24", "25-27", "28-38", "39-40", "41-43", "44-49", "50-60", "61-63",
    "64-67", "68-71", "72-83", "84", "85", "86-89", "90-92", "93-97",
)  # fmt: skip
"""First and last chapter: food, minerals, chemicals, plastics and rubber, leather, wood and paper,
textiles, clothing, shoes, stone and glass, metals, machines, electronics, vehicles, instruments,
furniture and toys."""


def coverage(schedule: Schedule, market: str, day: str) -> Mapping[str, Coverage]:
    """Return what the general duty of each group of chapters rests on, on a day, ISO 8601.

    ``"lines"``: for at least half of the chapters on their own tariff lines; ``"group"``: for at
    least half on these or on the mean of a wider group; else ``"unknown"``.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> found = coverage(load_catalogue().schedule, "KR", "2026-11-28")
    >>> found["84"], coverage(load_catalogue().schedule, "KH", "2026-11-28")["84"]
    ('group', 'unknown')
    """
    found: dict[str, Coverage] = {}
    for group in GROUPS:
        chapters = [chapter for chapter in CHAPTERS if group[:2] <= chapter <= group[-2:]]
        bases = Counter(schedule.basis(market, GoodsLine(chapter), day) for chapter in chapters)
        if 2 * bases["lines"] >= len(chapters):
            found[group] = "lines"
        else:
            found[group] = "unknown" if 2 * bases[None] > len(chapters) else "group"
    return found
