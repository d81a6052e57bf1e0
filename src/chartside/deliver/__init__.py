"""Documents as printed: one renderer a format, each marking what is not signed."""

from chartside.deliver.printed import Printed, Renderer, renderers

__all__ = ["Printed", "Renderer", "renderers"]
