"""`python -m averred`."""

from averred.commands import main

if __name__ == "__main__":
    main()
