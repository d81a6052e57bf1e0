"""Speed as ratios, fuzzing, crashes and load. `make bench` runs all; each module also runs alone."""
