"""What draws of weights and uncertain cells say."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from api.language import Language
from api.rankings.finding import warning
from api.rankings.parts.methods import configuration
from mcda.cells import FloatArray
from mcda.robust import Acceptability, Budget, ExactAcceptability, Question, Sensitivity
from mcda.texts import sentence

Plain = dict[str, Any]


def acceptability(found: Acceptability, language: Language) -> Plain:
    """Return the indices of stochastic multicriteria acceptability analysis."""
    ids, first = found.alternatives, found.rank_shares[:, 0]
    central = {
        name: dict(zip(found.criteria, row, strict=True))
        for name, row, share in zip(
            ids, found.central_weights.tolist(), first.tolist(), strict=True
        )
        if share > 0
    }
    return {
        "samples": found.samples,
        "seed": found.seed,
        "spread": found.spread,
        "drawn_from": drawn_from(found.drawn_from, language),
        "rank_shares": dict(zip(ids, found.rank_shares.tolist(), strict=True)),
        "standard_error": found.standard_error,
        "winner_entropy": found.winner_entropy,
        "rank_entropy": dict(zip(ids, found.rank_entropy.tolist(), strict=True)),
        "central_weights": central,
        "confidence_factors": {
            name: factor
            for name, factor in zip(ids, found.confidence_factors.tolist(), strict=True)
            if name in central
        },
        "pairwise": _pairs(ids, found.pairwise),
        "pairwise_samples": found.pairwise_samples,
    }


def exact_acceptability(found: ExactAcceptability, language: Language) -> Plain:
    """Return shares of volumes."""
    ids, shares = found.alternatives, found.first_shares.tolist()
    ranks = found.rank_shares
    return {
        "drawn_from": drawn_from(found.drawn_from, language),
        "first_shares": dict(zip(ids, shares, strict=True)),
        "rank_shares": None if ranks is None else dict(zip(ids, ranks.tolist(), strict=True)),
        "central_weights": {
            name: dict(zip(found.criteria, row, strict=True))
            for name, row, share in zip(ids, found.central_weights.tolist(), shares, strict=True)
            if share > 0
        },
        "pairwise": _pairs(ids, found.pairwise),
    }


def _pairs(ids: Sequence[str], table: FloatArray) -> Plain:
    return {
        a: {b: share for b, share in zip(ids, row, strict=True) if b != a}
        for a, row in zip(ids, table.tolist(), strict=True)
    }


def drawn_from(found: Mapping[str, Any], language: Language) -> Plain:
    """Return a set of weights by name, with its parameters and as a sentence."""
    inner = {"inner": drawn_from(found["inner"], language)} if "inner" in found else {}
    fields = {**found, "of": inner["inner"]["sentence"]} if inner else found
    return {**found, **inner, "sentence": sentence(f"drawn_{found['name']}", language, fields)}


def questions(found: Sequence[Question]) -> list[Plain]:
    """Return the facts to ask for, most valuable first."""
    return [
        {
            "park": question.alternative,
            "criterion": question.criterion,
            "chance_of_changing_winner": question.chance_of_changing_winner,
            "standard_error": question.standard_error,
        }
        for question in found
    ]


def worth(found: Sensitivity) -> Plain:
    """Return what is worth knowing: facts, weights and judgements, each most valuable first."""
    return {
        "facts": [asdict(question) for question in found.ask_next],
        "weights": [asdict(question) for question in found.ask_next_weight],
        "judgements": [asdict(question) for question in found.ask_next_judgement],
    }


def budget(found: Budget, language: Language) -> Plain:
    """Return where the doubt about the winner comes from."""
    return {
        "doubt": found.doubt,
        "standard_error": found.standard_error,
        "sources": [asdict(source) for source in found.sources],
        "methods": [configuration(method) for method in found.methods],
        "unavailable": [
            {**configuration(method), "reason": warning(reason, language)}
            for method, reason in found.unavailable
        ],
        "samples": found.samples,
        "seed": found.seed,
    }
