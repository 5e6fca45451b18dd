"""Every typed error survives the JSON of the result back end."""

import json
import pickle

import pytest

from backend.errors import error_classes
from backend.tasks import celery_app
from vitae.domain.errors import VitaeError


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: str(kind.code))
def test_an_error_comes_back_as_itself(kind: type[VitaeError]) -> None:
    stored = json.dumps(celery_app.backend.prepare_exception(kind("What is wrong: “ü”."), "json"))

    returned = celery_app.backend.exception_to_python(json.loads(stored))

    assert type(returned) is kind
    assert isinstance(returned, VitaeError)
    assert (returned.detail, returned.code) == ("What is wrong: “ü”.", kind.code)


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: str(kind.code))
def test_an_error_passes_the_pipe_from_child_to_parent(kind: type[VitaeError]) -> None:
    returned = pickle.loads(pickle.dumps(kind("What is wrong.")))  # noqa: S301  # our own bytes

    assert (type(returned), returned.detail) == (kind, "What is wrong.")
