"""The analytic hierarchy process: pairwise judgements in trees, of groups, their repair."""
