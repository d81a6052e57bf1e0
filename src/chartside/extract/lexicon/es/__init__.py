"""Spanish: the glossary by which notes in Spanish are read."""
