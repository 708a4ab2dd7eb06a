"""A course's data kept safe: one learner's taken out or handed over, and all of it in a backup."""
