"""The adaptive interview of an assessment, one question at a time."""
