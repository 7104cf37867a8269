"""The sections of a document: each is a class that registers itself.

To add a section, write a subclass of `SectionBuilder` in ``sections``; every renderer shows it.
"""

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar, get_args

from api.document import teller
from api.document.blocks import Block, Section, text
from api.document.result import Result
from api.document.values import Spoken, Teller, say
from api.http.language import Language
from api.rankings.analysis import admission
from mcda.entrance.declarations import is_derived
from mcda.registry import OWN, Origin, Registry
from mcda.texts import Note

_LOG = logging.getLogger("parkwise.extensions")
Blocks = Iterable[Block | None]


class SectionBuilder(ABC):
    """One section of a document about a result. Its docstring describes the section."""

    id: ClassVar[str]
    """Of the section, and its anchor."""
    place: ClassVar[float] = 1000.0
    """The smallest comes first."""

    def title(self) -> Spoken:
        """Return the heading of the section."""
        return say(self.id)

    @abstractmethod
    def blocks(self, result: Result) -> Blocks:
        """Return the blocks; None entries are left out, and without blocks there is no section."""


def _admit(builder: type[SectionBuilder], origin: Origin) -> None:
    """Refuse a section that fails on results of the example, with and without analyses.

    Raises
    ------
    InvalidExtension
        The class is no section, raises, or uses a text that is in no catalogue.
    """
    from api.rankings.example import example_answers  # needed only for what comes from elsewhere

    with admission(SECTIONS.group, builder):
        if not is_derived(builder, SectionBuilder):
            raise TypeError("no class derived from api.document.section.SectionBuilder")
        for answer in example_answers():
            _build_checked(builder, Result(answer))
        for language in get_args(Language):
            Teller(language).tell(builder().title())


SECTIONS: Registry[type[SectionBuilder]] = Registry(
    group="parkwise.sections",
    homes=("api.document.sections",),
    judge=_admit,
    place=lambda builder: builder.place,
)
"""Sections by id."""


def sections(result: Result) -> tuple[Section, ...]:
    """Return the sections that have blocks, in their order."""
    every = (_section(builder, result) for builder in SECTIONS.values())
    return tuple(section for section in every if section.blocks)


def _section(builder: type[SectionBuilder], result: Result) -> Section:
    """Return a section; for another package's section that fails, a section that says so."""
    origin = SECTIONS.origin(builder.id)
    if origin == OWN:
        return _build(builder, result)
    try:
        return _build_checked(builder, result)
    except Exception as error:  # noqa: BLE001 - another's code may raise anything
        _LOG.exception("%s: %s", SECTIONS.group, builder.id)
        fields = {"section": builder.id, "package": origin.distribution}
        note = Note("section_failed", (), {**fields, "error": type(error).__name__})
        return Section(id=builder.id, title=builder.id, blocks=(text(note, "warn"),))


def _build_checked(builder: type[SectionBuilder], result: Result) -> Section:
    """Return a section after checking that it can be localised in every language."""
    section = _build(builder, result)
    for language in get_args(Language) if section.blocks else ():
        teller.section(Teller(language), section)
    return section


def _build(builder: type[SectionBuilder], result: Result) -> Section:
    section = builder()
    blocks = tuple(block for block in section.blocks(result) if block is not None)
    return Section(id=section.id, title=section.title() if blocks else "", blocks=blocks)
