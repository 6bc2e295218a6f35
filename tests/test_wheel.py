"""The installed wheel does the whole job away from the checkout."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_demo_runs_from_an_installed_wheel(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    flags = ["--no-deps", "--no-build-isolation", "--no-index", "--no-compile"]
    subprocess.run([*pip, *flags, "--target", str(site), str(ROOT)], check=True)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site), "LANG": "C.UTF-8"}

    def run(*words: str) -> str:
        return subprocess.run(
            [sys.executable, *words],
            cwd=elsewhere,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout

    assert run("-c", "import bot; print(bot.__file__)").startswith(str(site))
    said = run("-m", "bot", "demo")
    assert "index.html" in said
    assert said.rstrip().endswith("run --demo")
    (index,) = elsewhere.rglob("index.html")
    assert "Non merci" in index.read_text(encoding="utf-8")
