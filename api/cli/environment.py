"""The settings of the environment, or sentences on what is wrong with them."""

import os
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from api.cli.failing import TROUBLE, fail
from api.cli.terminal import console
from api.cli.words import Language, word

if TYPE_CHECKING:
    from api.settings import Settings

_PREFIX = "PARKWISE_"
_NEAR = 0.9


def read_settings(language: Language) -> "Settings":
    """Return the settings, or leave with a sentence for each that cannot be used."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from api.settings import Settings
    from weights.validation import faults_from

    try:
        found = Settings()
    except SettingsError as error:  # a list that is no JSON
        [name] = re.findall(r'field "(\w+)"', str(error))
        detail = word("error_settings_list", language)
        sentences = [word("error_settings", language, setting=_variable(name), detail=detail)]
    except ValidationError as error:
        sentences = [
            word(
                "error_settings",
                language,
                setting=_variable("_".join(map(str, fault.path))),
                detail=fault.say(language),
            )
            for fault in faults_from(error.errors())
        ]
    else:
        _tell_misspelt([_variable(name) for name in Settings.model_fields], language)
        return found
    raise fail(sentences, TROUBLE)


def _tell_misspelt(known: list[str], language: Language) -> None:
    """Warn of variables whose names are nearly those of settings; others may be anybody's."""
    for name in sorted(os.environ):
        near = get_close_matches(name, known, 1, _NEAR)
        if name.startswith(_PREFIX) and name not in known and near:
            console(stderr=True).print(word("misspelt", language, name=name, meant=near[0]))


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def own_settings(language: Language) -> "Settings":
    """Return the settings for one's own work: of draws and time only limits that were set hold."""
    from mcda.robust.chunks import MOST_SAMPLES

    found = read_settings(language)
    without: dict[str, Any] = {"max_samples": MOST_SAMPLES, "analysis_seconds": None}
    own = {name: value for name, value in without.items() if name not in found.model_fields_set}
    return found.model_copy(update=own)
