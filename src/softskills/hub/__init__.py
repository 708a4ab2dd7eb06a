"""A JupyterHub on which each learner has an account: hooks, how a server begins, and whether all stands safely."""
