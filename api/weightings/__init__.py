"""Weights from statements on importance, and the named profiles."""
