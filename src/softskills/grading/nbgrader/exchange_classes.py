"""The parts of nbgrader's exchange that ours are built upon."""

from __future__ import annotations

from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseAssignment, ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

__all__ = ["ExchangeCollect", "ExchangeReleaseAssignment", "ExchangeReleaseFeedback", "feedback_name"]


def feedback_name(secret: str, notebook: str) -> str:
    """The name in the exchange of the feedback on a notebook, for who handed it in with this secret."""
    return f"{notebook_hash(secret=secret, notebook_id=notebook)}.html"
