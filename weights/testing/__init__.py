"""What a weighting must do before it is offered."""
