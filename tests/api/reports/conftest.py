from tests.api.document.answers import alone, ask, drawn, nobody, plain, study, tied, whole

__all__ = ["alone", "ask", "drawn", "nobody", "plain", "study", "tied", "whole"]
