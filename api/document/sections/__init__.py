"""The sections of a document, a few that belong together in each file."""
