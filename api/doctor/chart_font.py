"""The Chinese font that charts are drawn with."""

from api.charts import drawing, font
from api.doctor.check import Check, Diagnosis, Machine
from api.reports.fonts import REMEDY

_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="4" y="30" font-size="28" font-family="{font}">{character}</text></svg>'
)


def look(machine: Machine) -> Diagnosis:
    """Return whether two characters look different: without a font both are the same box."""
    first, second = (_drawn(character) for character in "园区")
    if first == second:
        return Diagnosis("missing", "chart_font_absent", {"install": REMEDY})
    return Diagnosis("ok", "chart_font_good")


def _drawn(character: str) -> bytes:
    picture = _PICTURE.format(font=font("zh"), character=character)
    return bytes(drawing().svg_to_png(picture))


CHECK = Check("chart_font", needed=True, look=look)
