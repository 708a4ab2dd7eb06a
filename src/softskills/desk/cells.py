"""Code cells of which each can be run alone: it brings the imports that it needs. All of it is pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def standing_alone(sources: list[str]) -> list[str | None]:
    """The sources of a notebook's code cells, each with the imports above it whose names it uses.

    None stands in the place of a cell that only imported. A cell that is no Python stays as it is.
    """
    imports: dict[str, str] = {}
    found: list[str | None] = []
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:
            found.append(source)
            continue
        own = dict(_imported(tree))
        needed = [imports[name] for name in sorted(_used(tree) - own.keys()) if name in imports]
        imports |= own
        only_imports = all(isinstance(one, ast.Import | ast.ImportFrom) for one in tree.body)
        found.append(None if only_imports else "\n".join([*dict.fromkeys(needed), source]))
    return found


def call_in(source: str) -> tuple[str, list[object], dict[str, object]] | None:
    """The call that a cell ends in: its function and its arguments. None if it is no plain call with plain values."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    match tree.body[-1:]:
        case [ast.Expr(value=ast.Call(func=ast.Name(id=name), args=args, keywords=keywords))]:
            pass
        case _:
            return None
    try:
        values = [ast.literal_eval(one) for one in args]
        named = {one.arg: ast.literal_eval(one.value) for one in keywords if one.arg}
    except ValueError:
        return None
    return (name, values, named) if len(named) == len(keywords) else None


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """By each name that a cell imports the line that imports it alone."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                one = (
                    ast.Import([alias])
                    if isinstance(node, ast.Import)
                    else ast.ImportFrom(node.module, [alias], node.level)
                )
                yield alias.asname or alias.name.partition(".")[0], ast.unparse(one)


def _used(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
