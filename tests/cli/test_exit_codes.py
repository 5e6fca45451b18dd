import pytest

from backend.cli.exit_codes import ExitCode, exit_code_of, overall
from backend.errors import error_classes
from vitae.domain.errors import VitaeError


@pytest.mark.parametrize("error", error_classes(), ids=lambda error: error.code)
def test_every_error_has_an_exit_status_of_its_own_or_of_its_family(error: type[VitaeError]) -> None:
    assert exit_code_of(error) is not ExitCode.COMPLETE


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([ExitCode.COMPLETE, ExitCode.COMPLETE], ExitCode.COMPLETE),
        ([ExitCode.COMPLETE, ExitCode.ALL_FAILED], ExitCode.SOME_FAILED),
        ([ExitCode.SOME_FAILED], ExitCode.SOME_FAILED),
        ([ExitCode.ALL_FAILED, ExitCode.ALL_FAILED], ExitCode.ALL_FAILED),
        ([ExitCode.ALL_FAILED, ExitCode.SOME_FAILED], ExitCode.SOME_FAILED),
    ],
)
def test_a_run_over_several_files_is_complete_partly_failed_or_failed(
    statuses: list[ExitCode], expected: ExitCode
) -> None:
    assert overall(statuses) is expected
