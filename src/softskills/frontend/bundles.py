"""Which scripts and style sheets a published page loads: one that all share, and one for each widget that it shows, or
for several that lessons have together.

Nobody lists them: the imports decide. What the page itself needs, or many widgets, is in the bundle `COMMON`. What only
a widget needs, and those that show it, is in that widget's bundle, and what other widgets share is one of its own.
What is too small to be worth a request is with what it needs, a style sheet in the common one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from softskills.frontend import assemble

COMMON = "common"
SHARED = ("common.css", "contents.css")
"""Style sheets of no module."""
MANY = 4
"""Widgets that need a module, from which on every page with a widget loads it."""
LESSON = "lesson"
OF_LESSONS = frozenset({"done", "pair", "say_first", "self_rating", "writing"})
"""Widgets that nearly every lesson has: one bundle for all of them is one request and not five."""
SMALL = 1500
"""Characters, below which a script or a style sheet has no file of its own."""


@dataclass(frozen=True)
class Bundle:
    """What goes together: modules, each below those that it imports, and style sheets by their files' names."""

    name: str
    modules: tuple[str, ...]
    sheets: tuple[str, ...]
    needs: tuple[str, ...]
    """The bundles that this one imports from, besides the common one."""

    @property
    def script(self) -> str:
        """A classic script, which adds what its modules export to those of the scripts before it."""
        return assemble.bundle(self.modules)

    @property
    def style(self) -> str:
        """A style sheet, or nothing."""
        return assemble.sheet(self.sheets)


def bundles_for(widgets: Iterable[str], size: Callable[[str], int] = len) -> dict[str, Bundle]:
    """The bundles of a page's script and of all these widgets, by name. `size` tells that of a text as it is sent."""
    names = sorted(set(widgets))
    needs = {name: assemble.in_order([name]) for name in names}
    own = {module for name in names for module in needs[name]}
    users = {module: {name for name in names if module in needs[name]} for module in own}
    common = {*assemble.in_order(["page"]), *(module for module in own if len(users[module]) >= MANY)}
    homes = dict.fromkeys(sorted(common), COMMON)
    homes |= {module: _home(module, users[module], needs) for module in sorted(own - common)}
    _join_small(homes, size)
    order = assemble.in_order([*names, "page"])
    sheets = _homes_of_sheets({sheet: homes[module] for module in order if (sheet := assemble.sheet_of(module))}, size)
    return {
        name: Bundle(
            name,
            tuple(module for module in order if homes[module] == name),
            (*(SHARED if name == COMMON else ()), *(one for one in sheets if sheets[one] == name)),
            tuple(sorted(_needs(name, homes) - {COMMON})),
        )
        for name in dict.fromkeys([COMMON, *homes.values()])
    }


def loaded_by(widgets: Iterable[str], bundles: dict[str, Bundle]) -> list[Bundle]:
    """What a page with these widgets loads, in this order."""
    found: dict[str, Bundle] = {}

    def add(name: str) -> None:
        for other in bundles[name].needs:
            add(other)
        found.setdefault(name, bundles[name])

    of_module = {module: bundle.name for bundle in bundles.values() for module in bundle.modules}
    for name in [COMMON, *(of_module[widget] for widget in sorted(set(widgets)))]:
        add(name)
    return list(found.values())


def _home(module: str, users: set[str], needs: dict[str, list[str]]) -> str:
    """The bundle of a module: the widget through which all its users come to it, else one of its own."""
    if users <= OF_LESSONS:
        return LESSON
    if module in needs:
        return module
    return next((name for name in sorted(users) if all(name in needs[user] for user in users)), module)


def _join_small(homes: dict[str, str], size: Callable[[str], int]) -> None:
    """Move what is too small to the bundle that it needs besides the common one, as long as it is not more than one."""
    for name in list(dict.fromkeys(homes.values())):
        needed = _needs(name, homes) - {COMMON}
        if name != COMMON and len(needed) < 2 and size(assemble.script_of(_of(name, homes))) < SMALL:
            homes |= dict.fromkeys(_of(name, homes), next(iter(needed), COMMON))


def _of(name: str, homes: dict[str, str]) -> list[str]:
    return [module for module in homes if homes[module] == name]


def _needs(name: str, homes: dict[str, str]) -> set[str]:
    """The other bundles that a bundle imports from."""
    imports = assemble.modules()
    return {homes[other] for module in _of(name, homes) for other in imports[module]} - {name}


def _homes_of_sheets(sheets: dict[str, str], size: Callable[[str], int]) -> dict[str, str]:
    """The bundle of each style sheet: that of its module, if all of that one's sheets together are not too small."""
    large = {name for name in sheets.values() if size(assemble.sheet(_of(name, sheets))) >= SMALL}
    return {sheet: name if name in large else COMMON for sheet, name in sheets.items()}
