"""Stands in for the reference server's package where upstream's tests start a server: it starts this one."""
