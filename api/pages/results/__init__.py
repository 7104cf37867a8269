"""A result: who is first and why, how sure, what would change it, and the evidence."""
