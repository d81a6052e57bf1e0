"""`chartside profile`: the clinic's profile as a file, out of the clinic and into it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartside.cli.ending import fail
from chartside.cli.serve import DataDir, open_app

app = typer.Typer(help="What the clinic has set, as one TOML file.", no_args_is_help=True)


@app.command("export")
def export_(
    path: Annotated[Path, typer.Argument(metavar="FILE.toml", help="New file; logo and standards go beside it.")],
    data_dir: DataDir = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write the clinic's profile to a file."""
    from chartside.services.exchange_clinic_profile import export_clinic_profile

    clinic = open_app(data_dir)
    try:
        with clinic.work() as work:
            exported = export_clinic_profile(work, stem=path.stem)
    finally:
        clinic.close()
    written = {path: exported.text.encode(), **{path.parent / name: data for name, data in exported.files.items()}}
    there = [place for place in written if place.exists()]
    if there and not force:
        fail(f"{there[0]} is there already; choose another file, or add --force to replace it")
    try:
        for place, content in written.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    except OSError as problem:
        fail(f"{path}: {problem.strerror or problem}; choose another file")
    beside = f", with {len(exported.files)} beside it" if exported.files else ""
    typer.echo(f"{path}: the clinic's profile{beside}")


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE.toml", help="A profile; the files it names lie beside it.")],
    data_dir: DataDir = None,
) -> None:
    """Put the profile of a file in place of the clinic's; what the file does not name is as in a new clinic."""
    from chartside.services.errors import Invalid
    from chartside.services.exchange_clinic_profile import import_clinic_profile
    from chartside.services.read_clinic_profile import ProfileError, read_profile_file

    try:
        read = read_profile_file(path)
    except ProfileError as problem:
        fail(str(problem))
    clinic = open_app(data_dir)
    try:
        with clinic.work() as work:
            import_clinic_profile(work, read)
    except Invalid as problem:
        fail(f"{path}: {problem}")
    finally:
        clinic.close()
    typer.echo(f"{path}: now the clinic's profile ({read.profile.name})")
