"""What a method declares about itself; the test suite picks its laws from this."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Declared properties of a configured method.

    Parameters
    ----------
    lower_is_better
        A smaller score is better; rank 1 is still the best.
    exact_stability
        The score, or a monotone image of it, has a closed form in a single weight.
    linear_in_weights
        The order is that of a score linear in the weights.
    weighs_swings
        A weight is the worth of going from the worst to the best end of its criterion's scale,
        beside that of others: the rest as it is, weights add up.
    needs_range
        Every criterion must have a reference range.
    needs_positive
        Values must be above zero.
    unit_free
        Multiplying a column by a positive constant changes nothing.
    shift_free
        Adding a constant to a column changes nothing.
    monotone
        Improving a cell never lowers that alternative's rank.
    independent
        The order of two alternatives never depends on a third.
    """

    lower_is_better: bool = False
    exact_stability: bool = False
    linear_in_weights: bool = False
    weighs_swings: bool = False
    needs_range: bool = False
    needs_positive: bool = False
    unit_free: bool = True
    shift_free: bool = False
    monotone: bool = False
    independent: bool = False

    def requirements(self) -> "Traits":
        """Return what is asked of data and how scores are read, without any promise."""
        return Traits(
            lower_is_better=self.lower_is_better,
            needs_range=self.needs_range,
            needs_positive=self.needs_positive,
            unit_free=False,
        )
