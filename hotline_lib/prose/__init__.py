"""行文 (prose): sentence templates and editorial Markdown become runs of text with marked figures."""
