"""A class that doesn't exist, to try things on: simulated learners, what they hand in, and a course to grade it in."""
