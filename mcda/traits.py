"""Properties that a method declares; the test suite selects its laws by them."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Declared properties of a configured method."""

    lower_is_better: bool = False
    """A smaller score is better; rank 1 is still the best."""
    exact_stability: bool = False
    """The score, or a monotone image of it, has a closed form in a single weight."""
    linear_in_weights: bool = False
    """The order is that of a score linear in the weights."""
    weighs_swings: bool = False
    """A weight is the worth of going from the worst to the best end of its criterion's scale,
    beside that of others: the rest as it is, weights add up."""
    needs_range: bool = False
    """Every criterion must have a reference range."""
    needs_positive: bool = False
    """Values must be above zero."""
    unit_free: bool = True
    """Multiplying a column by a positive constant changes nothing."""
    shift_free: bool = False
    """Adding a constant to a column changes nothing."""
    monotone: bool = False
    """Improving a cell never lowers that alternative's rank."""
    independent: bool = False
    """The order of two alternatives never depends on a third."""

    def requirements(self) -> "Traits":
        """Return the traits without promises: requirements on data, and how scores are read."""
        return Traits(
            lower_is_better=self.lower_is_better,
            needs_range=self.needs_range,
            needs_positive=self.needs_positive,
            unit_free=False,
        )


LINEAR = Traits(exact_stability=True, linear_in_weights=True)
"""Of a score that is a sum of weighted parts."""
ON_SCALE = replace(
    LINEAR, weighs_swings=True, needs_range=True, shift_free=True, monotone=True, independent=True
)
"""Of such a sum on fixed ranges, whose ends are what the weights compare."""
