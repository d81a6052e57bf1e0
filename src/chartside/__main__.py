"""`python -m chartside` is the same as `chartside`."""

from chartside.cli.main import main

main()
