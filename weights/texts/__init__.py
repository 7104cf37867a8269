"""Sentences of the packages that turn statements into weights."""
