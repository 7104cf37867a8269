"""The rows from which charts of an answer are drawn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChartRows:
    """The input of a function of `mcda.plot`."""

    rows: Sequence[Plain]
    """Its first argument."""
    options: Plain
    """Its keyword arguments, names aside."""


def chart_rows(answer: Plain) -> dict[str, ChartRows]:
    """Return the rows of each chart for which an answer in codes has data, by name."""
    places = _places(answer)
    options: Mapping[str, Plain] = {
        "gaps": {"first": places[0]["alternative"] if places else None},
        "stability": {"first": [line["alternative"] for line in places if line["rank"] == 1]},
        "acceptability": {"samples": (_analysed(answer, "acceptability") or {}).get("samples")},
    }
    charts = {}
    for name, rows_of in _ROWS.items():
        rows = list(rows_of(answer))
        if rows:
            charts[name] = ChartRows(rows, options.get(name, {}))
    return charts


def _places(answer: Plain) -> list[Plain]:
    """Return the ranked alternatives sorted by rank, tied ones in the given order."""
    return sorted(answer.get("ranking") or (), key=itemgetter("rank"))


def _analysed(answer: Plain, part: str) -> Any:
    return (answer.get("sensitivity") or {}).get(part)


def _rank_shares(answer: Plain) -> Mapping[str, Sequence[float]]:
    return (_analysed(answer, "acceptability") or {}).get("rank_shares") or {}


def _of(document: Plain, *fields: str) -> dict[str, Any]:
    return {field: document.get(field) for field in fields}


def _ranking(answer: Plain) -> Iterator[dict[str, Any]]:
    possible = {span["alternative"]: span for span in _analysed(answer, "possible_ranks") or ()}
    shares, ranks = _rank_shares(answer), answer.get("ranks") or {}
    for place in _places(answer):
        key = place["alternative"]
        low, high = ranks[key]["half"] if key in ranks else (None, None)
        yield {
            **_of(place, "alternative", "rank", "score"),
            **_of(possible.get(key, {}), "best", "worst"),
            "half_low": low,
            "half_high": high,
            "share_first": shares[key][0] if key in shares else None,
        }


def _gaps(answer: Plain) -> Iterator[dict[str, Any]]:
    gaps = answer.get("gaps") or {}
    for place in _places(answer)[1:]:
        for criterion, value in (gaps.get(place["alternative"]) or {}).items():
            yield {**_of(place, "alternative", "rank"), "criterion": criterion, "value": value}


def _stability(answer: Plain) -> Iterator[dict[str, Any]]:
    for interval in (_analysed(answer, "stability") or ()) if _places(answer) else ():
        winner = interval["winner"] or {}
        yield {
            **_of(interval, "criterion", "weight", "exact"),
            "winner_low": winner.get("low"),
            "winner_high": winner.get("high"),
            **_of(winner, "challenger_low", "challenger_high"),
        }


def _acceptability(answer: Plain) -> Iterator[dict[str, Any]]:
    shares = _rank_shares(answer)
    for place in _places(answer):
        for reached, share in enumerate(shares.get(place["alternative"], ()), 1):
            yield {**_of(place, "alternative", "rank"), "reached": reached, "share": share}


_ROWS: Mapping[str, Callable[[Plain], Iterator[dict[str, Any]]]] = {
    "ranking": _ranking,
    "gaps": _gaps,
    "stability": _stability,
    "acceptability": _acceptability,
}
"""By name. Of the evidence there is a table, which says more and takes no time."""
