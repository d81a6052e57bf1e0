"""Unit rules and what payers take, as dated rows."""
