"""Signed calls to an organisation's own addresses when a job ends."""
