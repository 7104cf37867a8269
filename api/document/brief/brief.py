"""The brief of a result, made once for every renderer."""

from collections.abc import Sequence

from api.document.brief.asks import asks, no_offer, offers
from api.document.brief.changes import changes, strips
from api.document.brief.duels import first_duels
from api.document.brief.evidence import evidence
from api.document.brief.lexicon import Lexicon
from api.document.brief.parts import Brief, Duel, EvidenceRow
from api.document.brief.reasons import reasons, risk, step, unscored
from api.document.brief.verdict import (
    certainty,
    draws,
    kicker,
    places,
    places_remark,
    sentence,
)
from api.document.result import Result
from api.document.sections.certainty import whose
from api.document.values import Figure, Kind, Sentences, Short, Spoken, say
from mcda.texts import Note


def brief(
    result: Result, lexicon: Lexicon, duels: Sequence[Duel], rows: Sequence[EvidenceRow]
) -> Brief:
    """Return the brief of a result, readable in one minute."""
    frequencies, offered = draws(result), offers(result, lexicon)
    place = lexicon.places.get(result.firsts[0]) if len(result.firsts) == 1 else None
    premises: list[Spoken] = []
    acceptability = result.analysed.get("acceptability")
    if acceptability:
        premises.append(say("basis_draws", samples=Figure(acceptability["samples"], 9)))
    origin = whose(result)
    if origin is not None:
        premises.append(origin)
    source = result.answer["weights"].get("source")
    return Brief(
        kicker=kicker(result),
        winners=tuple(Short(key, is_heading=True) for key in result.firsts),
        place=None if place is None else Note.of(place),
        sentence=sentence(result),
        certainty=certainty(result, frequencies),
        draws=frequencies,
        priorities=Kind("priorities", source["code"]) if source else None,
        premises=Sentences(premises),
        money=tuple((result.answer.get("money") or {}).get("sentences", ())[:-1]),
        reasons=reasons(result, lexicon),
        unscored=unscored(result, lexicon),
        risk=risk(result, lexicon),
        step=step(result, lexicon),
        places=places(result),
        places_remark=places_remark(result),
        duels=first_duels(result, duels),
        changes=tuple(changes(result, lexicon)),
        strips=strips(result),
        evidence=evidence(result, rows),
        asks=asks(result, lexicon),
        offers=offered,
        no_offer=no_offer(result, offered),
    )
