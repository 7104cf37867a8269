"""Is the process up, and can it answer."""
