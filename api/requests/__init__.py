"""Reading of requests: bodies, repeated requests and queries."""
