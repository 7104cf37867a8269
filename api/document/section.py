"""The sections of a document: each is a class that registers itself.

To add one, write a subclass of `SectionBuilder` in ``sections``; every renderer shows it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from api.document.blocks import Block, Section
from api.document.result import Result
from api.document.values import Spoken, say
from mcda.registry import Registry

Blocks = Iterable[Block | None]


class SectionBuilder(ABC):
    """What one section tells of a result. Its docstring describes it."""

    id: ClassVar[str]
    """Of the section, and its anchor."""
    place: ClassVar[float] = 1000.0
    """The smallest comes first."""

    def title(self) -> Spoken:
        """Return the heading."""
        return say(self.id)

    @abstractmethod
    def blocks(self, result: Result) -> Blocks:
        """Return what is told, None for what is not; nothing where there is no such section."""


SECTIONS: Registry[type[SectionBuilder]] = Registry(
    group="parkwise.sections",
    home="api.document.sections",
    place=lambda builder: builder.place,
)
"""Sections by id."""


def sections(result: Result) -> tuple[Section, ...]:
    """Return the sections that have something to tell, in their order."""
    found = []
    for builder in SECTIONS.values():
        made = builder()
        blocks = tuple(block for block in made.blocks(result) if block is not None)
        if blocks:
            found.append(Section(id=made.id, title=made.title(), blocks=blocks))
    return tuple(found)
