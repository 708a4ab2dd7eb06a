"""What answers say: a learner's own ratings over time, as a table and as charts."""

from softskills.reports.own import my_profile, my_ratings, own_profiles, ratings_over_time, save_profile

__all__ = ["my_profile", "my_ratings", "own_profiles", "ratings_over_time", "save_profile"]
