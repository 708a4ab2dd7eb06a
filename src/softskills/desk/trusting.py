"""Tells Jupyter that it may show and run what the course has in its lessons, as if they had been run here before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

import nbformat
from nbformat.sign import NotebookNotary


def trust(texts: Iterable[str]) -> None:
    """Sign notebooks as Jupyter does. Where it keeps no signatures, its menu still can: File, Trust Notebook."""
    with suppress(OSError, sqlite3.Error):
        notary = NotebookNotary()
        for text in texts:
            notary.sign(nbformat.reads(text, as_version=nbformat.NO_CONVERT))
