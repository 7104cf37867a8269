"""Links through which anybody can read a result, until the link expires."""
