"""The whole suite counts, names the first case that breaks a law, and draws the same ones again."""

from dataclasses import dataclass

import pytest

from mcda.method import Matrix, Prepared
from mcda.methods import make_method
from mcda.testing import check, random_case
from mcda.testing.laws import dominated_is_never_above, laws_for
from tests.mcda.entrance.test_method import far_from_the_mean, held, like_a_weighted_sum


def test_a_sound_method_keeps_all_its_laws() -> None:
    method = make_method("vikor")
    counts = check(method, range(20))
    assert [count.law for count in counts] == [law.__name__ for law in laws_for(method)]
    assert all((c.kept, c.tried, c.counterexample) == (20, 20, None) for c in counts)


def test_the_counterexample_breaks_the_law_again() -> None:
    method = like_a_weighted_sum(far_from_the_mean)()
    count = next(c for c in check(method) if c.law == "dominated_is_never_above")
    assert 0 < count.kept < count.tried == 100
    assert count.counterexample is not None
    with pytest.raises(AssertionError) as broken:
        dominated_is_never_above(method, random_case(method, count.counterexample))
    assert str(broken.value) in count.said


def test_a_method_that_fails_breaks_its_laws() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Failing(like_a_weighted_sum(held)):  # type: ignore[misc]  # made here
        def prepare(self, matrix: Matrix) -> Prepared:
            if len(matrix.alternatives) > 2:
                raise ZeroDivisionError
            return super().prepare(matrix)

    found = check(Failing(), range(4))
    assert all(count.kept < count.tried for count in found)
    assert all("ZeroDivisionError" in count.said for count in found)
