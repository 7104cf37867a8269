"""Parts of the smallest change of weights: searches, closed forms and the proof."""
