"""Run the command line: `python -m kabar_command`."""

from kabar_command import main

if __name__ == "__main__":
    main()
