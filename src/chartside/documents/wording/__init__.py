"""Names, abbreviations, headings and cue words as rows; code interprets them."""
