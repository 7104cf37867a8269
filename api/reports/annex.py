"""The technical annex: everything that the memo rests on."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.reports.blocks import Block, Section, bullets, section, text
from api.reports.change import bounds_table
from api.reports.enterprise import enterprise
from api.reports.evidence import evidence, quoted
from api.reports.limits import all_of_them
from api.reports.memo import excluded_line
from api.reports.others import methods, reversal, scenario
from api.reports.ranked import gaps_table, ranking_table
from api.reports.record import record
from api.reports.verdict import drawn
from api.reports.view import View
from api.reports.weights import weights

Plain = dict[str, Any]
Charts = Mapping[str, Block]


def annex(view: View, sources: Sequence[Plain], charts: Charts) -> list[Section]:
    """Return the sections of the annex.

    Parameters
    ----------
    view
        The answer and how to tell it.
    sources
        Numbered, with their quotations.
    charts
        By name.
    """
    found = [
        enterprise(view),
        weights(view),
        _ranking(view, charts),
        _gaps(view, charts),
        _stability(view, charts),
        _draws(view, charts),
        methods(view),
        reversal(view),
        scenario(view),
        _excluded(view),
        evidence(view),
        quoted(view, list(sources)),
        all_of_them(view),
        record(view),
    ]
    return [item for item in found if item is not None]


def _ranking(view: View, charts: Charts) -> Section | None:
    if not view.ranking:
        return None
    notes = []
    if view.answer["method"]["lower_is_better"]:
        notes.append(view.say("lower_better"))
    if any(line["tied_with"] for line in view.ranking):
        notes.append(view.say("tie_note"))
    if view.analysed.get("possible_ranks"):
        notes.append(view.say("possible_note"))
    return section(
        "full_ranking",
        view.say("full_ranking"),
        ranking_table(view, view.ranking, whole=True),
        *(text(note, "soft") for note in notes),
        charts.get("ranking"),
    )


def _gaps(view: View, charts: Charts) -> Section | None:
    said = gaps_table(view)
    if said is None:
        return None
    return section(
        "gaps", view.say("gaps"), text(view.say("gaps_note"), "soft"), charts.get("gaps"), said
    )


def _stability(view: View, charts: Charts) -> Section | None:
    found = view.analysed.get("stability")
    if not found or len(view.ranking) < 2:
        return None
    return section(
        "stability",
        view.say("stability"),
        text(view.say("stability_note"), "soft"),
        charts.get("stability"),
        bounds_table(view, found, view.say("stability")),
    )


def _draws(view: View, charts: Charts) -> Section | None:
    said, figure = drawn(view), charts.get("acceptability")
    if said is None and figure is None:
        return None
    return section(
        "acceptability",
        view.say("acceptability"),
        None if said is None else text(said, "soft"),
        figure,
    )


def _excluded(view: View) -> Section | None:
    excluded = view.answer["excluded"]
    if not excluded:
        return None
    lines = [excluded_line(view, item) for item in excluded]
    return section("all_screened", view.say("screened"), bullets(lines))
