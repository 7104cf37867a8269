"""The section of a document that tells how far the first is ahead."""

from api.document.blocks import text
from api.document.result import Result
from api.document.section import Blocks, SectionBuilder
from api.document.values import Spoken
from mcda.texts import Note


class MarginSection(SectionBuilder):
    """How far the first is ahead, where that was asked for."""

    id = "margin"
    place = 41

    def title(self) -> Spoken:
        return Note("margin_title")

    def blocks(self, result: Result) -> Blocks:
        found = result.analysed.get("margin")
        if found:
            yield text(found["sentence"])
