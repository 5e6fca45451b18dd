"""Rich Text Format, with a reader of our own: the one that installs loses headers and text boxes."""
