"""environment.yml, pyproject.toml and the locks say the same, and the locks name no server."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
CONDA_NAMES = {"typst-py": "typst", "playwright-python": "playwright"}
LAB_ONLY = {"jupyter", "jupyterlab", "notebook", "seaborn"}
MAIN_LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def bounds(lines: list[str]) -> dict[str, str]:
    """Bounds by name, in one spelling. Each name may be asked for once."""
    read = [Requirement(line) for line in lines]
    found = {canonicalize_name(r.name): str(r.specifier) for r in read}
    assert len(found) == len(read), "a package is named twice"
    return found


def asked_for(*extras: str) -> dict[str, str]:
    """What pyproject.toml asks for: to build, to run, and for some extras."""
    read = pyproject()
    found = bounds(read["build-system"]["requires"]) | bounds(read["project"]["dependencies"])
    for extra in extras:
        found |= bounds(read["project"]["optional-dependencies"][extra])
    return found


def locked(lock: str) -> list[tuple[Requirement, list[str]]]:
    """The pins of a lock, each with its hashes. A line of any other form is refused."""
    pins: list[tuple[Requirement, list[str]]] = []
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        text = line.removesuffix("\\").strip()
        if text.startswith("--hash="):
            pins[-1][1].append(text.removeprefix("--hash="))
        else:
            pins.append((Requirement(text), []))
    return pins


def versions(lock: str) -> dict[str, set[tuple[str, str]]]:
    """The versions of each package in a lock, with the platforms that each is for."""
    found: dict[str, set[tuple[str, str]]] = {}
    for pin, _ in locked(lock):
        (one,) = pin.specifier
        found.setdefault(canonicalize_name(pin.name), set()).add((one.version, str(pin.marker or "")))
    return found


def test_conda_environment_lists_what_pyproject_asks_for_and_nothing_else() -> None:
    read = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [one for one in read["dependencies"] if isinstance(one, str)]
    (from_pip,) = [one["pip"] for one in read["dependencies"] if isinstance(one, dict)]
    listed = bounds([*conda, *from_pip])
    assert listed.pop("python") == pyproject()["project"]["requires-python"]
    assert listed.pop("pip") == ""
    renamed = {CONDA_NAMES.get(name, name): bound for name, bound in listed.items()}
    assert renamed == asked_for("lab", "dev")


def test_every_dependency_has_a_lower_bound_or_a_pin() -> None:
    everything = asked_for("lab", "dev", "fonts")
    assert [name for name, bound in everything.items() if not bound.startswith((">=", "=="))] == []


@pytest.mark.parametrize(("lock", "extras"), [(MAIN_LOCK, ()), (DEV_LOCK, ("dev",))])
def test_locks_satisfy_pyproject(lock: str, extras: tuple[str, ...]) -> None:
    have = versions(lock)
    for name, bound in asked_for(*extras).items():
        wanted = Requirement(f"{name}{bound}").specifier
        assert have.get(name), f"{lock} lacks {name}; run nox -s lock"
        unfit = [version for version, _ in have[name] if version not in wanted]
        assert unfit == [], f"{lock} has {name} {unfit}, wanted {wanted}; run nox -s lock"


@pytest.mark.parametrize("lock", [MAIN_LOCK, DEV_LOCK])
def test_every_locked_package_is_pinned_with_sha256(lock: str) -> None:
    pins = locked(lock)
    assert len(pins) > 50
    for pin, hashes in pins:
        assert [one.operator for one in pin.specifier] == ["=="], pin
        assert pin.url is None
        assert hashes, f"{pin} has no hash"
        assert [h for h in hashes if not re.fullmatch(r"sha256:[0-9a-f]{64}", h)] == []


@pytest.mark.parametrize("lock", [MAIN_LOCK, DEV_LOCK])
def test_locks_name_no_server_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert (
        re.findall(r".*(?://|file:|--index|--find-links|--extra-index|\.(?:org|com|cn|io)\b).*", text) == []
    )


def test_both_locks_agree() -> None:
    """On the version; for which platforms a package is wanted may differ with what wants it."""
    main, dev = versions(MAIN_LOCK), versions(DEV_LOCK)
    numbers = {name: {number for number, _ in pins} for name, pins in dev.items()}
    assert {name: numbers.get(name) for name in main} == {
        name: {number for number, _ in pins} for name, pins in main.items()
    }


def test_the_run_environment_is_lean() -> None:
    assert LAB_ONLY & set(versions(MAIN_LOCK)) == set()


def test_importing_the_lean_environment_needs_no_slow_grammar() -> None:
    """`rfc3987-syntax` compiles a grammar for over a second at each start; only Jupyter's server needs it."""
    assert "rfc3987-syntax" not in versions(MAIN_LOCK) | versions(DEV_LOCK)
