"""The enterprises of a portfolio as the engine's, and all that is wrong with them at once."""

from collections.abc import Collection, Iterator, Sequence

import orjson

from api.jobs.schemas import ClientModel
from api.parks.given import to_enterprise
from mcda.characters import hidden_fault
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks import Enterprise

MOST_FAULTS = 100
_AT = "enterprises"


def read(models: Sequence[ClientModel]) -> list[Enterprise]:
    """Return sound enterprises by place; equal ones are read once and are one object."""
    known: dict[bytes, Enterprise] = {}
    found = []
    for said in models:
        facts = _facts(said)
        if facts not in known:
            known[facts] = to_enterprise(said)
        found.append(known[facts])
    return found


def faults_of(models: Sequence[ClientModel], parks: Collection[str]) -> list[Note]:
    """Return up to 100 faults, each with its place; equal enterprises are looked at once.

    Parameters
    ----------
    models
        As they were sent.
    parks
        Ids of those that exist.
    """
    known: dict[bytes, tuple[Note, ...]] = {}
    ids: set[str] = set()
    faults: list[Note] = []
    for place, said in enumerate(models):
        facts = _facts(said)
        if facts not in known:
            known[facts] = tuple(_wrong(said, parks))
        if said.id in ids:
            faults.append(Fault("duplicate_enterprise", (_AT, place, "id"), {"id": said.id}))
        ids.add(said.id)
        hidden = hidden_fault(said.id, _AT, place, "id")
        if hidden is not None:
            faults.append(hidden)
        faults.extend(fault.under(_AT, place) for fault in known[facts])
        if len(faults) >= MOST_FAULTS:
            break
    return faults[:MOST_FAULTS]


def _facts(said: ClientModel) -> bytes:
    return orjson.dumps({**vars(said), "id": None, "profile": None}, default=vars)


def _wrong(said: ClientModel, parks: Collection[str]) -> Iterator[Note]:
    try:
        to_enterprise(said)
    except InvalidEnterprise as error:
        yield from error.faults
    for market, share in said.markets.items():
        if not market.strip():
            yield Fault("market_without_name", ("markets", market), {"share": share})
    for at, park in enumerate(said.partners_in):
        if park.strip() and park not in parks:
            fields = {"park": park, "known": tuple(parks)}
            yield Fault("unknown_park", ("partners_in", at), fields)
