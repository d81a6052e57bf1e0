"""HTML to text: blocks as lines, lists as bullets, tables as `cell | cell`.

A scanner of our own: the standard library's HTML parser takes minutes for some hundred kilobytes of broken tags.
"""

from __future__ import annotations

import html
import re

_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "section", "article", "header"}
    | {"footer", "blockquote", "pre", "hr", "dt", "dd", "dl", "form"}
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?:[\s/][^<>]{0,4000})?>|<[!?][^<>]{0,4000}>")


def text_of_html(markup: str) -> str:
    """The text a browser would show; scripts, styles and comments are left out. Never raises; linear in its length."""
    lines = _Lines()
    lowered = markup.lower()
    if len(lowered) != len(markup):  # a few letters change their length; places must agree
        lowered = markup
    position = 0
    while (opening := markup.find("<", position)) >= 0:
        lines.words(markup[position:opening])
        if markup.startswith("<!--", opening):
            position = _after(markup, "-->", opening + 4)
            continue
        tag = _TAG.match(markup, opening)
        if tag is None:
            lines.words("<")
            position = opening + 1
            continue
        position = tag.end()
        name = (tag.group("name") or "").lower()
        if name in _UNSEEN and not tag.group("close"):
            position = _after(lowered, ">", _after(lowered, f"</{name}", position))
        elif name:
            lines.tag(name, closes=bool(tag.group("close")))
    lines.words(markup[position:])
    return lines.text()


def _after(markup: str, ending: str, position: int) -> int:
    """Offset after the next `ending`; the end of the markup when there is none, as browsers do."""
    found = markup.find(ending, position)
    return len(markup) if found < 0 else found + len(ending)


class _Lines:
    """Lines of text so far."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._cells = 0

    def tag(self, name: str, *, closes: bool) -> None:
        if name in ("tr", "table"):
            self._cells = 0
            self._break()
        elif name in ("td", "th"):
            if not closes:
                if self._cells:
                    self._line.append(" | ")
                self._cells += 1
        elif name == "li":
            self._break()
            if not closes:
                self._line.append("- ")
        elif name in _BLOCKS:
            if self._cells:
                self._line.append(" ")
            else:
                self._break()

    def words(self, data: str) -> None:
        if data:
            self._line.append(html.unescape(data))

    def text(self) -> str:
        self._break()
        return "\n".join(self._lines)

    def _break(self) -> None:
        line = " ".join("".join(self._line).split())
        self._line = []
        if line and line != "-":
            self._lines.append(line)
