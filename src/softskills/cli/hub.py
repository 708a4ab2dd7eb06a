"""Commands for a JupyterHub."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from softskills.cli.common import needing
from softskills.phrases import counted

hub = typer.Typer(no_args_is_help=True, help="A class on a JupyterHub, as deploy/one-machine sets it up.")


@hub.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def start(context: typer.Context) -> None:
    """Begin the server of this account. JupyterHub calls it, as c.Spawner.cmd, and what it adds is passed on."""
    from softskills.hub.starting import start as become

    become(context.args)


@hub.command()
def check(
    config: Annotated[Path, typer.Option(help="JupyterHub's settings.")] = Path("/etc/jupyterhub/jupyterhub_config.py"),
) -> None:
    """Look at a hub that is set up, and name what is unsafe, with what to do. Run it as root.

    It changes nothing. Ends with status 1 when something is unsafe, and 2 when it can't be told.
    """
    with needing("grade", "hub check"):
        from softskills.hub.checks import check as look
        from softskills.hub.setup import CannotCheck, read_setup

    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        typer.echo("Only root can see what each account can do. Run it by sudo.", err=True)
        raise typer.Exit(2)
    try:
        setup = read_setup(config)
        found = look(setup)
    except (CannotCheck, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    for one in found:
        typer.echo(one)
    unsafe = sum(one.unsafe for one in found)
    of = f"{counted(len(setup.learners), 'learner')}, {counted(len(setup.graders), 'grader')}"
    typer.echo(f"{counted(unsafe, 'thing')} unsafe, {counted(len(found) - unsafe, 'note')}: {of}.")
    raise typer.Exit(1 if unsafe else 0)
