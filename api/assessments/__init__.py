"""Saved self-assessments of enterprises: every change is a version."""
