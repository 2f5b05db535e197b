"""What the documents promise is there, and what is there is documented."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from taiwa.cli import main

ROOT = Path(__file__).parent.parent
# Punctuation of Japanese texts may stand in a rule; letters may not: words live in the lexicon.
LETTERS = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u4e00-\u9fff\u0400-\u04ff]")


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(command, click.Group):
        return [found for name, below in command.commands.items() for found in commands(below, (*path, name))]
    return [path]


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_every_command_is_documented(path: tuple[str, ...]) -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")]
    assert any(f"taiwa {' '.join(path)}" in text for text in texts)


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    assert "taiwa " in (command.help or "")


def test_the_architecture_names_every_pass() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [p.name for p in (ROOT / "taiwa/reading").rglob("*.py") if p.name != "__init__.py" and p.name not in text]
    assert missing == []


def test_the_rules_hold_no_words() -> None:
    found = []
    for path in sorted([*(ROOT / "taiwa/reading").rglob("*.py"), *(ROOT / "taiwa/comparing").rglob("*.py")]):
        code = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text("utf-8"), flags=re.S)
        found += [f"{path.name}: {line.strip()}" for line in code.splitlines() if LETTERS.search(line)]
    assert found == []


@pytest.mark.parametrize(
    "name",
    ["README.md", "API.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "BENCHMARKS.md", "VOCABULARY.md"],
)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []
