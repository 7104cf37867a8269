"""The reference of the interface, generated from its own OpenAPI document."""
