"""The HTTP service: the pipeline of `summarizer` behind an API that a newsroom can run."""
