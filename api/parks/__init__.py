"""Parks for an enterprise: the catalogue and the recommendation."""
