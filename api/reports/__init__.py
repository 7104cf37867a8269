"""Reports of a result for those who decide: PDF, a web page and a workbook."""
