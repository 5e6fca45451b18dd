"""Print the precision on prose and what was found there."""

from benchmarks.prose import find_in_prose, precision_on_prose, prose_lines


def main() -> None:
    """Print one line for every find, then the share of clean lines."""
    for find in find_in_prose():
        print(f"{find.genre}: {find.raw!r} is no {find.canonical}: {find.line}")
    print(f"{precision_on_prose():.3f} of {len(prose_lines())} lines are clean")


if __name__ == "__main__":
    main()
