"""A JupyterHub as deploy/one-machine sets it up, with accounts of this machine, from pip and npm. It needs root.

All accounts begin with `sst-`, and are removed after. SOFTSKILLS_HUB may name a folder that holds an environment with
JupyterHub (`env`) and the proxy (`proxy`) already; otherwise both are installed.
"""

from __future__ import annotations

import grp
import http.cookiejar
import json
import os
import pwd
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from typing import Any

from support.installed import ROOT, build_wheel, checkout
from support.ports import free_port

PREFIX = "sst-"
GRADER, ADA, BEN, EVE = (PREFIX + name for name in ("grader", "ada", "ben", "eve"))
CLASS = (ADA, BEN, EVE, *(f"{PREFIX}l{number:02}" for number in range(9)))
LEARNERS, GRADERS = f"{PREFIX}learners", f"{PREFIX}graders"
UNUSABLE = f"{PREFIX}a+b"
PASSWORD = "a-trial-password-of-one-test"
COURSE_ID, QUIZ = "spring-27", "part-1"
WAIT = 90.0
PYTHONS = (sys.executable, "/usr/bin/python3")

SETTINGS = """
load_subconfig({config!r})
c.SoftSkillsHub.exchange = {exchange!r}
c.SoftSkillsHub.graders = {graders!r}
c.PAMAuthenticator.allowed_groups = {groups!r}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.JupyterHub.cleanup_servers = True
# This machine may have no systemd, which would hold each server to its limits.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
"""
DEPLOY = ROOT / "deploy" / "one-machine"


class CannotBeHad(Exception):
    """What a hub needs can't be installed here. The message says what."""


def why_not() -> str:
    """Why no hub can be tried here; "" if one can."""
    if os.geteuid() != 0:
        return "only root can make accounts"
    for program in ("useradd", "runuser", "node", "npm"):
        if not shutil.which(program):
            return f"there is no {program} here"
    if not _python():
        return "there is no Python 3.11 with venv that other accounts can run"
    return ""


def _python() -> str | None:
    """A Python that every account can run: none in root's home."""
    for one in PYTHONS:
        ran = subprocess.run(
            ["runuser", "-u", "nobody", "--", one, "-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"],
            capture_output=True,
        )
        if ran.returncode == 0:
            return os.path.realpath(one)
    return None


@dataclass
class Session:
    """Somebody in a browser: cookies, and what was answered."""

    hub: Hub
    name: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, str, Message]:
        """The status, the text and the headers of an answer. Redirections are followed."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        request = urllib.request.Request(self.hub.url + path, data, headers)
        try:
            with opener.open(request, timeout=WAIT) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def _xsrf(self, path: str) -> str:
        fitting = [one for one in self.jar if one.name == "_xsrf" and path.startswith(one.path)]
        return max(fitting, key=lambda one: len(one.path)).value or "" if fitting else ""

    def log_in(self, password: str = PASSWORD) -> tuple[int, str]:
        self.ask("/hub/login")
        form = {"username": self.name, "password": password, "_xsrf": self._xsrf("/hub/")}
        status, text, _ = self.ask("/hub/login?next=/hub/home", urllib.parse.urlencode(form).encode())
        return status, text

    def spawn(self) -> None:
        """Have one's server begin, and go to it."""
        self.ask("/hub/spawn")
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline:
            status, text, _ = self.ask(f"/user/{self.name}/lab")
            if status == 200 and "jupyter-config-data" in text:
                return
            time.sleep(0.5)
        raise AssertionError(f"no server for {self.name}: {status}\n{self.hub.log()}")

    def own(self, path: str, said: dict[str, Any] | None = None) -> Any:
        """What one's own server answers, as data; `said` is posted to it, as JSON or as a form."""
        place = f"/user/{self.name}/{path}"
        headers = {"X-XSRFToken": self._xsrf(place)} if said is not None else {}
        if said is None:
            data = None
        elif path.startswith("api/"):
            data = json.dumps(said).encode()
            headers["Content-Type"] = "application/json"
        else:
            data = urllib.parse.urlencode(said).encode()
        status, text, _ = self.ask(place, data, **headers)
        assert status in (200, 201), (status, text[-2000:])
        return json.loads(text)


class Hub:
    """A hub that runs, its class, and the exchange."""

    def __init__(self) -> None:
        given = os.environ.get("SOFTSKILLS_HUB")
        self.made = None if given else Path(mkdtemp(prefix="softskills-hub-", dir="/opt"))
        self.place = Path(given) if given else Path(str(self.made))
        self.place.chmod(0o755)
        self.run = Path(mkdtemp(prefix="softskills-hub-run-", dir="/opt"))
        self.run.chmod(0o755)
        self.state = self.run / "state"
        self.state.mkdir(mode=0o700)
        self.exchange = self.run / "exchange"
        self.config = self.state / "jupyterhub_config.py"
        self.bin = self.place / "env" / "bin"
        self.course = Path(f"/home/{GRADER}/{COURSE_ID}")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.running: list[subprocess.Popen[bytes]] = []

    def install(self) -> None:
        """The engine and the course from their wheels, JupyterHub from pip, the proxy from npm."""
        dist = self.run / "dist"
        folder = checkout(self.run / "checkout")
        wheels = [build_wheel(folder, dist), build_wheel(folder / "packaging" / "course", dist)]
        pip = [str(self.bin / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        if not self.made:
            subprocess.run([*pip, "--no-deps", "--force-reinstall", *map(str, wheels)], check=True)
            return
        subprocess.run([str(_python()), "-m", "venv", str(self.place / "env")], check=True)
        pins = self.run / "pins.txt"
        lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
        pins.write_text("\n".join(line for line in lines if line[:1].isalnum()), "utf-8")
        engine = f"softskills[grade] @ {wheels[0].as_uri()}"
        required = [engine, str(wheels[1]), "-r", str(DEPLOY / "requirements.txt")]
        (self.place / "proxy").mkdir()
        shutil.copy(DEPLOY / "package.json", self.place / "proxy")
        npm = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(self.place / "proxy")]
        for command in ([*pip, "-c", str(pins), *required], npm):
            ran = subprocess.run(command, capture_output=True, text=True)
            if ran.returncode:
                raise CannotBeHad(f"{command[0]} could not install what a hub needs: {ran.stderr[-500:]}")

    def make_accounts(self) -> None:
        for group in (LEARNERS, GRADERS):
            subprocess.run(["groupadd", "--force", group], check=True)
        for name in (GRADER, *CLASS, UNUSABLE):
            group = GRADERS if name == GRADER else LEARNERS
            # What an administrator types, by README.md there.
            add = ["useradd", "--create-home", "--key", "HOME_MODE=0700", "--shell", "/bin/bash", "--groups", group]
            subprocess.run([*add, *(["--badname"] if name == UNUSABLE else []), name], check=True)
        passwords = "".join(f"{name}:{PASSWORD}\n" for name in (GRADER, *CLASS, UNUSABLE))
        subprocess.run(["chpasswd"], input=passwords, text=True, check=True)

    def set_up_course(self) -> None:
        """The exchange, and a class of the grader's own that was released before learners come."""
        self.exchange.mkdir()
        self.exchange.chmod(0o1777)
        softskills = [str(Path(sys.executable).parent / "softskills"), "new", "cohort", COURSE_ID, str(self.course)]
        subprocess.run([*softskills, "--exchange", str(self.exchange)], cwd=ROOT, check=True, capture_output=True)
        user = pwd.getpwnam(GRADER)
        for path in (self.course, *self.course.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)
        self.grade("nbgrader", "generate_assignment", QUIZ)
        self.grade("nbgrader", "release_assignment", QUIZ)

    def start(self) -> None:
        """Begin proxy and hub by the unit and the script of deploy/one-machine, with ports and folders of the test."""
        hub_port, api_port = free_port(), free_port()
        settings = SETTINGS.format(
            config=str(DEPLOY / "jupyterhub_config.py"),
            exchange=str(self.exchange),
            graders={GRADER: str(self.course)},
            groups={LEARNERS, GRADERS},
            port=self.port,
            hub_port=hub_port,
            api_port=api_port,
        )
        self.config.write_text(settings, "utf-8")
        secret = {"CONFIGPROXY_AUTH_TOKEN": token_hex(32)}
        [command] = re.findall(
            "^ExecStart=(.*)", (DEPLOY / "jupyterhub-proxy.service").read_text("utf-8"), re.MULTILINE
        )
        for shipped, here in (
            ("/opt/softskills/proxy", str(self.place / "proxy")),
            ("8000", str(self.port)),
            ("8001", str(api_port)),
            ("8081", str(hub_port)),
            ("$PROXY_OPTIONS", ""),
        ):
            assert shipped in command
            command = command.replace(shipped, here)
        nobody = pwd.getpwnam("nobody")
        self._begin("proxy.log", shlex.split(command), secret, user=nobody.pw_uid, group=nobody.pw_gid, cwd="/")
        script = (DEPLOY / "start-hub").read_text("utf-8")
        script = script.replace("/etc/jupyterhub/jupyterhub_config.py", str(self.config))
        script = script.replace("/opt/softskills/bin", str(self.bin))
        self._begin("hub.log", ["sh", "-c", script], {"HOME": "/root", "STATE_DIRECTORY": str(self.state), **secret})
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline and all(one.poll() is None for one in self.running):
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/hub/health", timeout=5):
                return
            time.sleep(0.3)
        raise AssertionError(f"the hub didn't start\n{self.log()}")

    def _begin(self, log: str, command: list[str], environment: dict[str, str], **options: Any) -> None:
        with (self.state / log).open("wb") as file:
            environment |= {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
            self.running.append(
                subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT, **options)
            )

    def log(self) -> str:
        return (self.state / "hub.log").read_text("utf-8", "replace")[-6000:]

    def session(self, name: str) -> Session:
        return Session(self, name)

    # What an account types

    def begin(
        self, name: str, *words: str, within: Path | None = None, more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """A command of an account's, which runs; in its home, or a folder. `more` is added to its environment."""
        user = pwd.getpwnam(name)
        home = {"HOME": user.pw_dir, "USER": name, "LANG": "C.UTF-8"}
        return subprocess.Popen(
            words,
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=os.getgrouplist(name, user.pw_gid),
            cwd=within or user.pw_dir,
            env={"PATH": f"{self.bin}:/usr/bin:/bin", **home, **(more or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            umask=0o077,
        )

    def grade(self, *words: str, refusing: bool = False) -> str:
        """What a command of the grader's says, in the course's folder. It must do its work, and with `refusing` may
        have refused something, which `softskills grade` tells by its status.
        """
        with self.begin(GRADER, *words, within=self.course) as running:
            said, _ = running.communicate(timeout=WAIT)
        assert running.returncode in ((0, 1) if refusing else (0,)), said
        return said

    def python(self, name: str, script: str) -> str:
        """What a script in Python says that an account runs."""
        with self.begin(name, "python", "-") as running:
            said, _ = running.communicate(script, timeout=WAIT)
        return said

    def check(self) -> subprocess.CompletedProcess[str]:
        """What the administrator is told of this hub."""
        command = [str(self.bin / "softskills"), "hub", "check", "--config", str(self.config)]
        environment = {"PATH": os.environ["PATH"], "STATE_DIRECTORY": str(self.state), "LANG": "C.UTF-8"}
        return subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, timeout=WAIT)

    def learner_settings(self) -> dict[str, str]:
        """What is in the environment of a learner's server, for commands that are typed in its terminal."""
        [settings] = self.place.glob("env/lib/python*/site-packages/softskills/hub/learners")
        return {
            "JUPYTER_CONFIG_PATH": str(settings),
            "NBGRADER_EXCHANGE": str(self.exchange),
            "SOFTSKILLS_COURSE_ID": COURSE_ID,
        }

    def close(self) -> None:
        for one in reversed(self.running):
            one.terminate()
            try:
                one.wait(30)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
        remove_accounts()
        shutil.rmtree(self.run, ignore_errors=True)
        if self.made:
            shutil.rmtree(self.made, ignore_errors=True)


def remove_accounts() -> None:
    """End what the accounts of these tests run, and remove them with their homes. No other account is touched."""
    mine = [one for one in pwd.getpwall() if one.pw_name.startswith(PREFIX)]
    for one in mine:
        for process in processes(one.pw_uid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    for one in mine:
        subprocess.run(["userdel", "--remove", one.pw_name], capture_output=True)
    for group in [one.gr_name for one in grp.getgrall() if one.gr_name.startswith(PREFIX)]:
        subprocess.run(["groupdel", group], capture_output=True)


def user(name: str) -> int:
    """The user id of an account."""
    return pwd.getpwnam(name).pw_uid


def listening(user: int) -> list[int]:
    """The ports of this machine on which processes of an account listen."""
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return [int(line[1].rpartition(":")[2], 16) for line in lines if line[3] == "0A" and int(line[7]) == user]


def processes(user: int) -> Sequence[int]:
    """The processes of an account that run now."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if folder.stat().st_uid == user:
                found.append(int(folder.name))
    return found
