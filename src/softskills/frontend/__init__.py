"""All JavaScript and style sheets, and how they are put together."""
