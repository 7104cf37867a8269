"""Links by which anybody who has one reads a result, until it ends."""
