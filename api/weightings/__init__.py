"""Weights from statements about importance, and the named profiles."""
