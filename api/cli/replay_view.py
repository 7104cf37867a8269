"""A replay of real choices, written for people."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from api.cli.grid import Grid
from api.cli.numbers import percent, span
from api.cli.page import Page
from api.cli.terminal import console
from api.cli.words import Language
from api.parks.labels import labels_of_catalogue

if TYPE_CHECKING:
    from weights.replay import Placed, Replay, Score, Tenant

_WAYS = {
    "own": "by_own_reasons",
    "own_without_ties": "by_own_without_ties",
    "left_out": "by_left_out",
    "left_out_without_ties": "by_left_out_without_ties",
    "all_own": "by_all_own",
    "all_own_without_ties": "by_all_own_without_ties",
    "all_own_without_word": "by_all_own_without_word",
    "all_left_out": "by_all_left_out",
    "all_left_out_without_ties": "by_all_left_out_without_ties",
    "all_left_out_without_word": "by_all_left_out_without_word",
    "most_chosen": "by_most_chosen",
    "guess": "by_guess",
}


def write_replay(found: "Replay", language: Language) -> None:
    """Write tenants, scores, and why they are no validation."""
    page = Page(console(), language, labels_of_catalogue(language))
    _tenants(page, found)
    _all_reasons(page, found)
    _scores(page, found.scores)
    page.heading("no_validation")
    page.items([note.say(language) for note in found.caveats])


def _tenants(page: Page, found: "Replay") -> None:
    page.heading("replayed", first=True)
    own = {item.tenant: item for item in found.placed["own"]}
    others = {item.tenant: item for item in found.placed["left_out"]}
    rows = [
        [
            tenant.id,
            tenant.chosen,
            _reasons(page, tenant),
            *_advice(own.get(tenant.id)),
            *_advice(others[tenant.id])[:2],
        ]
        for tenant in found.tenants
    ]
    heads = page.words(
        *("tenant", "chosen", "reasons", "recommended", "chosen_rank", "chosen_first"),
        *("by_others", "chosen_rank"),
    )
    page.grid(Grid(heads, rows, figures=(4, 5, 7), kept=2))
    page.line(page.word("replay_note", samples=found.samples, seed=found.seed))
    page.line(page.word("method_line", method=found.method))


def _all_reasons(page: Page, found: "Replay") -> None:
    page.heading("replayed_all")
    own = {item.tenant: item for item in found.placed["all_own"]}
    bare = {item.tenant: item for item in found.placed["all_own_without_word"]}
    others = {item.tenant: item for item in found.placed["all_left_out"]}
    rows = [
        [
            tenant.id,
            tenant.chosen,
            _order(page, found.speakers[tenant.id].order),
            *_advice(own.get(tenant.id)),
            *_advice(bare.get(tenant.id))[:2],
            *_advice(others.get(tenant.id))[:2],
        ]
        for tenant in found.tenants
    ]
    heads = page.words(
        *("tenant", "chosen", "reasons", "recommended", "chosen_rank", "chosen_first"),
        *("without_word", "chosen_rank", "by_others", "chosen_rank"),
    )
    page.grid(Grid(heads, rows, figures=(4, 5, 7, 9), kept=2))
    page.line(page.word("replay_all_note"))


def _order(page: Page, order: "Sequence[Sequence[str]]") -> str:
    """Return criteria by importance, ties joined."""
    return " > ".join(" = ".join(map(page.labels.criterion, tie)) for tie in order)


def _reasons(page: Page, tenant: "Tenant") -> str:
    """Return the criteria a tenant named, ties joined, then what it named besides."""
    from weights.tenants import load_interviews

    comma, stop = (", ", "; ") if page.language == "en" else ("、", "；")
    parts = [_order(page, tenant.order) or page.word("no_reason")]
    if tenant.other:
        names = load_interviews().other
        other = comma.join(names[key][page.language] for key in tenant.other)
        parts.append(page.word("other_reasons", names=other))
    return stop.join(parts)


def _advice(item: "Placed | None") -> list[str]:
    """Return the parks recommended, the rank of the chosen one, and how often it is first."""
    if item is None:
        return ["-", "-", "-"]
    shared = " =" if item.place.sharing > 1 else ""
    return [" = ".join(item.recommended), f"{item.place.rank}{shared}", percent(item.first_share)]


def _scores(page: Page, scores: "Mapping[str, Score]") -> None:
    page.heading("replay_scores")
    rows = [
        [
            page.word(_WAYS[way]),
            str(score.tenants),
            str(score.alone),
            str(score.tied),
            f"{percent(score.hit_rate)} ± {percent(score.hit_error)}",
            f"{score.reciprocal_rank:.3f} ± {score.reciprocal_error:.3f}",
            "-" if score.interval is None else span(*score.interval),
        ]
        for way, score in scores.items()
    ]
    heads = page.words(
        *("weighting", "tenants", "alone_first", "tied_first", "hit_rate", "reciprocal_rank"),
        "exact_limits",
    )
    page.grid(Grid(heads, rows, figures=range(1, len(heads))))
    page.line(page.word("replay_scores_note"))
