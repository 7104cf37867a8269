"""The ranking as a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from api.reports.blocks import Block, table
from api.reports.view import View
from mcda.explain import apportioned

Plain = dict[str, Any]
Told = Callable[[View, str], str]
_PLACES = 3


_SHORT: Mapping[str, Told] = {"rank_half_head": View.central_ranks}
_WHOLE: Mapping[str, Told] = {
    **_SHORT,
    "rank_ninety_head": partial(View.central_ranks, part="ninety"),
    "possible_ranks": View.possible_ranks,
}


def ranking_table(view: View, lines: Sequence[Plain], *, whole: bool = False) -> Block | None:
    """Return rank, name, score, central ranks and the share of draws in which each is first.

    The whole table has the ranks of 90 % of the draws and those that are proved to be possible.
    """
    spans = {
        key: told
        for key, told in (_WHOLE if whole else _SHORT).items()
        if any(told(view, line["alternative"]) for line in lines)
    }
    shares = any(view.first_share(line["alternative"]) is not None for line in lines)
    head = [view.say(key) for key in ("rank", _what(view), "score", *spans)]
    if shares:
        head.append(view.say("first_in"))
    widths: list[float] = [0, 1, *(0 for _ in head[2:])]
    rows = [_row(view, line, spans=spans.values(), shares=shares) for line in lines]
    strong = [place for place, line in enumerate(lines) if line["rank"] == 1]
    numbers = [0, *range(2, len(head))]
    return table(view.say("ranking"), head, rows, widths, numbers=numbers, strong=strong)


def gaps_table(view: View) -> Block | None:
    """Return what each criterion adds to the distance of all others from the first.

    The parts of a row as shown add up to their sum as shown.
    """
    gaps = view.answer.get("gaps") or {}
    lines = [line["alternative"] for line in view.ranking[1:] if line["alternative"] in gaps]
    if not lines:
        return None
    criteria = list(gaps[lines[0]])
    head = [view.say(_what(view)), *map(view.criterion, criteria), view.say("behind")]
    rows = []
    for key in lines:
        parts = apportioned([gaps[key][name] for name in criteria], _PLACES)
        figures = [view.numbers.fixed(part, _PLACES) for part in (*parts, sum(parts))]
        rows.append([view.name(key), *figures])
    widths = [2.4, *(1.0 for _ in criteria), 0.9]
    return table(view.say("gaps_caption"), head, rows, widths, numbers=range(1, len(head)))


def score(view: View, value: float) -> str:
    """Return a score with as many places as tell scores of this size apart."""
    largest = max((abs(line["score"]) for line in view.ranking), default=0.0)
    if largest and not 0.01 <= largest < 10_000:
        return view.numbers.figure(value, 4)
    return view.numbers.fixed(value, 3)


def _what(view: View) -> str:
    return "park" if view.is_parks else "alternative"


def _row(view: View, line: Plain, *, spans: Iterable[Told], shares: bool) -> list[str]:
    key = line["alternative"]
    row = [view.rank(line), view.name(key), score(view, line["score"])]
    row += [told(view, key) or "–" for told in spans]
    if shares:
        share = view.first_share(key)
        row.append("–" if share is None else view.numbers.share(share, 1))
    return row
