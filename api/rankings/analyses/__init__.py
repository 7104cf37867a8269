"""The analyses of a ranking, one file each."""
