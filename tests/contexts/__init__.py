"""The screens of the application, used through the front door."""
