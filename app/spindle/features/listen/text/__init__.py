"""The one text model: document, chapters, blocks, sentences, tokens, and what is spoken of them."""
