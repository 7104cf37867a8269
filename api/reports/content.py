"""A result as a document of plain data in one language; every format lays out the same one."""

from typing import Any

from api.language import Language
from api.parks.labels import labels_of_answer
from api.reports.annex import annex
from api.reports.drawn import charts
from api.reports.memo import memo
from api.reports.record import day
from api.reports.sources import numbered
from api.reports.verdict import caution, verdict
from api.reports.view import Head, View
from api.results.retold import retold
from api.settings import Settings

Plain = dict[str, Any]
_SHORT_HASH = 12


def view_of(answer: Plain, head: Head, language: Language, settings: Settings) -> View:
    """Return an answer as a reader of a language sees it.

    Parameters
    ----------
    answer
        As it was given; where it speaks the other language it is made again.
    head
        What the report says of itself.
    language
        The reader's.
    settings
        With the organisation's private data.
    """
    told, is_foreign = retold(answer, language, settings)
    _, references = numbered(told)
    return View(
        answer=told,
        language=language,
        labels=labels_of_answer(told, language, settings),
        head=head,
        is_foreign=is_foreign,
        references=references,
    )


def document(view: View) -> Plain:
    """Return the report: title, memo and annex as sections of blocks.

    Returns
    -------
    dict
        ``language``, ``title``, ``name``, ``day``, ``at``, ``engine``, ``hash``; ``kicker``,
        ``winners``, ``verdict`` and ``caution``, which head the memo; ``notes`` on the report
        itself; ``memo`` and ``annex``, lists of sections; ``words`` that the layout needs.
    """
    sources, _ = numbered(view.answer)
    found = view.answer["record"]
    title = view.say("title" if view.is_parks else "title_other")
    return {
        "language": view.language,
        "title": title,
        "name": view.head.name,
        "day": day(view),
        "at": view.head.at,
        "engine": found["engine"],
        "hash": found["input_sha256"],
        "short_hash": found["input_sha256"][:_SHORT_HASH],
        "kicker": _kicker(view),
        "winners": [view.name(key) for key in view.firsts],
        "verdict": verdict(view),
        "caution": caution(view),
        "notes": [view.say("foreign")] if view.is_foreign else [],
        "memo": memo(view),
        "annex": annex(view, sources, charts(view)),
        "words": {
            **{key: view.say(key) for key in _LAYOUT},
            "page": view.say("page", page="{page}", pages="{pages}"),
        },
    }


_LAYOUT = ("memo", "annex", "annex_lead", "contents", "weak_source")


def with_note(found: Plain, note: str) -> Plain:
    """Return a report with one more note on itself."""
    return {**found, "notes": [*found["notes"], note]}


def _kicker(view: View) -> str:
    if not view.firsts:
        return view.say("nobody" if view.is_parks else "nobody_other")
    if len(view.ranking) == 1:
        return view.say("only_one")
    if len(view.firsts) > 1:
        return view.say("level")
    return view.say("recommended" if caution(view) is None else "best_score")
