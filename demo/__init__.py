"""The demo: sample résumés of invented people, and the main job run over them from end to end."""
