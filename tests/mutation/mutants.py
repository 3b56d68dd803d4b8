"""The mutants of a module: small mistakes, one at a time, that a test should notice.

Left alone is what no test need notice: docstrings, annotations, imports, what only a type checker reads.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import attrs

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
#: What is mistaken for one another.
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
MEMBERS = {
    "Level": ("ERROR", "WARNING", "NOTE"),
    "Verdict": ("VIOLATED", "SATISFIED", "UNDETERMINED"),
    "Meeting": ("SURELY", "PERHAPS", "NEVER"),
    "Round": ("ONE_VOICE", "OWN_VOICES", "EVERYBODY"),
    "Need": ("FACTS", "DECLARATION", "TABLE", "DOUBT", "TEXT", "RELATIONS"),
}
#: Fields that hold annotations.
ANNOTATIONS = {"annotation", "returns"}


@attrs.frozen(eq=False)
class Mutant:
    """One mistake.

    Attributes:
        line: where it is.
        what: what it does, in a few words.
        make: makes it, in the tree that it was found in. It cannot be undone.
    """

    line: int
    what: str
    make: Callable[[], None]


def mutants(tree: ast.Module) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    found = [mutant for node in _live(tree) for mutant in _of(node)]
    return sorted(found, key=lambda mutant: mutant.line)


def _live(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that do something when the program runs, each after what holds it."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ANNOTATIONS or (
            isinstance(node, ast.JoinedStr | ast.FormattedValue) and field == "format_spec"
        ):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_still(child):
                yield from _live(child)


def _is_still(node: ast.AST) -> bool:
    """Whether it does nothing when the program runs, or nothing that a test could hold."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.expr_context():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.UnaryOp(operand=ast.Name(id="TYPE_CHECKING"))):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            return True
    return False


def _of(node: ast.AST) -> Iterator[Mutant]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield _set(node, "op", other(), f"{_name(node.op)} → {_name(other())}")
        case ast.BinOp() | ast.AugAssign() if type(node.op) in OPERATORS:
            operator = OPERATORS[type(node.op)]()
            yield _set(node, "op", operator, f"{_name(node.op)} → {_name(operator)}")
        case ast.Constant():
            yield from _constants(node)
        case ast.Name(id=name) if name in NAMES:
            yield _set(node, "id", NAMES[name], f"{name} → {NAMES[name]}")
        case ast.Attribute(value=ast.Name(id=family), attr=member) if member in MEMBERS.get(family, ()):
            members = MEMBERS[family]
            other_member = members[(members.index(member) + 1) % len(members)]
            yield _set(node, "attr", other_member, f"{member} → {other_member}")
        case ast.Call():
            yield from _calls(node)
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield _set(node, "value", ast.Constant(None), "return → return None")
    yield from _conditions(node)
    yield from _statements(node)


def _comparisons(node: ast.Compare) -> Iterator[Mutant]:
    for index, found in enumerate(node.ops):
        other = COMPARISONS[type(found)]()
        ops = [*node.ops[:index], other, *node.ops[index + 1 :]]
        yield _set(node, "ops", ops, f"{_name(found)} → {_name(other)}")


def _constants(node: ast.Constant) -> Iterator[Mutant]:
    match node.value:
        case bool(value):
            yield _set(node, "value", not value, f"{value} → {not value}")
        case int(value):
            yield _set(node, "value", value + 1, f"{value} → {value + 1}")
        case str(value) if value.strip(" \n“”.,:;()·") or not value:
            yield _set(node, "value", "XX", f"{value!r:.40} → 'XX'")


def _calls(node: ast.Call) -> Iterator[Mutant]:
    for index, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:index], *node.keywords[index + 1 :]]
        yield _set(node, "keywords", rest, f"without {keyword.arg or '**'}=", line=keyword.value.lineno)


def _conditions(node: ast.AST) -> Iterator[Mutant]:
    """Conditions that are turned round, where no other mutant does so."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        if not isinstance(node.test, ast.Compare):
            yield _set(node, "test", _turned(node.test), "condition turned round", line=node.test.lineno)
    elif isinstance(node, ast.comprehension):
        for index, test in enumerate(node.ifs):
            if not isinstance(test, ast.Compare):
                ifs = [*node.ifs[:index], _turned(test), *node.ifs[index + 1 :]]
                yield _set(node, "ifs", ifs, "condition turned round", line=test.lineno)


def _turned(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def _statements(node: ast.AST) -> Iterator[Mutant]:
    """Statements that are left out, and jumps that go elsewhere."""
    for field in ("body", "orelse", "finalbody"):
        found = getattr(node, field, None)
        statements: list[ast.stmt] = found if isinstance(found, list) else []
        for index, statement in enumerate(statements):
            for other, what in _instead_of(statement):
                rest = [*statements[:index], other, *statements[index + 1 :]]
                yield _set(node, field, rest, what, line=statement.lineno)


def _instead_of(statement: ast.stmt) -> Iterator[tuple[ast.stmt, str]]:
    match statement:
        case ast.Expr(value=value) if not isinstance(value, ast.Constant):
            # Not `pass`: a function whose only `yield` is gone would be no generator any more.
            never = ast.If(ast.Constant(value=False), [statement], [])
            yield never, "statement left out"
        case ast.AugAssign():
            yield ast.Pass(), "statement left out"
        case ast.Continue():
            yield ast.Break(), "continue → break"
        case ast.Break():
            yield ast.Continue(), "break → continue"


def _set(node: ast.AST, field: str, value: object, what: str, line: int | None = None) -> Mutant:
    where = line if line is not None else getattr(node, "lineno", 0)
    return Mutant(where, what, lambda: setattr(node, field, value))


def _name(node: ast.AST) -> str:
    return type(node).__name__


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
