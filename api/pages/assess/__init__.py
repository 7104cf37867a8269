"""The self-assessment: plain questions, then the interview, then a result."""
