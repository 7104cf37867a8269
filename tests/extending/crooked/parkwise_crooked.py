"""A weighted sum that forgets which criteria are costs."""

from dataclasses import dataclass
from typing import ClassVar

from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared


@dataclass(frozen=True, kw_only=True)
class Crooked(Method):
    name = "crooked"
    title: ClassVar = {"en": "Crooked sum", "zh": "歪斜求和法"}
    reference = "None: it breaks the law of dominance"

    def prepare(self, matrix: Matrix) -> Prepared:
        return LinearForm(matrix.values)
