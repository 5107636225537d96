"""`python -m rasid`, and what the command `rasid` runs: worker processes import this, and none of the command line."""


def main() -> None:
    """Run the command line."""
    from rasid import cli

    cli.main()


if __name__ == "__main__":
    main()
