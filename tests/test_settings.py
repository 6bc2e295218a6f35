"""Settings: read once, wrong ones all named, every one documented."""

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import settings
from bot.clock import Slot
from bot.errors import SettingsError

ROOT = Path(__file__).parent.parent


def write(folder: Path, text: str) -> Path:
    path = folder / "config.env"
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str, **environment: str) -> settings.Settings:
    return settings.load(write(folder, text), environment)


def test_nothing_set_sends_nothing(tmp_path: Path) -> None:
    loaded = load(tmp_path, "")
    assert loaded.live is False
    assert loaded.sources == ()
    assert loaded.accounts == ()
    assert loaded.newsroom is None


def test_lists_by_name(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        "SOURCES=front,tech\nSOURCE_FRONT_URL=https://news.example/feed\n"
        "SOURCE_TECH_URL=https://news.example/tech\nSOURCE_TECH_EVERY=10\n"
        "ACCOUNTS=x_main\nACCOUNT_X_MAIN_PLATFORM=x\nACCOUNT_X_MAIN_SLOTS=12:30,08:00\n"
        "ACCOUNT_X_MAIN_ACCESS_TOKEN=s3cret\n",
    )
    assert [source.every for source in loaded.sources] == [timedelta(minutes=m) for m in (5, 10)]
    (account,) = loaded.accounts
    assert account.slots == (Slot(at=time(8)), Slot(at=time(12, 30)))
    assert account.credentials == {"access_token": "s3cret"}


@pytest.mark.parametrize(("text", "code"), [("fr", "fr"), ("FR_ca", "fr-CA"), ("de-ch", "de-CH")])
def test_a_source_may_say_its_region(tmp_path: Path, text: str, code: str) -> None:
    feed = "SOURCES=f\nSOURCE_F_URL=https://news.example/feed\nSOURCE_F_LANGUAGE="
    assert load(tmp_path, feed + text).sources[0].language == code


WEEKDAYS = [
    ("08:00", {"08:00": "0123456"}),
    ("Mon-Fri 08:00,12:30; Sat,Sun 10:00", {"08:00": "01234", "10:00": "56", "12:30": "01234"}),
    ("sat-mon 09:00", {"09:00": "056"}),
    ("Mon 09:00; Wed 09:00", {"09:00": "02"}),
]


@pytest.mark.parametrize(("text", "days"), WEEKDAYS)
def test_slots_may_be_of_some_weekdays(tmp_path: Path, text: str, days: dict[str, str]) -> None:
    account = f"ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_SLOTS={text}"
    slots = load(tmp_path, account).accounts[0].slots
    found = {f"{slot.at:%H:%M}": "".join(map(str, sorted(slot.weekdays))) for slot in slots}
    assert found == days


OPENED = [
    ("127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("10.0.0.5:80", "http://10.0.0.5:80"),
    ("0.0.0.0:8080", "http://127.0.0.1:8080"),
    ("[::]:8080", "http://[::1]:8080"),
]


@pytest.mark.parametrize(("text", "address"), OPENED)
def test_the_pages_have_an_address_that_opens(tmp_path: Path, text: str, address: str) -> None:
    assert load(tmp_path, f"LISTEN={text}").web.url == address


def test_environment_comes_first(tmp_path: Path) -> None:
    assert load(tmp_path, "LIVE=yes\nTIMEZONE=Europe/Paris\n", LIVE="no").live is False


def test_a_dollar_sign_in_a_secret_is_only_a_dollar_sign(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_ACCESS_TOKEN='a${HOME}$b#c'\n",
        HOME="/root",
    )
    assert loaded.accounts[0].credentials["access_token"] == "a${HOME}$b#c"


WRONG = [
    ("LIVE=maybe", "LIVE: 'maybe' should be yes or no"),
    ("TIMEZONE=Paris", "TIMEZONE: 'Paris' is no IANA time zone; write one as Europe/Paris"),
    ("FETCH_TIMEOUT=soon", "FETCH_TIMEOUT: 'soon' should be a number from 1 to 300"),
    ("FETCH_TIMEOUT=nan", "FETCH_TIMEOUT: 'nan' should be from 1 to 300"),
    ("FETCH_MAX_MB=9999", "FETCH_MAX_MB: '9999' should be from 0.1 to 200"),
    ("NEWSROOM=/does/not/exist", "NEWSROOM: '/does/not/exist' is no folder that exists"),
    ("SOURCES=a b", "SOURCES: 'a b' holds 'a b': a name has letters, digits and _ only"),
    ("SOURCES=a,A", "SOURCES: 'a,A' names something twice"),
    (
        "SOURCES=front",
        "SOURCE_FRONT_URL is missing: address of the feed, the news sitemap or the page",
    ),
    (
        "SOURCES=f\nSOURCE_F_URL=ftp://x",
        "SOURCE_F_URL: 'ftp://x' should be an address that starts with http:// or https://",
    ),
    (
        "SOURCES=f\nSOURCE_F_URL=https://x.example\nSOURCE_F_LANGUAGE=fr-latin",
        "SOURCE_F_LANGUAGE: 'fr-latin' should be one of fr, en, es, de, it, pt, nl, or one with "
        "its region, as fr-CA",
    ),
    ("ACCOUNTS=a", "ACCOUNT_A_PLATFORM is missing: one of: x, bluesky, mastodon, "),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_SLOTS=25:00",
        "ACCOUNT_A_SLOTS: '25:00' should be times of day, as 08:00,12:30",
    ),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_CAMPAIGN=utm_source",
        "ACCOUNT_A_CAMPAIGN: 'utm_source' should be parameters, as utm_source=x&utm_medium=social",
    ),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_CAMPAIGN=a=1&a=2",
        "ACCOUNT_A_CAMPAIGN: 'a=1&a=2' names a parameter twice",
    ),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_VARIANTS=4",
        "ACCOUNT_A_VARIANTS: '4' should be a whole number from 0 to 3",
    ),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_SLOTS=Monday 08:00",
        "ACCOUNT_A_SLOTS: 'Monday 08:00' should be times of day, as 08:00,12:30 or Mon-Fri",
    ),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_QUIET=23h-7h",
        "ACCOUNT_A_QUIET: '23h-7h' should be two times of day, as 23:00-07:00",
    ),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_QUIET=07:00-07:00",
        "begins and ends at the same time; leave it empty for no quiet hours",
    ),
    (
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_MIX=quote",
        "ACCOUNT_A_MIX: 'quote' should be names with numbers, as quote:4",
    ),
    ("SOURCES=f\nSOURCE_F_KIND=folder", "SOURCE_F_FOLDER is missing: folder that is watched"),
    ("SOURCES=f\nSOURCE_F_KIND=webhook", "SOURCE_F_SECRET is missing: secret with which calls"),
    (
        "SOURCES=f\nSOURCE_F_KIND=webhook\nSOURCE_F_SECRET=short",
        "SOURCE_F_SECRET: its value should be at least 16 characters",
    ),
    ("LISTEN=8080", "LISTEN: '8080' should be a host and a port, as 127.0.0.1:8080, or no"),
    ("DIGEST_AT=8", "DIGEST_AT: '8' should be a time of day, as 08:00"),
    (
        "HOOKS=desk\nHOOK_DESK_URL=https://a.example/\nHOOK_DESK_DECIDE=yes",
        "HOOK_DESK_DECIDE is yes, and nothing signs the links: set SECRET_KEY",
    ),
    ("ALERT_MAIL=desk", "ALERT_MAIL: 'desk' should be mail addresses, as desk@journal.example"),
    ("SMTP_URL=mail.example", "SMTP_URL: its value should be as smtp://user:password@mail"),
    ("DTAA=x", "there is no setting DTAA; did you mean DATA?"),
    ("just words", "config.env:1: not of the form NAME=value"),
    ("LIVE=no\nLIVE=yes", "config.env:2: LIVE is set twice"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_setting_is_named_with_its_mend(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert message in str(caught.value)


def test_all_wrong_settings_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, "LIVE=maybe\nTIMEZONE=Paris\nSOURCES=front")
    assert len(str(caught.value).splitlines()) == 3


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.env.*--config"):
        settings.load(tmp_path / "nowhere.env", {})


def test_a_file_of_somebody_else_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SettingsError, match=r"config\.env cannot be read; let the bot's own user"):
        settings.load(tmp_path / "config.env", environment={})


def test_secrets_are_in_no_representation(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        "DATABASE_URL=postgresql://bot:s3cret@db/bot\n"
        "ACCOUNTS=a\nACCOUNT_A_PLATFORM=x\nACCOUNT_A_ACCESS_SECRET=s3cret\n",
    )
    assert "s3cret" not in repr(loaded)


def example_names() -> list[str]:
    text = (ROOT / "config.example.env").read_text(encoding="utf-8")
    names = re.findall(r"^(?:# )?([A-Z][A-Z0-9_]*)=", text, re.MULTILINE)
    of_one = r"^(SOURCE|ACCOUNT|HOOK)_(FRONT|DESK|X_MAIN|BSKY|MASTO|TG|CHAT|LI|FB)_"
    return [re.sub(of_one, r"\1_*_", name) for name in names]


def test_the_example_shows_every_setting_and_no_other() -> None:
    assert set(example_names()) == set(settings.ROWS)


def test_the_example_shows_the_defaults() -> None:
    text = (ROOT / "config.example.env").read_text(encoding="utf-8")
    for row in settings.TABLE:
        if row.default:
            name = (
                row.name.replace("SOURCE_*", "SOURCE_FRONT")
                .replace("ACCOUNT_*", "ACCOUNT_X_MAIN")
                .replace("HOOK_*", "HOOK_DESK")
            )
            assert re.search(rf"^(# )?{name}={re.escape(row.default)}$", text, re.MULTILINE), name


def test_the_example_loads_as_it_is() -> None:
    assert settings.load(ROOT / "config.example.env", {}).live is False
