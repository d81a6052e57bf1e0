"""Addresses of a visit's canvas: the path names the visit, `?kind=` the document where it is not the usual one."""

from __future__ import annotations

from chartside.services.document_of_visit import USUAL_KIND


def canvas_url(visit_id: str) -> str:
    """Path of a visit's canvas, the start of the paths of all that can be done on it."""
    return f"/visits/{visit_id}"


def kind_query(kind: str) -> str:
    """What names the kind of document at the end of an address: nothing for the usual one."""
    return "" if kind == USUAL_KIND else f"?kind={kind}"


def canvas_address(visit_id: str, kind: str, opens_with: str = USUAL_KIND) -> str:
    """Address of the canvas with the document of one kind.

    Args:
        visit_id: Whose canvas.
        kind: The kind wanted.
        opens_with: The kind the canvas opens with when none is named.
    """
    return canvas_url(visit_id) + ("" if kind == opens_with else f"?kind={kind}")


def with_place(url: str, place: str) -> str:
    """The address of a form that answers to this place."""
    return f"{url}{'&' if '?' in url else '?'}place={place}"
