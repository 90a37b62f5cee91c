"""The command line that a Python team would write: Typer, Pydantic and PyYAML with libyaml."""

from pathlib import Path

import typer
from model import read
from pydantic import ValidationError

app = typer.Typer()


@app.callback()
def program() -> None:
    """Carries out one-time production jobs."""


@app.command()
def validate(file: Path) -> None:
    try:
        read(file.read_bytes())
    except ValidationError as error:
        typer.echo(error, err=True)
        raise typer.Exit(65)
    typer.echo(f"{file}: valid")


if __name__ == "__main__":
    app()
