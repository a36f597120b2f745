"""命令行 (cli): the `hotline` command."""
