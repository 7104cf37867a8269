"""The revisions of the schema, one file for each, in order."""
