"""One file a family of records: rows in, domain values out."""
