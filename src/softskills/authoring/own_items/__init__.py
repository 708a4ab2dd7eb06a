"""An instructor's own assignments and cohorts, in a private copy of the nbgrader course."""
