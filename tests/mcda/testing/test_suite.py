"""The whole suite counts, names the first case that breaks a law, and draws the same ones again."""

from mcda.methods import make_method
from mcda.testing import check, random_case
from mcda.testing.checks import dominated_is_never_above, laws_for
from tests.mcda.testing.test_entrance import far_from_the_mean, fails, like_a_weighted_sum


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
    try:
        dominated_is_never_above(method, random_case(method, count.counterexample))
    except AssertionError as error:
        assert str(error) in count.said
    else:
        raise AssertionError(count)


def test_a_method_that_fails_breaks_its_laws() -> None:
    method = like_a_weighted_sum(fails)()
    try:
        found = check(method, range(2))
    except ZeroDivisionError:
        raise AssertionError("the method's own error came out") from None
    assert all(count.kept == 0 and "ZeroDivisionError" in count.said for count in found)
