"""Compares what Roundtable lists from four public archives with marks set by hand.

usage: score.py ROUNDTABLE ARCHIVES

ARCHIVES holds the folders openjs-council, public-code, bazaar-weekly and nhs-rap. The marks are in marks/:
`NAME.items.tsv` has path, line and kind of every item a careful reader would list from fifty notes (a `?` after
the kind where that reader was in doubt: it counts neither way), `NAME.notes.tsv` has path, date, present, absent
and the counts. Prints, for each archive and kind, how many were found, missed and listed without a mark.
"""

import collections
import csv
import json
import pathlib
import subprocess
import sys

MARKS = pathlib.Path(__file__).parent / "marks"
ARCHIVES = ["openjs-council", "public-code", "bazaar-weekly", "nhs-rap"]
KINDS = ["action", "decision", "question", "insight", "challenge", "strategy", "tool", "quote"]


def listed(program, what, folder):
    done = subprocess.run([program, "list", what, folder, "--format", "json"], capture_output=True, check=True)
    return json.loads(done.stdout)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def score(program, folder, name):
    notes = rows(MARKS / f"{name}.notes.tsv")
    sample = {row[0] for row in notes}
    marks = collections.defaultdict(set)
    for path, line, kind in rows(MARKS / f"{name}.items.tsv"):
        marks[kind].add((path, int(line)))
    found = collections.defaultdict(set)
    for item in listed(program, "items", folder):
        if item["source"] in sample:
            found[item["kind"]].add((item["source"], item["line"]))
    print(f"{name}: {len(sample)} notes")
    for kind in KINDS:
        sure, open_ = marks[kind], marks[kind + "?"]
        extra = found[kind] - sure - open_
        if sure or found[kind]:
            print(
                f"  {kind:10} marked {len(sure):3}  found {len(sure & found[kind]):3}"
                f"  missed {len(sure - found[kind]):3}  listed without a mark {len(extra):3}"
            )
    sessions = {row["source"]: row for row in listed(program, "sessions", folder)}
    dated = [row for row in notes if row[0] in sessions and row[1] != "-"]
    right = sum(sessions[row[0]]["date"] == row[1] for row in dated)
    counted = [row for row in notes if row[0] in sessions and row[2].isdigit()]
    present = sum(sessions[row[0]]["present"] == int(row[2]) for row in counted)
    print(f"  dates right {right} of {len(dated)}, people counted right {present} of {len(counted)}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for name in ARCHIVES:
        score(sys.argv[1], str(pathlib.Path(sys.argv[2]) / name), name)
