"""Settings: read from the environment and secret files, wrong ones refused by name."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from ytefas.assembly.stored import Bounds
from ytefas.settings import SettingError, Settings, limits_of, load

ROOT = Path(__file__).parent.parent


def test_every_setting_stands_in_the_example_and_no_other() -> None:
    example = (ROOT / "deploy/env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#?YTEFAS_([A-Z_]+)=", example, re.MULTILINE))
    assert named == {setting.name.upper() for setting in fields(Settings)}


def test_every_limit_stands_in_the_example_with_its_default() -> None:
    example = (ROOT / "deploy/env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^#   ([a-z_.]+)=(\S+)$", example, re.MULTILINE))
    bounds = Bounds()
    families = [limits_of(one.name, getattr(bounds, one.name)) for one in fields(bounds)]
    known = {name: value for family in families for name, value in family}
    assert shown.keys() == known.keys()
    for name, value in known.items():
        expected = value.total_seconds() if isinstance(value, timedelta) else value
        assert float(shown[name]) == expected, name


def test_limits_change_what_they_name_and_nothing_else() -> None:
    text = (
        "wire.calls=7, login.idle=60\n sessions.per_user = 2,store.pool_share=0.5,, web.max_body=9"
    )
    bounds = Bounds.of(load({"YTEFAS_LIMITS": text}))
    plain = Bounds()
    assert bounds == Bounds(
        wire=replace(plain.wire, calls=7),
        login=replace(plain.login, idle=timedelta(minutes=1)),
        sessions=replace(plain.sessions, per_user=2),
        store=replace(plain.store, pool_share=0.5),
        web=replace(plain.web, max_body=9),
    )
    assert Bounds.of(Settings()) == plain


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("wire.cals=7", "there is no limit wire.cals"),
        ("wires.calls=7", "there is no limit wires.calls"),
        ("calls=7", "there is no limit calls"),
        ("sessions.grace=7", "there is no limit sessions.grace"),  # has a setting of its own
        ("store.application_filters=0", "there is no limit store.application_filters"),
        ("wire.calls", "made of family.name=number, not 'wire.calls'"),
        ("wire.calls=many", "wire.calls must be a whole number above 0, not 'many'"),
        ("wire.calls=1.5", "wire.calls must be a whole number"),
        ("wire.calls=0", "wire.calls must be a whole number"),
        ("wire.calls_seconds=inf", "wire.calls_seconds must be a number above 0"),
        ("login.idle=-1", "login.idle must be a number above 0"),
    ],
)
def test_a_limit_that_is_none_is_refused_by_name(text: str, sentence: str) -> None:
    with pytest.raises(SettingError, match=re.escape(sentence)):
        Bounds.of(Settings(limits=text))


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
