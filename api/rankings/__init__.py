"""Rankings of any decision problem."""

from mcda.methods.registry import METHODS

# The module of another package's method may hold an analysis too, which imports this package: it is
# loaded before any module of this package is begun.
tuple(METHODS)
