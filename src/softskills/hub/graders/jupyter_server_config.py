"""The server of a grader on a hub."""

import os

c = get_config()  # noqa: F821 - Jupyter provides it

# As for learners: nobody else on the machine can listen to a kernel.
c.ConnectionFileMixin.transport = "ipc"

# JupyterHub names its host where each account has a domain of its own. Only then may pages of this server be shown
# within its JupyterLab, as Formgrader is. Without, a learner's page could show them too, and read the keys.
if os.environ.get("JUPYTERHUB_HOST"):
    c.ServerApp.tornado_settings = {"headers": {"Content-Security-Policy": "frame-ancestors 'self'"}}
