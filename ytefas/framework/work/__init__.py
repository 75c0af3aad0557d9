"""Intents, election, controllers, cursors, actions: what an application is made of."""
