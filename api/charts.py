"""Charts of answers: their rows by id, turned into specs for pages and SVG for reports."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from api.language import Language

if TYPE_CHECKING:
    from api.parks.labels import Labels

Document = Mapping[str, Any]
Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
WIDTH = 720
"""Pixels of a chart on paper."""
_FONTS = {
    "en": "Noto Sans, DejaVu Sans, Noto Sans CJK SC, Arial, sans-serif",
    "zh": "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, "
    "sans-serif",
}
_INK, _SOFT, _LINE = "#1c2733", "#5a6470", "#c9cfd4"
_THEMED = {
    _INK: "var(--ink)",
    _SOFT: "var(--soft)",
    _LINE: "var(--line)",
    "#0b6fb8": "var(--first)",
    "#8b939a": "var(--other)",
}
"""What stands on a page for a colour of paper."""
_COLOURS = re.compile("|".join(_THEMED), re.IGNORECASE)


def specs(answer: Document, labels: "Labels", language: Language) -> dict[str, Spec]:
    """Return the charts of an answer as Vega-Lite, by name.

    Parameters
    ----------
    answer
        Of ``POST /v1/rankings``, ``/v1/recommendations`` or ``/v1/comparisons``.
    labels
        What alternatives and criteria are called in that language.
    language
        Of titles, axes and tooltips.

    Returns
    -------
    dict
        As wide as whoever shows them, on his ground; what the answer has no figures for is left
        out.
    """
    from altair.utils.schemapi import debug_mode

    from mcda import plot

    names = plot.ChartNames(
        language=language, alternatives=labels.alternatives, criteria=labels.criteria
    )
    # The tests hold every chart against the schema, which takes as long as all the rest.
    with debug_mode(False):
        made = {
            name: getattr(plot, name)(rows, names, **more).to_dict(validate=False)
            for name, rows, more in _charted(answer)
        }
    # Vega-Lite takes null for no ground at all, which its schema does not know.
    return {name: {**spec, "width": "container", "background": None} for name, spec in made.items()}


def drawings(answer: Document, labels: "Labels", language: Language) -> dict[str, str]:
    """Return the charts of an answer as SVG for a page, by name, in the colours of its theme.

    They are drawn in the colours of paper; each of these then stands for the page's own, so that
    a dark page shows them dark without another drawing.
    """
    found = {}
    for name, spec in specs(answer, labels, language).items():
        drawn = svg(spec, language)
        found[name] = _COLOURS.sub(lambda match: _THEMED[match.group().lower()], drawn)
    return found


def svg(spec: Spec, language: Language) -> str:
    """Return a chart as SVG for white paper, its text as text."""
    drawn: str = drawing().vegalite_to_svg({**spec, "width": WIDTH}, config=_theme(language))
    return drawn


def inline_svg(svg: str) -> Markup:
    """Return a chart to stand in a page; its texts were escaped when it was drawn."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704


def font(language: Language) -> str:
    """Return the families that charts are drawn with, the first that is there."""
    return _FONTS[language]


@cache
def drawing() -> Any:
    """Return the library that draws; in this process it then loads nothing from anywhere."""
    import vl_convert  # type: ignore[import-untyped]  # ships no types

    vl_convert.configure(allowed_base_urls=[], base_url=False)
    return vl_convert


def _theme(language: Language) -> Spec:
    """Return Vega's ``config`` for paper; pages make theirs of their style sheet."""
    text = {"labelColor": _INK, "titleColor": _SOFT}
    return {
        "font": font(language),
        "title": {"color": _INK, "subtitleColor": _SOFT},
        "axis": {**text, "gridColor": _LINE, "domainColor": _LINE, "tickColor": _LINE},
        "legend": text,
        **{mark: {"color": _INK} for mark in ("text", "rule", "tick")},
    }


def _charted(answer: Document) -> Iterator[tuple[str, Rows, Document]]:
    """Yield name, rows and further arguments of each chart that an answer has the figures for."""
    places = _places(answer)
    further: Mapping[str, Document] = {
        "gaps": {"first": places[0]["alternative"] if places else None},
        "stability": {"first": [one["alternative"] for one in places if one["rank"] == 1]},
        "acceptability": {"samples": (_analysed(answer, "acceptability") or {}).get("samples")},
    }
    for name, found in _ROWS.items():
        rows = list(found(answer))
        if rows:
            yield name, rows, further.get(name, {})


def _places(answer: Document) -> list[Document]:
    """Return the ranked alternatives in order of rank, those of one rank as they came."""
    return sorted(answer.get("ranking") or (), key=itemgetter("rank"))


def _analysed(answer: Document, part: str) -> Any:
    return (answer.get("sensitivity") or {}).get(part)


def _rank_shares(answer: Document) -> Mapping[str, Sequence[float]]:
    return (_analysed(answer, "acceptability") or {}).get("rank_shares") or {}


def _of(document: Document, *fields: str) -> Spec:
    return {field: document.get(field) for field in fields}


def _ranking(answer: Document) -> Iterator[Spec]:
    possible = {one["alternative"]: one for one in _analysed(answer, "possible_ranks") or ()}
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


def _gaps(answer: Document) -> Iterator[Spec]:
    gaps = answer.get("gaps") or {}
    for place in _places(answer)[1:]:
        for criterion, value in (gaps.get(place["alternative"]) or {}).items():
            yield {**_of(place, "alternative", "rank"), "criterion": criterion, "value": value}


def _stability(answer: Document) -> Iterator[Spec]:
    for one in (_analysed(answer, "stability") or ()) if _places(answer) else ():
        held = one["winner"] or {}
        yield {
            **_of(one, "criterion", "weight", "exact"),
            "winner_low": held.get("low"),
            "winner_high": held.get("high"),
            **_of(held, "challenger_low", "challenger_high"),
        }


def _acceptability(answer: Document) -> Iterator[Spec]:
    shares = _rank_shares(answer)
    for place in _places(answer):
        for reached, share in enumerate(shares.get(place["alternative"], ()), 1):
            yield {**_of(place, "alternative", "rank"), "reached": reached, "share": share}


_ROWS: Mapping[str, Callable[[Document], Iterator[Spec]]] = {
    "ranking": _ranking,
    "gaps": _gaps,
    "stability": _stability,
    "acceptability": _acceptability,
}
"""By name. Of the evidence there is a table, which says more and takes no time."""
