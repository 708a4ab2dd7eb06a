"""Figures as files that are the same, byte for byte, whenever the same figure is drawn with the same matplotlib."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure

PNG_DPI, SCREEN_DPI = 200, 96
FONT = "DejaVu Sans"
"""The font that comes with matplotlib, so that a figure is the same on every machine."""

_NO_DATE: dict[str, dict[str, None]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}


@contextmanager
def settings() -> Iterator[None]:
    """matplotlib's own settings, but for text left as text in SVG, every vertex kept, and ids that do not change."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "font.family": FONT,
                "path.simplify": False,
                "svg.fonttype": "none",
                "svg.hashsalt": "softskills",
            }
        )
        yield


class Chart(Figure):
    """A figure that a notebook shows by itself, on white, with its text alternative beside it."""

    alternative = ""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = (round(SCREEN_DPI * inches) for inches in self.get_size_inches())
        picture = rendered(self, "png", background="white")
        # JupyterLab shows a bare picture without a text alternative, and this as it is.
        address = f"data:image/png;base64,{b64encode(picture).decode()}"
        html = f'<img src="{address}" alt="{escape(self.alternative)}" width="{width}" height="{height}">'
        data = {"text/html": html, "image/png": picture, "text/plain": self.alternative}
        return data, {"image/png": {"width": width, "height": height}}


def rendered(figure: Figure, kind: str, background: str = "none") -> bytes:
    """The figure as "png", "svg" or "pdf", without a date; its background is transparent unless one is named."""
    stream = BytesIO()
    with settings():
        figure.savefig(stream, format=kind, dpi=PNG_DPI, facecolor=background, metadata=_NO_DATE[kind])
    return stream.getvalue()


def save(figure: Figure, file: Path) -> None:
    """Write the figure, on white, in the format that the file's ending names. Raises ValueError for another ending."""
    kind = file.suffix.lower().removeprefix(".")
    if kind not in _NO_DATE:
        raise ValueError(f"A chart is saved as .png, .svg or .pdf, and {file.name!r} ends in none of these.")
    file.write_bytes(rendered(figure, kind, background="white"))
