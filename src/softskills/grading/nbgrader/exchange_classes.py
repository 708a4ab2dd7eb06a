"""The parts of nbgrader's exchange that ours are built upon."""

from __future__ import annotations

from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseAssignment, ExchangeReleaseFeedback

__all__ = ["ExchangeCollect", "ExchangeReleaseAssignment", "ExchangeReleaseFeedback"]
