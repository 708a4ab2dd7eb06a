"""Ratings as pictures: a radar chart, a sorted dot plot, a radar chart that a page can change, and their text.

What is here needs no other package. The figures of `radar`, `dot_plot` and `output` are drawn by matplotlib, which the
extra `figures` brings.
"""

from softskills.charts.live import LiveRadar, Slot, live_radar
from softskills.charts.profiles import Profile, describe

__all__ = ["LiveRadar", "Profile", "Slot", "describe", "live_radar"]
