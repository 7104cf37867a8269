"""From a problem to numbers: screens, unknown cells, normalisation. Pure functions on arrays."""
