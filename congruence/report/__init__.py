"""One result, many faces: HTML, Word, Excel, Markdown and JSON with the same rows and ids."""
