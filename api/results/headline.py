"""The summary of a stored answer for lists; stored beside it, so that the answer is not read."""

from typing import get_args

import orjson
from typing_extensions import TypedDict

from api.http.language import Language
from api.http.localisation import decode
from api.parks.labels import labels_in
from mcda.plain import Plain
from mcda.robust.decision import Word as Decided
from mcda.robust.verdict import Word

_LANGUAGES: tuple[Language, ...] = get_args(Language)


class First(TypedDict):
    """An alternative of rank 1."""

    alternative: str
    """Its id."""
    name: dict[Language, str]
    """What it is called, by language."""


class ResultHeadline(TypedDict):
    """The summary of an answer for lists."""

    firsts: list[First]
    """All that are first; none where everything was excluded."""
    word: Decided | Word | None
    """Of the decision, else of the verdict; None where none was asked for."""
    share_first: float | None
    """Share of draws in which the headline's first is first, 0 to 1; None as above."""
    catalogue: str | None
    """Digests of the catalogue and of the private data that it rests on."""
    overlay: str | None
    """Digests of the catalogue and of the private data that it rests on."""
    private: int
    """How many private claims and stated figures stand in it."""


def headline(content: bytes) -> ResultHeadline:
    """Return the summary of a stored answer in codes for lists."""
    answer: Plain = orjson.loads(content)
    verdict, record = answer.get("verdict") or {}, answer["record"]
    claims = (answer.get("claims") or {}).values()
    private = sum(bool(claim.get("private")) for claim in claims)
    keys = [line["alternative"] for line in answer["ranking"] if line["rank"] == 1]
    names = {"names": decode(orjson.dumps(answer.get("names")))}
    labels = {language: labels_in(names, language) for language in _LANGUAGES}
    firsts: list[First] = [
        {"alternative": key, "name": {lang: label.name(key) for lang, label in labels.items()}}
        for key in keys
    ]
    return {
        "firsts": firsts,
        "word": (answer.get("decision") or verdict).get("word"),
        "share_first": verdict.get("share_first"),
        "catalogue": (record.get("catalogue") or {}).get("digest"),
        "overlay": record.get("overlay"),
        "private": private + len(record["spec"].get("overrides") or ()),
    }
