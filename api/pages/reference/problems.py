"""All error codes, each with its cause and its remedy."""

from dataclasses import dataclass

from api.language import Language
from mcda.texts import catalogue


@dataclass(frozen=True, slots=True)
class CodeExplanation:
    """An error code, in one language."""

    code: str
    title: str
    cause: str
    remedy: str


def explanations(language: Language) -> list[CodeExplanation]:
    """Return all codes that errors have, by their letters."""
    return [
        CodeExplanation(code, *(said[part][language] for part in ("title", "cause", "remedy")))
        for code, said in sorted(catalogue().items())
        if "remedy" in said
    ]
