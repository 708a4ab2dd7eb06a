"""The only seam to nbgrader: nothing else of the package imports it. What it leans on is named in the contract test."""
