"""The comparison of weightings: who is first under each, and why they differ."""
