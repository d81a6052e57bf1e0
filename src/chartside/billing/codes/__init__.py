"""Service codes in force, one row a code, with own short names."""
