"""The methods on offer."""
