"""What breaks a law is refused with the law and a problem that breaks it."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any

import numpy as np
import pytest
from annotated_types import doc

from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.details import ByAlternative
from mcda.entrance.method import examine
from mcda.errors import InvalidExtension
from mcda.kernel import LinearForm
from mcda.method import Attribution, Matrix, Method, Prepared
from mcda.methods import METHODS
from mcda.methods.weighted_sum import WeightedSum
from mcda.traits import Traits

Spoil = Callable[[LinearForm, Matrix], Prepared]


def like_a_weighted_sum(spoil: Spoil, **promised: bool) -> type[Method]:
    @dataclass(frozen=True, kw_only=True)
    class Spoilt(Method):
        name = "spoilt"
        title = {"en": "Spoilt", "zh": "有误"}  # noqa: RUF012 - never written
        reference = "none"

        @cached_property
        def traits(self) -> Traits:
            return Traits(**{"unit_free": False, **promised})

        def prepare(self, matrix: Matrix) -> Prepared:
            form = WeightedSum(normalisation="minmax").prepare(matrix)
            assert isinstance(form, LinearForm)
            return spoil(form, matrix)

    return Spoilt


def held(form: LinearForm, matrix: Matrix) -> Prepared:
    return form


def cost_rewarded(form: LinearForm, matrix: Matrix) -> Prepared:
    return LinearForm(np.where(matrix.benefit, form.local, 1 - form.local))


def far_from_the_mean(form: LinearForm, matrix: Matrix) -> Prepared:
    return LinearForm(np.abs(form.local - form.local.mean(axis=-2, keepdims=True)))


def first_row_favoured(form: LinearForm, matrix: Matrix) -> Prepared:
    local = form.local.copy()
    local[..., 0, :] += 1
    return LinearForm(local)


def not_finite(form: LinearForm, matrix: Matrix) -> Prepared:
    return LinearForm(np.full_like(form.local, np.nan))


def input_rounded(form: LinearForm, matrix: Matrix) -> Prepared:
    matrix.values[...] = np.round(matrix.values)
    return form


def raw(form: LinearForm, matrix: Matrix) -> Prepared:
    return LinearForm(np.where(matrix.benefit, matrix.values, -matrix.values))


def first_matrix_for_all(form: LinearForm, matrix: Matrix) -> Prepared:
    local = form.local
    return LinearForm(np.repeat(local[:1], len(local), axis=0) if local.ndim == 3 else local)


def lower_in_secret(form: LinearForm, matrix: Matrix) -> Prepared:
    return replace(form, lower_is_better=True)


def fails(form: LinearForm, matrix: Matrix) -> Prepared:
    raise ZeroDivisionError


class Halved(LinearForm):
    def contributions(self, weights: Any, scores: Any) -> Any:
        return super().contributions(weights, scores) / 2


def halved(form: LinearForm, matrix: Matrix) -> Prepared:
    return Halved(form.local)


class Uneven(LinearForm):
    def attribution(self, weights: Any, first: int) -> Attribution | None:
        told = super().attribution(weights, first)
        return told and replace(told, gaps=told.gaps * 1.01)


def uneven(form: LinearForm, matrix: Matrix) -> Prepared:
    return Uneven(form.local)


def reversed_past_twelve(form: LinearForm, matrix: Matrix) -> Prepared:
    return LinearForm(form.local if len(matrix.alternatives) <= 12 else 1 - form.local)


def nearly_the_same(count: Iterator[int]) -> Spoil:
    """Return what is off by one in a million millions at every computation."""

    def spoil(form: LinearForm, matrix: Matrix) -> Prepared:
        return LinearForm(form.local * (1 + 1e-12 * next(count)))

    return spoil


def other_after(calls: int) -> Spoil:
    """Return what is turned round after so many computations."""
    count = itertools.count()

    def spoil(form: LinearForm, matrix: Matrix) -> Prepared:
        return LinearForm(form.local if next(count) < calls else 1 - form.local)

    return spoil


def undeclared(form: LinearForm, matrix: Matrix) -> Prepared:
    return replace(form, details={"secret": 1.0})


@dataclass(frozen=True, kw_only=True)
class Details:
    said: Annotated[Any, doc("anything.")]
    each: Annotated[ByAlternative, doc("a number for each.")]


@pytest.mark.parametrize(
    ("told", "passes"),
    [
        ({"said": {"a": [1, 2.5, True, None, "b"]}}, True),
        ({"said": np.ones(2)}, False),
        ({"said": float("nan")}, False),
        ({"each": [0.5]}, False),
    ],
    ids=str,
)
def test_details_are_plain_data(told, passes):
    method = like_a_weighted_sum(lambda form, matrix: replace(form, details=told))
    method.details = Details
    if passes:
        examine(method)
        return
    with pytest.raises(InvalidExtension) as caught:
        examine(method)
    assert caught.value.faults[0].fields["law"].code == "law_details"


@pytest.mark.parametrize(
    ("spoil", "promised", "law"),
    [
        (cost_rewarded, {}, "law_dominance"),
        (far_from_the_mean, {}, "law_dominance"),
        (first_row_favoured, {}, "law_rows"),
        (not_finite, {}, "law_finite"),
        (input_rounded, {}, "law_input_kept"),
        (raw, {"unit_free": True}, "law_scale"),
        (held, {"independent": True}, "law_reversal"),
        (first_matrix_for_all, {}, "law_batch_of_matrices"),
        (lower_in_secret, {}, "law_meaning"),
        (halved, {}, "law_contributions"),
        (fails, {}, "law_computes"),
        (undeclared, {}, "law_details"),
        (uneven, {}, "law_attribution"),
        (reversed_past_twelve, {}, "law_dominance"),
        (nearly_the_same(itertools.count()), {}, "law_again"),
    ],
)
def test_what_breaks_a_law_is_refused_with_it(spoil, promised, law):
    with pytest.raises(InvalidExtension) as caught:
        METHODS.register(like_a_weighted_sum(spoil, **promised))
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["law"].code) == ("extension_lawless", law)
    assert fault.fields["law"].say("zh") in fault.say("zh")
    assert "spoilt" not in METHODS


def test_what_scores_nothing_is_the_same_again():
    examine(like_a_weighted_sum(lambda form, matrix: LinearForm(0 * form.local)))


def test_what_changes_while_it_is_examined_is_refused():
    calls = itertools.count()

    def spoil(form: LinearForm, matrix: Matrix) -> Prepared:
        next(calls)
        return form

    examine(like_a_weighted_sum(spoil))
    last = next(calls) - 1
    with pytest.raises(InvalidExtension) as caught:
        examine(like_a_weighted_sum(other_after(last)))
    assert caught.value.faults[0].fields["law"].code == "law_again"


def with_law(normalisation: str, called: str) -> type[Method]:
    """Return a weighted sum that is called one of another normalisation."""
    base = like_a_weighted_sum(
        lambda form, matrix: WeightedSum(normalisation=normalisation).prepare(matrix)  # type: ignore[arg-type]
    )

    @dataclass(frozen=True, kw_only=True)
    class Called(base):  # type: ignore[misc,valid-type]
        traits = base.traits

        def column_law(self) -> ColumnLaw:
            return BY_NORMALISATION[called]

    return Called


def test_a_false_column_law_is_refused():
    for normalisation in ("vector", "minmax", "sum", "none"):
        examine(with_law(normalisation, normalisation))
        for called in {"vector", "minmax", "sum", "none"} - {normalisation}:
            with pytest.raises(InvalidExtension) as caught:
                examine(with_law(normalisation, called))
            assert caught.value.faults[0].fields["law"].code == "law_columns"


def test_squares_called_linear_are_refused():
    base = like_a_weighted_sum(lambda form, matrix: LinearForm(form.local**2))

    @dataclass(frozen=True, kw_only=True)
    class Squared(base):  # type: ignore[misc,valid-type]
        traits = base.traits

        def column_law(self) -> ColumnLaw:
            return BY_NORMALISATION["minmax"]

    with pytest.raises(InvalidExtension) as caught:
        examine(Squared)
    assert caught.value.faults[0].fields["law"].code == "law_columns"


def test_the_refusal_shows_a_problem_that_breaks_the_law():
    with pytest.raises(InvalidExtension, match=r"problem \d+, .*values \[\[.*weights \["):
        examine(like_a_weighted_sum(cost_rewarded))


def test_what_keeps_the_laws_passes():
    examine(like_a_weighted_sum(held))
    examine(like_a_weighted_sum(raw))
    for name in ("vikor", "weighted_product"):
        examine(METHODS[name])


def test_fields_that_no_dataclass_takes_up_are_refused():
    class Louder(WeightedSum):
        normalisation: Any = "vector"

    assert Louder().normalisation == "minmax"  # what the author did not mean
    with pytest.raises(InvalidExtension) as caught:
        examine(Louder)
    (missing,) = caught.value.faults[0].fields["missing"]
    assert missing.code == "extension_needs_dataclass"


def test_what_is_missing_is_named():
    class Bare(Method):
        name = "bare"

    with pytest.raises(InvalidExtension) as caught:
        examine(Bare)
    (fault,) = caught.value.faults
    assert [note.code for note in fault.fields["missing"]] == [
        "extension_needs_title",
        "extension_needs_reference",
    ]
    with pytest.raises(InvalidExtension, match="no class derived from"):
        examine(str)  # type: ignore[arg-type]  # as a stranger may
