"""Criteria on which a park's cell rests on the word of the very tenant that is replayed."""

import re

from mcda.parks import Appraisal, Claim

_ANSWER = re.compile(r"\bG2Q\d+\b")
_NUMBERS = re.compile(r"No(\d+)(?:-(\d+))?")


def respondents(claim: Claim) -> frozenset[str]:
    """Return the ids of the tenants whose answer a claim quotes; empty for all other sources.

    Parameters
    ----------
    claim
        Its locator names question and number, as ``Annex 3 G2Q5 No1``.
    """
    if not _ANSWER.search(claim.locator):
        return frozenset()
    spans = [(int(low), int(high or low)) for low, high in _NUMBERS.findall(claim.locator)]
    return frozenset(f"G2-{n:02}" for low, high in spans for n in range(low, high + 1))


def own_word(view: Appraisal, tenant: str) -> tuple[str, ...]:
    """Return the criteria with a cell that rests on this tenant's own answers.

    Parameters
    ----------
    view
        The parks as the tenant sees them.
    tenant
        Its id.
    """
    return tuple(
        criterion
        for criterion in view.criterion_ids
        if any(
            tenant in respondents(claim)
            for cells in view.evidence.values()
            for claim in cells[criterion].claims
        )
    )
