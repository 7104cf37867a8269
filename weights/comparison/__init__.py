"""Comparison of weightings: agreement, consensus, and the causes of differences."""
