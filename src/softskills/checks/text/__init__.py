"""Texts as the rules see them: prose, notebook cells, words, works."""
