"""A real PostgreSQL for the tests: found, or installed from Debian's packages, and started on a free port."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_USER = "rasidtest"  # PostgreSQL refuses to run as root


@contextmanager
def server() -> Iterator[str]:
    """The address of a server with an empty database; skips the test where none can be had."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="rasid-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        if subprocess.run(["id", _USER], capture_output=True, check=False).returncode:
            subprocess.run(["useradd", "--system", "--no-create-home", _USER], check=True, capture_output=True)
        shutil.chown(folder, _USER)
        as_user = ["runuser", "-u", _USER, "--"]
    port = _free_port()
    data = folder / "data"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

    def tool(name: str, *args: str) -> None:
        done = subprocess.run(
            [*as_user, str(binaries / name), *args], cwd=folder, text=True, check=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    tool("initdb", "-D", str(data), "-U", _USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
    tool("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://{_USER}:secret@127.0.0.1:{port}/postgres"
    finally:
        tool("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = _installed()
    if found:
        return found
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        pytest.skip("no PostgreSQL here, and no way to install it (apt-get as root)")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "postgresql"]):
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode and command[1] == "install":
            pytest.skip(f"PostgreSQL can't be installed: {done.stderr.strip().splitlines()[-1:]}")
    found = _installed()
    if found is None:
        pytest.skip("Debian's package brought no server")
    return found


def _installed() -> Path | None:
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    if candidates:
        return candidates[-1].parent
    found = shutil.which("pg_ctl")
    return Path(found).resolve().parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
