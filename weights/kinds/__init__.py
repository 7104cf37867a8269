"""The kinds of statements about importance, one a file; each registers itself.

To add one: a file here, or in another package under the entry point ``parkwise.weightings``, with
a class derived from `weights.weighting.Weighting`. Nothing else needs to know.

A kind with mathematics of its own has a folder beside this one, `weights.ahp` or
`weights.best_worst`; `weights.weightings` names its file.
"""
