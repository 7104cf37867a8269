"""The reference of the interface, laid out from its own OpenAPI document."""
