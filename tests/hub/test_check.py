"""`softskills hub check`: a set-up as deploy/one-machine has it is safe, and each thing that is undone is named."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from traitlets.config.loader import PyFileConfigLoader
from typer.testing import CliRunner

from softskills.cli import app
from softskills.hub import as_account, checks
from softskills.hub.checks import accounts, exchange, secrets, settings
from softskills.hub.setup import Account, CannotCheck, Finding, Setup, account, read_setup
from softskills.hub.site import name_fault
from softskills.hub.starting import GRADERS, LEARNERS
from softskills.hub.tools import ASSIGNMENTS, ASSIGNMENTS_IN_LAB, tools
from support.places import ROOT

SHIPPED = ROOT / "deploy" / "one-machine" / "jupyterhub_config.py"
LEARNER, OTHER, GRADER = "games", "man", "news"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make folders of other accounts")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every account can enter."""
    folder = Path(mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def config(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings as an administrator copies them, for accounts that every Debian has."""
    monkeypatch.setenv("STATE_DIRECTORY", str(place / "state"))
    monkeypatch.setattr(checks, "_jupyter_settings", lambda setup: [])
    text = SHIPPED.read_text("utf-8")
    text = text.replace("/srv/nbgrader/exchange", str(place / "exchange"))
    text = text.replace('{"grader": "/home/grader/spring-27"}', repr({GRADER: str(place / "course")}))
    text = text.replace('{"learners", "graders"}', repr({LEARNER, OTHER}))
    file = place / "jupyterhub_config.py"
    file.write_text(text, "utf-8")
    return file


@pytest.fixture
def setup(config: Path, place: Path) -> Setup:
    """What an administrator sets up, with a course that was released."""
    found = read_setup(config)
    grader = pwd.getpwnam(GRADER)
    for path, mode, owner in (
        ("exchange", 0o1777, 0),
        ("exchange/spring-27", 0o755, grader.pw_uid),
        ("exchange/spring-27/inbound", 0o3733, grader.pw_uid),
        ("exchange/spring-27/feedback", 0o711, grader.pw_uid),
        ("course", 0o700, grader.pw_uid),
        ("course/keys", 0o700, grader.pw_uid),
        ("state", 0o700, 0),
    ):
        (place / path).mkdir()
        os.chown(place / path, owner, -1)
        (place / path).chmod(mode)
    for name in ("course/nbgrader_config.py", "course/keys/part-1.yml", "state/jupyterhub_cookie_secret"):
        (place / name).touch()
    return found


def edit(file: Path, line: str, instead: str) -> Setup:
    text = file.read_text("utf-8")
    assert line in text
    file.write_text(text.replace(line, instead), "utf-8")
    return read_setup(file)


def said(found: Iterator[Finding]) -> list[str]:
    return [str(one) for one in found]


def test_the_settings_as_they_are_shipped_are_safe(config: Path) -> None:
    found = read_setup(config)
    assert said(settings(found)) == []
    assert [one.name for one in found.learners] == [LEARNER, OTHER]
    assert [one.name for one in found.graders] == [GRADER]


@pytest.mark.parametrize(
    ("line", "instead", "unsafe"),
    [
        ('authenticator_class = "pam"', 'authenticator_class = "dummy"', "log in by any name"),
        ("c.Authenticator.post_auth_hook = after_login", "", "nobody can grade"),
        (
            "c.PAMAuthenticator.open_sessions = False",
            f"c.Authenticator.admin_users = {{{LEARNER!r}, {GRADER!r}}}",
            f"{LEARNER} is a learner, and can administer",
        ),
        (
            "c.PAMAuthenticator.open_sessions = False",
            "c.PAMAuthenticator.allow_all = True",
            "Every account of the machine",
        ),
        ('"systemdspawner.SystemdSpawner"', '"jupyterhub.spawner.SimpleLocalProcessSpawner"', "don't run as"),
        ("c.SystemdSpawner.isolate_tmp = True", "c.SystemdSpawner.dynamic_users = True", "don't run as"),
        ("c.Spawner.pre_spawn_hook = before_spawn", "", "don't begin by `softskills hub start`"),
        ('"hub", "start"]', '"singleuser"]', "don't begin by `softskills hub start`"),
        ('["LANG", "LC_ALL"]', '["CONFIGPROXY_AUTH_TOKEN"]', "root's CONFIGPROXY_AUTH_TOKEN"),
        ('"http://127.0.0.1:8000"', '"http://0.0.0.0:8000"', "Passwords go over the network"),
        (
            'c.Spawner.notebook_dir = "~"',
            "c.Spawner.args = [\"--x=frame-ancestors 'self' https://hub.example.org\"]",
            "show Formgrader to the instructor's browser",
        ),
    ],
)
def test_each_setting_that_opens_the_hub_is_named(config: Path, line: str, instead: str, unsafe: str) -> None:
    [found] = settings(edit(config, line, instead))
    assert found.unsafe and unsafe in found.what
    assert str(config) in found.remedy


def test_pages_may_be_shown_within_others_where_each_account_has_a_domain(config: Path) -> None:
    edit(config, 'c.Spawner.notebook_dir = "~"', "c.Spawner.args = [\"--x=frame-ancestors 'self'\"]")
    found = edit(config, "# c.JupyterHub.subdomain_host", "c.JupyterHub.subdomain_host")
    [note] = settings(found)
    assert not note.unsafe and "PROXY_OPTIONS=--host-routing" in note.remedy
    config.with_name("proxy.env").write_text("PROXY_OPTIONS=--host-routing\n", "utf-8")
    assert said(settings(found)) == []


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("headers = {'Content-Security-Policy': \"frame-ancestors 'self'\"}", True),
        ('{"headers": {"Content-Security-Policy": "frame-ancestors https://lms.example.org"}}', True),
        ("# never frame-ancestors 'self'", False),
        ("headers = {'Content-Security-Policy': \"frame-ancestors 'none'\"}", False),
        (repr({"headers": "\"frame-ancestors 'none'\""}), False),
    ],
)
def test_what_opens_pages_to_others_is_found_in_settings_of_jupyter_too(
    config: Path, monkeypatch: pytest.MonkeyPatch, text: str, opens: bool
) -> None:
    other = config.with_name("jupyter_server_config.py")
    other.write_text(f"x = 1\n{text}\n", "utf-8")
    monkeypatch.setattr(checks, "_jupyter_settings", lambda setup: [other])
    assert [str(other) in one for one in said(settings(read_setup(config)))] == [True] * opens


@pytest.mark.parametrize(("host", "framed"), [("", False), ("https://hub.example.org", True)])
def test_a_graders_server_lets_itself_be_framed_only_with_a_domain_of_its_own(
    monkeypatch: pytest.MonkeyPatch, host: str, framed: bool
) -> None:
    monkeypatch.setenv("JUPYTERHUB_HOST", host)
    config = PyFileConfigLoader("jupyter_server_config.py", str(GRADERS)).load_config()
    assert ("tornado_settings" in config.ServerApp) == framed
    assert config.ConnectionFileMixin.transport == "ipc"
    learners = PyFileConfigLoader("jupyter_server_config.py", str(LEARNERS)).load_config()
    assert "tornado_settings" not in learners.ServerApp


@needs_root
def test_an_exchange_and_a_course_as_they_should_be_are_safe(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")  # the tests' own may lie in root's home
    assert said(exchange(setup)) == []
    assert said(secrets(setup)) == []


@needs_root
@pytest.mark.parametrize(
    ("undo", "unsafe", "remedy"),
    [
        (lambda place: (place / "exchange").chmod(0o777), "without the sticky bit", "chmod 1777 {}/exchange"),
        (lambda place: own(place / "exchange", LEARNER), "games, a learner", "chown root {}/exchange"),
        (lambda place: own(place / "exchange/spring-27", LEARNER), "belongs to games", "move {}/exchange/spring-27"),
        (lambda place: (place / "exchange/spring-27").chmod(0o777), "Everybody can write", "chmod o-w"),
        (lambda place: (place / "exchange/spring-27/inbound").chmod(0o3737), "can list", "chmod o-r"),
        (lambda place: (place / "exchange/spring-27/feedback").chmod(0o755), "can list", "chmod o-r"),
        (lambda place: shutil.rmtree(place / "exchange/spring-27"), "the first learner who makes", "before learners"),
    ],
)
def test_each_way_to_forge_a_course_is_named(
    setup: Setup, place: Path, undo: Callable[[Path], None], unsafe: str, remedy: str
) -> None:
    undo(place)
    [found] = exchange(setup)
    assert found.unsafe and unsafe in found.what
    assert remedy.format(place) in found.remedy


@needs_root
def test_an_inbox_from_before_is_noted(setup: Setup, place: Path) -> None:
    (place / "exchange/spring-27/inbound").chmod(0o2733)
    [found] = exchange(setup)
    assert not found.unsafe and f"chmod +t {place}/exchange/spring-27/inbound" in found.remedy


@needs_root
def test_what_a_learner_can_read_of_the_course_or_the_hub_is_named(
    setup: Setup, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    for folder in ("course", "course/keys", "state"):
        (place / folder).chmod(0o755)
    found = said(secrets(setup))
    assert len(found) == 2 and all("unsafe: " in one and "chmod -R go= " in one for one in found)
    for name in (LEARNER, OTHER):
        assert any(f"{name} can read {place}" in one for one in found)
    learner = account(LEARNER)
    assert learner is not None
    keys = place / "course" / "keys" / "part-1.yml"
    assert as_account.readable(learner, [keys, place / "none"]) == [keys]
    keys.chmod(0o600)
    assert as_account.readable(learner, [keys]) == []


@needs_root
def test_a_python_that_learners_cannot_run_is_named(setup: Setup, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = place / "closed"
    closed.mkdir()
    shutil.copy("/usr/bin/python3", closed / "python")
    closed.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(closed / "python"))
    found = [*secrets(setup)]
    assert len(found) == 2 and all("can't run this Python" in one.what for one in found)


def test_homes_that_others_can_enter_and_powerful_groups_are_named(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = pwd.getpwuid(os.geteuid())
    home = tmp_path / "home"
    (home / "lessons").mkdir(parents=True)
    (home / "lessons" / "answers.jsonl").touch(0o644)
    home.chmod(0o755)
    one = Account(me.pw_name, me.pw_uid, me.pw_gid, home)
    monkeypatch.setattr(Account, "groups", lambda account: {"learners", "docker"})
    found = read_setup(config)
    looked = Setup(config, found.config, found.site, [one], {}, ["gone"])
    told = said(accounts(looked))
    assert any(f"unsafe: Others can enter {home}" in text and f"chmod 700 {home}" in text for text in told)
    assert any("is in the group docker" in text and f"gpasswd --delete {me.pw_name} docker" in text for text in told)
    assert any("note: gone has no account" in text for text in told)
    assert any("answers.jsonl can be read by others" in text for text in told)
    home.chmod(0o700)
    (home / "lessons" / "answers.jsonl").chmod(0o600)
    monkeypatch.setattr(Account, "groups", lambda account: {"learners"})
    looked = Setup(config, found.config, found.site, [one], {}, [])
    assert not [text for text in said(accounts(looked)) if "socket" not in text]


def test_what_learners_lack_in_jupyterlab_or_see_and_should_not_is_named(config: Path, tmp_path: Path) -> None:
    found = read_setup(config)
    server = {"ServerApp": {"jpserver_extensions": {ASSIGNMENTS: True}}}
    (tmp_path / "jupyter_server_config.d").mkdir()
    (tmp_path / "jupyter_server_config.d" / "nbgrader.json").write_text(json.dumps(server), "utf-8")
    folders = [LEARNERS, tmp_path]
    assert [one for one in said(tools(found, folders)) if "No course" not in one] == []
    (tmp_path / "jupyter_server_config.d" / "own.json").write_text(json.dumps(server).replace("true", "false"), "utf-8")
    assert any("neither fetch nor hand in" in one for one in said(tools(found, folders)))
    (tmp_path / "jupyter_server_config.d" / "own.json").unlink()
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig" / "page_config.json").write_text(
        json.dumps({"disabledExtensions": {ASSIGNMENTS_IN_LAB: True}}), "utf-8"
    )
    assert any("neither fetch nor hand in" in one for one in said(tools(found, folders)))
    assert any("shown tools of instructors" in one for one in said(tools(found, [tmp_path])))


def test_a_name_is_refused_at_login_with_the_reason() -> None:
    from tornado.web import HTTPError

    from softskills.hub.site import after_login

    assert name_fault("ada") == ""
    assert after_login(None, None, {"name": "ada"}) == {"name": "ada"}
    with pytest.raises(HTTPError, match=re.escape("its id has '+'")) as refused:
        after_login(None, None, {"name": "a+b"})
    assert refused.value.status_code == 403


@needs_root
def test_the_command_tells_and_ends_with_1_if_anything_is_unsafe(setup: Setup, config: Path, place: Path) -> None:
    (place / "exchange").chmod(0o777)
    ran = CliRunner().invoke(app, ["hub", "check", "--config", str(config)])
    assert ran.exit_code == 1
    assert f"unsafe: Whoever can write to the exchange {place / 'exchange'}" in ran.output
    assert re.search(r"\d+ things? unsafe, \d+ notes?: 2 learners, 1 grader\.", ran.output)
    ran = CliRunner().invoke(app, ["hub", "check", "--config", str(place / "none.py")])
    assert ran.exit_code == 2 and "There is no" in ran.output
    config.write_text("1 / 0", "utf-8")
    with pytest.raises(CannotCheck, match="ZeroDivisionError"):
        read_setup(config)


def own(path: Path, name: str) -> None:
    os.chown(path, pwd.getpwnam(name).pw_uid, -1)
