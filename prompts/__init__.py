"""One TOML file for each model family: how evidence is laid out for it. See `summarizer.prompt`."""
