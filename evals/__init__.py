"""Quality and speed beside baselines, with pinned floors; not part of the package."""
