"""Weightings side by side on the same alternatives."""
