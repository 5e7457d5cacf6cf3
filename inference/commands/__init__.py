"""The subcommands of `mammogym-cases`, a file each."""
