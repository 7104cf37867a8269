"""The ranking itself: order, what it rests on, what was left out, warnings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.grid import Grid
from api.cli.numbers import percent, score_pattern
from api.cli.page import Page
from mcda.explain import apportioned
from mcda.texts.figures import formatted
from weights.weightings import WEIGHTINGS

Answer = Mapping[str, Any]
_MOST_OF_KIND = 10
_NOT_PARAMETERS = ("name", "lower_is_better", "contributions_sum_to", "baseline")


def write_ranking(page: Page, answer: Answer) -> None:
    """Write the table, method and weights, the answer set and what is excluded."""
    told = answer.get("verdict")
    if told:
        page.heading("verdict", first=True)
        page.line(told["sentence"])
    page.line(answer["weights"]["source"]["sentence"])
    for item in answer.get("ask_enterprise") or ():
        page.line(item["sentence"])
    page.heading("ranking")
    if answer["ranking"]:
        _table(page, answer)
        _notes(page, answer)
    else:
        page.line(page.word("nobody"))
    if answer["excluded"]:
        page.heading("excluded")
        page.items(
            [
                f"{page.labels.alternative(item['alternative'])}: "
                + " ".join(reason["detail"] for reason in item["reasons"])
                for item in answer["excluded"]
            ]
        )
    if answer["answer_set"]:
        page.heading("answer_set_plain" if answer["sensitivity"] is None else "answer_set")
        page.items([page.labels.alternative(key) for key in answer["answer_set"]])


def write_warnings(page: Page, warnings: Sequence[Mapping[str, Any]]) -> None:
    """Write the warnings, no more than ten of a kind."""
    if not warnings:
        return
    page.heading("warnings")
    seen = Counter(item["code"] for item in warnings)
    shown: Counter[str] = Counter()
    lines = []
    for item in warnings:
        code = item["code"]
        shown[code] += 1
        if shown[code] <= _MOST_OF_KIND:
            lines.append(item["detail"])
        if shown[code] == seen[code] > _MOST_OF_KIND:
            lines.append(page.word("more_of_kind", count=seen[code] - _MOST_OF_KIND))
    page.items(lines)


def _table(page: Page, answer: Answer) -> None:
    found = answer["ranking"]
    gaps = answer.get("gaps") or {}
    criteria = list(gaps.get(found[0]["alternative"]) or ())
    heads = [*page.words("rank", "alternative", "score"), *map(page.labels.criterion, criteria)]
    pattern = score_pattern(row["score"] for row in found)
    rows = [
        [
            f"{row['rank']}{' =' if row['tied_with'] else ''}",
            page.labels.alternative(row["alternative"]),
            formatted(row["score"], pattern),
            *_parts(gaps.get(row["alternative"]) or {}, pattern),
        ]
        for row in found
    ]
    page.grid(Grid(heads, rows, figures=(0, *range(2, len(heads))), kept=2))


def _parts(gaps: Mapping[str, float], pattern: str) -> list[str]:
    """Return the parts so that they add up as shown, where the pattern has fixed places."""
    parts = [*gaps.values()]
    if pattern.endswith("f"):
        parts = apportioned(parts, int(pattern[1:-1]))
    return [formatted(part, pattern) for part in parts]


def _notes(page: Page, answer: Answer) -> None:
    method = answer["method"]
    notes = [page.word("gaps_note")] if answer.get("gaps") else []
    if method["lower_is_better"]:
        notes.insert(0, page.word("lower_is_better"))
    if any(row["tied_with"] for row in answer["ranking"]):
        notes.insert(0, page.word("tied"))
    for note in notes:
        page.line(note)
    page.line(page.word("method_line", method=_method(method)))
    _weights(page, answer["weights"])
    _meaning(page, answer)


def _meaning(page: Page, answer: Answer) -> None:
    """Write what each weight is the worth of, and how much it makes of the differences."""
    comma = ", " if page.language == "en" else "、"
    scales, shares = answer.get("scales") or {}, answer.get("influence") or {}
    ends = [
        page.word(
            "swing",
            criterion=page.labels.criterion(criterion),
            worst=scale["worst_in_words"],
            best=scale["best_in_words"],
        )
        for criterion, scale in scales.items()
    ]
    parts = [f"{page.labels.criterion(name)} {percent(share)}" for name, share in shares.items()]
    if ends:
        page.line(page.word("swings_line", swings=comma.join(ends)))
    if parts:
        page.line(page.word("influence_line", shares=comma.join(parts)))


def _method(method: Mapping[str, Any]) -> str:
    shown = [
        f"{name}={value}"
        for name, value in method.items()
        if name not in _NOT_PARAMETERS and not isinstance(value, Mapping)
    ]
    shown += [name for name, value in method.items() if isinstance(value, Mapping)]
    return " ".join([method["name"], *shown])


def _weights(page: Page, weights: Mapping[str, Any]) -> None:
    found = weights["diagnostics"]
    weighting = WEIGHTINGS.get(weights["kind"])
    name = {} if weighting is None else weighting.name
    kind = [name.get(page.language, weights["kind"])]
    kind += [str(found[name]) for name in ("profile", "scheme") if name in found]
    if "label" in found:
        kind.append(found["label"][page.language])
    shares = [
        f"{page.labels.criterion(criterion)} {percent(value)}"
        for criterion, value in weights["values"].items()
    ]
    joined, comma = (", ", ", ") if page.language == "en" else ("、", "，")
    page.line(page.word("weights_line", kind=comma.join(kind), weights=joined.join(shares)))
    ratio = found.get("consistency_ratio")
    if ratio is not None:
        page.line(page.word("consistency", ratio=formatted(ratio, ".4f")))
