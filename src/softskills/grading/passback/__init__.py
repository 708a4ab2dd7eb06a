"""Grades handed back to a learning platform, by LTI 1.3 Assignment and Grade Services 2.0."""
