"""Which models there are, where they lie, and that nothing is fetched unasked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from congruence.cli.main import cli
from congruence.embed.loading import default_name, installed
from congruence.embed.models import KNOWN_MODELS, fetch, known_model, overview
from congruence.errors import ModelError


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty local hub cache."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    return tmp_path


def fetched(hub: Path, name: str, model: Path) -> Path:
    """Put ``model`` in the hub cache as the hub's own client would leave it."""
    folder = hub / f"models--{name.replace('/', '--')}"
    commit = "0" * 40
    (folder / "refs").mkdir(parents=True)
    (folder / "refs" / "main").write_text(commit)
    shutil.copytree(model, folder / "snapshots" / commit)
    return folder / "snapshots" / commit


def test_the_table_names_each_model_once_with_its_licence():
    names = [model.name for model in KNOWN_MODELS]
    assert len(names) == len(set(names))
    assert all(model.licence and model.name.count("/") == 1 for model in KNOWN_MODELS)
    assert known_model("clips/e5-base-trm-nl").prompt == "query: "
    assert known_model("somewhere/models/bge-m3").name == "BAAI/bge-m3"
    assert known_model("unheard/of") is None


def test_exactly_one_model_is_the_default_and_it_is_here(hub):
    defaults = [row for row in overview() if row.default]
    assert [row.name for row in defaults] == [default_name()]
    assert defaults[0].here
    assert installed("embedded")
    assert not installed("clips/e5-base-trm-nl")


def test_a_fetched_model_is_listed_found_and_used(hub, tiny_model):
    folder = fetched(hub, "clips/e5-small-trm-nl", tiny_model)
    rows = {row.name: row for row in overview()}
    assert rows["clips/e5-small-trm-nl"].here
    assert not rows["clips/e5-base-trm-nl"].here
    done = CliRunner().invoke(cli, ["models", "path", "clips/e5-small-trm-nl"])
    assert done.output.strip() == str(folder)


def test_half_a_fetched_model_is_not_here(hub, tiny_model):
    folder = fetched(hub, "clips/e5-small-trm-nl", tiny_model)
    next(folder.rglob("*.safetensors")).unlink()
    assert not {row.name: row for row in overview()}["clips/e5-small-trm-nl"].here
    done = CliRunner().invoke(cli, ["models", "path", "clips/e5-small-trm-nl"])
    assert done.exit_code == 1
    assert "niet compleet" in done.stderr
    assert "models fetch clips/e5-small-trm-nl" in done.stderr


def test_list_in_words_and_in_json(hub):
    plain = CliRunner().invoke(cli, ["models", "list"])
    assert plain.exit_code == 0
    assert f"* {default_name()}" in plain.output
    assert "niet aanwezig, 164 MB, MIT" in plain.output
    rows = json.loads(CliRunner().invoke(cli, ["models", "list", "--json"]).output)["models"]
    assert {"name", "here", "default", "licence"} <= set(rows[0])


def test_path_without_a_name_is_where_fetched_models_go(hub):
    assert CliRunner().invoke(cli, ["models", "path"]).output.strip() == str(hub)
    embedded = CliRunner().invoke(cli, ["models", "path", "embedded"]).output.strip()
    assert Path(embedded, "static.npz").is_file()


def test_fetching_without_a_network_is_one_sentence(hub):
    # The fixture of this folder refuses every connection, so this is what offline looks like.
    done = CliRunner().invoke(cli, ["models", "fetch", "clips/e5-small-trm-nl"])
    assert done.exit_code == 1
    assert "kon niet worden opgehaald" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_is_no_hub_name_is_not_tried():
    with pytest.raises(ModelError, match="zo heet geen model op de modellensite"):
        fetch("embedded")
