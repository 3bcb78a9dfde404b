"""The command line: the same services as the window, data on stdout, Chinese messages on stderr."""
