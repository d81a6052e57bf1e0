"""The command line: one command group a file, each importing what it needs only when it runs."""
