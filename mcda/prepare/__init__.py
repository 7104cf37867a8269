"""Preparation of a problem: screens, unknown cells, normalisation. Pure functions on arrays."""
