"""What each key of a fact file says, for an editor to show; the page about fact files says the same."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "source": "A text that is cited.",
        "entity": "A person, place, event, group or other thing.",
        "predicate": "A property that facts give values of.",
        "fact": "One claim of a source: its own words, and the passage that says so.",
        "partition": "Disjoint direct parts of a whole; only these are ever summed.",
        "constraint": "A rule of the catalogue between named things.",
        "accept": "A known finding that is kept, with a reason.",
        "leave-out": "A passage that claims nothing, so that coverage does not ask for a fact.",
        "defaults": "What holds for every fact of this file.",
        "value": "A value that is not plain words: bounds, alternatives, unknown or none.",
        "check": "Who checked the fact against its source, when and how.",
    }
)

KEYS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "source": {
            "title": "its title",
            "url": "where it can be read",
            "path": (
                "its file, inside the folder or the folder of `--sources`; leave it out for a "
                "source known by its lock alone"
            ),
            "language": "a language tag, such as `en`",
            "reliability": "an Admiralty grade, `A` to `F`",
            "note": "a remark",
        },
        "entity": {
            "name": "what the source calls it; required",
            "short": (
                'how findings and reports call it where its name is long: `short = "the rally"`; '
                "no quote is found by it"
            ),
            "aliases": "other names, forms in other languages too",
            "misspellings": (
                "wrong forms that stand in a source: quotes find them, and they are still reported"
            ),
            "kind": (
                "person, place, event, group, …; two things of one kind exclude each other unless "
                "one is part of or within the other"
            ),
            "part-of": "the thing or things that it is a part of",
            "within": "the place or places that it lies in",
            "member-of": "the groups that it belongs to",
            "distinct-from": "things that it is surely not",
            "named": ("`false` for a thing that the source does not name; no name rule looks at it"),
            "note": "a remark",
        },
        "predicate": {
            "value": ("`quantity`, `date`, `entity`, `text`, `quotation`, `boolean` or `ordinal`; required"),
            "label": 'how headlines call it ("number of participants")',
            "unit": "the unit in which its quantities are compared",
            "functional": "`true` if it has one value within a scope",
            "min": "the least value that makes sense (0 for a count)",
            "max": "the greatest value that makes sense",
            "scope": "further scope keys that its facts may use",
            "statuses": ('further words for `status` that its facts may use: `statuses = ["rehearsed"]`'),
            "exact": "`true` if texts that differ exclude each other",
            "opinion": "`true` if its facts are judgements, which need a speaker",
            "additive": "`false` if parts of it do not add up (an average)",
            "about": 'what "around" means for it, such as `"20 %"`',
            "note": "a remark",
        },
        "fact": {
            "subject": "what it is about: an entity's id; required",
            "predicate": "which property of it: a predicate's id; required",
            "value": (
                "the words of the source; where they are read wrongly `{ min = 180, max = 220, "
                'text = "…" }`; required'
            ),
            "source": "the source's id; may stand in `[defaults]`",
            "quote": (
                'words of the source, or first and last words of a passage: `"Around 200 … to the harbour"`'
            ),
            "cite": "a browser's link to a passage (`#:~:text=…`) instead of `quote`",
            "prefix": "words right before the quote, where it stands in several places",
            "suffix": "words right after the quote, where it stands in several places",
            "section": ("the heading under which the quote stands, where it stands in several places"),
            "said-by": (
                'who says it: an entity\'s id or exact name, words, or `"?"` where the source does '
                "not name the speaker; words that are nearly an entity's name are an error"
            ),
            "via": "who relayed it, nearest to the speaker first",
            "said-in": ("the words of the source that name the speaker; looked for like the quote"),
            "part": (
                "the part of the subject that it is about: an entity whose `part-of` or `within` "
                "leads to the subject, in one step or several"
            ),
            "of": "the other thing that it relates to: the event whose anniversary it is",
            "share": (
                "of what share of a group it is said: some, few, a few, several, many, half, "
                'most, all, none, every, or a quantity such as `"30 %"`'
            ),
            "kind": '`"spread"` for several estimates given as a range',
            "unit": (
                "the unit, where the words leave it out; beside words that have another unit it is an error"
            ),
            "status": (
                "`actual` (if left out), `expected`, `planned`, `proposed`, `predicted`, "
                "`feared`, `cancelled`, or a word that its predicate declares; facts of different "
                "status are never compared"
            ),
            "during": "the time throughout which it holds",
            "as-of": "the day at which it holds; with `during`, it lies within that time",
            "scope": 'further scope keys of its predicate: `scope = { method = "count" }`',
            "polarity": '`"denied"` if the source says that it is not so',
            "rank": "`normal`, `preferred` or `retracted`",
            "year-from": "the fact from which a date without a year takes it",
            "same-as": 'the fact whose day a word such as "simultaneously" means',
            "because": "the fact that is the reason that the source gives",
            "implied": "why the value follows though the passage does not spell it out",
            "derived-from": "the facts that it follows from, where it has no quote",
            "confidence": (
                "`certain`, `likely`, `possible`, `doubtful`, a number, or an Admiralty grade "
                'such as `"C3"`; say why in `note`'
            ),
            "checked": '`{ by = "…", on = 2031-03-20, method = "secondary" }`',
            "locator": "where in a larger work",
            "note": "a remark; why, where there is a `confidence`",
            "tags": "free words",
        },
        "partition": {
            "of": "the whole: an entity's id; required",
            "parts": (
                "its disjoint parts: two entities or more, each directly `part-of` or `within` "
                "the whole; required"
            ),
            "exhaustive": "`true` if nothing else belongs to the whole",
        },
        "constraint": {
            "rule": "the name of the rule; its parameters are further keys; required",
            "level": "how grave its findings are, where it differs from the rule's",
            "except": "the entities that it does not hold for",
            "within": ("the scope keys that must agree for two facts to compete; all if left out"),
        },
        "accept": {
            "rule": "the rule of the finding; required",
            "facts": "all facts of the finding; required",
            "reason": "why it is kept; it stands in every report; required",
            "until": "the day from which it counts no more, such as 2032-05-01",
        },
        "leave-out": {
            "source": "the source's id; required",
            "quote": "the words of the passage; required",
            "reason": "why it is left out; required",
        },
        "defaults": {
            "source": "the source of every fact of this file that names none",
        },
        "value": {
            "min": "the least: a number, or a day for a date",
            "max": "the greatest: a number, or a day for a date",
            "min-open": "`true` if the least itself is left out",
            "max-open": "`true` if the greatest itself is left out",
            "unit": "the unit of `min` and `max`",
            "text": "the words of the source that are read so",
            "unknown": "`true`: some value that is not given",
            "none": "`true`: there is none",
            "one-of": 'alternatives, at least two: `["10", "20"]`',
        },
        "check": {
            "by": "who checked it against its source; required",
            "on": "the day, such as 2031-03-20; required",
            "method": "how, such as `secondary`",
        },
    }
)
