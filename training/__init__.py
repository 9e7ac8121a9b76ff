"""How everything that ships was fitted or trained; not part of the package."""
