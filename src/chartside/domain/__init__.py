"""What things are: sources, facts, documents, flags, signing. Standard library only."""
