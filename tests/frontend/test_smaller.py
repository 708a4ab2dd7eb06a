"""Scripts and style sheets lose what nobody but their authors reads, and nothing else."""

from __future__ import annotations

import pytest

from softskills.frontend.smaller import smaller_script, smaller_style

SCRIPTS = [
    ("// said\nconst a = 1; // why\n\n  /** What. */\nlet b;\n", "const a=1;let b;"),
    ('const a = "// no  comment";\n', 'const a="// no  comment";'),
    ("const a = `  x  ${ b + `  in  ${c}  ` }  // no `;\n", "const a=`  x  ${ b + `  in  ${c}  ` }  // no `;"),
    ("const a = `${ {x: {}}.x }  `;\n", "const a=`${{x:{}}.x }  `;"),
    ("f(`$  {  \\`  `, 1);\n", "f(`$  {  \\`  `,1);"),
    ("a.replace(/  [/'\"]  \\/ `/g, b / c / d);\n", "a.replace(/  [/'\"]  \\/ `/g,b / c / d);"),
    ("return /a  b/;", "return /a  b/;"),
    ("let a = b - -c + +d;\n", "let a=b - -c + +d;"),
    ("a = b\n  c = d\n", "a=b\nc=d"),
    ("a /* one\n two */ b\n", "a\nb"),
    ("a/* one */b\n", "a b"),
    ("'it\\'s  //';\n", "'it\\'s  //';"),
]


@pytest.mark.parametrize(("text", "smaller"), SCRIPTS)
def test_a_script(text: str, smaller: str) -> None:
    assert smaller_script(text) == f"{smaller}\n"


def test_a_script_that_ends_within_a_template_is_refused() -> None:
    with pytest.raises(ValueError, match="within a template"):
        smaller_script("const a = `x ${y} ")


@pytest.mark.parametrize(
    ("text", "smaller"),
    [
        (
            "/* why */\na > b,\nc :hover {\n  color: red;\n  top: calc(1px + 2px);\n}\n",
            "a > b,c :hover{color:red;top:calc(1px + 2px)}",
        ),
        ('a::before { content: "  ;  /* no */"; }', 'a::before{content:"  ;  /* no */"}'),
        ("@media (min-width: 3px) { a { b: url(x/y.svg) / 2 } }", "@media (min-width:3px){a{b:url(x/y.svg) / 2}}"),
    ],
)
def test_a_style_sheet(text: str, smaller: str) -> None:
    assert smaller_style(text) == f"{smaller}\n"
