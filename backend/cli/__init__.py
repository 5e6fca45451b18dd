"""The command line, `vitae`: one module per command, loaded when the command is used."""
