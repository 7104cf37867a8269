"""A report as a workbook: numbers as numbers, formulas that live, and no text that runs."""
