"""The sources of an answer, numbered, with what is quoted of each."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.language import Language
from mcda.parks.links import web_link

Plain = dict[str, Any]


def numbered(answer: Plain) -> tuple[list[Plain], dict[str, str]]:
    """Return the sources of an answer and the numbers of their quotations.

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
    for claim in _claims(answer):
        key = claim["source"], claim.get("url", "")
        found = sources.get(key)
        if found is None:
            found = sources[key] = {
                "number": len(sources) + 1,
                "title": claim["source"],
                "url": claim.get("url", ""),
                "link": web_link(claim.get("url", "")),
                "weak": claim.get("weak_source", False),
                "claims": [],
            }
        if name_of(claim) not in references:
            ref = f"{found['number']}.{len(found['claims']) + 1}"
            references[name_of(claim)] = ref
            found["claims"].append({**claim, "ref": ref})
    return list(sources.values()), references


def name_of(claim: Mapping[str, Any]) -> str:
    """Return what tells a claim from all others."""
    return str(claim.get("id") or (claim["source"], claim["as_of"], claim["quote"]))


def translation(claim: Mapping[str, Any], language: Language) -> str:
    """Return the translation of a quotation into a language, empty where there is none."""
    found: str = (claim.get("translations") or {}).get(language, "")
    return "" if found == claim["quote"] else found


def _claims(answer: Plain) -> Iterator[Plain]:
    evidence: Mapping[str, Mapping[str, Plain]] = answer.get("evidence") or {}
    placed = [line["alternative"] for line in answer["ranking"]]
    for key in dict.fromkeys((*placed, *evidence)):
        for cell in evidence.get(key, {}).values():
            yield from cell["claims"]
