"""One module for each family of paths; each exports ``router``."""
