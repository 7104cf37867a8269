"""Reports of a result for decision makers: PDF, a web page and a workbook."""
