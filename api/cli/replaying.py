"""Replay the choices of the tenants interviewed, and print what comes of it."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from api.cli.failing import reporting
from api.cli.words import Language

if TYPE_CHECKING:
    from weights.replay import Placed, Replay


def replay_choices(method: str, language: Language, as_json: bool) -> None:
    """Print what the engine recommends to the tenants, beside what they chose.

    Parameters
    ----------
    method
        Of ranking, by name.
    language
        Of the answer.
    as_json
        Print plain data.
    """
    with reporting(language, as_json, lambda _: "--method"):
        from weights.replay import replay

        found = replay(method)
    if as_json:
        typer.echo(json.dumps(replay_document(found, language), ensure_ascii=False))
        return
    from api.cli.replay_view import write_replay

    write_replay(found, language)


def replay_document(found: "Replay", language: Language) -> dict[str, Any]:
    """Return a replay as plain data.

    Parameters
    ----------
    found
        The replay.
    language
        Of names and caveats.
    """
    from mcda.texts import text
    from weights.replay.correspondence import load_correspondences
    from weights.tenants import load_interviews

    names = load_interviews().other
    return {
        "method": found.method,
        "samples": found.samples,
        "seed": found.seed,
        "tenants": [
            {
                **tenant.model_dump(mode="json"),
                "other": [{"id": key, "name": names[key][language]} for key in tenant.other],
                "all_reasons": [list(tie) for tie in found.speakers[tenant.id].order],
            }
            for tenant in found.tenants
        ],
        "without_reason": list(found.without_reason),
        "correspondences": load_correspondences().model_dump(mode="json"),
        "placed": {way: [_placed(item) for item in items] for way, items in found.placed.items()},
        "scores": {way: asdict(score) for way, score in found.scores.items()},
        "caveats": [
            {
                "code": note.code,
                "title": text(note.code, "title", language),
                "detail": note.say(language),
            }
            for note in found.caveats
        ],
    }


def _placed(item: "Placed") -> dict[str, Any]:
    return {
        "tenant": item.tenant,
        "chosen": item.chosen,
        "weights": dict(item.weights),
        "ranks": dict(item.ranks),
        "recommended": list(item.recommended),
        "rank": item.place.rank,
        "sharing": item.place.sharing,
        "hit": item.place.hit,
        "reciprocal_rank": item.place.reciprocal,
        "first_share": item.first_share,
    }
