"""Sentence models: which are known to be good for Dutch, which are on this machine, fetching.

Nothing here touches the network except `fetch`, and that only when a user asks for it by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from congruence.errors import ModelError
from congruence.messages import N_, _

EMBEDDED = ("embedded", "embedded-context")
_EMBEDDED_DIR = Path(__file__).resolve().parents[1] / "data" / "model"
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin", "*.onnx", "openvino_model.xml")


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A published sentence-transformers model that was measured on Dutch.

    Attributes:
        name: on the Hugging Face hub.
        parameters: millions of weights; four bytes each is about what a fetch costs.
        licence: as published.
        prompt: put before every text, on both sides; a model without it answers worse.
        stsb, sick: Spearman on the test parts of STSb-nl and SICK-NL.
        note: what a user should know (an English source string), or empty.
    """

    name: str
    parameters: int
    licence: str
    prompt: str
    stsb: float
    sick: float
    note: str = ""

    @property
    def megabytes(self) -> int:
        """About how much is fetched."""
        return self.parameters * 4


KNOWN_MODELS: tuple[KnownModel, ...] = (
    KnownModel("clips/e5-small-trm-nl", 41, "MIT", "query: ", 0.770, 0.722),
    KnownModel("clips/e5-base-trm-nl", 124, "MIT", "query: ", 0.779, 0.737),
    KnownModel("intfloat/multilingual-e5-large", 560, "MIT", "query: ", 0.808, 0.769),
    KnownModel("BAAI/bge-m3", 568, "MIT", "", 0.798, 0.763, N_("reads long paragraphs whole")),
    KnownModel(
        "google/embeddinggemma-300m",
        308,
        "Gemma",
        "task: sentence similarity | query: ",
        0.826,
        0.770,
        N_("only after accepting its terms on the hub"),
    ),
    KnownModel(
        "Qwen/Qwen3-Embedding-4B",
        4000,
        "Apache-2.0",
        "Instruct: Retrieve semantically similar text\nQuery: ",
        0.888,
        0.829,
        N_("needs a graphics card"),
    ),
    KnownModel(
        "sentence-transformers/static-similarity-mrl-multilingual-v1",
        108,
        "Apache-2.0",
        "",
        0.684,
        0.607,
    ),
    KnownModel(
        "sentence-transformers/all-MiniLM-L6-v2",
        23,
        "Apache-2.0",
        "",
        0.555,
        0.527,
        N_("English only: do not use on Dutch"),
    ),
)


_EMBEDDED_NOTES = (
    N_("static, ships with congruence"),
    N_("reads words in context, ships with congruence, needs congruence[context]"),
)


def known_model(name: str) -> KnownModel | None:
    """Find the entry for ``name``; a folder that ends in a known name counts too."""
    parts = name.replace("\\", "/").rstrip("/").split("/")
    tails = {"/".join(parts[-2:]), parts[-1]}
    for model in KNOWN_MODELS:
        if model.name in tails or model.name.split("/")[1] in tails:
            return model
    return None


def model_path(name: str) -> Path:
    """Find the folder of the model ``name``: a folder as it is, else the local hub cache.

    Raises:
        ModelError: when it is not on this machine, or only half of it.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        _check_complete(folder)
        return folder
    if name.count("/") != 1 or name.startswith((".", "/", "~")) or "\\" in name:
        raise ModelError(
            _("there is no model or model folder of this name"),
            file=name,
            remedy=_("see which there are with: congruence models list"),
        )
    cached = _cached_snapshot(name)
    if cached is None:
        raise ModelError(
            _("the model is not on this machine"),
            file=name,
            remedy=_("fetch it once with: congruence models fetch {name}").format(name=name),
        )
    _check_complete(cached, name)
    return cached


def fetch(name: str) -> Path:
    """Download ``name`` from the Hugging Face hub; the only use of the network there is.

    Raises:
        ModelError: when the extra is missing, the name is wrong or the download fails.
    """
    if name.count("/") != 1:
        raise ModelError(
            _("this is not the name of a model on the hub (owner/name)"),
            file=name,
            remedy=_("see which there are with: congruence models list"),
        )
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise missing_extra("transformers") from error
    try:
        # Code and pickled weights are left where they are: a model is data.
        ignored = ["*.bin", "*.py", "*.onnx", "*.h5", "*.msgpack", "*.ot", "openvino/*"]
        return Path(snapshot_download(name, ignore_patterns=ignored))
    except Exception as error:  # the hub's client raises a dozen kinds, some not its own
        raise ModelError(
            _("the model could not be fetched ({error})").format(error=_first_line(error)),
            file=name,
            remedy=_("check the name and the network connection and try again"),
        ) from error


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model as `overview` lists it: what it is, and whether it can be used here and now."""

    name: str
    here: bool
    default: bool
    megabytes: int
    licence: str
    stsb: float | None
    sick: float | None
    note: str


def overview() -> list[ModelState]:
    """List the embedded models, the known ones, and what else was fetched."""
    from congruence.embed.loading import default_name, installed

    default, fetched = default_name(), _fetched_models()
    rows = [
        ModelState(name, installed(name), name == default, 0, "GPL-3.0-or-later", None, None, note)
        for name, note in zip(EMBEDDED, _EMBEDDED_NOTES, strict=True)
    ]
    rows += [
        ModelState(
            known.name, known.name in fetched, False, known.megabytes, known.licence, known.stsb,
            known.sick, known.note,
        )
        for known in KNOWN_MODELS
    ]  # fmt: skip
    listed = {row.name for row in rows}
    rows += [
        ModelState(name, True, False, 0, "", None, None, "")
        for name in fetched
        if name not in listed
    ]
    return rows


def embedded_path(name: str) -> Path | None:
    """Name the folder of an embedded model, or None where ``name`` is not one."""
    return _EMBEDDED_DIR if name in EMBEDDED else None


def fetched_folder() -> Path:
    """Name the folder where fetched models lie.

    Raises:
        ModelError: when the extra that fetches models is not installed.
    """
    try:
        from huggingface_hub.constants import HF_HUB_CACHE
    except ImportError as error:
        raise missing_extra("transformers") from error
    return Path(HF_HUB_CACHE)


def _fetched_models() -> dict[str, Path]:
    try:
        cache = fetched_folder()
    except ModelError:
        return {}
    found: dict[str, Path] = {}
    for folder in sorted(cache.glob("models--*--*")):
        name = folder.name.removeprefix("models--").replace("--", "/", 1)
        path = _cached_snapshot(name)
        if path is not None and (path / "modules.json").is_file() and _has_weights(path):
            found[name] = path
    return found


def missing_extra(extra: str) -> ModelError:
    """Say what to do when an optional part of congruence is not installed."""
    return ModelError(
        _("this model needs a part that is not installed"),
        remedy=_('install it with: pip install "congruence[{extra}]"').format(extra=extra),
    )


def _cached_snapshot(name: str) -> Path | None:
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise missing_extra("transformers") from error
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except Exception:  # not there, or not a possible name: either way it is not on this machine
        return None


def _has_weights(folder: Path) -> bool:
    return any(path.exists() for pattern in _WEIGHTS for path in folder.rglob(pattern))


def _check_complete(folder: Path, name: str | None = None) -> None:
    described = any((folder / file).is_file() for file in ("modules.json", "config.json"))
    if described and _has_weights(folder):
        return
    fetched = _("fetch it again with: congruence models fetch {name}").format(name=name)
    raise ModelError(
        _("the model folder is not complete: its description or its weights are not there"),
        file=name or folder,
        remedy=fetched if name else _("give the folder of a whole sentence-transformers model"),
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
