"""The course as a project of MyST, from which Jupyter Book 2 makes a site: the same content, in another engine."""

from softskills.publishing.myst.writing import Edition, NotOurs, write_edition

__all__ = ["Edition", "NotOurs", "write_edition"]
