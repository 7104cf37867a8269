"""Pages of panels, for the organisation and for the invited judges."""
