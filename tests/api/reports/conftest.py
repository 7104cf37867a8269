from tests.api.document.answers import alone, ask, nobody, plain, study, tied, whole

__all__ = ["alone", "ask", "nobody", "plain", "study", "tied", "whole"]
