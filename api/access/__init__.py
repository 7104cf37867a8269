"""Who may do what: keys, organisations, limits of rate, and the log of what was done."""
