"""`python -m hotline_lib` is the `hotline` command."""

from hotline_lib.model.collecting import collect_rarely

collect_rarely()  # before the imports, which are what a short command spends its time on

from hotline_lib.cli.main import main  # noqa: E402

if __name__ == "__main__":
    main()
