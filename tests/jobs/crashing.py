"""A worker process that fails: run as `python -m tests.jobs.crashing` in the place of `reports`."""

if __name__ == "__main__":
    raise ZeroDivisionError
