"""HTTP in the service: languages, refusals, replies and connections."""
