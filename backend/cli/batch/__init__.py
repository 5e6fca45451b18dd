"""What the commands of `vitae batch` share: where the documents come from, and how a run is taken up again."""
