"""The best-worst method: answers, optimum, consistency, the answer that fits least."""
