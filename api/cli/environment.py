"""The settings of the environment, or sentences on what is wrong with them."""

from typing import TYPE_CHECKING

from api.cli.failing import TROUBLE, fail
from api.cli.words import Language, word

if TYPE_CHECKING:
    from api.settings import Settings


def read_settings(language: Language) -> "Settings":
    """Return the settings, or leave with a sentence for each that cannot be used."""
    from pydantic import ValidationError

    from api.settings import Settings
    from weights.validation import faults_from

    try:
        return Settings()
    except ValidationError as error:
        sentences = [
            word(
                "error_settings",
                language,
                setting="PARKWISE_" + "_".join(map(str, fault.path)).upper(),
                detail=fault.say(language),
            )
            for fault in faults_from(error.errors())
        ]
    raise fail(sentences, TROUBLE)


def own_settings(language: Language) -> "Settings":
    """Return the settings for one's own work: only a limit that was set holds for draws."""
    from mcda.robust.chunks import MOST_SAMPLES

    found = read_settings(language)
    if "max_samples" in found.model_fields_set:
        return found
    return found.model_copy(update={"max_samples": MOST_SAMPLES})
