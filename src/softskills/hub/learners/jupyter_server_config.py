"""The server of a learner on a hub."""

c = get_config()  # noqa: F821 - Jupyter provides it

# What instructors work with. A learner has no course to open with it.
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.course_list": False,
    "jupyter_lsp": False,  # looks for twenty language servers at each start
}

# Kernels speak through files that only their account can open. By TCP anybody on the machine could listen to one.
c.ConnectionFileMixin.transport = "ipc"

# A kernel that nobody has looked at for an hour ends. Answers are saved, and the lesson starts another.
c.MappingKernelManager.cull_idle_timeout = 3600
c.MappingKernelManager.cull_interval = 300
