"""The Sets page: case sets are built, opened, handed out and looked back at."""
