"""The built-in prompts: each kind's text lies beside its module as `x.md`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from chartside.documents.kind import document_kinds


@cache
def built_in_prompts() -> dict[str, str]:
    """The program's own prompt of every kind that has one, by kind."""
    found: dict[str, str] = {}
    for name, kind in document_kinds().items():
        home = type(kind).__module__.rpartition(".")[0] or type(kind).__module__
        page = files(home).joinpath(f"{name}.md")
        if page.is_file():
            found[name] = page.read_text("utf-8")
    return found
