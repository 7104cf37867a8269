"""Processes that compute, beside the process that serves."""
