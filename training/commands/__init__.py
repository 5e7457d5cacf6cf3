"""The subcommands of `mammogym-train`, a module each."""
