"""A branching scenario laid out, told in words and drawn. All but `drawing`, which takes matplotlib, is pure."""
