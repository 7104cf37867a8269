"""The checks that a weighting must pass before it is offered."""
