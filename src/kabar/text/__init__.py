"""From a file, page or stream to one citable text: documents, blocks, sentences, words."""
