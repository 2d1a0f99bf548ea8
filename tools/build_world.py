"""Write views/data/world.json anew: the outlines of countries for maps.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/build_world.py package/countries-110m.json

Outlines are those of Natural Earth (https://www.naturalearthdata.com, public domain), 1:110
million, through the npm package world-atlas (ISC licence). The arcs of its TopoJSON are joined to
rings; places are rounded to a hundredth of a degree.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "kabar" / "views" / "data" / "world.json"
Place = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Place]]:
    """Return the lines of a topology, which holds steps in whole numbers."""
    (wide, tall), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for across, up in arc:
            x, y = x + across, y + up
            line.append((round(x * wide + left, 2), round(y * tall + low, 2)))
        found.append(line)
    return found


def ring(lines: list[list[Place]], numbers: list[int]) -> list[Place]:
    """Return a ring of lines; `~n` is line n backwards, and each begins where the last one ends."""
    found: list[Place] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        found += line[1:] if found else line
    return found


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = arcs(topology)
    polygons = []
    for country in topology["objects"]["countries"]["geometries"]:
        several = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        polygons += [[ring(lines, numbers) for numbers in polygon] for polygon in several]
    rows = ",\n".join(json.dumps(polygon, separators=(",", ":")) for polygon in polygons)
    TARGET.write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
