"""Limits of rates, quotas and retention."""
