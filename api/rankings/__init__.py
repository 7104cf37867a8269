"""Ranking any decision problem."""
