"""Results of assessments: stored as they were answered, and compared."""
