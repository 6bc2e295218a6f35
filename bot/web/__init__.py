"""The approval pages, and the same actions for programs: Starlette, Jinja2, forms."""
