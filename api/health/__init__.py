"""Health checks: whether the process runs, and whether it can answer."""
