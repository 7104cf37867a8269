"""Work past the synchronous limits: a queue in the database, and who works it off."""
