"""The two ends of a criterion's scale in words, a price in the money that its readers think in."""

from api.language import Language
from api.numbers import Numbers
from api.pages.words import words
from api.parks.land import YUAN_A_MU, land_units
from mcda.parks import Catalogue, CriterionInfo


def scale_ends(info: CriterionInfo, catalogue: Catalogue, language: Language) -> tuple[str, str]:
    """Return the worst and the best that count; empty where there is no scale.

    Parameters
    ----------
    info
        The criterion.
    catalogue
        With the rate of the yuan.
    language
        Of the reader: in Chinese a price is said in ten thousand yuan a mu first.
    """
    if info.scale is None:
        return "", ""
    many = land_units(catalogue).get(YUAN_A_MU)
    if info.use is None or many is None or language != "zh":
        return info.scale.worst_in_words[language], info.scale.best_in_words[language]
    said, numbers = words(language)["interview"], Numbers(language)
    worst, best = (
        said["land_end"].format(
            local=said["land_local"].format(local=numbers.fixed(value * many, 0)),
            value=said["land_value"].format(figure=numbers.figure(value)),
        )
        for value in (float(info.scale.worst), float(info.scale.best))
    )
    return worst, best
