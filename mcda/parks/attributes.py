"""Names of what claims speak of, in both languages; pages and sentences take them from here."""

import re
from collections.abc import Mapping
from functools import cache

from mcda.parks.catalogues.shipped import criteria, further
from mcda.parks.data_files import document
from mcda.parks.model import Text

_DATE = re.compile(r"_(?:19|20)\d\d(?:_\d\d|_w\d\d)*$")


def attribute_name(attribute: str) -> Text:
    """Return what an attribute of a claim is called, by language.

    An attribute that is a criterion has the criterion's name, one that ends in a date that without
    it. One of the user's own that nobody named stands as it is, with blanks.
    """
    known = _names()
    stem = _DATE.sub("", attribute)
    found = known.get(attribute) or known.get(stem)
    plain = attribute.replace("_", " ")
    return found or {"en": plain, "zh": plain}


@cache
def _names() -> Mapping[str, Text]:
    named = {info.id: info.name for info in (*criteria(), *further())}
    return {**document("attributes.toml"), **named}
