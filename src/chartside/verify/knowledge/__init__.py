"""Words and rules that the checks apply, as rows with their sources."""
