"""Pure functions over text: cleaning with offset maps, labels, tokens, sentences, lemmas."""
