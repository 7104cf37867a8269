"""The self-assessment: simple questions, then the interview, then a result."""
