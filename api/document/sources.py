"""The sources behind evidence, numbered, with what is quoted of each."""

from collections.abc import Mapping
from typing import Any

from mcda.parks.links import web_link

Plain = dict[str, Any]
Evidence = Mapping[str, Mapping[str, Plain]]


def numbered(evidence: Evidence, claims: Mapping[str, Plain]) -> tuple[list[Plain], dict[str, str]]:
    """Return the sources behind evidence and the numbers of their quotations.

    Parameters
    ----------
    evidence
        By alternative and criterion.
    claims
        Those that it names, by id.

    Returns
    -------
    sources
        In the order in which the evidence names them, each with its ``number``, ``title``,
        ``url``, ``link``, ``weak`` and ``claims``, every claim with its number ``ref``.
    references
        Number by id of the claim, such as ``"12.3"``: the third quotation of source 12.
    """
    sources: dict[tuple[str, str], Plain] = {}
    references: dict[str, str] = {}
    named = (name for row in evidence.values() for cell in row.values() for name in cell["claims"])
    for name in dict.fromkeys(named):
        claim = claims[name]
        key = claim["source"], claim.get("url", "")
        found = sources.get(key)
        if found is None:
            found = sources[key] = {
                "number": len(sources) + 1,
                "title": claim["source"],
                "url": claim.get("url", ""),
                "link": "" if claim.get("weak_source") else web_link(claim.get("url", "")),
                "weak": claim.get("weak_source", False),
                "claims": [],
            }
        references[name] = f"{found['number']}.{len(found['claims']) + 1}"
        found["claims"].append({**claim, "ref": references[name]})
    return list(sources.values()), references
