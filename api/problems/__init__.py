"""Explanations of the error codes."""
