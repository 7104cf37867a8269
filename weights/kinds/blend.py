"""Other statements, mixed by their shares."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, TypedDict

import numpy as np
from pydantic import ConfigDict, Field

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, error_path
from mcda.problem import Problem
from mcda.robust.draws import weights_to_draw
from mcda.weight_vector import WeightVector
from weights.prior import Start, prior_of
from weights.sets import BlendedSet, Combine, mixture
from weights.spec import Part, Statement
from weights.statements import Number
from weights.weighting import ResolvedWeights, Weighting, check_covers
from weights.weightings import WEIGHTINGS, WeightSpec, weighting_of


class BlendPart(Part):
    """A part of a blend."""

    model_config = ConfigDict(defer_build=True)  # until every kind is registered

    share: Annotated[Number, Field(ge=0)] = Field(
        description="How much it counts beside the others, at least 0; they need not sum to 1."
    )
    weights: WeightSpec = Field(description="The statement.")


class Blend(Statement):
    """Other statements, mixed by their shares."""

    model_config = ConfigDict(defer_build=True)

    kind: Literal["blend"]
    parts: list[BlendPart] = Field(
        min_length=1, max_length=50, description="The statements that are mixed."
    )
    combine: Combine = Field(
        default="arithmetic",
        description="`arithmetic`: the mean of their weights; `geometric`: the products of their"
        " weights, each to the power of its share, so that what weighs nothing in one part weighs"
        " nothing.",
    )


class BlendedPart(TypedDict):
    """A part of a blend as it was resolved."""

    share: float
    """Of the whole, in 0..1."""
    kind: str
    """Of its statement."""
    values: dict[str, float]
    """Its own weights by criterion, sum 1."""
    diagnostics: dict[str, Any]
    """What came to light of it, as of weights of its kind."""


class BlendDiagnostics(TypedDict):
    """What was mixed."""

    combine: Combine
    """Which mean was taken."""
    parts: list[BlendedPart]
    """Each as it was resolved."""


@WEIGHTINGS.register
class BlendWeighting(Weighting[Blend]):
    r"""The mean of the weights of other statements, by their shares: :math:`\sum_k q_k w_k`.

    With ``combine: geometric`` it is their geometric mean, :math:`\prod_k w_k^{q_k}` divided by its
    sum. A blend of profiles alone is drawn from the prior that starts near them, each with its
    share, or near the one point that their geometric mean is; any other is a blend of independent
    draws from its parts.
    """

    kind = "blend"
    statement = Blend
    diagnostics = BlendDiagnostics
    name: ClassVar = {"en": "blend", "zh": "组合"}
    origin: ClassVar = {"en": "A blend of several statements.", "zh": "由多组权重按比例混合得出。"}
    examples = (
        {
            "kind": "blend",
            "parts": [
                {
                    "share": 3,
                    "weights": {"kind": "direct", "values": {"land_price": 3, "infrastructure": 1}},
                },
                {"share": 1, "weights": {"kind": "objective", "scheme": "critic"}},
            ],
        },
    )

    def resolve(self, statement: Blend, problem: Problem | None) -> ResolvedWeights:
        """Return the weighted mean of the parts; the shares need not sum to 1."""
        vectors: list[WeightVector] = []
        for place, part in enumerate(statement.parts):
            with error_path("parts", place, "weights"):
                vector = weighting_of(part.weights).vector(part.weights, problem)
            if vectors:  # the criteria in the order of the first
                first = vectors[0].criteria
                check_covers(vector.criteria, first, "parts", place, "weights")
                vector = vector.reordered([vector.criteria.index(c) for c in first])
            vectors.append(vector)
        shares = _shares(statement)
        criteria = vectors[0].criteria
        values = mixture([vector.values for vector in vectors], shares, statement.combine)
        return ResolvedWeights(
            values=dict(zip(criteria, values.tolist(), strict=True)),
            diagnostics={
                "combine": statement.combine,
                "parts": [
                    {
                        "share": float(share),
                        "kind": vector.kind,
                        "values": vector.as_dict(),
                        "diagnostics": dict(vector.diagnostics),
                    }
                    for share, vector in zip(shares, vectors, strict=True)
                ],
            },
            known=prior_of(criteria, starts)
            if (starts := self.starts(statement, criteria))
            else BlendedSet(
                [weights_to_draw(vector, None) for vector in vectors], shares, statement.combine
            ),
            notes=tuple(
                note.under("parts", place, "weights")
                for place, vector in enumerate(vectors)
                for note in vector.notes
            ),
        )

    def criteria(self, statement: Blend) -> tuple[str, ...]:
        """Return the criteria of all parts."""
        parts = self.parts(statement)
        names = (name for part in parts for name in weighting_of(part).criteria(part))
        return tuple(dict.fromkeys(names))

    def needs_problem(self, statement: Blend) -> bool:
        """Tell whether a part needs a problem."""
        return any(weighting_of(part).needs_problem(part) for part in self.parts(statement))

    def starts(self, statement: Blend, criteria: Sequence[str]) -> Sequence[Start]:
        """Return the starts of all parts by share, if each part has starts and no caps.

        A geometric blend is a point between its parts, so that this point is its only start.
        """
        shares = _shares(statement)
        by_part = [
            () if part.caps else weighting_of(part).starts(part, criteria)
            for part in self.parts(statement)
        ]
        if not all(by_part):
            return ()
        if statement.combine == "geometric":
            middle = mixture([_mean(starts, criteria) for starts in by_part], shares, "geometric")
            return [(1.0, dict(zip(criteria, middle.tolist(), strict=True)))]
        return [
            (float(share) * within, near)
            for share, starts in zip(shares, by_part, strict=True)
            for within, near in starts
            if share > 0
        ]

    def parts(self, statement: Blend) -> Sequence[Statement]:
        """Return the blended statements."""
        return [part.weights for part in statement.parts]


def _mean(starts: Sequence[Start], criteria: Sequence[str]) -> FloatArray:
    """Return the mean of starting weights by their shares, ``(n,)``."""
    near = np.array([[weights.get(name, 0.0) for name in criteria] for _, weights in starts])
    shares = np.array([share for share, _ in starts])
    return np.asarray(shares / shares.sum() @ (near / near.sum(axis=1, keepdims=True)))


def _shares(statement: Blend) -> FloatArray:
    stated = np.array([part.share for part in statement.parts])
    if (stated < 0).any() or not stated.sum() > 0:
        raise InvalidWeights([Fault("blend_without_share", ("parts",), {})])
    shares = stated / stated.max()  # before the sum, which could overflow
    return np.asarray(shares / shares.sum())
