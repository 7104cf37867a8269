"""Comparisons of weightings on the same alternatives."""
