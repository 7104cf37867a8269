"""A weighted sum that forgets which criteria are costs, and parts that fail."""

from dataclasses import dataclass
from typing import Any, ClassVar

from api.document.blocks import text
from api.document.result import Result
from api.document.section import Blocks, SectionBuilder
from api.document.values import Spoken
from api.rankings.analysis import Analysis, Task
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.texts import Note


@dataclass(frozen=True, kw_only=True)
class Crooked(Method):
    name = "crooked"
    title: ClassVar = {"en": "Crooked sum", "zh": "歪斜求和法"}
    reference = "None: it breaks the law of dominance"

    def prepare(self, matrix: Matrix) -> Prepared:
        return LinearForm(matrix.values)


class Halved(Analysis[float]):
    """One half of nothing."""

    id, answer = "halved", float

    def run(self, asked: Any, task: Task) -> float:
        return 1 / (len(task.ranking.order) - len(task.ranking.order))


class Nameless(SectionBuilder):
    """A section whose title stands in no catalogue."""

    id = "nameless"

    def title(self) -> Spoken:
        return Note("nameless_title")

    def blocks(self, result: Result) -> Blocks:
        yield text("as it is")
