"""Everything that is run on this project: `nox` checks it, `nox -s bulletin -- PLACE PERIOD` uses it.

Arguments after `--` go to the tool of the session, for example `nox -s tests -- -k ledger`.
Sessions share environments instead of having one each: `.nox/run` is what a bulletin needs and
nothing else, `.nox/dev` adds the tools. They are installed from a lock with hashes, once; a later
run installs again only after the lock or what the project declares has changed. Installed with pip,
not uv, because pip reads the machine's own choice of package index and compiles bytecode.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
ENVIRONMENTS = ROOT / ".nox"
LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"
SHARED = {"run": (LOCK, "."), "dev": (DEV_LOCK, "."), "lab": (LOCK, ".[lab]")}
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PAPERMILL_KEYS = "metadata.papermill cell.metadata.papermill"

nox.needs_version = ">=2025.10"


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Check style, layout, the direction of imports, and that notebooks hold no outputs."""
    use(session, "dev", "ruff", "check", *session.posargs)
    use(session, "dev", "ruff", "format", "--check")
    use(session, "dev", "lint-imports")
    notebooks = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "notebooks").glob("*.ipynb"))
    use(session, "dev", "nbstripout", "--verify", "--keep-id", "--extra-keys", PAPERMILL_KEYS, *notebooks)


@nox.session(venv_backend="none")
def typing(session: nox.Session) -> None:
    """Check the types of the library, strictly."""
    use(session, "dev", "mypy", *session.posargs)


@nox.session(venv_backend="none")
def env(session: nox.Session) -> None:
    """Check that installed packages fit, and that environment.yml, pyproject.toml and locks agree."""
    use(session, "dev", "python", "-m", "pip", "check")
    use(session, "dev", "pytest", "-q", "tests/frame/test_environment.py", *session.posargs)


@nox.session(venv_backend="none")
def tests(session: nox.Session) -> None:
    """Run all tests on all cores; `nox -s tests -- -m "not slow"` leaves out whole runs."""
    use(session, "dev", "pytest", "-n", "auto", "--dist", "loadfile", *session.posargs)


@nox.session(venv_backend="none", default=False)
def bulletin(session: nox.Session) -> None:
    """Make a bulletin, the main job: `nox -s bulletin -- PLACE PERIOD`."""
    use(session, "run", "hotline", "run", *session.posargs)


@nox.session(venv_backend="none", default=False)
def hotline(session: nox.Session) -> None:
    """Run any command of the product: `nox -s hotline -- --help`."""
    use(session, "run", "hotline", *session.posargs)


@nox.session(venv_backend="none", default=False)
def lab(session: nox.Session) -> None:
    """Open JupyterLab on the section notebooks: `nox -s lab -- PLACE PERIOD`."""
    use(session, "lab", "hotline", "lab", *session.posargs)


@nox.session(venv_backend="none", default=False)
def backtest(session: nox.Session) -> None:
    """Compare with the bulletins that were printed."""
    use(session, "dev", "pytest", "tests/backtest", *session.posargs)


@nox.session(venv_backend="none", default=False)
def bench(session: nox.Session) -> None:
    """Time a whole bulletin against the plain tools."""
    use(session, "run", "python", "-m", "benchmarks.bulletin", *session.posargs)


@nox.session(venv_backend="none", default=False)
def faults(session: nox.Session) -> None:
    """Kill, fill, damage and race runs: 200 kills, or `nox -s faults -- 20`; takes a while."""
    kills, *rest = session.posargs or ["200"]
    os.environ["HOTLINE_KILLS"] = kills
    use(session, "dev", "pytest", "-n0", "tests/faults", *rest)


@nox.session(venv_backend="none", default=False)
def schema(session: nox.Session) -> None:
    """Write what follows from the models: the JSON Schemas and docs/methods/rule-settings.md."""
    use(session, "run", "python", "-m", "hotline_lib.ingest.schema", *session.posargs)
    use(session, "run", "python", "-m", "hotline_lib.ingest.settings_page")


@nox.session(venv_backend="none", default=False)
def coverage(session: nox.Session) -> None:
    """Write docs/coverage.md: what of every printed bulletin is computed, reproduced, found wrong."""
    use(session, "run", "python", "-m", "hotline_lib.run.audit.coverage_page", *session.posargs)


@nox.session(venv_backend="none", default=False)
def gallery(session: nox.Session) -> None:
    """Draw every bulletin's pages into docs/gallery/; `-- --docx --to FOLDER` adds those of Word."""
    use(session, "dev", "python", "docs/gallery/build_gallery.py", *session.posargs)


@nox.session(default=False, reuse_venv=True)
def fonts(session: nox.Session) -> None:
    """Compare the fonts with their checksums; `nox -s fonts -- FOLDER` builds them."""
    session.install(*PROJECT["project"]["optional-dependencies"]["fonts"])
    session.run("python", "fonts/build_fonts.py", *(session.posargs or ["--check"]))


@nox.session(default=False, reuse_venv=True)
def lock(session: nox.Session) -> None:
    """Resolve the locks for every platform; `nox -s lock -- --upgrade` takes newer versions."""
    session.install("uv")
    backend = Path(session.create_tmp(), "build-backend.in")
    backend.write_text("\n".join(PROJECT["build-system"]["requires"]), encoding="utf-8")
    python = PROJECT["project"]["requires-python"].removeprefix(">=")
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", python]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]
    command += [*session.posargs, "pyproject.toml", str(backend)]
    session.run(*command, "--output-file", LOCK)
    session.run(*command, "--extra", "dev", "--constraint", LOCK, "--output-file", DEV_LOCK)


def use(session: nox.Session, environment: str, program: str, *arguments: str) -> None:
    """Run a program of a shared environment, which is installed first if need be."""
    folder = installed(session, environment)
    path = os.pathsep.join([str(programs(folder)), os.environ.get("PATH", "")])
    settings = {"VIRTUAL_ENV": str(folder), "PATH": path}
    session.run(str(programs(folder) / program), *arguments, env=settings, external=True)


def installed(session: nox.Session, environment: str) -> Path:
    """The folder of a shared environment that holds what its lock says, and this project."""
    lock_file, project = SHARED[environment]
    folder = ENVIRONMENTS / environment
    stamp, wanted = folder / "installed.txt", fingerprint(lock_file)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return folder
    session.log(f"首次运行或依赖有变，正在安装到 .nox/{environment}，约需一分钟……")
    shutil.rmtree(folder, ignore_errors=True)
    python = str(programs(folder) / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install"]
    # The lock holds the build backend and all dependencies, so only an extra is still to be fetched.
    for command in (
        [sys.executable, "-m", "virtualenv", str(folder)],
        [*pip, "--require-hashes", "--requirement", lock_file],
        [*pip, "--no-build-isolation", "--editable", project],
        [python, "-m", "compileall", "-q", "hotline_lib"],
        [python, "-m", "hotline_lib.run.compiled_pages"],
    ):
        session.run(*command, external=True, silent=True)  # what it printed is shown if it fails
    stamp.write_text(wanted, encoding="utf-8")
    return folder


def fingerprint(lock_file: str) -> str:
    """What an installation depends on: the lock, what the project declares, and the interpreter."""
    declared = repr([PROJECT["build-system"], PROJECT["project"]])
    parts = [sys.version, declared, (ROOT / lock_file).read_text(encoding="utf-8")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def programs(folder: Path) -> Path:
    """Where an environment keeps its programs."""
    return folder / ("Scripts" if os.name == "nt" else "bin")
