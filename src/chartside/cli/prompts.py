"""`chartside prompts`: the clinic's prompts as a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartside.cli.ending import fail
from chartside.cli.serve import DataDir, open_app

if TYPE_CHECKING:
    from chartside.domain.chart import Clinician
    from chartside.store import Work

app = typer.Typer(help="The prompts of all document kinds as files.", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder with one KIND.md for each kind.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="EMAIL", help="In whose name (else the owner's, where there is one).")
]


@app.callback()
def prompts() -> None:
    """The prompts of all document kinds as files."""


@app.command("show")
def show(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Kind of document, for example soap_note.")],
    data_dir: DataDir = None,
    clinic: Annotated[Path | None, typer.Option(help="Clinic profile (TOML) that names a folder of prompts.")] = None,
    by: By = None,
) -> None:
    """Print the prompt that holds: of a clinic profile, of the clinic where there is one, else the built-in one."""
    from chartside.documents.prompts import built_in_prompts
    from chartside.services.errors import ServiceError
    from chartside.services.profile_prompts import profile_prompts
    from chartside.services.read_prompts import read_prompt

    if kind not in built_in_prompts():
        fail(f"no document kind {kind!r}; there is: {', '.join(built_in_prompts())}")
    try:
        if clinic is not None:
            text = profile_prompts(clinic)[kind]
        elif _is_clinic(data_dir):
            opened = open_app(data_dir)
            try:
                with opened.work() as work:
                    text = read_prompt(work, _person(work, by), kind=kind).current.text
            finally:
                opened.close()
        else:
            text = built_in_prompts()[kind]
    except ServiceError as problem:
        fail(str(problem))
    typer.echo(text, nl=False)


@app.command("export")
def export(
    folder: Folder,
    data_dir: DataDir = None,
    by: By = None,
    built_in: Annotated[bool, typer.Option("--built-in", help="The program's own prompts, of no clinic.")] = False,
) -> None:
    """Write the prompts that hold into a folder, one KIND.md for each kind of document."""
    from chartside.documents.prompts import built_in_prompts
    from chartside.services.errors import ServiceError
    from chartside.services.prompt_files import export_prompts, write_prompt_folder

    try:
        if built_in:
            written = write_prompt_folder(folder, built_in_prompts())
        else:
            clinic = open_app(_existing(data_dir))
            try:
                with clinic.work() as work:
                    written = export_prompts(work, _person(work, by), folder=folder)
            finally:
                clinic.close()
    except ServiceError as problem:
        fail(str(problem))
    typer.echo(f"{folder}: {len(written)} prompts written. Change them, then: chartside prompts import {folder}")


@app.command("import")
def import_(folder: Folder, data_dir: DataDir = None, by: By = None) -> None:
    """Save the prompts of a folder as new versions; what is the same already is left alone, and nothing is lost."""
    from chartside.services.errors import ServiceError
    from chartside.services.prompt_files import import_prompts, read_prompt_folder

    try:
        read_prompt_folder(folder)  # a bad file is told before a clinic is opened
        clinic = open_app(_existing(data_dir))
        try:
            with clinic.work() as work:
                done = import_prompts(work, _person(work, by), folder=folder)
        finally:
            clinic.close()
    except ServiceError as problem:
        fail(str(problem))
    for kind in done.saved:
        typer.echo(f"{kind}: saved as a new version")
    typer.echo(f"{len(done.saved)} saved, {len(done.same)} as they were")


def _existing(data_dir: Path | None) -> Path | None:
    """The data folder, if a clinic is there; a command that reads or writes prompts makes none."""
    if not _is_clinic(data_dir):
        from chartside.settings import Settings

        folder = data_dir or Settings().data_dir
        fail(f"{folder}: there is no clinic here; name its folder with --data-dir, or use export --built-in")
    return data_dir


def _is_clinic(data_dir: Path | None) -> bool:
    from chartside.settings import Settings
    from chartside.store.work import DATABASE

    return ((data_dir or Settings().data_dir) / DATABASE).exists()


def _person(work: Work, email: str | None) -> Clinician:
    """The account in whose name the prompts are written."""
    from chartside.services.prompt_account import prompt_account

    return prompt_account(work, email=email)
