"""No test of the encoders may use the network; a tiny transformer is built here, not fetched."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

TEXT = (
    "het team bespreekt veiligheid van een kind met de ouders en weegt af . , "
    "gemeente jeugdhulp plan hulp ##en ##s"
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args, **_kwargs):
        raise AssertionError("an encoder opened a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real sentence-transformers folder: two layers, 32 wide, a window of 16 pieces."""
    torch = pytest.importorskip("torch")
    pytest.importorskip("sentence_transformers")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(7)
    base = tmp_path_factory.mktemp("bert")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(TEXT.split())]
    (base / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=16,
    )
    BertModel(config).save_pretrained(base)
    BertTokenizerFast(str(base / "vocab.txt"), model_max_length=16).save_pretrained(base)
    word = Transformer(str(base), max_seq_length=16)
    pooling = Pooling(32, pooling_mode="mean")
    folder = tmp_path_factory.mktemp("tiny") / "tiny-nl"
    SentenceTransformer(modules=[word, pooling], device="cpu").save(str(folder))
    return folder
