"""The pages of a result: who is first and why, the certainty, possible changes, and evidence."""
