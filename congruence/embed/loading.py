"""From a name to an encoder."""

from __future__ import annotations

from congruence.embed import contextual, static
from congruence.embed.encoder import Encoder

AUTO = "auto"


def load_encoder(name: str | None = None, *, threads: int | None = None) -> Encoder:
    """Load the encoder called ``name``.

    Args:
        name: ``"embedded"`` (static, always there), ``"embedded-context"`` (needs the extra
            ``context``), the hub name or the folder of a sentence-transformers model (needs the
            extra ``transformers``); ``None`` or ``"auto"``: `default_name`.
        threads: processor threads for a contextual model; None: the library's choice.

    Raises:
        ModelError: the model is unknown, not on this machine, incomplete or not loadable.
    """
    if name is None or name == AUTO:
        name = default_name()
    if name == static.NAME:
        return static.StaticEncoder()
    if name == contextual.NAME:
        return contextual.ContextEncoder(threads=threads)
    from congruence.embed.transformer import TransformerEncoder

    return TransformerEncoder(name, threads=threads)


def default_name() -> str:
    """Name the default: the static model.

    Fused with the lexical view it links policy and statutes as well as the contextual one or
    better, hundreds of times faster (docs/modellen.md).
    """
    return static.NAME


def ships(name: str | None) -> bool:
    """Whether ``name`` means one of the models that come with congruence."""
    return name in (None, AUTO, static.NAME, contextual.NAME)


def installed(name: str) -> bool:
    """Whether the embedded encoder ``name`` can be used here (nothing is loaded)."""
    return name == static.NAME or (name == contextual.NAME and contextual.is_installed())
