"""The image and the compose file, followed step by step as far as a machine without Docker allows.

The instructions are taken one after the other in a folder that stands for the image's root, with
the files that Docker would copy and no others. What the base image brings is the environment of the
tests; its packages take the place of the index.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from sqlalchemy import make_url

from bot import settings
from tests.sources.server import free_port

ROOT = Path(__file__).parent.parent
DOCKERFILE = ROOT / "deploy/Dockerfile"
COMPOSE = ROOT / "deploy/compose.yaml"
NOBODY = 10001
SECONDS = 60
PRELUDE = """
set -eu
useradd() { :; }
python() {
    "$PYTHON" "$@"
    cd "$ROOT"/venv/lib/python*/site-packages && echo "$PACKAGES" > base.pth
}
"""
# An account, without which there is nothing to run.
OWN = {"ACCOUNTS": "chat", "ACCOUNT_CHAT_PLATFORM": "discord", "NEWSROOM": ""}


def instructions() -> list[tuple[str, str]]:
    """The instructions, each on one line, in order."""
    text = re.sub(r"\\\n\s*", " ", DOCKERFILE.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def last(name: str) -> str:
    """What the last instruction of a name says: that of the image."""
    return [rest for word, rest in instructions() if word == name][-1]


def is_left_out(path: str) -> bool:
    """Whether a path is named in .dockerignore, or lies in a folder that is."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    above = [path, *map(str, Path(path).parents)]
    return any(
        fnmatch(Path(each).name, rule[3:]) if rule.startswith("**/") else fnmatch(each, rule)
        for each in above
        for rule in rules
    )


class Image:
    """A folder in which instructions are obeyed; both stages share it, as names differ."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment: dict[str, str] = {}
        self.user = "root"

    def here(self, text: str) -> str:
        """``text`` with the image's own folders in this one, and its user by number."""
        moved = re.sub(r"(?<![\w./])/(venv|source|data|backups)\b", rf"{self.root}/\1", text)
        owner = NOBODY if os.geteuid() == 0 else os.geteuid()
        return re.sub(r"(--owner|--group)=bot", rf"\1={owner}", moved)

    def build(self) -> None:
        """Obey every instruction."""
        for word, rest in instructions():
            match word:
                case "COPY" if rest.startswith("--from"):
                    assert Path(self.here(rest.split()[1])).is_dir()
                case "COPY":
                    self._copy(*rest.split())
                case "RUN":
                    self._run(rest)
                case "ENV":
                    pairs = (pair.partition("=") for pair in shlex.split(rest))
                    self.environment |= {name: self.here(value) for name, _, value in pairs}
                case "USER":
                    self.user = rest
                case _:
                    pass

    def _copy(self, source: str, target: str) -> None:
        assert (ROOT / source).exists()
        told = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        for path in told.stdout.splitlines():
            if not is_left_out(path) and (ROOT / path).is_file():
                place = Path(self.here(target)) / path
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / path, place)

    def _run(self, command: str) -> None:
        if "pip install" in command:
            # Of what the base image has, only the project itself is installed anew.
            quietly = "--no-index --no-build-isolation --no-deps --disable-pip-version-check"
            command = command.replace("pip install", f"pip install {quietly} --no-compile")
        packages = sysconfig.get_path("purelib")
        done = subprocess.run(
            ["/bin/bash", "-c", PRELUDE + self.here(command)],
            env={"PATH": os.environ["PATH"], "PYTHON": sys.executable, "PACKAGES": packages,
                 "ROOT": str(self.root)},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def as_its_user(self, command: list[str]) -> list[str]:
        """A command as the image's user, who may read all that the base image has."""
        if os.geteuid() != 0 or not shutil.which("setpriv"):
            return command
        ids = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs"]
        caps = [f"--{kind}=-all,+dac_read_search" for kind in ("inh-caps", "ambient-caps")]
        return ["setpriv", *ids, *caps, *command]


@pytest.fixture
def image() -> Iterator[Image]:
    with TemporaryDirectory(prefix="image-") as folder:
        Path(folder).chmod(0o755)
        made = Image(Path(folder))
        made.build()
        yield made


@pytest.mark.skipif(not os.environ.get("CI"), reason="the image is made where CI is set")
def test_the_image_runs_as_nobody_and_its_healthcheck_passes(image: Image) -> None:
    assert image.user not in ("root", "0")
    port = str(free_port())
    environment = {**image.environment, **OWN, "LANG": "C.UTF-8"}
    environment["PATH"] = f"{image.root}/venv/bin:/usr/bin:/bin"
    environment["LISTEN"] = environment["LISTEN"].replace("0.0.0.0:8080", f"127.0.0.1:{port}")
    command = [*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD"))]
    with subprocess.Popen(
        image.as_its_user(command), env=environment, cwd=environment["DATA"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as service:  # fmt: skip
        try:
            assert service.stdout
            assert "watching" in service.stdout.readline(), service.communicate()[1]
            assert _user_of(service.pid) == (NOBODY if os.geteuid() == 0 else os.geteuid())
            check = json.loads(last("HEALTHCHECK").partition("CMD")[2].replace("8080", port))
            healthy = subprocess.run(
                image.as_its_user(check), env=environment, timeout=SECONDS, check=False
            )
            assert healthy.returncode == 0
        finally:
            service.send_signal(getattr(signal, last("STOPSIGNAL")))
            said, errors = service.communicate(timeout=SECONDS)
    assert (service.returncode, errors) == (0, ""), said
    assert (image.root / "data/bot.sqlite").is_file()


def _user_of(process: int) -> int:
    return Path(f"/proc/{process}").stat().st_uid


def test_the_image_has_what_it_installs_and_no_secret() -> None:
    assert not is_left_out("pyproject.toml")
    assert not is_left_out("requirements.lock")
    assert not is_left_out("bot/fonts.py")
    secret = ("config.env", "settings/config.env", "deploy/.env", "data/bot.sqlite")
    for path in (*secret, "newsroom/brand.css", ".git/config", ".venv/bin/python"):
        assert is_left_out(path), path
    assert last("USER") == "bot"
    assert set(json.loads(last("VOLUME"))) == {"/data", "/backups"}


def test_all_that_the_image_installs_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = (*project["dependencies"], *project["optional-dependencies"]["postgres"])
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").split()
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in lines}
    names = (re.match(r"[\w.-]+", each) for each in asked)
    assert {re.sub(r"[-_.]+", "-", name.group()).lower() for name in names if name} <= pinned


def compose() -> dict[str, dict[str, dict[str, object]]]:
    """The compose file, with a password."""
    text = COMPOSE.read_text(encoding="utf-8")
    filled = re.sub(r"\$\{POSTGRES_PASSWORD[^}]*\}", "a-password", text)
    assert "$" not in filled
    made: dict[str, dict[str, dict[str, object]]] = yaml.safe_load(filled)
    return made


def environment_of(service: Mapping[str, object]) -> dict[str, str]:
    """What a service is given."""
    given = service["environment"]
    assert isinstance(given, dict)
    return {name: str(value) for name, value in given.items()}


def test_the_services_settings_are_settings_of_the_bot() -> None:
    given = environment_of(compose()["services"]["bot"])
    assert set(given) <= set(settings.ROWS)
    made = settings.of({**given, **OWN})
    assert made.listen == ("0.0.0.0", 8080)
    assert str(made.data) == "/data"


def test_the_bot_reaches_the_database_of_the_other_service() -> None:
    services = compose()["services"]
    url = make_url(environment_of(services["bot"])["DATABASE_URL"])
    other = environment_of(services["database"])
    assert url.host in services
    assert (url.username, url.password, url.database) == (
        other["POSTGRES_USER"], other["POSTGRES_PASSWORD"], other["POSTGRES_DB"],
    )  # fmt: skip
    assert services["bot"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "healthcheck" in services["database"]


def test_the_service_is_shut_in_and_keeps_what_it_writes() -> None:
    bot, made = compose()["services"]["bot"], compose()
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    mounted = [each.split(":") for each in bot["volumes"]]  # type: ignore[attr-defined]
    given = environment_of(bot)
    folders = {given["DATA"], given["BACKUPS"], given["NEWSROOM"], bot["working_dir"]}
    assert folders == {each[1] for each in mounted}
    assert set(made["volumes"]) == {
        "database",
        *(each[0] for each in mounted if "/" not in each[0]),
    }
    assert bot["ports"] == ["127.0.0.1:8080:8080"]
    assert last("EXPOSE") == "8080"
    assert int(str(bot["stop_grace_period"]).removesuffix("s")) > 10
    build = bot["build"]
    assert isinstance(build, dict)
    assert (COMPOSE.parent / build["context"] / build["dockerfile"]).samefile(DOCKERFILE)


def test_the_services_settings_are_read_again_and_in_no_environment() -> None:
    """What is mounted is the folder: a mounted file stays the old one when another takes its place.

    Docker fills in ``$`` in an env_file, shows it to whoever may inspect, and reads it once.
    """
    bot = compose()["services"]["bot"]
    assert "env_file" not in bot
    assert f"../settings:{bot['working_dir']}:ro" in bot["volumes"]  # type: ignore[operator]
    assert bot["init"] is True  # a first process without one takes no SIGTERM while it starts


def test_the_page_says_where_the_services_settings_are(tmp_path: Path) -> None:
    page = (ROOT / "docs/how-to/server.md").read_text(encoding="utf-8")
    written, begun, again = re.findall(
        r"```sh\n(.*?)```", page.partition("## With con")[2], re.DOTALL
    )
    shutil.copy(ROOT / "config.example.env", tmp_path)
    (tmp_path / "deploy").mkdir()
    stubs = "sudo() { :; }; openssl() { echo 0a1b; }; set -e\n"
    subprocess.run(["/bin/bash", "-c", stubs + written], cwd=tmp_path, check=True, timeout=SECONDS)
    file = tmp_path / "settings/config.env"
    assert file.stat().st_mode & 0o077 == 0
    assert settings.load(file, environment=OWN).accounts
    assert (tmp_path / "deploy/.env").read_text("utf-8") == "POSTGRES_PASSWORD=0a1b\n"
    assert f"sudo chown {NOBODY} " in written
    assert f"--uid {NOBODY} " in DOCKERFILE.read_text(encoding="utf-8")
    named = re.findall(r"docker compose -f (\S+) (?:exec|kill -s HUP) (\w+)", begun + again)
    assert set(named) == {("deploy/compose.yaml", "bot")}
