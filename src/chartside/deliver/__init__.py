"""Documents as printed: one renderer a format, each marking what is not signed."""

from chartside.deliver.printed import Printed, Renderer, all_renderers

__all__ = ["Printed", "Renderer", "all_renderers"]
