"""`python -m hotline_lib` is the `hotline` command."""

from hotline_lib.cli.main import main

if __name__ == "__main__":
    main()
