"""What lists tell of a stored answer; kept beside it, so that they need not read it."""

from typing import Any, get_args

import orjson
from typing_extensions import TypedDict

from api.language import Language
from api.localisation import decode
from api.parks.labels import labels_in
from mcda.robust.verdict import Word

Plain = dict[str, Any]
_LANGUAGES: tuple[Language, ...] = get_args(Language)


class First(TypedDict):
    """An alternative that is first.

    Parameters
    ----------
    alternative
        Its id.
    name
        What it is called, by language.
    """

    alternative: str
    name: dict[Language, str]


class ResultHeadline(TypedDict):
    """What lists tell of an answer.

    Parameters
    ----------
    firsts
        All that are first; none where everything was excluded.
    word
        Of the verdict; None where none was asked for.
    share_first
        Share of draws in which the headline's first is first, 0 to 1; None as above.
    catalogue, overlay
        Digests of the catalogue and of the private data that it rests on.
    private
        How many private claims and stated figures stand in it.
    """

    firsts: list[First]
    word: Word | None
    share_first: float | None
    catalogue: str | None
    overlay: str | None
    private: int


def headline(content: bytes) -> ResultHeadline:
    """Return what lists tell of an answer in codes, as it is kept."""
    answer: Plain = orjson.loads(content)
    verdict, record = answer.get("verdict") or {}, answer["record"]
    return {
        "firsts": _firsts(answer),
        "word": verdict.get("word"),
        "share_first": verdict.get("share_first"),
        "catalogue": (record.get("catalogue") or {}).get("digest"),
        "overlay": record.get("overlay"),
        "private": _private(answer),
    }


def _firsts(answer: Plain) -> list[First]:
    keys = [line["alternative"] for line in answer["ranking"] if line["rank"] == 1]
    named = {"names": decode(orjson.dumps(answer.get("names")))}
    labels = {language: labels_in(named, language) for language in _LANGUAGES}
    return [
        {"alternative": key, "name": {lang: said.name(key) for lang, said in labels.items()}}
        for key in keys
    ]


def _private(answer: Plain) -> int:
    claims = (answer.get("claims") or {}).values()
    stated = answer["record"]["spec"].get("overrides") or ()
    return sum(bool(claim.get("private")) for claim in claims) + len(stated)
