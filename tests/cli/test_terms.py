"""``terms`` and ``passages`` as a user runs them."""

from __future__ import annotations

import json

PAPER = "# Nota\n\nWij maken bezwaar tegen de term ‘nabijheid’. Het team moet dat weten.\n"


def write(tmp_path, name="nota.md", text=PAPER):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dossier_is_written_and_summed_up(run, tmp_path):
    paper = write(tmp_path)
    result = run("terms", paper, "--term", "nabijheid", "--term", "regie", "--out", "uit", "--memo")
    assert result.exit_code == 0, result.output
    assert "1 vindplaats in 1 document" in result.stdout
    assert "niet gebruikt" in result.stdout
    assert (tmp_path / "uit" / "reactiememo.docx").is_file()


def test_json_is_all_there_is_on_standard_output(run, tmp_path):
    result = run("terms", write(tmp_path), "--term", "nabijheid", "--json", "--discover")
    made = json.loads(result.stdout)
    assert made["terms"][0]["occurrences"][0]["line"] == 3


def test_discover_needs_no_terms(run, tmp_path):
    result = run("terms", write(tmp_path), "--discover", "--json")
    assert [item["term"] for item in json.loads(result.stdout)["candidates"]] == ["nabijheid"]


def test_a_term_file_is_used(run, tmp_path):
    terms = write(tmp_path, "t.toml", '[[term]]\nterm = "nabij zijn"\naliases = ["nabijheid"]\n')
    result = run("terms", write(tmp_path), "--terms", terms, "--json")
    (use,) = json.loads(result.stdout)["terms"][0]["occurrences"]
    assert use["class"] == "alias"


def test_without_terms_the_user_hears_what_to_give(run, tmp_path):
    result = run("terms", write(tmp_path))
    assert result.exit_code == 2
    assert "--discover" in result.stderr


def test_a_bad_term_is_explained_in_one_sentence(run, tmp_path):
    result = run("terms", write(tmp_path), "--term", "veilig.*")
    assert result.exit_code == 1
    assert "zoekpatroon" in result.stderr and "Traceback" not in result.stderr


def test_passages_are_listed_and_counted(run, tmp_path):
    result = run("passages", write(tmp_path), "--kind", "norms", "--out", "uit")
    assert result.exit_code == 0, result.output
    assert "verplichting" in result.stdout and "2 passages in totaal" in result.stdout
    made = run("passages", write(tmp_path), "--kind", "objections", "--json")
    assert json.loads(made.stdout)["passages"][0]["target"] == "nabijheid"


def test_two_documents_with_one_id_are_refused(run, tmp_path):
    (tmp_path / "a").mkdir()
    first, second = write(tmp_path), write(tmp_path / "a", text="# Anders\n\nIets anders.\n")
    result = run("passages", first, second, "--kind", "norms")
    assert result.exit_code == 1
    assert "dezelfde id" in result.stderr
