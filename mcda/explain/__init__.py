"""Answers in words: sentences in English and Chinese made from numbers."""

from mcda.explain.sentences import change_sentence

__all__ = ["change_sentence"]
