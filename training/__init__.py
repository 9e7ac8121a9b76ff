"""How the bundled writer was trained: data, steps, evaluation. Not part of the package."""
