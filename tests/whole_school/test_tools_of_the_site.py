"""`trailblazer review-tools` says which tools there are, and proves one whole."""

from typer.testing import CliRunner

from tests.spec.test_review_tools import TOOL
from trailblazer.whole_school.commands import about
from trailblazer.whole_school.tools import known_tools


def test_tools_of_the_site_are_used_and_a_faulty_file_is_said(settings, tmp_path):
    settings.REVIEW_TOOLS = tmp_path
    good, bad = tmp_path / "osat.toml", tmp_path / "odd.toml"
    good.write_text(TOOL)
    bad.write_text(TOOL.replace("osat", "odd").replace('"Yes"', '""'))
    assert "osat" in known_tools().by_id
    run = CliRunner().invoke
    assert "2 items, 1 areas" in run(about, ["list"]).output
    assert run(about, ["check", str(good)]).exit_code == 0
    for asked in (["check", str(bad)], ["check"]):
        said = run(about, asked)
        assert said.exit_code == 1
        assert "odd.toml: a level has no name" in said.output
