"""The benchmark: what the product costs beside plain programs that do the same, as ratios within one run."""
