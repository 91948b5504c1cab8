"""Documents made by hand for the tests of versions."""

from __future__ import annotations

import pytest

from congruence.model import Block, BlockKind, Document


class Maker:
    """Builds a document line by line; a number in front becomes the label."""

    @staticmethod
    def document(lines, name="doc"):
        blocks, article, lid, heading = [], None, None, None
        for at, line in enumerate(lines):
            kind, label, path, level = BlockKind.PARAGRAPH, None, article, None
            text = line
            if line.startswith("Artikel ") and len(line.split()) == 2:
                kind, label, text, level = BlockKind.HEADING, line, "", 2
                article, lid, heading = line, None, f"{name}-{at}"
                path = article
            elif line[:1] == "#":
                kind, text, level = BlockKind.HEADING, line.lstrip("# "), 1
                article = path = None
                heading = f"{name}-{at}"
            elif line.split(" ")[0].rstrip(".").isdigit() and line.split(" ")[0].endswith("."):
                label, text = line.split(" ", 1)
                kind, lid = BlockKind.LIST_ITEM, label.rstrip(".")
                path = f"{article}, lid {lid}" if article else None
            elif line[1:2] == "." and line[:1].isalpha():
                label, text = line.split(" ", 1)
                kind = BlockKind.LIST_ITEM
                path = f"{path}, lid {lid}" if article and lid else path
                path = f"{path}, onderdeel {label[0]}" if article else None
            section = (heading,) if heading and kind is not BlockKind.HEADING else ()
            blocks.append(Block(f"{name}-{at}", kind, text, level, label, path, section))
        return Document(name, name, f"{name}.txt", "text", "0" * 64, tuple(blocks))

    @staticmethod
    def table(rows, name="doc"):
        blocks = [
            Block(f"{name}-{row}-{column}", BlockKind.TABLE_CELL, text, table=0, row=row,
                  column_index=column)
            for row, cells in enumerate(rows) for column, text in enumerate(cells)
        ]  # fmt: skip
        return Document(name, name, f"{name}.docx", "docx", "0" * 64, tuple(blocks))


@pytest.fixture
def make():
    return Maker
