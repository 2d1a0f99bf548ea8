"""Parts that end the process that codes them; a module, so that other processes can import it."""

from __future__ import annotations

import os

from kabar.batch_parts import Done, Job, Part, code_part


def die_at_two(part: Part, job: Job) -> Done:
    if part.number == 2:
        os._exit(3)
    return code_part(part, job)
