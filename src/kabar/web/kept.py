"""Answers that are kept for who asks the same again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

KEPT = 64
"""Answers that are kept, so that paging does not choose and draw again."""


class Kept:
    """The last answers by their question; threads may share it."""

    def __init__(self, most: int = KEPT) -> None:
        """Keep at most so many."""
        self.most = most
        self._answers: OrderedDict[object, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, question: object, answer: Callable[[], Any]) -> Any:
        """Return the answer to a question, found before or now."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        found = answer()
        with self._lock:
            self._answers[question] = found
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)
        return found
