"""One module for each family of screens; each exports ``router``."""
