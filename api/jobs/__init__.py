"""Work beyond the synchronous limits: a queue in the database, and its workers."""
