"""What is copied for a class on Kubernetes: the chart takes it, Kubernetes would, and each learner is somebody."""

from __future__ import annotations

import asyncio
import copy
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import jsonschema
import pytest
import yaml
from traitlets.config import Config

DEPLOY = Path(__file__).parents[2] / "deploy" / "kubernetes"
CHART = "SOFTSKILLS_Z2JH"
"""Names, in the environment, the folder `jupyterhub` of a checkout of zero-to-jupyterhub-k8s."""


def _values() -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load((DEPLOY / "values.yaml").read_text())
    return values


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """As helm merges values: only mappings are merged."""
    both = {**under, **over}
    for name in under.keys() & over.keys():
        if isinstance(under[name], dict) and isinstance(over[name], dict):
            both[name] = _merged(under[name], over[name])
    return both


def _tool(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError:
        pytest.skip(f"there is no {name.replace('_', '-')} here")


@pytest.fixture
def chart() -> Path:
    folder = os.environ.get(CHART)
    if not folder:
        pytest.skip(f"{CHART} names no copy of the chart")
    return Path(folder)


@pytest.fixture
def hub_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the hub runs of our values, with a folder of its own for the names of accounts."""
    values = _values()
    found = {f"custom.{name}": value for name, value in values["custom"].items()}
    stand_in: Any = ModuleType("z2jh")
    stand_in.get_config = lambda name, default=None: found.get(name, default)
    monkeypatch.setitem(sys.modules, "z2jh", stand_in)
    space: dict[str, Any] = {"c": Config()}
    exec(values["hub"]["extraConfig"]["10-accounts"], space)  # noqa: S102 - our own file
    space["ACCOUNTS"] = tmp_path / "passwd"
    return space


def _spawner(name: str, number: int) -> Any:
    return SimpleNamespace(
        user=SimpleNamespace(name=name, id=number), environment={}, extra_labels={}, image="learner", default_url=""
    )


def test_each_learner_has_a_uid_whose_name_stays(hub_code: dict[str, Any]) -> None:
    for name, number in (("ada", 1), ("ben@uni.example", 2), ("ada", 1)):
        hub_code["before_spawn"](_spawner(name, number))
    lines = hub_code["ACCOUNTS"].read_text().splitlines()
    assert sorted(line.split(":")[:4] for line in lines) == [
        ["ada", "x", "100001", "100001"],
        ["ben@uni.example", "x", "100002", "100002"],
    ]
    assert hub_code["c"].KubeSpawner.uid(_spawner("ada", 1)) == 100_001
    assert hub_code["ACCOUNTS"].stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("name", ["root:x:0:0", "ada\nroot:x:0", "a+b", "../ada", "", ".", "a" * 65, "ada\n"])
def test_a_name_that_could_be_taken_for_something_else_is_refused(hub_code: dict[str, Any], name: str) -> None:
    with pytest.raises(ValueError, match="can't be used here"):
        hub_code["before_spawn"](_spawner(name, 3))
    assert not hub_code["ACCOUNTS"].exists()


def test_the_gradebook_is_in_the_servers_of_graders_alone(hub_code: dict[str, Any]) -> None:
    learner, grader = _spawner("ada", 1), _spawner("grader", 2)
    hub_code["before_spawn"](learner)
    hub_code["before_spawn"](grader)
    assert (learner.environment, learner.extra_labels, learner.image) == ({}, {}, "learner")
    assert grader.environment["NBGRADER_DB_URL"]["valueFrom"]["secretKeyRef"]["key"] == "gradebook-url"
    policy = yaml.safe_load((DEPLOY / "network.yaml").read_text())
    assert policy["spec"]["podSelector"]["matchLabels"].items() <= grader.extra_labels.items()


@pytest.mark.trial
def test_the_chart_takes_the_values_and_finds_a_typo(chart: Path) -> None:
    schema = yaml.safe_load((chart / "values.schema.yaml").read_text())
    full = _merged(yaml.safe_load((chart / "values.yaml").read_text()), _values())
    check = jsonschema.Draft7Validator(schema)
    assert [error.message for error in check.iter_errors(full)] == []
    wrong = copy.deepcopy(full)
    wrong["singleuser"]["memmory"] = {"limit": "1G"}
    assert ["memmory" in error.message for error in check.iter_errors(wrong)] == [True]


@pytest.mark.trial
def test_kubernetes_would_take_what_is_rendered(chart: Path) -> None:
    helm, kubernetes = _tool("helm_python"), _tool("kubernetes_validate")
    with helm.Chart.load(str(chart)) as loaded:
        rendered = loaded.render(_values(), name="course", namespace="course")
    texts = [text for name, text in rendered.items() if not name.endswith("NOTES.txt")]
    texts += [(DEPLOY / name).read_text() for name in ("exchange.yaml", "network.yaml")]
    objects = [one for text in texts for one in yaml.safe_load_all(text) if one]
    assert {"Deployment", "NetworkPolicy", "PersistentVolumeClaim", "Job"} <= {one["kind"] for one in objects}
    for one in objects:
        kubernetes.validate(one, "1.32", strict=True)
    wrong = next(one for one in objects if one["kind"] == "Job")
    wrong["spec"]["template"]["spec"]["containers"][0]["securityContxt"] = {}
    with pytest.raises(kubernetes.ValidationError, match="securityContxt"):
        kubernetes.validate(wrong, "1.32", strict=True)


@pytest.mark.trial
def test_no_learner_reaches_the_database_or_the_net(chart: Path) -> None:
    helm = _tool("helm_python")
    with helm.Chart.load(str(chart)) as loaded:
        rendered = loaded.render(_values(), name="course", namespace="course")
    policies = [one for text in rendered.values() if "NetworkPolicy" in text for one in yaml.safe_load_all(text) if one]
    learners = next(one for one in policies if one["metadata"]["name"] == "singleuser")
    open_to = [
        (to, [port["port"] for port in rule.get("ports", [])])
        for rule in learners["spec"]["egress"]
        for to in rule.get("to", [{}])
        if "podSelector" not in to
    ]
    assert open_to
    assert all(ports and set(ports) <= {53, 8081} for _, ports in open_to), open_to


@pytest.mark.trial
@pytest.mark.parametrize(("name", "grades"), [("ada@uni.example", False), ("grader", True)])
def test_a_server_runs_by_its_own_uid_and_never_as_root(
    hub_code: dict[str, Any], name: str, grades: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    spawners, objects = _tool("kubespawner"), _tool("jupyterhub.objects")
    monkeypatch.setattr("kubespawner.spawner.load_config", lambda **_: None)  # there is no cluster
    user = SimpleNamespace(
        name=name, escaped_name="someone", id=7, admin=False, url="/user/someone", server=objects.Server(), groups=[]
    )
    orm_user = MagicMock()
    orm_user.name = name
    user.orm_user = orm_user

    async def made() -> dict[str, Any]:
        spawner = spawners.KubeSpawner(config=hub_code["c"], hub=objects.Hub(), user=user, _mock=True)
        spawner.api_token, spawner.oauth_client_id, spawner.cookie_options = "t", "x", {}
        spawner.image = "learner:1"
        hub_code["before_spawn"](spawner)
        found: dict[str, Any] = (await spawner.get_pod_manifest()).to_dict()
        return found

    pod = asyncio.run(made())
    container = pod["spec"]["containers"][0]
    own = container["security_context"]
    assert (own["runAsUser"], own["runAsGroup"], pod["spec"]["security_context"]["fsGroup"]) == (100_007,) * 3
    assert (own["runAsNonRoot"], own["allowPrivilegeEscalation"]) == (True, False)
    assert own["capabilities"] == {"drop": ["ALL"]}
    assert not pod["spec"]["automount_service_account_token"]
    named = {one["name"] for one in container["env"]}
    assert {"NBGRADER_EXCHANGE", "SOFTSKILLS_COURSE_ID"} <= named
    assert ({"NBGRADER_DB_URL", "SOFTSKILLS_GRADES"} <= named) is grades
    assert (pod["metadata"]["labels"].get("softskills") == "grader") is grades
