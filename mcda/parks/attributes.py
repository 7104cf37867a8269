"""Names of the attributes of claims in both languages, for pages and sentences."""

import re
from collections.abc import Mapping
from functools import cache

from mcda.parks.catalogues.shipped import criteria
from mcda.parks.data_files import document
from mcda.parks.model import Text

_DATE = re.compile(r"_(?:19|20)\d\d(?:_\d\d|_w\d\d)*$")


def attribute_name(attribute: str) -> Text:
    """Return the name of an attribute of a claim by language.

    An attribute that is a criterion has the criterion's name; a date at the end of an attribute is
    ignored. An attribute of the user without a name is shown as written, with blanks.
    """
    names = _names()
    name = names.get(attribute) or names.get(_DATE.sub("", attribute))
    plain = attribute.replace("_", " ")
    return name or {"en": plain, "zh": plain}


@cache
def _names() -> Mapping[str, Text]:
    by_criterion = {
        info.id: info.name for info in (*criteria(), *criteria("criteria-further.toml"))
    }
    return {**document("attributes.toml"), **by_criterion}
