"""What other methods, other choices and other lists of alternatives say."""

from collections.abc import Mapping
from typing import Any

from api.language import Language
from api.rankings.finding import warning
from mcda.method import Method
from mcda.robust import Agreement, Multiverse, Reversal
from mcda.robust.multiverse import Combination
from mcda.robust.reversal import ReversalCase
from mcda.texts import text

Plain = dict[str, Any]
Names = Mapping[str, str]


def configuration(method: Method) -> Plain:
    """Return name and parameters, each a plain value."""
    return {
        "name": method.name,
        **{
            name: {k: v.as_dict() if hasattr(v, "as_dict") else v for k, v in value.items()}
            if isinstance(value, Mapping)
            else value
            for name, value in method.parameters.items()
        },
    }


def agreement(found: Agreement, names: Names, language: Language) -> Plain:
    """Return rankings by several methods side by side."""
    return {
        "rankings": {name: list(ids) for name, ids in found.rankings.items()},
        "ranks": {name: dict(ranks) for name, ranks in found.ranks.items()},
        "winner_share": dict(found.winner_share),
        "kendall_tau": {a: dict(row) for a, row in found.kendall_tau.items()},
        "unavailable": {
            name: warning(note, language, names) for name, note in found.unavailable.items()
        },
    }


def reversal(found: Reversal, names: Names, language: Language) -> Plain:
    """Return what alternatives that should not matter do to winner and order."""
    return {
        "independent": found.independent,
        "guaranteed": found.guaranteed,
        "order_holds": found.order_holds,
        "ideal_first": found.ideal_first,
        "tried": found.tried,
        "cases": [_case(case, names, language) for case in found.cases],
        "order_cases": [_case(case, names, language) for case in found.order_cases],
        "sentence": found.note().say(language),
    }


def _case(case: ReversalCase, names: Names, language: Language) -> Plain:
    template = text(f"reversal_{case.change}", "detail", language)
    return {
        "change": template.format(alternative=names.get(case.alternative or "", case.alternative)),
        "kind": case.change,
        "alternative": case.alternative,
        "winner": case.winner,
        "overtaken": case.overtaken,
        "overtaking": case.overtaking,
        "sentence": case.note(names).say(language),
    }


def multiverse(found: Multiverse, names: Names, language: Language) -> Plain:
    """Return all defensible combinations and what changes the winner."""
    return {
        "kept_share": found.kept_share,
        "winner_shares": dict(found.winner_shares),
        "disagreement": found.disagreement,
        "attribution": dict(found.attribution),
        "combinations": [_combination(item) for item in found.combinations],
        "decisive": [
            {"choice": item.name, "value": item.value, "winners": list(item.winners)}
            for item in found.decisive
        ],
        "unavailable": [
            {**configuration(method), "reason": warning(reason, language, names)}
            for method, reason in found.unavailable
        ],
        "same": [
            {"method": configuration(method), "as": configuration(earlier)}
            for method, earlier in found.same
        ],
        "sentences": [note.say(language) for note in found.notes(names)],
    }


def _combination(found: Combination) -> Plain:
    return {
        "method": configuration(found.method),
        "weighting": found.weighting,
        "winners": list(found.winners),
        "kept": found.kept,
        "kendall_tau": found.kendall_tau,
        "responsible": list(found.responsible),
        "ranks": dict(found.ranks),
    }
