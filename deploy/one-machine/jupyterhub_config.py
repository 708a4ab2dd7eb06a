"""JupyterHub for a class on one machine, on which everybody has an account. Copy it to /etc/jupyterhub, and go through
the first part. README.md beside it says how to set all up; `softskills hub check` says what is unsafe.
"""

import os
import sys
from pathlib import Path

from softskills.hub.site import after_login, before_spawn

c = get_config()  # noqa: F821 - JupyterHub provides it

# --- Your class ---

# Through this folder exercises go out and come back. It belongs to root, and its mode is 1777.
c.SoftSkillsHub.exchange = "/srv/nbgrader/exchange"

# The id of the class, as in its nbgrader_config.py.
c.SoftSkillsHub.course_id = "spring-27"

# Who grades, and in which copy of the course. Everybody else is a learner.
c.SoftSkillsHub.graders = {"grader": "/home/grader/spring-27"}

# Who may log in, by the groups of the machine. Nobody else may, whatever accounts there are.
c.PAMAuthenticator.allowed_groups = {"learners", "graders"}

# What the server of one account may have at most. A learner with a lesson open takes about 170 MiB.
c.SystemdSpawner.mem_limit = "1G"
c.SystemdSpawner.cpu_limit = 1.0

# With a domain for each account (*.hub.example.org, in DNS and in the certificate), Formgrader can be shown within
# JupyterLab; the proxy needs --host-routing then, in proxy.env. Without, Formgrader is opened in a tab of its own:
# https://hub.example.org/user/grader/formgrader
# Never allow it in another way, such as `frame-ancestors 'self'`: a learner's page could then read the keys.
# c.JupyterHub.subdomain_host = "https://hub.example.org"

# --- The rest stays as it is ---

# Only a web server on this machine comes here, and brings https.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
state = Path(os.environ.get("STATE_DIRECTORY", "/var/lib/jupyterhub"))
c.JupyterHub.db_url = f"sqlite:///{state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(state / "jupyterhub_cookie_secret")

# The proxy is a unit of its own, so that a restart of the hub disturbs nobody. Its secret is in proxy.env.
c.ConfigurableHTTPProxy.should_start = False
c.JupyterHub.cleanup_servers = False

# An account of the machine logs in by its password. A name that nbgrader can't use is refused, with the reason.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.open_sessions = False  # systemd opens what a server needs
c.Authenticator.post_auth_hook = after_login

# Each server runs as its account: lessons are laid into the home, and all that is made is its owner's alone.
c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
c.Spawner.cmd = [str(Path(sys.executable).parent / "softskills"), "hub", "start"]
c.Spawner.pre_spawn_hook = before_spawn
c.Spawner.notebook_dir = "~"
c.Spawner.env_keep = ["LANG", "LC_ALL"]  # and nothing else of root's
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True

# A class that logs in at once: all are let in, and the machine may take its time.
c.JupyterHub.concurrent_spawn_limit = 0
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180

# A server that nobody has used for two hours ends. Answers are saved.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=7200", "--cull-every=300"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
