"""HTML: one self-contained page for reading, printing and screen readers, from print/document.html."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from chartside.deliver.printed import Printed
from chartside.deliver.sheet import DRAFT_MARK, LANGUAGE, QUESTIONS_HEADING, REGION, Grid, sheet_of

if TYPE_CHECKING:
    from jinja2 import Template


class HtmlRenderer:
    """Prints HTML without scripts, fonts or pictures from elsewhere; every text is escaped."""

    name = "html"
    media_type = "text/html"
    suffix = ".html"

    def render(self, printed: Printed) -> bytes:
        """UTF-8 HTML."""
        page = _template().render(
            sheet=sheet_of(printed),
            mark=DRAFT_MARK,
            questions_heading=QUESTIONS_HEADING,
            language=f"{LANGUAGE}-{REGION}",
            is_grid=lambda block: isinstance(block, Grid),
        )
        return page.encode("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("chartside.deliver.print").joinpath("document.html").read_text("utf-8"))


RENDERER = HtmlRenderer()
