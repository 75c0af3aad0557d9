"""The whole node through its front door: logins by HTTP, everything else over WAMP."""
