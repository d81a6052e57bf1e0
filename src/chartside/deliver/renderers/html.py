"""HTML: one self-contained page for reading, printing and screen readers, from print/document.html."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from chartside.deliver.printed import Printed
from chartside.deliver.sheet import (
    DRAFT_MARK,
    LANGUAGE,
    NOT_SIGNED,
    QUESTIONS_HEADING,
    REGION,
    PrintedLogo,
    sheet_of,
)
from chartside.deliver.trend_pictures import svg_of

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
            not_signed=NOT_SIGNED,
            kind_of=lambda block: type(block).__name__,
            picture=lambda chart: svg_of(chart, font="system-ui, sans-serif"),
            data_url=_data_url,
        )
        return page.encode("utf-8")


def _data_url(logo: PrintedLogo) -> str:
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.content).decode()}"


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("chartside.deliver.print").joinpath("document.html").read_text("utf-8"))


RENDERER = HtmlRenderer()
