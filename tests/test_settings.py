"""Settings: read from the environment and secret files, wrong ones refused by name."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ytefas.settings import SettingError, Settings, load

ROOT = Path(__file__).parent.parent


def test_every_setting_stands_in_the_example_and_no_other() -> None:
    example = (ROOT / "deploy/env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#?YTEFAS_([A-Z_]+)=", example, re.MULTILINE))
    assert named == {setting.name.upper() for setting in fields(Settings)}


def test_flags_win_over_the_environment() -> None:
    settings = load({"YTEFAS_PORT": "9000", "YTEFAS_HOST": "::1"}, port=9001, host=None)
    assert (settings.port, settings.host) == (9001, "::1")


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://u:p@db/y\n")
    assert load({"YTEFAS_DATABASE_URL_FILE": str(secret)}).database_url == "postgresql://u:p@db/y"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"YTEFAS_PORT": "many"}, "YTEFAS_PORT must be a number"),
        ({"YTEFAS_INSECURE_HTTP": "perhaps"}, "YTEFAS_INSECURE_HTTP must be yes or no"),
        ({"YTEFAS_PROT": "9000"}, "unknown settings in the environment: YTEFAS_PROT"),
        ({"YTEFAS_DATABASE_URL_FILE": "/does/not/exist"}, "cannot be read"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        load(environment)
