"""Ratings as pictures: a radar chart, a sorted dot plot, a radar chart that a page can change, and their text."""

from softskills.charts.dot_plot import dot_plot_figure
from softskills.charts.live import LiveRadar, Slot, live_radar
from softskills.charts.output import save
from softskills.charts.profiles import Profile, describe
from softskills.charts.radar import radar_figure

__all__ = ["LiveRadar", "Profile", "Slot", "describe", "dot_plot_figure", "live_radar", "radar_figure", "save"]
