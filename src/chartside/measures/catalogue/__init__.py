"""The catalogue: one row a measure, norm or error, each with its source."""
