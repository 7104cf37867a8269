"""Results of assessments: stored as they were computed, and compared."""
