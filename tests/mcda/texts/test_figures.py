"""Figures that add up and tell numbers apart."""

import numpy as np
import pytest

from mcda.texts.figures import Rounding, apportioned, formatted, native, percent


class TestRounding:
    @pytest.mark.parametrize(
        ("size", "decimals"),
        [(0.37, 2), (-0.042, 3), (0.0042, 4), (1.5, 2), (37.2, 1), (372, 0), (4000, 0), (0, 2)],
    )
    def test_decimals(self, size, decimals):
        assert Rounding.showing(size).decimals == decimals

    def test_numbers_too_large_for_the_point(self):
        rounding = Rounding.showing(3.21e20)
        assert rounding.text(rounding.units(3.21e20)) == "3.21e+20"

    def test_text(self):
        rounding = Rounding(2)
        assert rounding.text(rounding.units(0.376)) == "0.38"
        assert rounding.text(21, "+") == "+0.21"
        assert rounding.text(-3, "+") == "-0.03"
        assert rounding.exactly(0.5) == 50


class TestApportioned:
    def test_the_largest_remainder_is_rounded_up(self):
        assert apportioned([33.4, 33.3, 33.3], 100) == [34, 33, 33]
        assert apportioned([0.5, 20.4, -0.9], 20) in ([0, 21, -1], [1, 20, -1], [0, 20, 0])

    def test_nothing_to_share(self):
        assert apportioned([], 0) == []
        assert apportioned([0.0, 0.0], 0) == [0, 0]

    @pytest.mark.parametrize("seed", range(30))
    def test_sums_signs_and_nearness(self, seed):
        rng = np.random.default_rng(seed)
        parts = rng.normal(0, rng.choice([0.5, 5, 50]), rng.integers(1, 31))
        parts[rng.random(len(parts)) < 0.2] = 0.0
        total = round(parts.sum())
        found = np.array(apportioned(parts.tolist(), total))
        assert found.sum() == total
        assert (np.abs(found - parts) <= 1.0).all()
        assert (found * parts >= 0).all()
        assert (found[parts == 0] == 0).all()

    def test_a_total_that_no_rounding_reaches(self):
        assert apportioned([0.0, 8.0], 10) == [0, 10]


class TestNative:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (5.0, "5"),
            (0.4625, "0.4625"),
            (1 / 3, "0.3333"),
            (112.5, "112.5"),
            (12345.6, "12,346"),
            (1234567.0, "1,234,567"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (1e-7, "1e-07"),
            (2e20, "2e+20"),
        ],
    )
    def test_four_digits(self, value, text):
        assert native(value) == [text]

    def test_more_digits_where_values_would_look_alike(self):
        assert native(95.001, 95.002) == ["95.001", "95.002"]
        assert native(0.1, 0.1 + 1e-12) == ["0.1", "0.100000000001"]
        assert native(7.0, 7.0) == ["7", "7"]

    def test_only_what_looks_alike_takes_more(self):
        assert native(109.8, 164.00002, 82, 164) == ["109.8", "164.00002", "82", "164"]

    def test_numbers_within_rounding_are_one(self):
        assert native(0.1, np.nextafter(0.1, 1)) == ["0.1", "0.1"]

    @pytest.mark.parametrize("seed", range(20))
    def test_different_numbers_never_look_alike(self, seed):
        rng = np.random.default_rng(seed)
        near = 10 ** rng.uniform(-9, 9) * (1 + 10 ** rng.uniform(-12, 0, 6))
        assert len(set(native(*near.tolist()))) == len(near)


def test_percent():
    assert percent(0.228) == ["22.8"]
    assert percent(1.0, 0.0) == ["100", "0"]
    assert percent(0.228, 0.22801) == ["22.8", "22.801"]


class TestNoise:
    """Another processor adds in another order; what is shown must not know."""

    @pytest.mark.parametrize("value", [0.925, 0.12345, 2.5, -0.5, 0.1, 100.0, 0.0625, 1e-3, 99.995])
    def test_halves_and_powers_of_ten(self, value):
        about = [value, np.nextafter(value, 9e9), np.nextafter(value, -9e9), value * (1 + 1e-14)]
        rounding = Rounding.showing(value)
        assert len({Rounding.showing(x) for x in about}) == 1
        assert len({rounding.units(x) for x in about}) == 1
        assert len({tuple(native(x) + percent(x)) for x in about}) == 1

    @pytest.mark.parametrize("pattern", [".4f", ".2g", ".1%", ".0f"])
    @pytest.mark.parametrize("value", [0.03125, 0.925, -0.0625, 0.0005, 12.5, 0.1, 1.0])
    def test_formats(self, pattern, value):
        about = [value, np.nextafter(value, 9e9), np.nextafter(value, -9e9), value * (1 + 1e-14)]
        assert len({formatted(x, pattern) for x in about}) == 1
        assert float(formatted(value, ".9g")) == value

    def test_no_sign_before_nothing(self):
        assert [formatted(x, ".2f") for x in (0.0, 1e-18, -1e-18)] == ["0.00"] * 3

    def test_equal_remainders_go_to_the_first(self):
        noise = np.random.default_rng(3).uniform(-1e-13, 1e-13, (200, 4))
        parts = np.array([92.5, 92.5, -20.5, 3.5])
        found = {tuple(apportioned((parts + part).tolist(), 168)) for part in noise}
        assert found == {(92, 92, -20, 4)}
