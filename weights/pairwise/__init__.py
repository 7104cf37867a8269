"""Pairwise judgements of criteria: trees, groups, repair."""
