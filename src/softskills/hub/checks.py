"""What is unsafe in a set-up, by its settings, its folders and what runs: each with what to do."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from softskills.course import ANSWERS
from softskills.grading.exchange.standing import Exchange, dangers, folder_at
from softskills.grading.roster.ids import id_fault
from softskills.hub.as_account import readable
from softskills.hub.running import servers_of
from softskills.hub.setup import PROXY, Finding, Setup
from softskills.hub.site import LESSONS, after_login, before_spawn
from softskills.hub.starting import RUNTIME, UMASK
from softskills.hub.tools import tools

POWERFUL = {"root", "sudo", "wheel", "adm", "systemd-journal", "docker", "lxd", "disk", "shadow"}
"""Groups whose members come to what is others': to all that is on the machine, or to its logs."""

SOCKET_BYTES = 107
"""A path of a socket on Linux has so many at most."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FRAMES = re.compile(r"^(?!\s*#).*frame-ancestors\s+(?!\\*'none\b)", re.MULTILINE)
_KERNEL = f"/{RUNTIME}/kernel-{'0' * 36}-ipc-5"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check(setup: Setup) -> list[Finding]:
    """All that is to be said of a set-up, what is unsafe first. Needs root."""
    found = [finding for part in PARTS for finding in part(setup)]
    return sorted(found, key=lambda one: not one.unsafe)


def settings(setup: Setup) -> Iterator[Finding]:
    """What the settings of JupyterHub say."""
    file = setup.file
    if setup.setting("JupyterHub.subdomain_host"):
        proxy = file.with_name(PROXY)
        if not setup.setting("ConfigurableHTTPProxy.should_start", default=True) and not _says(proxy, "--host-routing"):
            yield Finding(
                "Each account has a domain, and the proxy knows none: no server can be reached.",
                f"Write PROXY_OPTIONS=--host-routing into {proxy}, and run: systemctl restart jupyterhub-proxy",
                unsafe=False,
            )
    else:
        texts = {
            file: repr(setup.config),
            **{one: one.read_text("utf-8", "replace") for one in _jupyter_settings(setup)},
        }
        for place, text in texts.items():
            if FRAMES.search(text):
                yield Finding(
                    f"{place} lets pages of a server be shown within others, and all servers have one domain. So a "
                    "learner's page can show Formgrader to the instructor's browser, and read the keys.",
                    "Remove frame-ancestors there and open Formgrader in a tab of its own, or give each account a "
                    f"domain: c.JupyterHub.subdomain_host in {file}",
                )
    kind = str(setup.setting("JupyterHub.authenticator_class", default="pam"))
    if "dummy" in kind.lower():
        yield Finding("Anybody can log in by any name.", f"Set c.JupyterHub.authenticator_class in {file}")
    if setup.setting("Authenticator.allow_all", "PAMAuthenticator.allow_all"):
        yield Finding(
            "Every account of the machine can log in, and has a server of its own.",
            f"Set c.PAMAuthenticator.allowed_groups in {file}, and not allow_all.",
        )
    masters = {*setup.setting("Authenticator.admin_users", default=())}
    for name in sorted(masters & {one.name for one in setup.learners}):
        yield Finding(
            f"{name} is a learner, and can administer the hub.",
            f"Take {name} out of c.Authenticator.admin_users in {file}, and then out of the hub's administrators.",
        )
    if setup.setting("Authenticator.post_auth_hook") is not after_login:
        yield Finding(
            "Somebody can log in by a name that nbgrader can't use, and hand in what nobody can grade.",
            f"Set c.Authenticator.post_auth_hook = after_login in {file}",
        )
    spawner = str(setup.setting("JupyterHub.spawner_class", default=""))
    if "SimpleLocalProcess" in spawner or setup.setting("SystemdSpawner.dynamic_users"):
        yield Finding(
            "Servers don't run as the accounts of their learners, so nobody can tell who handed something in.",
            f'Set c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner" in {file}, without dynamic_users.',
        )
    command = setup.setting("Spawner.cmd", "SystemdSpawner.cmd", "LocalProcessSpawner.cmd", default=[])
    if list(command)[1:] != ["hub", "start"] or setup.setting("Spawner.pre_spawn_hook") is not before_spawn:
        yield Finding(
            "Servers don't begin by `softskills hub start`, so what they make may be open to others, and others may "
            "listen to their kernels.",
            f"Take c.Spawner.cmd and c.Spawner.pre_spawn_hook in {file} from deploy/one-machine/jupyterhub_config.py",
        )
    if kept := {"PATH", "CONFIGPROXY_AUTH_TOKEN"} & {*setup.setting("Spawner.env_keep", default=[])}:
        yield Finding(
            f"Servers of learners get root's {' and '.join(sorted(kept))}.",
            f'Set c.Spawner.env_keep = ["LANG", "LC_ALL"] in {file}',
        )
    address = urlsplit(setup.setting("JupyterHub.bind_url", default="http://:8000"))
    if address.scheme == "http" and address.hostname not in LOOPBACK and not setup.setting("JupyterHub.ssl_key"):
        yield Finding(
            f"Passwords go over the network as they are: {address.geturl()} is no https.",
            f'Set c.JupyterHub.bind_url = "http://127.0.0.1:8000" in {file}, behind a web server with https.',
        )
    if not setup.setting("SystemdSpawner.mem_limit", "Spawner.mem_limit"):
        yield Finding(
            "One learner can take all of the memory.", f'Set c.SystemdSpawner.mem_limit = "1G" in {file}', unsafe=False
        )


def exchange(setup: Setup) -> Iterator[Finding]:
    """How the exchange stands: for each grader as grading itself will see it."""
    place = Path(setup.site.exchange)
    root = folder_at(place.resolve())
    if root is None or not stat.S_ISDIR(root.mode):
        yield Finding(f"There is no exchange {place}.", f"Run: install -d -m 1777 {place}", unsafe=False)
        return
    course = folder_at(place / setup.site.course_id)
    if course is None:
        yield Finding(
            f"Nothing was released to {place}, so the first learner who makes {place / setup.site.course_id} owns it.",
            "Release an assignment as the grader before learners come: nbgrader release_assignment NAME",
        )
    learners = {one.user for one in setup.learners}
    graders = {one.user for one in setup.graders}
    me = course.owner if course and course.owner in graders else next(iter(graders), 0)
    inbound = folder_at(place / setup.site.course_id / "inbound")
    for one in dangers(Exchange(root, course, inbound, False, me, learners.__contains__)):
        yield Finding(one.what, one.remedy)
    if not root.mode & stat.S_IWOTH:
        yield Finding(f"Learners can't hand in to {place}.", f"Run: chmod 1777 {place}", unsafe=False)
    if inbound and inbound.mode & stat.S_IROTH:
        yield Finding(
            f"Learners can list {inbound.path}, and so find and change what others handed in.",
            f"Run: chmod o-r {inbound.path}",
        )
    if inbound and not inbound.mode & stat.S_ISVTX:
        yield Finding(
            f"Who learns the name of what another handed in, can move it away: {inbound.path} has no sticky bit.",
            f"Run: chmod +t {inbound.path}, or release something again.",
            unsafe=False,
        )
    feedback = folder_at(place / setup.site.course_id / "feedback")
    if feedback and feedback.mode & stat.S_IROTH:
        yield Finding(
            f"Learners can list {feedback.path}, and so read each other's feedback.", f"Run: chmod o-r {feedback.path}"
        )


def accounts(setup: Setup) -> Iterator[Finding]:
    """Homes, groups and names of those who log in."""
    if not setup.learners:
        yield Finding(
            f"No learner is known by the groups in {setup.file}, so nothing of theirs was looked at.",
            "Add them: usermod --append --groups learners NAME",
            unsafe=False,
        )
    for name in setup.missing:
        yield Finding(f"{name} has no account on this machine.", f"Make one, or take it out of {setup.file}", False)
    for one in (*setup.learners, *setup.graders):
        if why := id_fault(one.name):
            yield Finding(f"{one.name} can't be graded: {why}.", "Give them another account.", unsafe=False)
        if one in setup.learners and (strong := sorted(POWERFUL & one.groups())):
            yield Finding(
                f"{one.name} is in the group {', '.join(strong)}, which comes to what is others'.",
                f"Run: gpasswd --delete {one.name} {strong[0]}",
            )
        home = folder_at(one.home)
        if home is None or home.owner != one.user:
            yield Finding(f"{one.home} isn't there, or isn't {one.name}'s.", f"Run: mkhomedir_helper {one.name}", False)
            continue
        if home.mode & _OTHERS:
            yield Finding(f"Others can enter {one.home}.", f"Run: chmod 700 {one.home}")
        for log in (one.home / LESSONS).glob(f"**/{ANSWERS}"):
            if log.lstat().st_mode & _OTHERS:
                yield Finding(f"{log} can be read by others, if they come there.", f"Run: chmod 600 {log}", False)
        if len(str(one.home).encode()) + len(_KERNEL) > SOCKET_BYTES:
            yield Finding(
                f"No kernel can start for {one.name}: the path of {one.home} is too long for a socket.",
                f"Give them a home with at most {SOCKET_BYTES - len(_KERNEL)} letters.",
                unsafe=False,
            )


def secrets(setup: Setup) -> Iterator[Finding]:
    """What learners can read and may not, as the machine answers for each of them."""
    guarded = [path for path in setup.state() if path.exists()]
    for course in setup.graders.values():
        if not (course / "nbgrader_config.py").is_file():
            yield Finding(f"{course} is no course's folder.", f"Correct c.SoftSkillsHub.graders in {setup.file}", False)
        guarded += [path for path in (course, *course.glob("*")) if not path.is_symlink()]
        guarded += [path for name in ("keys", "source") for path in (course / name).glob("**/*") if path.is_file()]
    for one in setup.learners:
        found = readable(one, guarded)
        if found is None:
            yield Finding(
                f"{one.name} can't run this Python, so their server can't begin.",
                "Install it where every account can run it, such as /opt/softskills.",
                unsafe=False,
            )
        elif found:
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            yield Finding(f"{one.name} can read {found[0]}{more}.", f"Run: chmod -R go= {_top(setup, found[0])}")


def running(setup: Setup) -> Iterator[Finding]:
    """How the servers that run now were begun."""
    for one in (*setup.learners, *setup.graders):
        for server in servers_of(one):
            if server.umask is not None and server.umask & UMASK != UMASK:
                yield Finding(
                    f"What the server of {one.name} makes is open to others: its umask is {server.umask:03o}.",
                    f"Begin it by `softskills hub start`, then stop it: kill {server.process}",
                )
            if server.listens_by_tcp:
                yield Finding(
                    f"Anybody on the machine can listen to a kernel of {one.name}: it speaks by TCP.",
                    f"Begin servers by `softskills hub start`, then stop the kernel: kill {server.process}",
                )


def _says(file: Path, word: str) -> bool:
    return file.is_file() and word in file.read_text("utf-8", "replace")


def _top(setup: Setup, path: Path) -> Path:
    return next((course for course in setup.graders.values() if path.is_relative_to(course)), path)


def _jupyter_settings(setup: Setup) -> Iterator[Path]:
    """Settings that every server on this machine reads, or a grader's."""
    from jupyter_core.paths import ENV_CONFIG_PATH, SYSTEM_CONFIG_PATH

    homes = [grader.home / ".jupyter" for grader in setup.graders]
    for folder in [*map(Path, ENV_CONFIG_PATH), *map(Path, SYSTEM_CONFIG_PATH), *homes]:
        yield from sorted(folder.glob("jupyter_*config.[jp]*"))
        yield from sorted(folder.glob("jupyter_*config.d/*.json"))


PARTS = (settings, exchange, accounts, secrets, running, tools)
