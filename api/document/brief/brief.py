"""The brief of a result, made once for every renderer."""

from api.document.brief.asks import asks, no_offer, offers
from api.document.brief.changes import changes, strips
from api.document.brief.duels import duels
from api.document.brief.evidence import evidence
from api.document.brief.lexicon import Lexicon
from api.document.brief.parts import Brief
from api.document.brief.reasons import reasons, risk, step, unscored
from api.document.brief.verdict import (
    certainty,
    chances,
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


def brief(result: Result, lexicon: Lexicon) -> Brief:
    """Return what a reader takes from a result in one minute.

    Parameters
    ----------
    result
        An answer in codes.
    lexicon
        How its values are said; an empty one says figures and units.
    """
    drawn, offered = draws(result), offers(result, lexicon)
    return Brief(
        kicker=kicker(result),
        winners=tuple(Short(key, is_heading=True) for key in result.firsts),
        place=_place(result, lexicon),
        sentence=sentence(result),
        certainty=certainty(result, drawn),
        draws=drawn,
        chances=chances(result),
        priorities=_priorities(result),
        premises=_premises(result),
        reasons=reasons(result, lexicon),
        unscored=unscored(result, lexicon),
        risk=risk(result, lexicon),
        step=step(result, lexicon),
        places=places(result),
        places_remark=places_remark(result),
        duels=duels(result, lexicon),
        changes=changes(result, lexicon),
        strips=strips(result),
        evidence=evidence(result, lexicon),
        asks=asks(result, lexicon),
        offers=offered,
        no_offer=no_offer(result, offered),
    )


def _place(result: Result, lexicon: Lexicon) -> Spoken | None:
    place = lexicon.places.get(result.firsts[0]) if len(result.firsts) == 1 else None
    return None if place is None else Note.of(place)


def _premises(result: Result) -> Spoken:
    """Return what was drawn, and whose the weights are."""
    said: list[Spoken] = []
    found = result.analysed.get("acceptability")
    if found:
        said.append(say("basis_draws", samples=Figure(found["samples"], 9)))
    origin = whose(result)
    if origin is not None:
        said.append(origin)
    return Sentences(said)


def _priorities(result: Result) -> Spoken | None:
    """Return in a few words whose priorities these are, None in an older result."""
    source = result.answer["weights"].get("source")
    return Kind("priorities", source["code"]) if source else None
