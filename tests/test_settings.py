"""What the environment says is read once, with its defaults, and what it cannot mean is refused with what to do."""

from __future__ import annotations

import pytest

from sayso.errors import InputError
from sayso.settings import VARIABLES, Endpoint, Settings, read_settings

URL, MODEL = {"SAYSO_LLM_URL": "http://localhost:8080/v1"}, {"SAYSO_LLM_MODEL": "home-7b"}


def test_an_empty_environment_gives_the_defaults_and_asks_no_model() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({}).endpoint is None
    assert read_settings({variable.name: "" for variable in VARIABLES}) == Settings()


def test_a_model_is_asked_only_where_an_endpoint_is_named() -> None:
    assert read_settings({**MODEL, "SAYSO_LLM_KEY": "k"}).endpoint is None
    assert read_settings({**URL, **MODEL}).endpoint == Endpoint(url=URL["SAYSO_LLM_URL"], model="home-7b")


def test_an_endpoint_has_a_key_and_a_time_that_it_may_take() -> None:
    endpoint = read_settings({**URL, **MODEL, "SAYSO_LLM_KEY": "sk-secret\n", "SAYSO_LLM_TIMEOUT": "2.5"}).endpoint
    assert endpoint is not None
    assert (endpoint.key, endpoint.timeout) == ("sk-secret", 2.5)
    assert "secret" not in repr(endpoint)


@pytest.mark.parametrize(
    "environment",
    [
        URL,
        {**URL, "SAYSO_LLM_MODEL": "two\nlines"},
        {**MODEL, "SAYSO_LLM_URL": "localhost:8080"},
        {**MODEL, "SAYSO_LLM_URL": "ftp://localhost/v1"},
        {**MODEL, "SAYSO_LLM_URL": "file:///etc/passwd"},
        {**MODEL, "SAYSO_LLM_URL": "http://"},
        {**MODEL, "SAYSO_LLM_URL": "http://localhost:99999/v1"},
        {**MODEL, "SAYSO_LLM_URL": "http://me:password@localhost/v1"},
        {**MODEL, "SAYSO_LLM_URL": "http://localhost/v1?key=secret"},
        {**MODEL, "SAYSO_LLM_URL": "http://local host/v1"},
        {**URL, **MODEL, "SAYSO_LLM_KEY": "a\r\nHost: elsewhere"},
        {**URL, **MODEL, "SAYSO_LLM_TIMEOUT": "0"},
        {**URL, **MODEL, "SAYSO_LLM_TIMEOUT": "soon"},
    ],
)
def test_an_endpoint_that_cannot_be_meant_is_refused_and_no_secret_is_repeated(environment: dict[str, str]) -> None:
    with pytest.raises(InputError, match="SAYSO_LLM") as told:
        read_settings(environment)
    assert told.value.advice
    assert "password" not in told.value.what
    assert "secret" not in str(told.value)
