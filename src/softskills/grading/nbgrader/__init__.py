"""The only seam to nbgrader."""
