"""Parameters of rules: what a declaration may say, read and refused without looking at facts.

A rule is declared by a `[[constraint]]` table, or by a key with the rule's name on a predicate or an
entity; the two are one thing here. What means nothing raises ConfigurationError: a bad rule is never a
finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from averred.declaring import BARE, place_of, written
from averred.errors import AverredError, ConfigurationError, did_you_mean, raise_all
from averred.kinds import Kind, entity_name, entity_names, names, predicate_name, predicate_names
from averred.vocabulary import NO_PARAMETERS, Constraint

if TYPE_CHECKING:
    from averred.factbase import FactBase
    from averred.vocabulary import Predicate

Check: TypeAlias = "Callable[[Constraint, FactBase], None]"

#: How grave a violation is, in our words and in Wikidata's.
LEVEL_WORDS: Final = ("error", "warning", "note", "mandatory", "normal", "suggestion")


class Parameters(NamedTuple):
    """What a rule lets one declare.

    Attributes:
        kinds: the parameters, each with the function that reads its value.
        required: those that have to be there.
        short: the one that a bare value gives where the rule is declared on a predicate
            (`too-many = 2` is `too-many = { most = 2 }`).
        about: the kinds of values that its predicate may have; empty for all.
        competing: whether facts compete under the rule: then a declaration may say `within` which scope keys.
        check: refuses what only the declared predicates and entities show to be wrong.
        check_all: refuses what only all declarations together show to be wrong.
    """

    kinds: Mapping[str, Kind]
    required: tuple[str, ...] = ()
    short: str = ""
    about: tuple[str, ...] = ()
    competing: bool = False
    check: Check | None = None
    check_all: Callable[[list[Constraint], FactBase], None] | None = None


#: What every rule that is declared for a predicate takes: the predicate, and whom it holds for.
COMMON: Final[Mapping[str, Kind]] = MappingProxyType(
    {"predicate": predicate_name, "subject": entity_names, "kind": names}
)
_REFERENCES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        predicate_name: "predicates",
        predicate_names: "predicates",
        entity_name: "entities",
        entity_names: "entities",
    }
)


def for_predicate(
    kinds: Mapping[str, Kind] = NO_PARAMETERS,  # type: ignore[assignment]  # an empty mapping is one of any kind
    *,
    required: tuple[str, ...] = (),
    short: str = "",
    about: tuple[str, ...] = (),
    competing: bool = False,
    check: Check | None = None,
) -> Parameters:
    """The parameters of a rule about the facts of one predicate."""
    return Parameters({**COMMON, **kinds}, ("predicate", *required), short, about, competing, check)


def declared(rule: str, parameters: Parameters, fact_base: FactBase) -> list[Constraint]:
    """Every declaration of a rule, with its parameters read, in a stable order.

    Where an entry could not be read, what it declares is missing for that reason: then declarations that
    name it are left out, so that one bad entry hides nothing else.

    Raises:
        ConfigurationError: for every parameter that is missing, unknown or wrong, with the place.
    """
    found: list[Constraint] = []
    wrong: list[ConfigurationError] = []
    for constraint, excepted in written(rule, parameters.kinds, parameters.short, fact_base):
        try:
            read = _read(constraint, parameters, excepted)
            unknown = _unknown_names(read, parameters, fact_base)
            if unknown and fact_base.has_unread:
                continue
            if unknown:
                raise unknown[0]
            _check_within(read, parameters, fact_base)
            _check_kinds(read, parameters, fact_base)
            found.append(read)
        except ConfigurationError as error:
            of_key = error.key not in {*parameters.kinds, *_OF_ALL}
            place = place_of(constraint, fact_base, error.key, of_key=of_key)
            wrong.append(ConfigurationError(f"{place}{error.message}", suggestion=error.suggestion))
    raise_all(wrong)
    if parameters.check_all is not None:
        parameters.check_all(found, fact_base)
    return found


#: What every declaration may say, beside the parameters of its rule.
_OF_ALL: Final = ("level", "except", "within")


def _named(rule: str, key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, tuple | list) and not value:
        return ()
    try:
        return names(value)
    except ConfigurationError as error:
        message = f"“{key}” of rule “{rule}” {error.message}"
        raise ConfigurationError(message, suggestion=error.suggestion, key=key) from error


def _read(constraint: Constraint, parameters: Parameters, keys: Mapping[str, object]) -> Constraint:
    """The constraint with the values of its parameters read."""
    rule, found = constraint.rule, {}
    for key, value in constraint.parameters.items():
        kind = parameters.kinds.get(key)
        if kind is None:
            raise _unknown(rule, key, parameters)
        try:
            found[key] = kind(value)
        except AverredError as error:
            message = f"parameter “{key}” of rule “{rule}” {error.message}"
            raise ConfigurationError(message, suggestion=error.suggestion, key=key) from error
    for key in parameters.required:
        if key not in found:
            raise ConfigurationError(
                f"rule “{rule}” needs the parameter “{key}”", suggestion=f"add {key} = …"
            )
    if constraint.level is not None and constraint.level not in LEVEL_WORDS:
        raise ConfigurationError(
            f"level of rule “{rule}” has to be one of {', '.join(LEVEL_WORDS)}",
            suggestion=did_you_mean(constraint.level, LEVEL_WORDS) or 'such as "warning"',
            key="level",
        )
    exceptions, within = constraint.exceptions, constraint.within
    if "except" in keys:
        exceptions = _named(rule, "except", keys["except"])
    if "within" in keys:
        within = _named(rule, "within", keys["within"])
    return Constraint(rule, found, constraint.level, exceptions, within, constraint.origin)


def _unknown(rule: str, key: str, parameters: Parameters) -> ConfigurationError:
    known = ", ".join(sorted(parameters.kinds))
    if key == BARE:
        return ConfigurationError(
            f"rule “{rule}” takes no bare value", suggestion=f"write true, or a table with {known}"
        )
    return ConfigurationError(
        f"rule “{rule}” knows no parameter “{key}”",
        suggestion=did_you_mean(key, parameters.kinds) or (f"it has {known}" if known else "it has none"),
        key=key,
    )


def _unknown_names(
    constraint: Constraint, parameters: Parameters, fact_base: FactBase
) -> list[ConfigurationError]:
    """An error for each name of a predicate or an entity that is not declared."""
    excepted = [
        _undeclared("except", f"“except” of rule “{constraint.rule}”", name, fact_base.entities)
        for name in constraint.exceptions
        if name not in fact_base.entities
    ]
    return excepted + [
        _undeclared(key, f"parameter “{key}” of rule “{constraint.rule}”", str(item), known)
        for key, value in constraint.parameters.items()
        for known in [getattr(fact_base, _REFERENCES.get(parameters.kinds[key], ""), None)]
        for item in (value if isinstance(value, tuple) else (value,))
        if known is not None and item not in known
    ]


def _check_within(constraint: Constraint, parameters: Parameters, fact_base: FactBase) -> None:
    """Refuse keys where no facts compete, and one that no fact can have: all would agree on it."""
    if constraint.within is not None and not parameters.competing:
        raise ConfigurationError(
            f"rule “{constraint.rule}” takes no “within”: no facts compete under it",
            suggestion="leave it out",
            key="within",
        )
    within = constraint.within or ()
    known = {key for predicate in fact_base.predicates.values() for key in predicate.scope}
    if known.issuperset(within) or fact_base.has_unread:
        return
    known |= {key for fact in fact_base.facts for key, _ in fact.scope.keys}
    for key in within:
        named = f"“within” of rule “{constraint.rule}” names “{key}”"
        if key in _ALWAYS_AGREE:
            raise ConfigurationError(
                f"{named}, which always has to agree", suggestion="leave it out", key="within"
            )
        if key not in known:
            near = did_you_mean(key, sorted(known)) or f'declare it: scope = ["{key}"] on the predicate'
            raise ConfigurationError(
                f"{named}, a scope key that no predicate declares", suggestion=near, key="within"
            )


#: What facts that compete have in common whatever a declaration says.
_ALWAYS_AGREE: Final = ("status", "part", "during", "as-of")


def _check_kinds(constraint: Constraint, parameters: Parameters, fact_base: FactBase) -> None:
    """Refuse a predicate with values of a wrong kind, and what the rule itself refuses."""
    predicate = predicate_of(constraint, fact_base)
    if predicate is not None and parameters.about and predicate.value not in parameters.about:
        raise ConfigurationError(
            f"rule “{constraint.rule}” is about values of kind {' or '.join(parameters.about)}, and those of "
            f"predicate “{predicate.id}” are of kind {predicate.value}",
            suggestion="name a predicate with such values",
            key="predicate",
        )
    _check_exceptions(constraint)
    if parameters.check is not None:
        parameters.check(constraint, fact_base)


def _check_exceptions(constraint: Constraint) -> None:
    """Refuse a declaration that excepts all that it is about."""
    subjects = constraint.parameters.get("subject")
    if isinstance(subjects, tuple) and set(subjects) <= set(constraint.exceptions):
        raise ConfigurationError(
            f"“except” of rule “{constraint.rule}” names every subject, so that nothing is left to judge",
            suggestion="leave the rule out",
            key="except",
        )


def _undeclared(key: str, what: str, item: str, known: Mapping[str, object]) -> ConfigurationError:
    return ConfigurationError(
        f"{what} names “{item}”, which is not declared",
        suggestion=did_you_mean(item, known) or "declare it, or name another",
        key=key,
    )


def predicate_of(constraint: Constraint, fact_base: FactBase) -> Predicate | None:
    """The predicate that a declaration is for; None where it names none."""
    return fact_base.predicates.get(str(constraint.parameters.get("predicate", "")))
