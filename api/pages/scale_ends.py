"""The two ends of a criterion's scale in words, prices in the readers' usual unit."""

from api.http.language import Language
from api.http.numbers import Numbers
from api.pages.words import words
from api.parks.land import YUAN_A_MU, land_units
from mcda.parks import Catalogue, CriterionInfo


def scale_ends(info: CriterionInfo, catalogue: Catalogue, language: Language) -> tuple[str, str]:
    """Return the worst and the best value of the scale in words; empty without a scale."""
    if info.scale is None:
        return "", ""
    many = land_units(catalogue).get(YUAN_A_MU)
    if info.use is None or many is None or language != "zh":
        return info.scale.worst_in_words[language], info.scale.best_in_words[language]
    phrases, numbers = words(language)["interview"], Numbers(language)
    worst, best = (
        phrases["land_end"].format(
            local=phrases["land_local"].format(local=numbers.fixed(value * many, 0)),
            value=phrases["land_value"].format(figure=numbers.figure(value)),
        )
        for value in (float(info.scale.worst), float(info.scale.best))
    )
    return worst, best
