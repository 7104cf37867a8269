"""Weightings side by side: agreement, consensus, and what explains a difference."""
