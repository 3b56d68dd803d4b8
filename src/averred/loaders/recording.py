"""What a builder is to be told, kept so that nested parts of a page are walked once."""

from __future__ import annotations

from averred.loaders.building import TextBuilder


class Recording(TextBuilder):
    """Takes what a builder takes, and plays it back to a builder as if it were told there."""

    def __init__(self) -> None:
        super().__init__()
        self._told: list[tuple[str, tuple[str, ...]]] = []

    def start_block(self, kind: str = "paragraph") -> None:
        """See TextBuilder, also for the others."""
        self._told.append(("start_block", (kind,)))

    def add(self, text: str) -> None:
        """Keep running text."""
        self._told.append(("add", (text,)))

    def break_off(self, space: str = "") -> None:
        """Keep that no passage runs on."""
        self._told.append(("break_off", (space,)))

    def leave_out(self) -> None:
        """Keep that something unknown is left out."""
        self._told.append(("leave_out", ()))

    def stand_off(self) -> None:
        """Keep that a fraction follows."""
        self._told.append(("stand_off", ()))

    def cut(self) -> None:
        """Keep that something is left out."""
        self._told.append(("cut", ()))

    def add_raised(self, words: str) -> None:
        """Keep a superscript."""
        self._told.append(("add_raised", (words,)))

    def add_lowered(self, words: str) -> None:
        """Keep a subscript."""
        self._told.append(("add_lowered", (words,)))

    def play(self, built: TextBuilder) -> None:
        """Tell a builder, or another recording, what was kept."""
        for name, given in self._told:
            getattr(built, name)(*given)

    def alone(self) -> TextBuilder:
        """What was kept, put together by itself."""
        built = TextBuilder()
        self.play(built)
        return built
