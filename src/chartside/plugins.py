"""Discovery of plug-ins: one file is one plug-in, and built-ins use the same door.

A room's plug-ins are the modules of one package that define one attribute (`READER`, `EXTRACTOR`, `KIND`, `CHECK`,
`RENDERER` …), plus what installed distributions advertise under the entry-point group of the package's name.
"""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import entry_points
from typing import Protocol, TypeVar, runtime_checkable


@runtime_checkable
class Named(Protocol):
    """What every plug-in has: a name, unique among its kind."""

    @property
    def name(self) -> str:
        """The name."""
        ...


P = TypeVar("P", bound=Named)


class PluginError(Exception):
    """A plug-in is not of its kind, or two share a name; the message names the module and the remedy."""


def discover(package: str, attribute: str, kind: type[P]) -> dict[str, P]:
    """All plug-ins of a package by name, in order of their names.

    Args:
        package: Dotted name of the package, also the entry-point group ("chartside.ingest.readers").
        attribute: Name each module defines ("READER"); modules without it are left alone.
        kind: Runtime-checkable protocol (or class) each plug-in must satisfy.

    Raises:
        PluginError: A plug-in is not of the kind, or a name is taken twice.
    """
    found: dict[str, P] = {}
    home = importlib.import_module(package)
    candidates: list[tuple[str, object]] = []
    for info in sorted(pkgutil.iter_modules(home.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"{package}.{info.name}")
        if hasattr(module, attribute):
            candidates.append((module.__name__, getattr(module, attribute)))
    candidates += [(point.value, point.load()) for point in entry_points(group=package)]
    for origin, plugin in candidates:
        if not isinstance(plugin, kind):
            raise PluginError(f"{origin}: {attribute} is not a {kind.__name__}; see docs/how-to for what it needs")
        if plugin.name in found:
            raise PluginError(f"{origin}: the name {plugin.name!r} is taken; rename one of the two")
        found[plugin.name] = plugin
    return dict(sorted(found.items()))
